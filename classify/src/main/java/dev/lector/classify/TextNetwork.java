// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.text.EncodedTexts;
import dev.lector.text.EncodedWindows;
import dev.lector.text.IdRows;
import dev.lector.text.TextEncoder;
import dev.lector.text.TextPipeline;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A pipeline and the network that reads its rows: from texts to the network's probabilities. Thread-safe. */
final class TextNetwork {
    /** Texts encoded and predicted at a time: it bounds the memory, and is some blocks of 1,024 for each thread. */
    private static final int CHUNK = 8_192;

    /** Characters of texts with windows that are encoded at a time, but for a last text. */
    private static final int CHUNK_CHARACTERS = 1 << 22;

    /** The memory of an encoder that read a longer text is given back. */
    private static final int MOST_CHARACTERS_KEPT = 1 << 16;

    private final TextPipeline pipeline;
    private final Model model;
    private final Outputs outputs;
    private final Pooling pooling;
    private final Use use;
    private final Predictor predictor;
    /** Those that wait for the next text: as many as ever were at work at once. */
    private final ConcurrentLinkedQueue<TextEncoder> encoders = new ConcurrentLinkedQueue<>();

    /**
     * What the network says of texts.
     *
     * @param probabilities {@code (texts, labels)}
     * @param withoutEvidence which texts hold no word that the network knows
     */
    record Said(float[] probabilities, boolean[] withoutEvidence) {}

    /** What a process does with the network. */
    enum Use {
        /** Its answer comes soonest from the plain kernels, which need no warming up, and without tables of words. */
        ONE_TEXT,
        MANY_TEXTS;

        private Kernels kernels() {
            return this == ONE_TEXT ? KernelChoice.plain() : KernelChoice.best();
        }

        private long tableBytes() {
            return this == ONE_TEXT ? 0 : Predictor.TABLE_BYTES;
        }
    }

    /** Takes what the network says of the next texts. */
    interface Sink {
        void take(Said said);
    }

    /**
     * Puts the two together.
     *
     * @param model its weights must not change from now on
     * @param pooling of the windows of a text; without effect if the pipeline has none
     * @throws IllegalArgumentException if they do not fit each other, or the outputs
     */
    TextNetwork(TextPipeline pipeline, Model model, Outputs outputs, Pooling pooling, Use use) {
        check(pipeline, model, outputs);
        this.pipeline = pipeline;
        this.model = model;
        this.outputs = outputs;
        this.pooling = pooling;
        this.use = use;
        this.predictor = Predictor.of(model, use.kernels(), use.tableBytes());
    }

    private static void check(TextPipeline pipeline, Model model, Outputs outputs) {
        if (model.outputs().size() != 1) {
            throw new IllegalArgumentException("A classifier's network has one output. Received: outputs="
                    + model.outputs().size() + ". Use Predictor for other networks.");
        }
        for (Node input : model.inputs()) {
            checkInput(pipeline, model.name(input), input.shape().size());
        }
        int count = model.outputs().get(0).shape().size();
        if (count != outputs.count()) {
            throw new IllegalArgumentException("A classifier's network must fit its labels. Received: outputs=" + count
                    + ", labels=" + outputs.labels() + ", multiLabel=" + outputs.multiLabel()
                    + ". Make the network for these labels.");
        }
    }

    private static void checkInput(TextPipeline pipeline, String name, int width) {
        if (width != pipeline.width()) {
            throw new IllegalArgumentException("A classifier's network must fit its pipeline. Received: input " + name
                    + "=" + width + ", pipeline=" + pipeline.width() + ". Make the network for this pipeline.");
        }
    }

    TextPipeline pipeline() {
        return pipeline;
    }

    Model model() {
        return model;
    }

    Outputs outputs() {
        return outputs;
    }

    Pooling pooling() {
        return pooling;
    }

    Use use() {
        return use;
    }

    Kernels kernels() {
        return use.kernels();
    }

    /** Of one text, on the caller's thread. */
    Said one(String text) {
        if (pipeline.windows()) {
            return said(pipeline.encodeWindows(List.of(text), 1), 1);
        }
        TextEncoder ready = encoders.poll();
        TextEncoder encoder = ready == null ? pipeline.encoder() : ready;
        EncodedTexts encoded = blankUnknown(pipeline, encoder.encode(text));
        if (text.length() <= MOST_CHARACTERS_KEPT) {
            encoders.add(encoder);
        }
        return new Said(outputs.probabilities(values(encoded)), new boolean[] {encoded.withoutEvidence(0)});
    }

    private float[] values(EncodedTexts encoded) {
        return model.inputs().size() == 1 && encoded.rows() instanceof IdRows rows
                ? predictor.predict(rows.ids())
                : predictor.predict(Inputs.of(model, encoded), 1);
    }

    /**
     * Of many texts, some at a time and in their order.
     *
     * @param threads at most; what is said does not depend on them
     */
    void all(List<String> texts, int threads, Sink sink) {
        for (int from = 0; from < texts.size(); ) {
            int to = end(texts, from);
            sink.take(said(pipeline.encodeWindows(texts.subList(from, to), threads), threads));
            from = to;
        }
    }

    /** The end of the texts that are encoded together. */
    private int end(List<String> texts, int from) {
        int most = Math.min(texts.size(), from + CHUNK);
        if (!pipeline.windows()) {
            return most;
        }
        int to = from;
        for (long characters = 0; to < most && characters < CHUNK_CHARACTERS; to++) {
            characters += texts.get(to).length();
        }
        return to;
    }

    private Said said(EncodedWindows windows, int threads) {
        EncodedTexts encoded = blankUnknown(pipeline, windows.encoded());
        float[] values = predictor.predict(Inputs.of(model, encoded), threads);
        boolean[] withoutEvidence = new boolean[windows.texts()];
        for (int text = 0; text < withoutEvidence.length; text++) {
            withoutEvidence[text] = windows.withoutEvidence(text);
        }
        return new Said(outputs.probabilities(pooling.pool(values, windows.starts(), outputs)), withoutEvidence);
    }

    /** A row of nothing but unknown words is answered like an empty one, even where unknown words have an id. */
    private static EncodedTexts blankUnknown(TextPipeline pipeline, EncodedTexts encoded) {
        if (pipeline.unknownId() > 0 && encoded.rows() instanceof IdRows rows) {
            for (int row = 0; row < rows.rows(); row++) {
                if (encoded.withoutEvidence(row)) {
                    Arrays.fill(rows.ids(), row * rows.steps(), (row + 1) * rows.steps(), 0);
                }
            }
        }
        return encoded;
    }
}
