// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.train.ProgressListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * From labelled texts to a classifier. The settings are immutable: each setter returns a copy.
 *
 * <pre>{@code
 * Trained trained = new TrainingRun(Recipes.byName("kim-cnn")).set("epochs", "10").seed(7).run(texts, labels);
 * System.out.println(trained.report());
 * trained.classifier().save(Path.of("reviews.lector"));
 * }</pre>
 *
 * <p>A part of each class is held back to stop the training when it no longer gets better; the vocabulary is made from
 * the training part only. One seed gives one classifier, bit for bit, on any number of threads of one machine and JDK.
 */
public final class TrainingRun {
    private final Recipe recipe;
    private RecipeSettings settings;
    private double validationShare = .1;
    private LabelledTexts validation;
    private ClassWeights classWeights = ClassWeights.NONE;
    private double focal;
    private DecisionOptions decision = DecisionOptions.DEFAULT;
    private long seed = 1;
    private int threads = Runtime.getRuntime().availableProcessors();
    private ProgressListener listener = ProgressListener.NONE;
    private BooleanSupplier stop = () -> false;
    private Path checkpoint;
    private boolean resume;
    private StoredRows storage;

    /** A run with the recipe's defaults, a tenth held back for validation, seed 1, all processors. */
    public TrainingRun(Recipe recipe) {
        this.recipe = recipe;
        this.settings = RecipeSettings.defaults(recipe);
    }

    private TrainingRun(TrainingRun that) {
        this.recipe = that.recipe;
        this.settings = that.settings;
        this.validationShare = that.validationShare;
        this.validation = that.validation;
        this.classWeights = that.classWeights;
        this.focal = that.focal;
        this.decision = that.decision;
        this.seed = that.seed;
        this.threads = that.threads;
        this.listener = that.listener;
        this.stop = that.stop;
        this.checkpoint = that.checkpoint;
        this.resume = that.resume;
        this.storage = that.storage;
    }

    /**
     * With an option of the recipe changed.
     *
     * @throws IllegalArgumentException if the recipe has no such option, or the value does not fit it
     */
    public TrainingRun set(String option, String value) {
        TrainingRun copy = new TrainingRun(this);
        copy.settings = settings.with(option, value);
        return copy;
    }

    /** With options of the recipe changed, by their names. */
    public TrainingRun set(Map<String, String> options) {
        TrainingRun copy = this;
        for (Map.Entry<String, String> option : options.entrySet()) {
            copy = copy.set(option.getKey(), option.getValue());
        }
        return copy;
    }

    /**
     * With the course's own settings of the recipe ({@link Recipe#course}): what {@link #set} changes afterwards holds.
     *
     * @throws IllegalArgumentException if the course does not have this network
     */
    public TrainingRun course() {
        if (recipe.course().isEmpty()) {
            throw new IllegalArgumentException("The course's settings exist for its own networks. Received: recipe="
                    + recipe.name() + ". Train it with its defaults, or with settings of your own.");
        }
        return set(recipe.course());
    }

    /**
     * With word vectors that the network starts from. The option {@code freeze} keeps them as they are. They become weights
     * of the model: its file needs no vector file.
     *
     * @throws IllegalArgumentException if the recipe has no words with vectors
     */
    public TrainingRun vectors(VectorSource source) {
        if (!recipe.takesVectors()) {
            throw new IllegalArgumentException(
                    "Only a network with a table of words starts from word vectors. Received:"
                            + " recipe=" + recipe.name() + ", vectors=" + source.name() + ". Use one of "
                            + Recipes.all().stream()
                                    .filter(Recipe::takesVectors)
                                    .map(Recipe::name)
                                    .toList()
                            + ".");
        }
        TrainingRun copy = new TrainingRun(this);
        copy.settings = settings.vectors(source);
        return copy;
    }

    /** With another share of each class held back for validation; 0 trains on all rows and does not stop early. */
    public TrainingRun validationShare(double share) {
        if (!(share >= 0 && share <= .9)) {
            throw new IllegalArgumentException("The validation share must be from 0 to 0.9. Received: validation="
                    + share + ". Give 0.1 for a tenth.");
        }
        TrainingRun copy = new TrainingRun(this);
        copy.validationShare = share;
        return copy;
    }

    /** With given rows for validation; nothing is held back then. */
    public TrainingRun validation(List<String> texts, List<String> labels) {
        return validation(LabelledTexts.of(List.copyOf(texts), List.copyOf(labels)));
    }

    /** With given rows for validation; nothing is held back then. */
    public TrainingRun validation(LabelledTexts rows) {
        TrainingRun copy = new TrainingRun(this);
        copy.validation = rows;
        return copy;
    }

    /** With classes whose rows count more or less than others'. */
    public TrainingRun classWeights(ClassWeights value) {
        TrainingRun copy = new TrainingRun(this);
        copy.classWeights = value;
        return copy;
    }

    /**
     * With focal loss (Lin et al. 2017): rows that are already answered well count less, by the power {@code gamma} of what
     * is missing to certainty. Its probabilities are too unsure; calibrate them.
     *
     * @param gamma above 0, 2 in the paper; 0 for the cross-entropy
     */
    public TrainingRun focal(double gamma) {
        if (!(gamma >= 0 && gamma <= 100)) {
            throw new IllegalArgumentException("The focusing of a focal loss must be from 0 to 100. Received: focal="
                    + gamma + ". Give 2, or leave it out for the cross-entropy.");
        }
        TrainingRun copy = new TrainingRun(this);
        copy.focal = gamma;
        return copy;
    }

    /** With what is wanted of the decision: calibrated probabilities, answers of a wanted precision. */
    public TrainingRun decision(DecisionOptions value) {
        TrainingRun copy = new TrainingRun(this);
        copy.decision = value;
        return copy;
    }

