// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.train.Accuracy;
import dev.lector.nn.train.Callback;
import dev.lector.nn.train.EarlyStopping;
import dev.lector.nn.train.F1;
import dev.lector.nn.train.FitOptions;
import dev.lector.nn.train.History;
import dev.lector.nn.train.Loss;
import dev.lector.nn.train.Metric;
import dev.lector.nn.train.Optimizer;
import dev.lector.nn.train.ProgressListener;
import dev.lector.nn.train.TerminateOnNaN;
import dev.lector.nn.train.Trainer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Weights by the gradient of batches, epoch after epoch; the best validation figure says which epoch counts. */
final class GradientLearning implements Learning {
    /** Updates that a training makes at least if the user does not say how many epochs; few rows need more epochs. */
    private static final int LEAST_UPDATES = 600;
    /** Updates without a better validation loss that a training bears at least if the user does not say. */
    private static final int LEAST_PATIENCE = 60;

    /** With fewer validation rows, accuracy moves in steps too coarse to choose an epoch by. */
    private static final int ROWS_FOR_ACCURACY = 200;

    /** Numbers in memory of a row on the disk: where it begins, its labels, its target, its places in split and epoch. */
    private static final int OF_STORED_ROW = 8;

    private static final double SECONDS_TO_ESTIMATE = 3;
    private static final int BATCHES_TO_ESTIMATE = 10;
    private static final double LONGEST_ESTIMATE = 15;

    private final TrainingRun run;
    private final RecipeSettings settings;
    private final Model model;
    private final Supplier<Model> start;
    private final Outputs outputs;
    private final TextRows training;
    private final TextRows validation;
    private final String monitor;
    private final Supplier<Map<String, String>> resumeSettings;

    /**
     * Prepares.
     *
     * @param start another network like the model, at its start
     * @param validation null if there is none
     * @param resumeSettings what must be the same for a training that is resumed
     * @param notes what is chosen here is added
     */
    GradientLearning(
            TrainingRun run,
            RecipeSettings settings,
            Model model,
            Supplier<Model> start,
            Outputs outputs,
            TextRows training,
            TextRows validation,
            Supplier<Map<String, String>> resumeSettings,
            List<String> notes) {
        this.run = run;
        this.settings = settings;
        this.model = model;
        this.start = start;
        this.outputs = outputs;
        this.training = training;
        this.validation = validation;
        this.resumeSettings = resumeSettings;
        this.monitor = monitor(notes);
    }

    private static int batches(int rows, RecipeSettings settings) {
        int size = settings.integer("batch-size");
        return (rows + size - 1) / size;
    }

    /** Few rows make few updates an epoch: more epochs, then, unless the user has said how many. */
    static RecipeSettings withEnoughUpdates(RecipeSettings settings, int rows, List<String> notes) {
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
        boolean tooFew = validation != null && validation.texts() < ROWS_FOR_ACCURACY;
        if (wanted.equals(Recipes.ACCURACY) && tooFew && !settings.isGiven("monitor")) {
            notes.add("The best epoch is that of least validation loss: " + validation.texts()
                    + " validation rows are too few to go by accuracy.");
            return Recipes.LOSS;
        }
        return wanted;
    }

    @Override
    public int batches() {
        return batches(training.texts(), settings);
    }

    @Override
    public int epochs() {
        return settings.integer("epochs");
    }

    /** Weights, gradients and the optimizer's slots; the rows; the values and gradients of a batch. */
    @Override
    public long bytes() {
        int slots = run.recipe().optimizer(settings).slots();
        int numbers =
                run.storage() == null ? Math.min(model.inputs().get(0).shape().size(), 1_000) : OF_STORED_ROW;
        long rows = (long) (training.dataset().rows()
                        + (validation == null ? 0 : validation.dataset().rows()))
                * numbers;
        long values = 0;
        for (Node node : model.nodes()) {
            values += node.shape().size();
        }
        int batch = Math.min(settings.integer("batch-size"), training.texts());
        return Float.BYTES * (model.parameters() * (2 + slots) + rows + 2 * values * batch);
    }

    /** By the fastest batch of a short trial on a copy of the network. */
    @Override
    public double estimateSeconds() {
        Model copy = start.get();
        long begin = System.nanoTime();
        long[] last = {begin};
        long[] fastest = {Long.MAX_VALUE};
        int[] batches = new int[1];
        // In a cold JVM the first batches may take a second each and say nothing.
        BooleanSupplier enough = () -> {
            double seconds = (System.nanoTime() - begin) / 1e9;
            return seconds > SECONDS_TO_ESTIMATE && (batches[0] >= BATCHES_TO_ESTIMATE || seconds > LONGEST_ESTIMATE);
        };
        ProgressListener clock = new ProgressListener() {
            @Override
            public void batchDone(int epoch, int batch, int samples, double loss, double samplesPerSecond) {
                long now = System.nanoTime();
                // The last batch of an epoch may be smaller.
                if (batch < batches() || batch == 1) {
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
        return fastest[0] / 1e9 * batches() * epochs();
    }

    @Override
    public Learnt learn() {
        List<Callback> callbacks = new ArrayList<>();
        callbacks.add(new TerminateOnNaN());
        EarlyStopping stopping = new EarlyStopping(
                        "val_" + (monitor.equals(Recipes.ACCURACY) ? metric().name() : monitor))
                .restoreBestWeights(true);
        int patience = settings.integer("patience");
        if (validation != null) {
            callbacks.add(stopping.patience(patience == 0 ? Integer.MAX_VALUE : patience));
        }
        FitOptions options = FitOptions.DEFAULT
                .batchSize(settings.integer("batch-size"))
                .epochs(settings.integer("epochs"))
                .validation(validation == null || validation.windows() ? null : validation.dataset())
                .validator(validation != null && validation.windows() ? pooled() : null)
                .callbacks(callbacks)
                .seed(run.seed())
                .threads(run.threads())
                .progress(run.listener())
                .stop(run.stop())
                .checkpoint(run.checkpoint())
                .resumeSettings(run.checkpoint() == null ? Map.of() : resumeSettings.get())
                .resumeFrom(run.resume() && Files.exists(run.checkpoint()) ? run.checkpoint() : null);
        History history = fit(model, options);
        int best = validation == null ? history.epochs().size() : stopping.bestEpoch();
        checkEnd(history, best);
        return new Learnt(history, best, null);
    }

    private PooledFigures pooled() {
        Pooling pooling = PreparedTraining.pooling(settings);
        return new PooledFigures(model, validation, outputs, pooling, loss(), metric(), run.threads());
    }

    private Loss loss() {
        return run.focal() > 0 ? outputs.focalLoss(run.focal()) : outputs.loss();
    }

    /** Where a text may have several labels, what stands for the accuracy is the F1 of all decisions. */
    private Metric metric() {
        return outputs.multiLabel() ? new F1(F1.Average.MICRO, .5f) : new Accuracy();
    }

    private History fit(Model network, FitOptions options) {
        Optimizer optimizer = run.recipe().optimizer(settings);
        return new Trainer(network, optimizer, loss(), metric())
                .fit(training.dataset(), options.groups(training.windows() ? training.starts() : null));
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
