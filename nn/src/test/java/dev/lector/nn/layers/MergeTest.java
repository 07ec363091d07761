// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Merges of masked inputs, as Keras has them: what stands at padded steps, and which steps are text above. */
class MergeTest {
    /** Words 0, 1, 2 are worth 10, 1, 2 at the first input and 20, 3, 4 at the second. */
    private static float[] merge(Layer layer, boolean secondMasked, boolean averaged) {
        Node a = Input.ids(4).node("a");
        Node b = Input.ids(4).node("b");
        Node first = a.then(new Embedding(3, 1).maskZero(true));
        Node second = b.then(new Embedding(3, 1).maskZero(secondMasked));
        Node merged = Node.of(layer, first, second);
        Node out = averaged ? merged.then(new GlobalAveragePooling1D()) : merged;
        Model model = Model.of("merged", List.of(a, b), List.of(out));
        System.arraycopy(new float[] {10, 1, 2}, 0, model.weights(first).get(0).values(), 0, 3);
        System.arraycopy(new float[] {20, 3, 4}, 0, model.weights(second).get(0).values(), 0, 3);
        return Predictor.of(model)
                .predict(
                        List.of(new IdSamples(4, new int[] {0, 0, 1, 2}), new IdSamples(4, new int[] {0, 1, 1, 0})), 1);
    }

    private static void expect(Layer layer, float[] bothMasked, float mean, float[] oneMasked, float otherMean) {
        assertThat(merge(layer, true, false)).containsExactly(bothMasked);
        assertThat(merge(layer, true, true)[0]).isEqualTo(mean);
        assertThat(merge(layer, false, false)).containsExactly(oneMasked);
        assertThat(merge(layer, false, true)[0]).isEqualTo(otherMean);
    }

    @Test
    void sumsTakePaddingAsItIs() {
        expect(new Add(), new float[] {30, 13, 4, 22}, 13, new float[] {30, 13, 4, 22}, 17.25f);
        expect(new Subtract(), new float[] {-10, 7, -2, -18}, -13 / 3f, new float[] {-10, 7, -2, -18}, -5.75f);
        expect(new Average(), new float[] {15, 6.5f, 2, 11}, 6.5f, new float[] {15, 6.5f, 2, 11}, 8.625f);
    }

    @Test
    void productsAndExtremesLeavePaddingOut() {
        expect(new Multiply(), new float[] {0, 3, 3, 2}, 8 / 3f, new float[] {20, 3, 3, 40}, 16.5f);
        expect(new Maximum(), new float[] {10, 3, 3, 2}, 8 / 3f, new float[] {20, 3, 3, 20}, 11.5f);
        expect(new Minimum(), new float[] {10, 3, 1, 2}, 2, new float[] {20, 3, 1, 2}, 6.5f);
    }

    @Test
    void shapesThatDoNotMeetArePrinted() {
        assertThatThrownBy(() -> new Add().outputShape(List.of(Shape.of(9, 3), Shape.of(8, 3))))
                .hasMessageContaining("[(None, 9, 3), (None, 8, 3)]");
        assertThatThrownBy(() -> new Subtract().outputShape(List.of(Shape.of(3), Shape.of(3), Shape.of(3))))
                .hasMessageContaining("exactly two inputs");
        assertThatThrownBy(() -> new Dot(1).outputShape(List.of(Shape.of(9, 3), Shape.of(8, 3))))
                .hasMessageContaining("[(None, 9, 3), (None, 8, 3)]");
        assertThatThrownBy(() -> new Dot(3).outputShape(List.of(Shape.of(9, 3), Shape.of(9, 3))))
                .hasMessageContaining("axes=[3, 3]");
        assertThatThrownBy(() -> new Dot(0)).hasMessageContaining("axes=[0, 0]");
        assertThatThrownBy(() -> new Reshape(4, 7).outputShape(List.of(Shape.of(9, 3))))
                .hasMessageContaining("(None, 9, 3)")
                .hasMessageContaining("[4, 7]");
        assertThatThrownBy(() -> new Reshape(-1, -1)).hasMessageContaining("[-1, -1]");
    }

    @Test
    void aMaskThatDoesNotFitIsRefused() {
        Node texts = Input.ids(4).node("a").then(new Embedding(3, 2).maskZero(true));
        Node image = Input.floats(5, 4, 2).node("b");
        assertThatThrownBy(() -> Node.of(new Add(), texts, image))
                .hasMessageContaining("A mask must have the steps of the output")
                .hasMessageContaining("(None, 5, 4, 2)")
                .hasMessageContaining("(None, 4, 2)");
    }
}
