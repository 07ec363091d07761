// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.FloatSamples;
import dev.lector.nn.Samples;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.records.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What recurrent layers promise beyond the table: equalities between settings, starts, dropout, errors. */
class RecurrentTest {
    private static final int BATCH = 4;
    private static final int STEPS = 6;
    private static final int CHANNELS = 3;
    private static final List<RecurrentLayer> LAYERS = List.of(
            new SimpleRNN(5),
            new LSTM(5),
            new GRU(5),
            new GRU(5).resetAfter(false),
            new LSTM(5).recurrentDropout(0.5f));

    private static List<Samples> sequence(float[] values) {
        return List.of(new FloatSamples(Shape.of(STEPS, CHANNELS), values));
    }

    private static float[] values() {
        return LayerCase.random(BATCH * STEPS * CHANNELS, 3);
    }

    private static TestPass pass(Layer layer, List<Samples> samples, boolean[] mask) {
        List<Shape> shapes = samples.stream().map(Samples::shape).toList();
        boolean[][] masks = new boolean[samples.size()][];
        masks[0] = mask;
        List<float[]> weights = TestPass.initialWeights(layer, shapes, 1);
        return new TestPass(layer, samples, masks, weights, KernelChoice.plain(), 2);
    }

    private static float[] run(Layer layer, float[] values) {
        return pass(layer, sequence(values), null).forward(false);
    }

    private static float[] turned(float[] sequences, int width) {
        float[] turned = new float[sequences.length];
        for (int r = 0; r < BATCH; r++) {
            for (int t = 0; t < STEPS; t++) {
                int from = (r * STEPS + t) * width;
                System.arraycopy(sequences, from, turned, (r * STEPS + STEPS - 1 - t) * width, width);
            }
        }
        return turned;
    }

    @Test
    void theLastOfAllOutputsIsTheOutput() {
        for (RecurrentLayer layer : LAYERS) {
            float[] last = run(layer, values());
            float[] all = run((Layer) Records.with((Record) layer, "returnSequences", true), values());
            for (int r = 0; r < BATCH; r++) {
                for (int j = 0; j < 5; j++) {
                    assertThat(all[(r * STEPS + STEPS - 1) * 5 + j]).isEqualTo(last[r * 5 + j]);
                }
            }
        }
    }

    @Test
    void backwardsIsForwardOverTheTurnedSequence() {
        for (RecurrentLayer layer : LAYERS) {
            Layer all = (Layer) Records.with((Record) layer, "returnSequences", true);
            Layer back = (Layer) Records.with((Record) all, "goBackwards", true);
            assertThat(run(back, values())).containsExactly(run(all, turned(values(), CHANNELS)));
        }
    }

    @Test
    void maskedStepsAreAsIfTheyWereNotThere() {
        boolean[] mask = new boolean[BATCH * STEPS];
        float[] shorter = new float[BATCH * (STEPS - 2) * CHANNELS];
        for (int r = 0; r < BATCH; r++) {
            int to = 0;
            for (int t = 0; t < STEPS; t++) {
                mask[r * STEPS + t] = t != r && t != r + 2;
                if (mask[r * STEPS + t]) {
                    int at = (r * (STEPS - 2) + to++) * CHANNELS;
                    System.arraycopy(values(), (r * STEPS + t) * CHANNELS, shorter, at, CHANNELS);
                }
            }
        }
        for (RecurrentLayer layer : LAYERS) {
            float[] masked = pass(layer, sequence(values()), mask).forward(false);
            List<Samples> rest = List.of(new FloatSamples(Shape.of(STEPS - 2, CHANNELS), shorter));
            assertThat(masked).containsExactly(pass(layer, rest, null).forward(false));
        }
    }

    @Test
    void statesGoOnWhereTheyAreGivenBack() {
        for (RecurrentLayer layer : LAYERS) {
            Layer stateful = (Layer) Records.with((Record) layer, "stateful", true);
            float[] twice = new float[2 * BATCH * STEPS * CHANNELS];
            for (int r = 0; r < BATCH; r++) {
                for (int half = 0; half < 2; half++) {
                    int n = STEPS * CHANNELS;
                    System.arraycopy(values(), r * n, twice, (2 * r + half) * n, n);
                }
            }
            TestPass pass = pass(stateful, sequence(values()), null);
            assertThat(pass.forward(false)).containsExactly(run(layer, values()));
            List<Samples> longer = List.of(new FloatSamples(Shape.of(2 * STEPS, CHANNELS), twice));
            assertThat(pass.forwardAgain(false))
                    .containsExactly(pass(layer, longer, null).forward(false));
            pass.checkMargins();
        }
    }

    /** Products with states that are known to be 0 are left out; given as an input they are made. */
    @Test
    void startsFromZerosAsFromGivenZeros() {
        for (RecurrentLayer layer : LAYERS) {
            for (int steps : new int[] {1, STEPS}) {
                FloatSamples sequence =
                        new FloatSamples(Shape.of(steps, CHANNELS), Arrays.copyOf(values(), BATCH * steps * CHANNELS));
                List<Samples> alone = List.of(sequence);
                List<Samples> given = new ArrayList<>(alone);
                for (int s = 0; s < layer.states(); s++) {
                    given.add(new FloatSamples(Shape.of(5), new float[BATCH * 5]));
                }
                TestPass without = pass(layer, alone, null);
                TestPass with = pass(layer, given, null);
                assertThat(without.forward(true)).containsExactly(with.forward(true));
                without.backward(LayerCase.random(BATCH * 5, 7));
                with.backward(LayerCase.random(BATCH * 5, 7));
                assertThat(without.gradientByInput(0)).containsExactly(with.gradientByInput(0));
                for (int i = 0; i < layer.weights(List.of(sequence.shape())).size(); i++) {
                    assertThat(without.gradientByWeight(i)).containsExactly(with.gradientByWeight(i));
                }
                without.checkMargins();
            }
        }
    }

