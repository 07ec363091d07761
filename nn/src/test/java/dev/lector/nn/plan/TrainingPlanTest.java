// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Predictor;
import dev.lector.nn.Samples;
import dev.lector.nn.Weight;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Padding;
import dev.lector.nn.train.Adadelta;
import dev.lector.nn.train.Adam;
import dev.lector.nn.train.BinaryCrossentropy;
import dev.lector.nn.train.Clipping;
import dev.lector.nn.train.Optimizer;
import dev.lector.nn.train.RMSprop;
import dev.lector.nn.train.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The plan against its plain path: one operation a layer, no text cut, no row that waits. */
class TrainingPlanTest {
    private static final int WORDS = PlanNetworks.WORDS;
    private static final int STEPS = PlanNetworks.STEPS;
    private static final int TEXTS = 75;

    /** Texts of different lengths, padded in front, some behind, one of nothing but padding, one full. */
    private static List<Samples> texts() {
        int[] ids = new int[TEXTS * STEPS];
        for (int r = 0; r < TEXTS; r++) {
            int length = r == 3 ? 0 : r == 4 ? STEPS : 1 + CounterRandom.below(STEPS, 5, r);
            int front = r % 5 == 0 ? 0 : STEPS - length;
            for (int t = 0; t < length; t++) {
                ids[r * STEPS + front + t] = 1 + CounterRandom.below(r % 2 == 0 ? WORDS - 1 : 7, 6, r * STEPS + t);
            }
        }
        return List.of(new IdSamples(STEPS, ids));
    }

    private static float[] targets() {
        float[] targets = new float[TEXTS];
        for (int r = 0; r < TEXTS; r++) {
            targets[r] = CounterRandom.below(2, 7, r);
        }
        return targets;
    }

    private static Model train(
            Supplier<Model> network, Optimizer optimizer, int threads, Kernels kernels, boolean fused) {
        Model model = network.get();
        try (TrainingPlan plan =
                new TrainingPlan(model, new BinaryCrossentropy(), optimizer, 11, threads, kernels, fused)) {
            List<Samples> texts = texts();
            float[] targets = targets();
            int[] rows = new int[TEXTS];
            for (int epoch = 0; epoch < 3; epoch++) {
                Arrays.setAll(rows, r -> r);
                CounterRandom.shuffle(rows, epoch);
                for (int from = 0; from < TEXTS; from += 20) {
                    plan.step(texts, rows, from, Math.min(20, TEXTS - from), targets, null, 1);
                }
            }
        }
        return model;
    }

    private static void assertClose(Model actual, Model expected, double tolerance) {
        for (int i = 0; i < expected.weights().size(); i++) {
            Weight weight = expected.weights().get(i);
            double error = 0;
            double norm = 0;
            for (int j = 0; j < weight.values().length; j++) {
                error += Math.pow(actual.weights().get(i).values()[j] - weight.values()[j], 2);
                norm += Math.pow(weight.values()[j], 2);
            }
            assertThat(Math.sqrt(error)).as(weight.name()).isLessThanOrEqualTo(tolerance * Math.sqrt(norm) + 1e-9);
        }
    }

