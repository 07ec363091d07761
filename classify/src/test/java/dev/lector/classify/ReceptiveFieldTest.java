// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.AveragePooling1D;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.Flatten;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.LSTM;
import dev.lector.nn.layers.MaxPooling1D;
import dev.lector.nn.layers.Padding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReceptiveFieldTest {
    private static final int STEPS = 31;

    private static Node vectors(Node words) {
        return words.then(new Embedding(50, 6));
    }

    private static Conv1D conv(int width) {
        return new Conv1D(5, width).activation(Activation.TANH);
    }

    private static Stream<Arguments> stacks() {
        Map<String, UnaryOperator<Node>> stacks = new LinkedHashMap<>();
        stacks.put("one", x -> x.then(conv(3)));
        stacks.put("three", x -> x.then(conv(4)).then(conv(4)).then(conv(4)));
        stacks.put("same", x -> x.then(conv(4).padding(Padding.SAME)).then(conv(3)));
        stacks.put("causal", x -> x.then(conv(3).padding(Padding.CAUSAL)));
        stacks.put("dilated", x -> x.then(conv(3)).then(conv(3).dilationRate(2)));
        stacks.put("gaps", x -> x.then(conv(3).dilationRate(3)).then(conv(2).dilationRate(3)));
        stacks.put("strided", x -> x.then(conv(3).strides(2)).then(conv(3).padding(Padding.SAME)));
        stacks.put("pooled", x -> x.then(conv(3)).then(new MaxPooling1D(4)).then(conv(2)));
        stacks.put("averaged", x -> x.then(new AveragePooling1D(3).strides(2)).then(conv(2)));
        stacks.put("dense", x -> x.then(new Dense(4)).then(conv(2)).then(new Dense(3)));
        stacks.put(
                "widths",
                x -> Node.of(
                        new Concatenate(),
                        x.then(conv(2).padding(Padding.SAME)),
                        x.then(conv(5).padding(Padding.SAME))));
        return stacks.entrySet().stream().map(stack -> Arguments.of(stack.getKey(), stack.getValue()));
    }

    /** A step of the layer must change with a word if, and only if, the field says that it reads the word. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void stepsChangeWithTheWordsOfTheirFieldAlone(String name, UnaryOperator<Node> stack) {
        Node words = Input.ids(STEPS).node("words");
        Node top = stack.apply(vectors(words));
        Model model = Model.of(name, words, top).initialize(5);
        ReceptiveField field = ReceptiveField.of(top, words);
        Predictor predictor = Predictor.of(model, KernelChoice.plain());
        int[] ids = new int[STEPS];
        for (int i = 0; i < STEPS; i++) {
            ids[i] = CounterRandom.below(50, 1, i);
        }
        float[] before = predictor.predict(ids);
        int steps = top.shape().dim(0);
        int channels = top.shape().dim(1);
        for (int w = 0; w < STEPS; w++) {
            Set<Integer> changed = new TreeSet<>();
            // One word may leave a maximum as it is; some of many words do not.
            for (int other = 0; other < 50; other++) {
                int[] moved = ids.clone();
                moved[w] = other;
                float[] after = predictor.predict(moved);
                for (int i = 0; i < after.length; i++) {
                    if (after[i] != before[i]) {
                        changed.add(i / channels);
                    }
                }
            }
            Set<Integer> reading = new TreeSet<>();
            for (int t = 0; t < steps; t++) {
                for (int offset : field.offsets()) {
                    if (t * field.stride() + offset == w) {
                        reading.add(t);
                    }
                }
            }
            assertThat(changed).as("word %d", w).isEqualTo(reading);
        }
    }

    @Test
    void whatReadsTheWholeTextHasNone() {
        Node words = Input.ids(STEPS).node("words");
        assertThat(ReceptiveField.of(
                        vectors(words).then(new LSTM(4).returnSequences(true)).then(conv(2)), words))
                .isNull();
        assertThat(ReceptiveField.of(vectors(words).then(new Flatten()), words)).isNull();
    }

    @Test
    void lastConvolutionsAreChosenAndOthersByName() {
        Node words = Input.ids(STEPS).node("words");
        Node first = vectors(words).then("first", conv(3));
        Node wide = first.then("wide", conv(4).padding(Padding.SAME));
        Node narrow = first.then("narrow", new Conv1D(7, 2).padding(Padding.SAME));
        Node pooled = Node.of(new Concatenate(), wide, narrow).then(new GlobalMaxPooling1D());
        Model model = Model.of("m", words, pooled.then(new Dense(1)));
        assertThat(FilterBank.of(model, null)).extracting(FilterBank::layer).containsExactly("wide", "narrow");
        FilterBank bank = FilterBank.of(model, "narrow").get(0);
        assertThat(bank.felt()).isSameAs(pooled);
        assertThat(bank.firstChannel()).isEqualTo(5);
        assertThat(bank.filters()).isEqualTo(7);
        assertThat(bank.field().offsets()).containsExactly(0, 1, 2, 3);
        FilterBank below = FilterBank.of(model, "first").get(0);
        assertThat(below.felt()).isSameAs(first);
        assertThatThrownBy(() -> FilterBank.of(model, "third"))
                .hasMessageContaining("Received: layer=third, the network has first, wide, narrow");
    }

    @Test
    void networkWithoutConvolutionIsRefusedWithAWayOut() {
        Node words = Input.ids(STEPS).node("words");
        Model model =
                Model.of("averages", words, vectors(words).then(new Flatten()).then(new Dense(1)));
        assertThatThrownBy(() -> FilterBank.of(model, null))
                .hasMessageContaining("network=averages")
                .hasMessageContaining("lector explain");
    }
}