    /** With another seed of split, weights, order and dropout. */
    public TrainingRun seed(long value) {
        TrainingRun copy = new TrainingRun(this);
        copy.seed = value;
        return copy;
    }

    /** With another number of threads, which does not change the result. */
    public TrainingRun threads(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Training needs at least one thread. Received: threads=" + value
                    + ". Leave it out for all processors.");
        }
        TrainingRun copy = new TrainingRun(this);
        copy.threads = value;
        return copy;
    }

    /** With somebody who hears how the training goes. */
    public TrainingRun listener(ProgressListener value) {
        TrainingRun copy = new TrainingRun(this);
        copy.listener = value;
        return copy;
    }

    /** With a question asked after each batch; true ends the training, and the best epoch so far counts. */
    public TrainingRun stop(BooleanSupplier value) {
        TrainingRun copy = new TrainingRun(this);
        copy.stop = value;
        return copy;
    }

    /**
     * With a file that holds the state of the training after each epoch.
     *
     * @param go on from the file if it is there: with the same rows, recipe, options and seed the classifier is then the
     *     same, bit for bit, as if the training had never stopped
     */
    public TrainingRun checkpoint(Path file, boolean go) {
        TrainingRun copy = new TrainingRun(this);
        copy.checkpoint = file;
        copy.resume = go;
        return copy;
    }

    /**
     * With what the texts are encoded to in temporary files beside those of {@code rows}, and not in memory. The classifier is
     * the same, bit for bit.
     *
     * @param rows open until the training is over; the texts are mostly {@link StoredRows#texts}
     * @throws IllegalArgumentException as {@link #checkTrainsFromDisk}
     */
    public TrainingRun storage(StoredRows rows) {
        checkTrainsFromDisk();
        TrainingRun copy = new TrainingRun(this);
        copy.storage = rows;
        return copy;
    }

    /** Whether encoded texts need not be in memory: the engine trains, on words or characters in order. */
    public boolean trainsFromDisk() {
        return settings.has("steps")
                && recipe.solver(settings).isEmpty()
                && recipe.loop(settings).isEmpty();
    }

    /**
     * Refuses a recipe that does not train from the disk.
     *
     * @throws IllegalArgumentException unless {@link #trainsFromDisk}
     */
    public void checkTrainsFromDisk() {
        if (!trainsFromDisk()) {
            throw new IllegalArgumentException("Training is streamed from the disk where the engine trains a network on"
                    + " words or characters in order. Received: recipe=" + recipe.name()
                    + ", whose rows must be in memory. Use another recipe, such as average or kim-cnn, or leave the"
                    + " streaming out.");
        }
    }

    /** As {@link #prepare(LabelledTexts)}, of texts with one label each. */
    public PreparedTraining prepare(List<String> texts, List<String> labels) {
        return prepare(LabelledTexts.of(texts, labels));
    }

    /**
     * Checks and splits the rows, makes vocabulary and network: all but the training.
     *
     * @param data not modified, and not to be modified until the training is over
     * @throws IllegalArgumentException if nothing can be learnt from the rows; the message says why
     */
    public PreparedTraining prepare(LabelledTexts data) {
        Map<String, Integer> counts = DataCheck.count(data);
        List<String> doubts = new ArrayList<>(DataCheck.doubts(data, counts));
        int[][] split = split(data);
        LabelledTexts training = data.select(split[0]);
        LabelledTexts held = validation == null ? data.select(split[1]) : validation;
        decision.check(data.multiLabel(), held.rows());
        doubts.addAll(DataCheck.leaks(training, held));
        return new PreparedTraining(this, data, counts, training, held, doubts);
    }

    private int[][] split(LabelledTexts data) {
        return Stratified.split(data, validation == null ? validationShare : 0, seed);
    }

    /** The rows of {@code data} that are not held back for validation. */
    LabelledTexts trainingRows(LabelledTexts data) {
        return data.select(split(data)[0]);
    }

    /** To learn from a part of the training rows, with nothing but the settings, weights of classes, seed and threads. */
    TrainingRun forTrial() {
        TrainingRun copy = new TrainingRun(this);
        copy.validation = null;
        copy.decision = DecisionOptions.DEFAULT;
        copy.checkpoint = null;
        copy.resume = false;
        copy.storage = null;
        copy.validationShare = copy.needsValidation() ? .1 : 0;
        return copy;
    }

    /** Prepares and trains on texts with one label each. */
    public Trained run(List<String> texts, List<String> labels) {
        return run(LabelledTexts.of(texts, labels));
    }

    /** Prepares and trains: of texts with any number of labels a classifier that gives sets of them. */
    public Trained run(LabelledTexts data) {
        return prepare(data).run();
    }

    /** Whether rows held back change the classifier: they stop the training early, or its decision is learnt from them. */
    boolean needsValidation() {
        return settings.has("patience") || decision.calibration() != CalibrationMethod.NONE || decision.precision() > 0;
    }

    Recipe recipe() {
        return recipe;
    }

    RecipeSettings settings() {
        return settings;
    }

    ClassWeights classWeights() {
        return classWeights;
    }

    double focal() {
        return focal;
    }

    DecisionOptions decision() {
        return decision;
    }

    long seed() {
        return seed;
    }

    int threads() {
        return threads;
    }

    ProgressListener listener() {
        return listener;
    }

    BooleanSupplier stop() {
        return stop;
    }

    Path checkpoint() {
        return checkpoint;
    }

    boolean resume() {
        return resume;
    }

    /** Where encoded texts are kept, or null for the memory. */
    StoredRows storage() {
        return storage;
    }
}
