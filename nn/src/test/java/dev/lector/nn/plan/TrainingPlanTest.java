// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.Samples;
import dev.lector.nn.Weight;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.BatchNormalization;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Constraint;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalAveragePooling1D;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.LayerNormalization;
import dev.lector.nn.layers.Padding;
import dev.lector.nn.layers.Regularizer;
import dev.lector.nn.layers.SpatialDropout1D;
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
    private static final int WORDS = 60;
    private static final int STEPS = 17;
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

    private static Model stacked() {
        return Model.sequential(
                        "stacked",
                        Input.ids(STEPS),
                        new Embedding(WORDS, 6),
                        new Conv1D(18, 3).activation(Activation.RELU),
                        new Conv1D(7, 2).activation(Activation.TANH),
                        new GlobalMaxPooling1D(),
                        new Dense(5).activation(Activation.RELU),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(1);
    }

    private static Model widths(Padding padding, boolean frozen) {
        Node words = Input.ids(STEPS).node("words");
        Node vectors = words.then(new Embedding(WORDS, 9).trainable(!frozen));
        Node[] pooled = Stream.of(2, 3, 4)
                .map(width -> vectors.then(new Conv1D(20, width)
                                .activation(Activation.RELU)
                                .padding(padding))
                        .then(new GlobalMaxPooling1D()))
                .toArray(Node[]::new);
        Node label = Node.of(new Concatenate(), pooled).then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("widths", words, label).initialize(2);
    }

    /** Convolutions side by side under one maximum; of several numbers of filters and activations. */
    private static Model joined(Padding padding, boolean frozen) {
        Node words = Input.ids(STEPS).node("words");
        Node vectors = words.then(new Embedding(WORDS, 9).trainable(!frozen));
        Conv1D convolution = new Conv1D(20, 3).activation(Activation.RELU).padding(padding);
        int second = padding == Padding.VALID ? 3 : 5;
        Node label = Node.of(
                        new Concatenate(),
                        vectors.then(convolution),
                        vectors.then(new Conv1D(7, second)
                                .activation(Activation.TANH)
                                .padding(padding)),
                        vectors.then(convolution.trainable(false)),
                        vectors.then(convolution.useBias(false)))
                .then(new GlobalMaxPooling1D())
                .then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("joined", words, label).initialize(12);
    }

    /** Convolutions over words whose values go on, side by side; which weights are frozen is the caller's. */
    private static Model goingOn(boolean wordsFrozen, boolean firstFrozen) {
        Node words = Input.ids(STEPS).node("words");
        Node vectors = words.then(new Embedding(WORDS, 9).trainable(!wordsFrozen));
        Conv1D convolution = new Conv1D(20, 4).activation(Activation.RELU);
        Node same = vectors.then(convolution.padding(Padding.SAME).trainable(!firstFrozen));
        Node causal = vectors.then(convolution.padding(Padding.CAUSAL).useBias(false));
        Node label = Node.of(new Concatenate(), same, causal)
                .then(new Conv1D(8, 2).activation(Activation.TANH))
                .then(new GlobalMaxPooling1D())
                .then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("going on", words, label).initialize(10);
    }

    private static Model average() {
        return Model.sequential(
                        "average",
                        Input.ids(STEPS),
                        new Embedding(WORDS, 6).maskZero(true),
                        new GlobalAveragePooling1D(),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(3);
    }

    private static Model limited() {
        return Model.sequential(
                        "limited",
                        Input.ids(STEPS),
                        new Embedding(WORDS, 6).embeddingsRegularizer(Regularizer.l2(0.01f)),
                        new Conv1D(4, 3).activation(Activation.RELU).kernelRegularizer(Regularizer.l1(0.01f)),
                        new GlobalMaxPooling1D(),
                        new Dense(1).activation(Activation.SIGMOID).kernelConstraint(Constraint.maxNorm(0.1f)))
                .initialize(4);
    }

    private static Model dropped() {
        return Model.sequential(
                        "dropped",
                        Input.ids(STEPS),
                        new Embedding(WORDS, 6),
                        new Conv1D(18, 3).activation(Activation.RELU),
                        new GlobalMaxPooling1D(),
                        new Dropout(0.5f),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(5);
    }

    private static Model normalized(boolean dropped) {
        return Model.sequential(
                        "normalized",
                        Input.ids(STEPS),
                        new Embedding(WORDS, 6),
                        new Conv1D(18, 3).activation(Activation.RELU),
                        new SpatialDropout1D(dropped ? 0.2f : 0),
                        new BatchNormalization().momentum(0.9),
                        new Conv1D(7, 2).activation(Activation.TANH),
                        new BatchNormalization().momentum(0.9),
                        new GlobalMaxPooling1D(),
                        new Dense(5).activation(Activation.RELU),
                        new Dropout(dropped ? 0.3f : 0),
                        new BatchNormalization(),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(7);
    }

    /** One branch is normalized, another goes round it; masked steps do not count. */
    private static Model normalizedBranch() {
        Node words = Input.ids(STEPS).node("words");
        Node vectors = words.then(new Embedding(WORDS, 6).maskZero(true));
        Node normal = vectors.then(new BatchNormalization());
        Node joined = Node.of(new Concatenate(), normal, vectors, normal.then(new BatchNormalization().center(false)))
                .then(new GlobalAveragePooling1D());
        Node label = Node.of(new Concatenate(), joined, normal.then(new GlobalMaxPooling1D()))
                .then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("branch", words, label).initialize(8);
    }

    /** Below the first meeting nothing is trained. */
    private static Model normalizedFrozen() {
        return Model.sequential(
                        "normalized frozen",
                        Input.ids(STEPS),
                        new Embedding(WORDS, 6).maskZero(true).trainable(false),
                        new BatchNormalization().scale(false).center(false),
                        new LayerNormalization(),
                        new GlobalAveragePooling1D(),
                        new BatchNormalization().trainable(false),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(9);
    }

    private static Model spatial() {
        return Model.sequential(
                        "spatial",
                        Input.ids(STEPS),
                        new Embedding(WORDS, 6),
                        new Conv1D(18, 3).activation(Activation.RELU),
                        new SpatialDropout1D(0.3f),
                        new Conv1D(7, 2).activation(Activation.TANH),
                        new GlobalMaxPooling1D(),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(6);
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of("stacked", (Supplier<Model>) TrainingPlanTest::stacked),
                Arguments.of("widths valid", (Supplier<Model>) () -> widths(Padding.VALID, false)),
                Arguments.of("widths same", (Supplier<Model>) () -> widths(Padding.SAME, false)),
                Arguments.of("widths causal", (Supplier<Model>) () -> widths(Padding.CAUSAL, false)),
                Arguments.of("widths frozen", (Supplier<Model>) () -> widths(Padding.VALID, true)),
                Arguments.of("joined valid", (Supplier<Model>) () -> joined(Padding.VALID, false)),
                Arguments.of("joined same", (Supplier<Model>) () -> joined(Padding.SAME, false)),
                Arguments.of("joined causal", (Supplier<Model>) () -> joined(Padding.CAUSAL, false)),
                Arguments.of("joined frozen", (Supplier<Model>) () -> joined(Padding.SAME, true)),
                Arguments.of("going on", (Supplier<Model>) () -> goingOn(false, false)),
                Arguments.of("going on, words frozen", (Supplier<Model>) () -> goingOn(true, false)),
                Arguments.of("going on, first frozen", (Supplier<Model>) () -> goingOn(false, true)),
                Arguments.of("going on, both frozen", (Supplier<Model>) () -> goingOn(true, true)),
                Arguments.of("average", (Supplier<Model>) TrainingPlanTest::average),
                Arguments.of("limited", (Supplier<Model>) TrainingPlanTest::limited),
                Arguments.of("normalized", (Supplier<Model>) () -> normalized(false)),
                Arguments.of("normalized branch", (Supplier<Model>) TrainingPlanTest::normalizedBranch),
                Arguments.of("normalized frozen", (Supplier<Model>) TrainingPlanTest::normalizedFrozen));
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
    @MethodSource("networks")
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
        Model model = dropped();
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
        assertThat(Trim.of(normalized(false), true)).isEqualTo(new Trim(0, 4, false));
        Model plain = step(normalized(false), false);
        assertClose(step(normalized(false), true), plain, 5e-5);
    }

    private static Model step(Model model, boolean fused) {
        try (TrainingPlan plan =
                new TrainingPlan(model, new BinaryCrossentropy(), new Sgd(0.5f), 11, 1, KernelChoice.plain(), fused)) {
            plan.step(texts(), null, 0, TEXTS, targets(), null, 1);
        }
        return model;
    }

    @Test
    void trainingChangesTheWeights() {
        Model before = stacked();
        Model after = train(TrainingPlanTest::stacked, new Sgd(0.5f), 1, KernelChoice.plain(), true);
        for (int i = 0; i < before.weights().size(); i++) {
            assertThat(after.weights().get(i).values())
                    .isNotEqualTo(before.weights().get(i).values());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void threadsDoNotChangeABit(String name, Supplier<Model> network) {
        Model one = train(network, new Adam(), 1, KernelChoice.best(), true);
        for (int threads = 1; threads <= 3; threads++) {
            assertSameBits(train(network, new Adam(), threads, KernelChoice.best(), true), one);
        }
    }

    @Test
    void dropoutIsTheSameOnAnyNumberOfThreads() {
        Model one = train(TrainingPlanTest::dropped, new Adam(), 1, KernelChoice.best(), true);
        assertSameBits(train(TrainingPlanTest::dropped, new Adam(), 3, KernelChoice.best(), true), one);
        one = train(() -> normalized(true), new Adam(), 1, KernelChoice.best(), true);
        assertSameBits(train(() -> normalized(true), new Adam(), 2, KernelChoice.best(), true), one);
        assertSameBits(train(() -> normalized(true), new Adam(), 3, KernelChoice.best(), true), one);
        one = train(TrainingPlanTest::spatial, new Adam(), 1, KernelChoice.best(), true);
        assertSameBits(train(TrainingPlanTest::spatial, new Adam(), 3, KernelChoice.best(), true), one);
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
        Model plain = train(TrainingPlanTest::stacked, optimizer, 1, KernelChoice.plain(), false);
        assertClose(train(TrainingPlanTest::stacked, optimizer, 1, KernelChoice.plain(), true), plain, 2e-4);
    }

    @Test
    void predictionsDoNotDependOnBatchesThreadsOrPlan() {
        Model model = stacked();
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
        try (TrainingPlan plan = new TrainingPlan(stacked(), new BinaryCrossentropy(), new Adam(), 1, 1)) {
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