    @Test
    void dropoutOfTheInputIsOneMaskForAllSteps() {
        int many = 400;
        // A kernel that hands the input's channels through shows the mask.
        SimpleRNN layer = new SimpleRNN(many)
                .activation(Activation.LINEAR)
                .useBias(false)
                .dropout(0.25f)
                .returnSequences(true);
        float[] ones = new float[BATCH * 3 * many];
        Arrays.fill(ones, 1);
        float[] identity = new float[many * many];
        for (int i = 0; i < many; i++) {
            identity[i * many + i] = 1;
        }
        TestPass pass = new TestPass(
                layer,
                List.of(new FloatSamples(Shape.of(3, many), ones)),
                new boolean[1][],
                List.of(identity, new float[many * many]),
                KernelChoice.plain(),
                2);
        float[] y = pass.forward(true);
        int dropped = 0;
        for (int i = 0; i < BATCH * many; i++) {
            int at = i / many * 3 * many + i % many;
            assertThat(y[at]).isCloseTo(y[at] == 0 ? 0 : 1 / 0.75f, within(1e-6f));
            assertThat(y[at]).isEqualTo(y[at + many]).isEqualTo(y[at + 2 * many]);
            dropped += y[at] == 0 ? 1 : 0;
        }
        assertThat(dropped / (double) (BATCH * many)).isCloseTo(0.25, within(0.05));
    }

    @Test
    void theForgetGateBeginsOpen() {
        LSTM layer = new LSTM(2).biasInitializer(new Initializers.Constant(0.5f));
        List<Shape> shapes = List.of(Shape.of(STEPS, CHANNELS));
        assertThat(TestPass.initialWeights(layer, shapes, 1).get(2))
                .containsExactly(0.5f, 0.5f, 1, 1, 0.5f, 0.5f, 0.5f, 0.5f);
        assertThat(TestPass.initialWeights(layer.unitForgetBias(false), shapes, 1)
                        .get(2))
                .containsOnly(0.5f);
    }

    @Test
    void weightsHaveKerasNamesAndShapes() {
        List<Shape> input = List.of(Shape.of(STEPS, CHANNELS));
        assertThat(describe(new LSTM(5), input))
                .containsExactly("kernel (3, 20)", "recurrent_kernel (5, 20)", "bias (20)");
        assertThat(describe(new GRU(5), input))
                .containsExactly("kernel (3, 15)", "recurrent_kernel (5, 15)", "bias (2, 15)");
        assertThat(describe(new GRU(5).resetAfter(false), input)).contains("bias (15)");
        assertThat(describe(new Bidirectional(new SimpleRNN(5).useBias(false)), input))
                .containsExactly(
                        "forward_simple_rnn/kernel (3, 5)",
                        "forward_simple_rnn/recurrent_kernel (5, 5)",
                        "backward_simple_rnn/kernel (3, 5)",
                        "backward_simple_rnn/recurrent_kernel (5, 5)");
    }

    private static List<String> describe(Layer layer, List<Shape> inputs) {
        List<String> lines = new ArrayList<>();
        for (WeightSpec spec : layer.weights(inputs)) {
            String dims = Arrays.toString(spec.shape().dims());
            lines.add(spec.name() + " (" + dims.substring(1, dims.length() - 1) + ")");
        }
        return lines;
    }

    @Test
    void maskingFindsStepsOfOneValue() {
        float[] x = {1, 7, 7, 7, 7, 2, 0, 0};
        Masking layer = new Masking(7);
        TestPass pass = new TestPass(
                layer,
                List.of(new FloatSamples(Shape.of(2, 2), x)),
                new boolean[1][],
                List.of(),
                KernelChoice.plain(),
                1);
        assertThat(pass.forward(true)).containsExactly(1, 7, 0, 0, 7, 2, 0, 0);
        assertThat(pass.resultingMask()).containsExactly(true, false, true, true);
        pass.backward(new float[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThat(pass.gradientByInput(0)).containsExactly(1, 2, 0, 0, 5, 6, 7, 8);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new LSTM(0)).hasMessage("LSTM needs units >= 1. Received: units=0.");
        assertThatThrownBy(() -> new GRU(3).recurrentDropout(1))
                .hasMessageStartingWith(
                        "GRU needs rates from 0 to below 1. Received: dropout=0.0, recurrentDropout=1.0");
        assertThatThrownBy(() -> new LSTM(3).outputShape(List.of(Shape.of(4))))
                .hasMessageContaining("LSTM reads a sequence")
                .hasMessageContaining("Received: shapes=[" + Shape.of(4) + "]");
        assertThatThrownBy(() -> new LSTM(3).outputShape(List.of(Shape.of(4, 2), Shape.of(3))))
                .hasMessageContaining("2 of shape");
        Bidirectional both = new Bidirectional(new LSTM(3));
        assertThatThrownBy(() -> both.backwardLayer(new LSTM(3))).hasMessageContaining("different directions");
        assertThatThrownBy(
                        () -> both.backwardLayer(new LSTM(3).goBackwards(true).returnSequences(true)))
                .hasMessageContaining("must agree");
        assertThatThrownBy(() -> both.mergeMode(Bidirectional.Mode.SUM).backwardLayer(new LSTM(4).goBackwards(true)))
                .hasMessageContaining("units=3 and 4");
        assertThatThrownBy(() -> new TimeDistributed(new Masking())).hasMessageContaining("makes no mask");
        assertThatThrownBy(() -> new TimeDistributed(new Dense(1)).outputShape(List.of(Shape.of(4))))
                .hasMessageContaining("TimeDistributed reads at least (None, steps, channels)");
    }
}
