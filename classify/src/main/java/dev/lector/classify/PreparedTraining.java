// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Weight;
import dev.lector.nn.train.Accuracy;
import dev.lector.nn.train.Callback;
import dev.lector.nn.train.Dataset;
import dev.lector.nn.train.EarlyStopping;
import dev.lector.nn.train.FitOptions;
import dev.lector.nn.train.History;
import dev.lector.nn.train.Optimizer;
import dev.lector.nn.train.ProgressListener;
import dev.lector.nn.train.TerminateOnNaN;
import dev.lector.nn.train.Trainer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A training about to begin: rows checked and split, vocabulary and network made. {@link #run} may be called once. */
public final class PreparedTraining {
    /** Updates that a training makes at least if the user does not say how many epochs; few rows need more epochs. */
    private static final int LEAST_UPDATES = 600;
    /** Updates without a better validation loss that a training bears at least if the user does not say. */
    private static final int LEAST_PATIENCE = 60;

    /** With fewer validation rows, accuracy moves in steps too coarse to choose an epoch by. */
    private static final int ROWS_FOR_ACCURACY = 200;

    private static final double SECONDS_TO_ESTIMATE = 3;
    private static final int BATCHES_TO_ESTIMATE = 10;
    private static final double LONGEST_ESTIMATE = 15;

    private final TrainingRun run;
    private final LabelledTexts data;
    private final LabelledTexts held;
    private final FittedPipeline fitted;
    private final RecipeSettings settings;
    private final List<String> labels;
    private final Model model;
    private final Dataset training;
    private final Dataset validation;
    private final Outlook outlook;
    private final String monitor;
    private final double preparedSeconds;

    /**
     * What is known before a training.
     *
     * @param rowsOfLabel all rows given for training and validation split, by label; the labels sorted
     * @param trainingRows of them used to train
     * @param validationRows held back or given to validate with
     * @param parameters numbers that the network learns
     * @param batches updates an epoch
     * @param epochs at most
     * @param bytes of memory the training takes, about
     * @param settings of the recipe, as used
     * @param notes what was chosen from the data
     * @param warnings what is doubtful about the data
     */
    public record Outlook(
            Map<String, Integer> rowsOfLabel,
            int trainingRows,
            int validationRows,
            long parameters,
            int batches,
            int epochs,
            long bytes,
            Map<String, String> settings,
            List<String> notes,
            List<String> warnings) {
        /** As numbers, text, lists and maps, ready for JSON. */
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("rowsOfLabel", rowsOfLabel);
            map.put("trainingRows", trainingRows);
            map.put("validationRows", validationRows);
            map.put("parameters", parameters);
            map.put("batches", batches);
            map.put("epochs", epochs);
            map.put("bytes", bytes);
            map.put("settings", settings);
            map.put("notes", notes);
            map.put("warnings", warnings);
            return map;
        }

        /** A few lines for a terminal. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append(String.format(
                    Locale.ROOT,
                    "%,d training and %,d validation rows, %d labels%n",
                    trainingRows,
                    validationRows,
                    rowsOfLabel.size()));
            long all =
                    rowsOfLabel.values().stream().mapToLong(Integer::longValue).sum();
            rowsOfLabel.entrySet().stream()
                    .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
                    .limit(10)
                    .forEach(entry -> text.append(String.format(
                            Locale.ROOT,
                            "  %8d  %4.1f %%  %s%n",
                            entry.getValue(),
                            100.0 * entry.getValue() / all,
                            Lists.oneLine(entry.getKey(), 50))));
            if (rowsOfLabel.size() > 10) {
                text.append(String.format(Locale.ROOT, "  … and %d labels more%n", rowsOfLabel.size() - 10));
            }
            text.append(String.format(
                    Locale.ROOT,
                    "%,d parameters, %d updates an epoch, at most %d epochs, about %,d MB of memory%n",
                    parameters,
                    batches,
                    epochs,
                    Math.max(1, bytes >> 20)));
            notes.forEach(note -> text.append(note).append(System.lineSeparator()));
            warnings.forEach(doubt -> text.append("Warning: ").append(doubt).append(System.lineSeparator()));
            return text.toString();
        }
    }

    PreparedTraining(
            TrainingRun run,
            LabelledTexts data,
            Map<String, Integer> counts,
            LabelledTexts train,
            LabelledTexts held,
            List<String> doubts) {
        long start = System.nanoTime();
        this.run = run;
        this.data = data;
        this.held = held;
        this.labels = List.copyOf(counts.keySet());
        this.fitted = run.recipe().fit(run.settings(), train.texts());
        List<String> notes = new ArrayList<>(fitted.notes());
        this.settings = withEnoughUpdates(fitted.settings(), train.rows(), notes);
        this.model =
                run.recipe().network(settings, fitted.pipeline(), labels.size()).initialize(run.seed());
        this.training = dataset(train);
        LabelledTexts usable = known(held, doubts);
        this.validation = usable.rows() == 0 ? null : dataset(usable);
        if (validation == null) {
            doubts.add("No rows are left to validate with: the training does not stop early, and says nothing about"
                    + " the quality. Give more rows.");
        }
        this.monitor = monitor(notes);
        this.outlook = new Outlook(
                counts,
                train.rows(),
                held.rows(),
                trainable(),
                batches(train.rows(), settings),
                settings.integer("epochs"),
                bytes(),
                settings.values(),
                List.copyOf(notes),
                List.copyOf(doubts));
        this.preparedSeconds = (System.nanoTime() - start) / 1e9;
    }

    /** Rows whose label the training part has; an unknown label cannot guide a training, but counts as wrong later. */
    private LabelledTexts known(LabelledTexts rows, List<String> doubts) {
        int[] usable = IntStream.range(0, rows.rows())
                .filter(row -> labels.contains(rows.labels().get(row)))
                .toArray();
        if (usable.length < rows.rows()) {
            doubts.add((rows.rows() - usable.length)
                    + " validation rows have a label that no training row has; they count as wrong.");
        }
        return rows.select(usable);
    }

    private static int batches(int rows, RecipeSettings settings) {
        int size = settings.integer("batch-size");
        return (rows + size - 1) / size;
    }

    /** Few rows make few updates an epoch: more epochs, then, unless the user has said how many. */
    private static RecipeSettings withEnoughUpdates(RecipeSettings settings, int rows, List<String> notes) {
        int batches = batches(rows, settings);
        RecipeSettings enough = atLeast(settings, "epochs", LEAST_UPDATES, batches, notes);
        return settings.integer("patience") == 0 ? enough : atLeast(enough, "patience", LEAST_PATIENCE, batches, notes);
    }

    private static RecipeSettings atLeast(
            RecipeSettings settings, String option, int updates, int batches, List<String> notes) {
        int epochs = (updates + batches - 1) / batches;
        if (settings.isGiven(option) || settings.integer(option) >= epochs) {
            return settings;
        }
        notes.add(option + " " + epochs + " instead of " + settings.integer(option) + ": few rows make only " + batches
                + " updates an epoch.");
        return settings.chosen(option, Integer.toString(epochs));
    }

    private String monitor(List<String> notes) {
        String wanted = settings.choice("monitor");
        boolean tooFew = validation != null && validation.rows() < ROWS_FOR_ACCURACY;
        if (wanted.equals(Recipes.ACCURACY) && tooFew && !settings.isGiven("monitor")) {
            notes.add("The best epoch is that of least validation loss: " + validation.rows()
                    + " validation rows are too few to go by accuracy.");
            return Recipes.LOSS;
        }
        return wanted;
    }

    private Dataset dataset(LabelledTexts rows) {
        Map<String, Integer> index = new HashMap<>();
        labels.forEach(label -> index.put(label, index.size()));
        float[] targets = new float[rows.rows()];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = index.get(rows.labels().get(row));
        }
        return new Dataset(Inputs.of(model, fitted.pipeline().encodeAll(rows.texts())), targets, 1, null);
    }

    /** Weights, gradients and the optimizer's slots; the rows; the values and gradients of a batch. */
    private long bytes() {
        int slots = run.recipe().optimizer(settings).slots();
        long rows = (long) (training.rows() + held.rows())
                * Math.min(fitted.pipeline().width(), 1_000);
        long values = 0;
        for (Node node : model.nodes()) {
            values += node.shape().size();
        }
        int batch = Math.min(settings.integer("batch-size"), training.rows());
        return Float.BYTES * (model.parameters() * (2 + slots) + rows + 2 * values * batch);
    }

    private long trainable() {
        return model.weights().stream()
                .filter(Weight::trainable)
                .mapToLong(weight -> weight.values().length)
                .sum();
    }

    /** The network at its start. */
    public Model model() {
        return model;
    }

    /** What is known before the training. */
    public Outlook outlook() {
        return outlook;
    }

    /**
     * Seconds that all epochs would take at the speed of the fastest batch in a short trial on a copy of the network; a few
     * seconds. A machine that is busy, or a JVM that is still warming up, takes longer; early stopping mostly makes
     * it less.
     */
    public double estimateSeconds() {
        Model copy =
                run.recipe().network(settings, fitted.pipeline(), labels.size()).initialize(run.seed());
        long start = System.nanoTime();
        long[] last = {start};
        long[] fastest = {Long.MAX_VALUE};
        int[] batches = new int[1];
        // In a cold JVM the first batches may take a second each and say nothing.
        BooleanSupplier enough = () -> {
            double seconds = (System.nanoTime() - start) / 1e9;
            return seconds > SECONDS_TO_ESTIMATE && (batches[0] >= BATCHES_TO_ESTIMATE || seconds > LONGEST_ESTIMATE);
        };
        ProgressListener clock = new ProgressListener() {
            @Override
            public void batchDone(int epoch, int batch, int samples, double loss, double samplesPerSecond) {
                long now = System.nanoTime();
                // The last batch of an epoch may be smaller.
                if (batch < outlook.batches() || batch == 1) {
                    fastest[0] = Math.min(fastest[0], now - last[0]);
                }
                last[0] = now;
                batches[0]++;
            }
        };
        FitOptions trial = FitOptions.DEFAULT
                .batchSize(settings.integer("batch-size"))
                .seed(run.seed())
                .threads(run.threads())
                .progress(clock)
                .stop(enough);
        fit(copy, trial);
        return fastest[0] / 1e9 * outlook.batches() * outlook.epochs();
    }

    /**
     * Trains.
     *
     * @return the classifier with the weights of the epoch of the best validation figure, or of the last without validation
     * @throws IllegalStateException if the loss became NaN before a first epoch was good, or the training was ended in
     *     its first epoch
     * @throws java.io.UncheckedIOException if a checkpoint cannot be written or read
     */
    public Trained run() {
        long start = System.nanoTime();
        List<Callback> callbacks = new ArrayList<>();
        callbacks.add(new TerminateOnNaN());
        EarlyStopping stopping = new EarlyStopping("val_" + monitor).restoreBestWeights(true);
        int patience = settings.integer("patience");
        if (validation != null) {
            callbacks.add(stopping.patience(patience == 0 ? Integer.MAX_VALUE : patience));
        }
        FitOptions options = FitOptions.DEFAULT
                .batchSize(settings.integer("batch-size"))
                .epochs(settings.integer("epochs"))
                .validation(validation)
                .callbacks(callbacks)
                .seed(run.seed())
                .threads(run.threads())
                .progress(run.listener())
                .stop(run.stop())
                .checkpoint(run.checkpoint())
                .resumeSettings(run.checkpoint() == null ? Map.of() : resumeSettings())
                .resumeFrom(run.resume() && Files.exists(run.checkpoint()) ? run.checkpoint() : null);
        History history = fit(model, options);
        int best = validation == null ? history.epochs().size() : stopping.bestEpoch();
        checkEnd(history, best);
        double seconds = preparedSeconds + (System.nanoTime() - start) / 1e9;
        TextClassifier classifier = new TextClassifier(fitted.pipeline(), model, labels, Map.of());
        Evaluation evaluation =
                held.rows() == 0 ? null : classifier.evaluate(held.texts(), held.labels(), UnseenLabels.COUNT_AS_WRONG);
        TrainingReport report = new TrainingReport(outlook, history, best, seconds, evaluation);
        return new Trained(
                new TextClassifier(fitted.pipeline(), model, labels, Provenance.of(run, settings, data, report)),
                report);
    }

    /** What must be the same for a resumed training to end as an uninterrupted one; more epochs are allowed. */
    private Map<String, String> resumeSettings() {
        Map<String, String> same = new LinkedHashMap<>();
        same.put("recipe", run.recipe().name());
        if (settings.vectors() != null) {
            same.put("vectors", settings.vectors().name());
        }
        settings.values().forEach((name, value) -> {
            if (!name.equals("epochs") && !name.equals("patience")) {
                same.put(name, value);
            }
        });
        same.put("rows-sha256", Digests.ofRows(data.texts(), data.labels()));
        same.put("validation-sha256", Digests.ofRows(held.texts(), held.labels()));
        return same;
    }

    private History fit(Model network, FitOptions options) {
        Optimizer optimizer = run.recipe().optimizer(settings);
        return new Trainer(network, optimizer, Outputs.loss(labels.size()), new Accuracy()).fit(training, options);
    }

    private static void checkEnd(History history, int best) {
        if (history.notFinite() != null && best == 0) {
            throw new IllegalStateException("The loss must stay finite. Received: NaN or infinity in "
                    + history.notFinite() + ". Lower learning-rate.");
        }
        if (history.epochs().isEmpty()) {
            throw new IllegalStateException("A training must finish its first epoch to give a classifier. Received: "
                    + history.end().name().toLowerCase(Locale.ROOT) + " before. Let it run longer.");
        }
    }
}
