// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.LayerCodec;
import dev.lector.nn.layers.ModelCodec;
import dev.lector.nn.layers.Part;
import dev.lector.nn.layers.Pass;
import dev.lector.nn.train.Dataset;
import dev.lector.nn.train.FitOptions;
import dev.lector.nn.train.MeanSquaredError;
import dev.lector.nn.train.Sgd;
import dev.lector.nn.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers with several outputs. */
class PartsTest {
    /** Hands its input on as two outputs, the first value and the others. */
    public record Split() implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public List<Shape> outputShapes(List<Shape> inputs) {
            return List.of(Shape.of(1), Shape.of(inputs.get(0).size() - 1));
        }

        @Override
        public void forward(Pass pass) {
            int n = pass.rows() * pass.outputShape().size();
            pass.kernels().copy(n, pass.input(0), pass.inputAt(0), pass.output(), pass.outputAt());
        }

        @Override
        public void backward(Pass pass) {
            int n = pass.rows() * pass.outputShape().size();
            float[] g = pass.outputGradient();
            pass.kernels().add(n, g, pass.outputGradientAt(), pass.inputGradient(0), pass.inputGradientAt(0));
        }
    }

    private static final FloatSamples TWO_ROWS = new FloatSamples(Shape.of(3), new float[] {1, 2, 3, 4, 5, 6});

    private static Model swapped(boolean both) {
        Node in = Input.floats(3).node("in");
        Node split = in.then("split", new Split());
        Node out = both ? Node.of(new Concatenate(), split.output(1), split.output(0)) : split.output(1);
        return Model.of("swapped", in, out);
    }

    @Test
    void eachOutputGoesItsOwnWay() {
        assertThat(Predictor.of(swapped(true)).predict(List.of(TWO_ROWS), 1)).containsExactly(2, 3, 1, 5, 6, 4);
        assertThat(Predictor.of(swapped(false)).predict(List.of(TWO_ROWS), 1)).containsExactly(2, 3, 5, 6);
    }

    @Test
    void anOutputThatNobodyReadsHasNoGradient() {
        Node in = Input.floats(3).node("in");
        Node out = in.then(new Dense(3)).then(new Split()).output(1).then(new Dense(1));
        Model model = Model.of("half", in, out).initialize(1);
        float[] before = model.weights().get(0).values().clone();
        new Trainer(model, new Sgd(0.1f), new MeanSquaredError())
                .fit(Dataset.of(TWO_ROWS, new float[] {1, 2}), FitOptions.DEFAULT);
        float[] after = model.weights().get(0).values();
        for (int i = 0; i < 9; i++) {
            assertThat(after[i] == before[i]).as("kernel %d", i).isEqualTo(i % 3 == 0);
        }
    }

    @Test
    void aSavedGraphKeepsThem() {
        ModelCodec codec = new ModelCodec(LayerCodec.builtIn().with("Split", Split.class));
        Model read = codec.decode(codec.encode(swapped(true)));
        assertThat(Predictor.of(read).predict(List.of(TWO_ROWS), 1)).containsExactly(2, 3, 1, 5, 6, 4);
    }

    @Test
    void oneMustBeChosen() {
        Node split = Input.floats(3).node("in").then(new Split());
        assertThatThrownBy(() -> split.then(new Dense(1)))
                .hasMessageContaining("[(None, 1), (None, 2)]")
                .hasMessageContaining("node.output(i)");
        assertThatThrownBy(() -> split.output(2)).hasMessageContaining("output=2");
        assertThatThrownBy(() -> split.then(new Part(1, 0, Shape.of(2)))).hasMessageContaining("offset=0");
        Node dense = Input.floats(3).node("in").then(new Dense(1));
        assertThat(dense.output(0)).isSameAs(dense);
        assertThatThrownBy(() -> dense.output(1)).hasMessageContaining("output=1");
    }
}
