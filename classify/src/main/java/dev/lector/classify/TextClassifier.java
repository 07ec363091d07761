// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.classify.fasttext.FastTextFile;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.WeightType;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.text.EncodedTexts;
import dev.lector.text.IdRows;
import dev.lector.text.TextEncoder;
import dev.lector.text.TextPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

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
    /** Texts encoded and predicted at a time: it bounds the memory, and is some blocks of 1,024 for each thread. */
    private static final int CHUNK = 8_192;

    /** The memory of an encoder that read a longer text is given back. */
    private static final int MOST_CHARACTERS_KEPT = 1 << 16;

    private final TextPipeline pipeline;
    private final Model model;
    private final List<String> labels;
    private final Outputs outputs;
    private final Decision decision;
    private final Answering answering;
    private final Map<String, Object> provenance;
    private final WeightType weightType;
    private final Kernels kernels;
    private final Predictor predictor;
    /** Those that wait for the next text: as many as ever were at work at once. */
    private final ConcurrentLinkedQueue<TextEncoder> encoders = new ConcurrentLinkedQueue<>();

    private volatile Logits logits;

    /**
     * A classifier from its parts that gives each text one label.
     *
     * @param model its inputs take the pipeline's rows, or their places (see {@link Inputs}); one output; its weights must
     *     not change from now on
     * @param labels at least 2, different; of two labels the network gives the probability of the second
     * @param provenance where it comes from: for the reader, and saved with it
     */
    public TextClassifier(TextPipeline pipeline, Model model, List<String> labels, Map<String, Object> provenance) {
        this(pipeline, model, labels, false, Decision.DEFAULT, provenance);
    }

    /**
     * A classifier from its parts.
     *
     * @param model as above; with {@code multiLabel} it gives the probability of each label
     * @param labels at least 2, different
     * @param multiLabel whether a text may have several labels, or none
     * @param decision from the network's probabilities to the answer
     * @param provenance where it comes from: for the reader, and saved with it
     */
    public TextClassifier(
            TextPipeline pipeline,
            Model model,
            List<String> labels,
            boolean multiLabel,
            Decision decision,
            Map<String, Object> provenance) {
        this(pipeline, model, labels, multiLabel, decision, provenance, WeightType.FLOAT32, KernelChoice.best());
    }

    TextClassifier(
            TextPipeline pipeline,
            Model model,
            List<String> labels,
            boolean multiLabel,
            Decision decision,
            Map<String, Object> provenance,
            WeightType weightType,
            Kernels kernels) {
        if (labels.size() < 2 || labels.stream().distinct().count() < labels.size()) {
            throw new IllegalArgumentException("A classifier needs at least two different labels. Received: labels="
                    + Lists.quoted(labels) + ". Give each class a label of its own.");
        }
        this.outputs = new Outputs(labels.size(), multiLabel);
        check(pipeline, model, outputs);
        decision.check(outputs);
        this.pipeline = pipeline;
        this.model = model;
        this.labels = List.copyOf(labels);
        this.decision = decision;
        this.answering = new Answering(this.labels, multiLabel, decision);
        this.provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        this.weightType = weightType;
        this.kernels = kernels;
        this.predictor = Predictor.of(model, kernels);
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
     * Reads a model file, or a classifier that fastText wrote ({@code .bin}, {@code .ftz}).
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
        if (FastTextFile.isFastText(file)) {
            TextClassifier read = FastTextFile.read(file).classifier();
            return new TextClassifier(
                    read.pipeline,
                    read.model,
                    read.labels,
                    false,
                    Decision.DEFAULT,
                    read.provenance,
                    WeightType.FLOAT32,
                    kernels);
        }
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

    /** True if the classifier gives a text a set of labels, false if it gives one. */
    public boolean multiLabel() {
        return outputs.multiLabel();
    }

    /** From the network's probabilities to the answer. */
    public Decision decision() {
        return decision;
    }

    /**
     * The same classifier with another decision.
     *
     * @throws IllegalArgumentException if it does not fit the labels
     */
    public TextClassifier decision(Decision other) {
        return new TextClassifier(pipeline, model, labels, multiLabel(), other, provenance, weightType, kernels);
    }

    /** How the weights stand in the model file. */
    public WeightType weightType() {
        return weightType;
    }

    /**
     * The same classifier with its weights rounded to what a type can store: its file is a half or a quarter as large, and
     * answers hardly differ. Rounding cannot be undone.
     */
    public TextClassifier weightType(WeightType type) {
        Map<String, Object> origin = new LinkedHashMap<>(provenance);
        origin.put("weights", type.id());
        Model rounded = SavedClassifier.rounded(model, type);
        return new TextClassifier(pipeline, rounded, labels, multiLabel(), decision, origin, type, kernels);
    }

    /** The answer for one text. */
    public Prediction predict(String text) {
        TextEncoder ready = encoders.poll();
        TextEncoder encoder = ready == null ? pipeline.encoder() : ready;
        EncodedTexts encoded = blankUnknown(encoder.encode(text));
        if (text.length() <= MOST_CHARACTERS_KEPT) {
            encoders.add(encoder);
        }
        float[] probabilities = decision.calibration().apply(outputs.probabilities(values(encoded)), outputs);
        return answering.prediction(probabilities, 0, encoded.withoutEvidence(0));
    }

    /** The answers for many texts, in their order, on every processor. */
    public List<Prediction> predictAll(List<String> texts) {
        return predictAll(texts, processors());
    }

    /**
     * The answers for many texts, in their order.
     *
     * @param threads at most; the answers do not depend on them
     */
    public List<Prediction> predictAll(List<String> texts, int threads) {
        List<Prediction> predictions = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += CHUNK) {
            EncodedTexts encoded = encoded(texts, from, threads);
            float[] probabilities = decision.calibration().apply(raw(encoded, threads), outputs);
            for (int r = 0; r < encoded.rows().rows(); r++) {
                predictions.add(answering.prediction(probabilities, r, encoded.withoutEvidence(r)));
            }
        }
        return predictions;
    }

    private EncodedTexts encoded(List<String> texts, int from, int threads) {
        return blankUnknown(pipeline.encodeAll(texts.subList(from, Math.min(texts.size(), from + CHUNK)), threads));
    }

    /** A text of nothing but unknown words is answered like an empty one, even where unknown words have an id. */
    private EncodedTexts blankUnknown(EncodedTexts encoded) {
        if (pipeline.unknownId() > 0 && encoded.rows() instanceof IdRows rows) {
            for (int row = 0; row < rows.rows(); row++) {
                if (encoded.withoutEvidence(row)) {
                    Arrays.fill(rows.ids(), row * rows.steps(), (row + 1) * rows.steps(), 0);
                }
            }
        }
        return encoded;
    }

    private float[] raw(EncodedTexts encoded, int threads) {
        return outputs.probabilities(predictor.predict(Inputs.of(model, encoded), threads));
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Probabilities {@code (texts, labels)} for many texts, calibrated if the classifier is. */
    public float[] probabilities(List<String> texts) {
        return answers(texts).probabilities();
    }

    /** The network's and the calibrated probabilities for many texts. */
    Answers answers(List<String> texts) {
        float[] all = new float[Math.multiplyExact(texts.size(), labels.size())];
        for (int from = 0; from < texts.size(); from += CHUNK) {
            float[] some = raw(encoded(texts, from, processors()), processors());
            System.arraycopy(some, 0, all, from * labels.size(), some.length);
        }
        return new Answers(all, decision.calibration().apply(all, outputs), decision);
    }

    /** How well the classifier answers texts with one label each. */
    public Evaluation evaluate(List<String> texts, List<String> truth, UnseenLabels unseen) {
        return evaluate(LabelledTexts.of(texts, truth), unseen);
    }

    /**
     * How well the classifier answers labelled texts.
     *
     * @return a {@link LabelEvaluation}, of a classifier for several labels a {@link MultiLabelEvaluation}
     * @throws IllegalArgumentException if the texts may have several labels and the classifier gives one
     */
    public Evaluation evaluate(LabelledTexts data, UnseenLabels unseen) {
        if (data.multiLabel() && !multiLabel()) {
            throw new IllegalArgumentException(
                    "A classifier that gives one label is judged by texts with one. Received:"
                            + " texts with several labels. Train it with several labels, or give texts with one.");
        }
        return evaluate(data, answers(data.texts()), unseen);
    }

    /** The figures of answers that are there already. */
    Evaluation evaluate(LabelledTexts data, Answers answers, UnseenLabels unseen) {
        return multiLabel()
                ? MultiLabelEvaluation.of(labels, data, answers, unseen)
                : LabelEvaluation.of(labels, data, answers, unseen);
    }

    /** Which labels are given to each row, rejected answers too: {@code (rows, labels)}. */
    boolean[] given(Answers answers) {
        int count = labels.size();
        if (multiLabel()) {
            return answers.fromThresholds(count);
        }
        boolean[] given = new boolean[answers.probabilities().length];
        int[] best = Prediction.best(answers.probabilities(), count);
        for (int row = 0; row < best.length; row++) {
            given[row * count + best[row]] = true;
        }
        return given;
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
                    ready = new Logits(model, outputs, kernels);
                    logits = ready;
                }
            }
        }
        return ready;
    }

    private float[] values(EncodedTexts encoded) {
        return model.inputs().size() == 1 && encoded.rows() instanceof IdRows rows
                ? predictor.predict(rows.ids())
                : predictor.predict(Inputs.of(model, encoded), 1);
    }
}
