// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitializersTest {
    /**
     * Standard deviation and largest magnitude of what Keras 3.15.1 draws for the shapes (300, 400), (5, 50, 800) and
     * (20000). The deviation of ours must be within 1.5 %, the largest within 3 %, of them.
     */
    @ParameterizedTest
    @CsvSource({
        "GlorotUniform, .0535 .0926 .0217 .0376 .0071 .0122",
        "GlorotNormal,  .0535 .1215 .0216 .0493 .0071 .0161",
        "HeUniform,     .0816 .1414 .0893 .1549 .0100 .0173",
        "HeNormal,      .0815 .1856 .0893 .2034 .0100 .0227",
        "LecunUniform,  .0577 .1000 .0633 .1095 .0071 .0122",
        "LecunNormal,   .0577 .1313 .0632 .1438 .0070 .0161"
    })
    void varianceIsKeras(String name, String expected) throws ReflectiveOperationException {
        Initializer initializer = (Initializer) Class.forName(Initializers.class.getName() + "$" + name)
                .getConstructor()
                .newInstance();
        String[] numbers = expected.split(" ");
        List<Shape> shapes = List.of(Shape.of(300, 400), Shape.of(5, 50, 800), Shape.of(20_000));
        for (int i = 0; i < shapes.size(); i++) {
            float[] values = new float[shapes.get(i).size()];
            initializer.fill(shapes.get(i), 3, values);
            double squares = 0;
            double sum = 0;
            double largest = 0;
            for (float value : values) {
                sum += value;
                squares += (double) value * value;
                largest = Math.max(largest, Math.abs(value));
            }
            double deviation = Double.parseDouble(numbers[2 * i]);
            double most = Double.parseDouble(numbers[2 * i + 1]);
            assertThat(Math.sqrt(squares / values.length)).isCloseTo(deviation, within(0.015 * deviation));
            assertThat(sum / values.length).isCloseTo(0, within(0.03 * deviation));
            assertThat(largest).isCloseTo(most, within(0.03 * most));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"30x30", "20x50", "50x20", "3x10x12", "1x7", "7x1"})
    void orthogonalHasOrthonormalRowsOrColumns(String text) {
        String[] dims = text.split("x");
        int[] sizes = new int[dims.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Integer.parseInt(dims[i]);
        }
        Shape shape = Shape.of(sizes);
        float[] q = new float[shape.size()];
        new Initializers.Orthogonal(2).fill(shape, 4, q);
        int columns = shape.dim(-1);
        int rows = q.length / columns;
        int fewer = Math.min(rows, columns);
        for (int a = 0; a < fewer; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int p = 0; p < Math.max(rows, columns); p++) {
                    product += rows >= columns
                            ? (double) q[p * columns + a] * q[p * columns + b]
                            : (double) q[a * columns + p] * q[b * columns + p];
                }
                assertThat(product).isCloseTo(a == b ? 4 : 0, within(1e-5));
            }
        }
        assertThatThrownBy(() -> new Initializers.Orthogonal().fill(Shape.of(5), 1, new float[5]))
                .hasMessageContaining("shape=(None, 5)");
    }

    @Test
    void uniformStaysBetweenItsBounds() {
        float[] values = new float[10_000];
        new Initializers.RandomUniform().fill(Shape.of(100, 100), 1, values);
        double least = 1;
        double most = -1;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        assertThat(least).isBetween(-0.05000001, -0.0499);
        assertThat(most).isBetween(0.0499, 0.05000001);
    }

    @Test
    void oneKeyGivesOneStart() {
        Shape shape = Shape.of(5, 7);
        for (Initializer initializer :
                List.of(new Initializers.GlorotUniform(), new Initializers.HeNormal(), new Initializers.Orthogonal())) {
            float[] one = new float[35];
            float[] again = new float[35];
            float[] other = new float[35];
            initializer.fill(shape, 1, one);
            initializer.fill(shape, 1, again);
            initializer.fill(shape, 2, other);
            assertThat(again).containsExactly(one);
            assertThat(other).isNotEqualTo(one);
        }
    }

    @Test
    void givenValuesAreCopied() {
        float[] vectors = {1, 2, 3, 4, 5, 6};
        Initializer given = new Initializers.Given(Shape.of(3, 2), vectors);
        float[] values = new float[6];
        given.fill(Shape.of(3, 2), 1, values);
        assertThat(values).containsExactly(vectors).isNotSameAs(vectors);
        assertThatThrownBy(() -> given.fill(Shape.of(2, 3), 1, values))
                .hasMessageContaining("Received: given=[3, 2], weight=[2, 3].");
        assertThatThrownBy(() -> new Initializers.Given(Shape.of(4, 2), vectors))
                .hasMessageContaining("values=6");
        assertThatThrownBy(() -> given.saved().fill(Shape.of(3, 2), 1, values))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Load its weights file");
    }

    @Test
    void constants() {
        float[] values = new float[2];
        new Initializers.Constant(0.5f).fill(Shape.of(2), 1, values);
        assertThat(values).containsExactly(0.5f, 0.5f);
        new Initializers.Ones().fill(Shape.of(2), 1, values);
        assertThat(values).containsExactly(1, 1);
        new Initializers.Zeros().fill(Shape.of(2), 1, values);
        assertThat(values).containsExactly(0, 0);
    }
}
