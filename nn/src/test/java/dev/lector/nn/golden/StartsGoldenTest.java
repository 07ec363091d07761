// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.Shape;
import dev.lector.nn.golden.GoldenFile.Case;
import dev.lector.nn.golden.GoldenFile.Words;
import dev.lector.nn.layers.Initializer;
import dev.lector.nn.layers.Initializers;
import dev.lector.nn.train.Schedule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Initialisers draw from Keras's distributions, though not its numbers; schedules give Keras's rates. */
class StartsGoldenTest {
    static List<Case> initializers() {
        return GoldenFile.read("initializers");
    }

    static List<Case> schedules() {
        return GoldenFile.read("schedules");
    }

    @ParameterizedTest
    @MethodSource("initializers")
    void initializersDrawFromKerasDistributions(Case golden) {
        Shape shape = Shape.of(golden.tensors().get("shape").ints());
        float[] values = new float[shape.size()];
        initializer(golden.line("initializer")).fill(shape, 42, values);
        float[] moments = golden.floats("moments");
        if (moments == null) {
            checkOrthogonal(golden, shape, values);
            return;
        }
        double sum = 0;
        double squares = 0;
        float least = values[0];
        float largest = values[0];
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
            least = Math.min(least, value);
            largest = Math.max(largest, value);
        }
        double mean = sum / values.length;
        double deviation = Math.sqrt(Math.max(0, squares / values.length - mean * mean));
        double spread = moments[1];
        // Two samples of so many values differ by a few times their standard error.
        double error = 1e-6 + 6 * spread / Math.sqrt(values.length);
        assertThat(mean).as("mean").isCloseTo(moments[0], within(error));
        assertThat(deviation).as("standard deviation").isCloseTo(spread, within(error));
        assertThat(least).as("least").isCloseTo(moments[2], within((float) (1e-6 + 0.02 * spread)));
        assertThat(largest).as("largest").isCloseTo(moments[3], within((float) (1e-6 + 0.02 * spread)));
    }

    private static void checkOrthogonal(Case golden, Shape shape, float[] values) {
        float[] gram = golden.floats("gram");
        int columns = shape.dim(-1);
        int rows = values.length / columns;
        int fewer = Math.min(rows, columns);
        for (int i = 0; i < fewer; i++) {
            for (int j = 0; j < fewer; j++) {
                double product = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    product += rows >= columns
                            ? values[k * columns + i] * values[k * columns + j]
                            : values[i * columns + k] * values[j * columns + k];
                }
                assertThat(product).isCloseTo(gram[i * fewer + j], within(1e-5));
            }
        }
    }

    private static Initializer initializer(String line) {
        Words words = new Words(line, 1);
        Initializer initializer = switch (line.split(" ")[0]) {
            case "GlorotUniform" -> new Initializers.GlorotUniform();
            case "GlorotNormal" -> new Initializers.GlorotNormal();
            case "HeUniform" -> new Initializers.HeUniform();
            case "HeNormal" -> new Initializers.HeNormal();
            case "LecunUniform" -> new Initializers.LecunUniform();
            case "LecunNormal" -> new Initializers.LecunNormal();
            case "RandomUniform" ->
                words.has("minval")
                        ? new Initializers.RandomUniform(words.number("minval", 0), words.number("maxval", 0))
                        : new Initializers.RandomUniform();
            case "Constant" -> new Initializers.Constant(words.number("value", 0));
            case "Zeros" -> new Initializers.Zeros();
            case "Ones" -> new Initializers.Ones();
            case "Orthogonal" -> new Initializers.Orthogonal(words.number("gain", 1));
            default -> throw new IllegalArgumentException(line);
        };
        words.end();
        return initializer;
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void schedulesGiveKerasRates(Case golden) {
        Schedule schedule = GoldenTraining.schedule(golden.line("schedule"));
        float[] rates = golden.floats("rate");
        for (int step = 0; step < rates.length; step++) {
            assertThat(schedule.at(step)).as("step %d", step).isCloseTo(rates[step], within(1e-6f));
        }
    }
}
