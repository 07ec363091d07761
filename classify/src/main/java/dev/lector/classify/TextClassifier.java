// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.text.EncodedTexts;
import dev.lector.text.IdRows;
import dev.lector.text.TextPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trained classifier: from a text to a label, its probability and the words behind it. Immutable and thread-safe; one
 * object serves any number of threads.
 *
 * <pre>{@code
 * TextClassifier classifier = TextClassifier.train(texts, labels);
 * Prediction answer = classifier.predict("my parcel never came");
 * classifier.save(Path.of("tickets.lector"));
 * }</pre>
 */
public final class TextClassifier {
    /** Texts encoded and predicted at a time; bounds the memory. */
    private static final int CHUNK = 1_024;

    private final TextPipeline pipeline;
    private final Model model;
    private final List<String> labels;
    private final Map<String, Object> provenance;
    private final Kernels kernels;
    private final Predictor predictor;
    private volatile Logits logits;

    /**
     * A classifier from its parts.
     *
     * @param model its inputs take the pipeline's rows, or their places (see {@link Inputs}); one output; its weights must
     *     not change from now on
     * @param labels at least 2, different; of two labels the network gives the probability of the second
     * @param provenance where it comes from: for the reader, and saved with it
     */
    public TextClassifier(TextPipeline pipeline, Model model, List<String> labels, Map<String, Object> provenance) {
        this(pipeline, model, labels, provenance, KernelChoice.best());
    }

    TextClassifier(
            TextPipeline pipeline, Model model, List<String> labels, Map<String, Object> provenance, Kernels kernels) {
        check(pipeline, model, labels);
        this.pipeline = pipeline;
        this.model = model;
        this.labels = List.copyOf(labels);
        this.provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        this.kernels = kernels;
        this.predictor = Predictor.of(model, kernels);
    }

    private static void check(TextPipeline pipeline, Model model, List<String> labels) {
        if (labels.size() < 2 || labels.stream().distinct().count() < labels.size()) {
            throw new IllegalArgumentException("A classifier needs at least two different labels. Received: labels="
                    + Lists.quoted(labels) + ". Give each class a label of its own.");
        }
        if (model.outputs().size() != 1) {
            throw new IllegalArgumentException("A classifier's network has one output. Received: outputs="
                    + model.outputs().size() + ". Use Predictor for other networks.");
        }
        for (Node input : model.inputs()) {
            checkInput(pipeline, model.name(input), input.shape().size());
        }
        int outputs = model.outputs().get(0).shape().size();
        if (outputs != Outputs.count(labels.size())) {
            throw new IllegalArgumentException("A classifier's network must fit its labels. Received: outputs="
                    + outputs + ", labels=" + labels.size() + ". Make the network for these labels.");
        }
    }

    private static void checkInput(TextPipeline pipeline, String name, int width) {
        if (width != pipeline.width()) {
            throw new IllegalArgumentException("A classifier's network must fit its pipeline. Received: input " + name
                    + "=" + width + ", pipeline=" + pipeline.width() + ". Make the network for this pipeline.");
        }
    }

    /**
     * Trains the default recipe with its defaults on every processor, seed 1.
     *
     * @param texts at least a few of each label
     * @param labels one a text
     * @throws IllegalArgumentException if the data cannot be learnt from; the message says why
     */
    public static TextClassifier train(List<String> texts, List<String> labels) {
        return new TrainingRun(Recipes.DEFAULT).run(texts, labels).classifier();
    }

    /**
     * Reads a model file.
     *
     * @throws ModelFileException if it is no model, cut short, altered or from a newer Lector; the message says which
     */
    public static TextClassifier load(Path file) throws IOException {
        return load(file, KernelChoice.best());
    }

    /**
     * Reads a model file, for predictions with given kernels: a process that lives for one prediction is faster with the
     * plain ones.
     */
    public static TextClassifier load(Path file, Kernels kernels) throws IOException {
        return SavedClassifier.load(file, kernels);
    }

    /** Writes a model file: whole, or not at all. */
    public void save(Path file) throws IOException {
        SavedClassifier.save(this, file);
    }

    /** What the classifier can answer, in the order of its probabilities. */
    public List<String> labels() {
        return labels;
    }

