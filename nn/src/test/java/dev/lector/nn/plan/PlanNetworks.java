// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Small networks that need every operation of a plan. */
final class PlanNetworks {
    /** Ids run from 0 to {@code WORDS - 1}. */
    static final int WORDS = 60;

    static final int STEPS = 17;

    private PlanNetworks() {}

    static Model stacked() {
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

    static Model widths(Padding padding, boolean frozen) {
        return widths(padding, frozen, 20);
    }

    static Model widths(Padding padding, boolean frozen, int filters) {
        Node words = Input.ids(STEPS).node("words");
        Node vectors = words.then(new Embedding(WORDS, 9).trainable(!frozen));
        Node[] pooled = Stream.of(2, 3, 4)
                .map(width -> vectors.then(new Conv1D(filters, width)
                                .activation(Activation.RELU)
                                .padding(padding))
                        .then(new GlobalMaxPooling1D()))
                .toArray(Node[]::new);
        Node label = Node.of(new Concatenate(), pooled).then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("widths", words, label).initialize(2);
    }

    /** Convolutions side by side under one maximum; of several numbers of filters and activations. */
    static Model joined(Padding padding, boolean frozen) {
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
    static Model goingOn(boolean wordsFrozen, boolean firstFrozen) {
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

    /** A maximum over convolutions with gaps: over words, over values, and two side by side. */
    static Model dilated() {
        Node words = Input.ids(STEPS).node("words");
        Node vectors = words.then(new Embedding(WORDS, 6));
        Conv1D gaps = new Conv1D(20, 3).activation(Activation.RELU).dilationRate(2);
        Node values = vectors.then(new Conv1D(18, 3).activation(Activation.TANH));
        Node sideBySide = Node.of(new Concatenate(), vectors.then(gaps), vectors.then(gaps.dilationRate(2)))
                .then(new GlobalMaxPooling1D());
        Node label = Node.of(
                        new Concatenate(),
                        vectors.then(gaps.dilationRate(3)).then(new GlobalMaxPooling1D()),
                        values.then(gaps).then(new GlobalMaxPooling1D()),
                        values.then(gaps.padding(Padding.SAME)).then(new GlobalMaxPooling1D()),
                        sideBySide)
                .then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("dilated", words, label).initialize(13);
    }

    /** A convolution over two embeddings side by side, of which one may be frozen. */
    static Model positional(Padding padding, boolean frozen) {
        Node words = Input.ids(STEPS).node("words");
        Node vectors = words.then(new Embedding(WORDS, 6).trainable(!frozen));
        Node both = Node.of(new Concatenate(), vectors, words.then(new Embedding(WORDS, 3)));
        Node label = both.then(new Conv1D(20, 4).activation(Activation.RELU).padding(padding))
                .then(new GlobalMaxPooling1D())
                .then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("positional", words, label).initialize(14);
    }

    static Model average() {
        return Model.sequential(
                        "average",
                        Input.ids(STEPS),
                        new Embedding(WORDS, 6).maskZero(true),
                        new GlobalAveragePooling1D(),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(3);
    }

    static Model limited() {
        return Model.sequential(
                        "limited",
                        Input.ids(STEPS),
                        new Embedding(WORDS, 6).embeddingsRegularizer(Regularizer.l2(0.01f)),
                        new Conv1D(4, 3).activation(Activation.RELU).kernelRegularizer(Regularizer.l1(0.01f)),
                        new GlobalMaxPooling1D(),
                        new Dense(1).activation(Activation.SIGMOID).kernelConstraint(Constraint.maxNorm(0.1f)))
                .initialize(4);
    }

    static Model dropped() {
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

    static Model normalized(boolean dropped) {
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
    static Model normalizedBranch() {
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
    static Model normalizedFrozen() {
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

    static Model spatial() {
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
                Arguments.of("stacked", (Supplier<Model>) PlanNetworks::stacked),
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
                Arguments.of("dilated", (Supplier<Model>) PlanNetworks::dilated),
                Arguments.of("positional", (Supplier<Model>) () -> positional(Padding.VALID, false)),
                Arguments.of("positional frozen", (Supplier<Model>) () -> positional(Padding.SAME, true)),
                Arguments.of("average", (Supplier<Model>) PlanNetworks::average),
                Arguments.of("limited", (Supplier<Model>) PlanNetworks::limited),
                Arguments.of("normalized", (Supplier<Model>) () -> normalized(false)),
                Arguments.of("normalized branch", (Supplier<Model>) PlanNetworks::normalizedBranch),
                Arguments.of("normalized frozen", (Supplier<Model>) PlanNetworks::normalizedFrozen));
    }
}