    private static void assertSameBits(Model actual, Model expected) {
        for (int i = 0; i < expected.weights().size(); i++) {
            assertThat(actual.weights().get(i).values())
                    .as(expected.weights().get(i).name())
                    .isEqualTo(expected.weights().get(i).values());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.lector.nn.plan.PlanNetworks#networks")
    void fusedLayersTrainAsThePlainOnesDo(String name, Supplier<Model> network) {
        // Division by a deviation makes the rounding of a large step larger in the next.
        Sgd sgd = new Sgd(name.startsWith("normalized") ? 0.02f : 0.5f);
        Model plain = train(network, sgd, 1, KernelChoice.plain(), false);
        assertClose(train(network, sgd, 1, KernelChoice.plain(), true), plain, 1e-5);
        assertClose(train(network, sgd, 2, KernelChoice.best(), true), plain, 1e-5);
    }

    /**
     * Masks belong to the places of a batch. The plan puts its texts in order of their length, so that a text may have
     * another's mask than on the plain path, unless all are of one length.
     */
    @Test
    void dropoutIsThatOfThePlainPathWhereTextsAreOfOneLength() {
        assertClose(stepOverFullTexts(true), stepOverFullTexts(false), 1e-5);
    }

    private static Model stepOverFullTexts(boolean fused) {
        int[] ids = new int[TEXTS * STEPS];
        Arrays.setAll(ids, i -> 1 + CounterRandom.below(WORDS - 1, 6, i));
        Model model = PlanNetworks.dropped();
        try (TrainingPlan plan =
                new TrainingPlan(model, new BinaryCrossentropy(), new Sgd(0.5f), 11, 1, KernelChoice.plain(), fused)) {
            for (int step = 0; step < 3; step++) {
                plan.step(List.of(new IdSamples(STEPS, ids)), null, 0, TEXTS, targets(), null, 1);
            }
        }
        return model;
    }

    /** So that the test above compares statistics of cut texts, too. */
    @Test
    void textsAreCutBelowBatchNormalization() {
        assertThat(Trim.of(PlanNetworks.normalized(false), true)).isEqualTo(new Trim(0, 4, false));
        Model plain = step(PlanNetworks.normalized(false), false);
        assertClose(step(PlanNetworks.normalized(false), true), plain, 5e-5);
    }

    /** So that the same test compares windows beyond the padding of cut texts, too: as many steps as windows see before and behind. */
    @Test
    void textsAreCutBelowConvolutionsThatReachBeyondThem() {
        assertThat(Trim.of(PlanNetworks.widths(Padding.SAME, false), true)).isEqualTo(new Trim(0, 1 + 1 + 2, false));
        assertThat(Trim.of(PlanNetworks.joined(Padding.SAME, false), true)).isEqualTo(new Trim(0, 1 + 2 + 2, false));
        assertThat(Trim.of(PlanNetworks.joined(Padding.CAUSAL, false), true)).isEqualTo(new Trim(0, 1 + 4, false));
        // Three before by "causal", two behind by "same", one more by the layer above.
        assertThat(Trim.of(PlanNetworks.goingOn(false, false), true)).isEqualTo(new Trim(0, 1 + 3 + 2 + 1, false));
    }

    private static Model step(Model model, boolean fused) {
        try (TrainingPlan plan =
                new TrainingPlan(model, new BinaryCrossentropy(), new Sgd(0.5f), 11, 1, KernelChoice.plain(), fused)) {
            plan.step(texts(), null, 0, TEXTS, targets(), null, 1);
        }
        return model;
    }

    /** A table of the 60 words has 2 to 4 times 60 times 4,000 values, so each convolution has a stage of its own. */
    @Test
    void tablesAreFilledOneAfterTheOther() {
        TableStages stages = new TableStages();
        assertThat(stages.stageOf(2 * WORDS * 4000)).isZero();
        float[] memory = stages.memory(2 * WORDS * 4000);
        assertThat(stages.stageOf(3 * WORDS * 4000)).isEqualTo(1);
        assertThat(stages.memory(1)).isSameAs(memory);
        assertThat(stages.memory(1)).isNotSameAs(memory);
        Supplier<Model> network = () -> PlanNetworks.widths(Padding.SAME, false, 4000);
        Model plain = step(network.get(), false);
        assertClose(step(network.get(), true), plain, 1e-5);
        Model one = train(network, new Adam(), 1, KernelChoice.best(), true);
        assertSameBits(train(network, new Adam(), 3, KernelChoice.best(), true), one);
    }

    @Test
    void trainingChangesTheWeights() {
        Model before = PlanNetworks.stacked();
        Model after = train(PlanNetworks::stacked, new Sgd(0.5f), 1, KernelChoice.plain(), true);
        for (int i = 0; i < before.weights().size(); i++) {
            assertThat(after.weights().get(i).values())
                    .isNotEqualTo(before.weights().get(i).values());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.lector.nn.plan.PlanNetworks#networks")
    void threadsDoNotChangeABit(String name, Supplier<Model> network) {
        Model one = train(network, new Adam(), 1, KernelChoice.best(), true);
        for (int threads = 1; threads <= 3; threads++) {
            assertSameBits(train(network, new Adam(), threads, KernelChoice.best(), true), one);
        }
    }

    @Test
    void dropoutIsTheSameOnAnyNumberOfThreads() {
        Model one = train(PlanNetworks::dropped, new Adam(), 1, KernelChoice.best(), true);
        assertSameBits(train(PlanNetworks::dropped, new Adam(), 3, KernelChoice.best(), true), one);
        one = train(() -> PlanNetworks.normalized(true), new Adam(), 1, KernelChoice.best(), true);
        assertSameBits(train(() -> PlanNetworks.normalized(true), new Adam(), 2, KernelChoice.best(), true), one);
        assertSameBits(train(() -> PlanNetworks.normalized(true), new Adam(), 3, KernelChoice.best(), true), one);
        one = train(PlanNetworks::spatial, new Adam(), 1, KernelChoice.best(), true);
        assertSameBits(train(PlanNetworks::spatial, new Adam(), 3, KernelChoice.best(), true), one);
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(
                        new Adam(0.01f),
                        new RMSprop(),
                        new Adadelta(),
                        new Sgd(0.1f).momentum(0.9f),
                        new Adam(0.01f).clipping(new Clipping(0.02f, 0, 0)),
                        new Adam(0.01f).clipping(new Clipping(0, 0.001f, 0)),
                        new Adam(0.01f).clipping(new Clipping(0, 0, 0.02f)))
                .map(optimizer -> Arguments.of(optimizer.toString(), optimizer));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void rowsThatWaitedEndWhereTheOthersDo(String name, Optimizer optimizer) {
        Model plain = train(PlanNetworks::stacked, optimizer, 1, KernelChoice.plain(), false);
        assertClose(train(PlanNetworks::stacked, optimizer, 1, KernelChoice.plain(), true), plain, 2e-4);
    }

    @Test
    void predictionsDoNotDependOnBatchesThreadsOrPlan() {
        Model model = PlanNetworks.stacked();
        float[] together = Predictor.of(model, KernelChoice.plain()).predict(texts(), 1);
        Predictor predictor = Predictor.of(model, KernelChoice.plain());
        int[] ids = ((IdSamples) texts().get(0)).ids();
        for (int r = 0; r < TEXTS; r++) {
            float[] alone = predictor.predict(Arrays.copyOfRange(ids, r * STEPS, (r + 1) * STEPS));
            assertThat(alone[0]).isEqualTo(together[r]);
        }
        try (TrainingPlan plan =
                new TrainingPlan(model, new BinaryCrossentropy(), new Sgd(0.1f), 1, 1, KernelChoice.plain(), false)) {
            double loss = plan.evaluate(texts(), null, 0, TEXTS, targets(), null);
            assertThat(loss / TEXTS).isBetween(0.5, 0.9);
            for (int r = 0; r < TEXTS; r++) {
                assertThat(plan.predictions()[r]).isCloseTo(together[r], org.assertj.core.data.Offset.offset(1e-6f));
            }
        }
    }

    @Test
    void anIdOutsideTheTableIsNamed() {
        try (TrainingPlan plan = new TrainingPlan(PlanNetworks.stacked(), new BinaryCrossentropy(), new Adam(), 1, 1)) {
            int[] ids = new int[STEPS];
            ids[2] = WORDS;
            assertThatThrownBy(() -> plan.step(List.of(new IdSamples(STEPS, ids)), null, 0, 1, new float[1], null, 1))
                    .hasMessageContaining("id=60")
                    .hasMessageContaining("input_dim=60");
            ids[2] = -1;
            assertThatThrownBy(() -> plan.step(List.of(new IdSamples(STEPS, ids)), null, 0, 1, new float[1], null, 1))
                    .hasMessageContaining("id=-1");
        }
    }
}
