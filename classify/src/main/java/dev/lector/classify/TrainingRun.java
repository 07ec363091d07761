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
    private long seed = 1;
    private int threads = Runtime.getRuntime().availableProcessors();
    private ProgressListener listener = ProgressListener.NONE;
    private BooleanSupplier stop = () -> false;
    private Path checkpoint;
    private boolean resume;

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
        this.seed = that.seed;
        this.threads = that.threads;
        this.listener = that.listener;
        this.stop = that.stop;
        this.checkpoint = that.checkpoint;
        this.resume = that.resume;
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
        TrainingRun copy = new TrainingRun(this);
        copy.validation = new LabelledTexts(List.copyOf(texts), List.copyOf(labels));
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
     * Checks and splits the rows, makes vocabulary and network: all but the training.
     *
     * @param texts not modified, and not to be modified until the training is over
     * @param labels one a text
     * @throws IllegalArgumentException if nothing can be learnt from the rows; the message says why
     */
    public PreparedTraining prepare(List<String> texts, List<String> labels) {
        LabelledTexts data = new LabelledTexts(texts, labels);
        Map<String, Integer> counts = DataCheck.count(data);
        List<String> doubts = new ArrayList<>(DataCheck.doubts(data, counts));
        LabelledTexts training = data;
        LabelledTexts held = validation;
        if (validation == null) {
            int[][] split = Stratified.split(labels, validationShare, seed);
            training = data.select(split[0]);
            held = data.select(split[1]);
        } else {
            int[] order = Stratified.split(labels, 0, seed)[0];
            training = data.select(order);
        }
        doubts.addAll(DataCheck.leaks(training, held));
        return new PreparedTraining(this, data, counts, training, held, doubts);
    }

    /** Prepares and trains. */
    public Trained run(List<String> texts, List<String> labels) {
        return prepare(texts, labels).run();
    }

    Recipe recipe() {
        return recipe;
    }

    RecipeSettings settings() {
        return settings;
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
}