    /** From texts to rows of numbers. */
    public TextPipeline pipeline() {
        return pipeline;
    }

    /** The network with its weights, which must not be changed. */
    public Model model() {
        return model;
    }

    /** Where the classifier comes from: recipe, settings, data, seed, versions, figures. */
    public Map<String, Object> provenance() {
        return provenance;
    }

    /** The answer for one text. */
    public Prediction predict(String text) {
        EncodedTexts encoded = pipeline.encode(text);
        float[] probabilities = Outputs.probabilities(outputs(encoded), labels.size());
        return prediction(probabilities, 0, encoded.withoutEvidence(0));
    }

    /** The answers for many texts, in their order, on every processor. */
    public List<Prediction> predictAll(List<String> texts) {
        List<Prediction> predictions = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += CHUNK) {
            EncodedTexts encoded = pipeline.encodeAll(texts.subList(from, Math.min(texts.size(), from + CHUNK)));
            float[] probabilities =
                    Outputs.probabilities(predictor.predict(Inputs.of(model, encoded), processors()), labels.size());
            for (int r = 0; r < encoded.rows().rows(); r++) {
                predictions.add(prediction(probabilities, r, encoded.withoutEvidence(r)));
            }
        }
        return predictions;
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private Prediction prediction(float[] probabilities, int row, boolean noEvidence) {
        Map<String, Double> byLabel = new LinkedHashMap<>();
        int best = 0;
        for (int c = 0; c < labels.size(); c++) {
            float probability = probabilities[row * labels.size() + c];
            byLabel.put(labels.get(c), (double) probability);
            if (probability > probabilities[row * labels.size() + best]) {
                best = c;
            }
        }
        return new Prediction(labels.get(best), probabilities[row * labels.size() + best], byLabel, noEvidence);
    }

    /** Probabilities {@code (texts, labels)} for many texts. */
    public float[] probabilities(List<String> texts) {
        float[] all = new float[Math.multiplyExact(texts.size(), labels.size())];
        for (int from = 0; from < texts.size(); from += CHUNK) {
            EncodedTexts encoded = pipeline.encodeAll(texts.subList(from, Math.min(texts.size(), from + CHUNK)));
            float[] some =
                    Outputs.probabilities(predictor.predict(Inputs.of(model, encoded), processors()), labels.size());
            System.arraycopy(some, 0, all, from * labels.size(), some.length);
        }
        return all;
    }

    /** How well the classifier answers labelled texts. */
    public Evaluation evaluate(List<String> texts, List<String> truth, UnseenLabels unseen) {
        if (texts.size() != truth.size()) {
            throw new IllegalArgumentException("Every text needs a label. Received: texts=" + texts.size() + ", labels="
                    + truth.size() + ". Give two lists of one length.");
        }
        return Evaluation.of(labels, truth, probabilities(texts), unseen);
    }

    /** Why the classifier gives a text its label. */
    public Explanation explain(String text) {
        return explain(text, predict(text).label());
    }

    /** What speaks for and against a label of a text, by the method that suits the network. */
    public Explanation explain(String text, String label) {
        return explain(text, label, Explainer.method(logits()));
    }

    /**
     * What speaks for and against a label of a text.
     *
     * @throws IllegalArgumentException if the classifier has no such label, or the method does not fit the network
     */
    public Explanation explain(String text, String label, ExplainMethod method) {
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException("A label to explain must be one of the classifier's. Received: label="
                    + Lists.oneLine(label, 60) + ", known=" + Lists.quoted(labels) + ". Use one of these.");
        }
        return Explainer.explain(this, text, index, method);
    }

    /** The network before its last sigmoid or softmax; made when first asked for. */
    Logits logits() {
        Logits ready = logits;
        if (ready == null) {
            synchronized (this) {
                ready = logits;
                if (ready == null) {
                    ready = new Logits(model, labels.size(), kernels);
                    logits = ready;
                }
            }
        }
        return ready;
    }

    private float[] outputs(EncodedTexts encoded) {
        return model.inputs().size() == 1 && encoded.rows() instanceof IdRows rows
                ? predictor.predict(rows.ids())
                : predictor.predict(Inputs.of(model, encoded), 1);
    }
}
