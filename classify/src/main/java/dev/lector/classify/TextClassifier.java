// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.classify.fasttext.FastTextFile;
import dev.lector.nn.Model;
import dev.lector.nn.WeightType;
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
    private final TextNetwork network;
    private final List<String> labels;
    private final Decision decision;
    private final Answering answering;
    private final Map<String, Object> provenance;
    private final WeightType weightType;

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
        this(
                new TextNetwork(
                        pipeline,
                        model,
                        new Outputs(labels.size(), multiLabel),
                        Pooling.MEAN,
                        TextNetwork.Use.MANY_TEXTS),
                labels,
                decision,
                provenance,
                WeightType.FLOAT32);
    }

    TextClassifier(
            TextNetwork network,
            List<String> labels,
            Decision decision,
            Map<String, Object> provenance,
            WeightType weightType) {
        if (labels.stream().distinct().count() < labels.size()) {
            throw new IllegalArgumentException("A classifier needs at least two different labels. Received: labels="
                    + Lists.quoted(labels) + ". Give each class a label of its own.");
        }
        decision.check(network.outputs());
        this.network = network;
        this.labels = List.copyOf(labels);
        this.decision = decision;
        this.answering = new Answering(this.labels, multiLabel(), decision);
        this.provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        this.weightType = weightType;
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
        return load(file, TextNetwork.Use.MANY_TEXTS);
    }

    /**
     * Reads a model file in a process that lives for one text: with plain kernels, which need no warming up, and without the
     * tables that pay for many. The answers are those of {@link #load}, but for rounding.
     *
     * @throws ModelFileException as {@link #load}
     */
    public static TextClassifier loadForOneText(Path file) throws IOException {
        return load(file, TextNetwork.Use.ONE_TEXT);
    }

    private static TextClassifier load(Path file, TextNetwork.Use use) throws IOException {
        if (FastTextFile.isFastText(file)) {
            TextClassifier read = FastTextFile.read(file).classifier();
            TextNetwork network = new TextNetwork(read.pipeline(), read.model(), read.outputs(), read.pooling(), use);
            return new TextClassifier(network, read.labels, Decision.DEFAULT, read.provenance, WeightType.FLOAT32);
        }
        return SavedClassifier.load(file, use);
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
        return network.pipeline();
    }

    /** The network with its weights, which must not be changed. */
    public Model model() {
        return network.model();
    }

    /** Where the classifier comes from: recipe, settings, data, seed, versions, figures. */
    public Map<String, Object> provenance() {
        return provenance;
    }

    /** True if the classifier gives a text a set of labels, false if it gives one. */
    public boolean multiLabel() {
        return outputs().multiLabel();
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
        return new TextClassifier(network, labels, other, provenance, weightType);
    }

    /** How the answers for the windows of a long text become one; without effect if the pipeline has no windows. */
    public Pooling pooling() {
        return network.pooling();
    }

    /** The same classifier with another pooling of windows. */
    public TextClassifier pooling(Pooling other) {
        TextNetwork pooled = new TextNetwork(pipeline(), model(), outputs(), other, network.use());
        return new TextClassifier(pooled, labels, decision, provenance, weightType);
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
        Model rounded = SavedClassifier.rounded(model(), type);
        TextNetwork other = new TextNetwork(pipeline(), rounded, outputs(), pooling(), network.use());
        return new TextClassifier(other, labels, decision, origin, type);
    }

    /** The answer for one text. */
    public Prediction predict(String text) {
        TextNetwork.Said said = network.one(text);
        float[] probabilities = decision.calibration().apply(said.probabilities(), outputs());
        return answering.prediction(probabilities, 0, said.withoutEvidence()[0]);
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
        network.all(texts, threads, said -> {
            float[] probabilities = decision.calibration().apply(said.probabilities(), outputs());
            for (int row = 0; row < said.withoutEvidence().length; row++) {
                predictions.add(answering.prediction(probabilities, row, said.withoutEvidence()[row]));
            }
        });
        return predictions;
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
        int[] done = new int[1];
        network.all(texts, processors(), said -> {
            float[] some = said.probabilities();
            System.arraycopy(some, 0, all, done[0], some.length);
            done[0] += some.length;
        });
        return new Answers(all, decision.calibration().apply(all, outputs()), decision);
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
                    ready = new Logits(model(), outputs(), network.kernels());
                    logits = ready;
                }
            }
        }
        return ready;
    }

    Outputs outputs() {
        return network.outputs();
    }
}
