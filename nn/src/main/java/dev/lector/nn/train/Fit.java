// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.Model;
import dev.lector.nn.WeightsFile;
import dev.lector.nn.plan.TrainingPlan;
import dev.lector.nn.train.History.Epoch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One run of {@link Trainer#fit}. */
final class Fit {
    private final Optimizer optimizer;
    private final TrainingPlan plan;
    private final Dataset data;
    private final FitOptions options;
    private final Training training;
    private final Figures figures;
    private final List<Target> targets;
    /** The samples to train on, in the order of the epoch. */
    private final int[] order;

    private final List<Epoch> epochs = new ArrayList<>();
    private String notFinite;
    private boolean cancelled;

    Fit(
            Model model,
            Optimizer optimizer,
            List<Objective> objectives,
            TrainingPlan plan,
            Dataset data,
            FitOptions options) {
        this.optimizer = optimizer;
        this.plan = plan;
        this.data = data;
        this.options = options;
        this.figures = new Figures(model, objectives);
        this.training = new Training(model, optimizer, figures.higherIsBetter());
        this.targets = targets();
        this.order = new int[trainingRows()];
    }

    History run() throws IOException {
        for (Callback callback : options.callbacks()) {
            callback.trainBegin(training);
        }
        if (options.resumeFrom() != null) {
            resume();
        }
        int batches = (order.length + options.batchSize() - 1) / options.batchSize();
        options.progress().trainingBegins(epochs.size() + 1, options.epochs(), order.length, batches);
        while (!cancelled && training.stopReason() == null && epochs.size() < options.epochs()) {
            epoch(epochs.size() + 1);
        }
        plan.settle();
        for (Callback callback : options.callbacks()) {
            callback.trainEnd(training);
        }
        return history();
    }

    private History history() {
        if (cancelled) {
            return new History(epochs, History.End.CANCELLED, "cancelled in epoch " + training.epoch(), notFinite);
        }
        String reason = training.stopReason();
        return new History(epochs, reason == null ? History.End.COMPLETED : History.End.STOPPED, reason, notFinite);
    }

    private void epoch(int epoch) throws IOException {
        long start = System.nanoTime();
        training.at(epoch, plan.iteration());
        orderRows(epoch);
        figures.reset();
        for (int from = 0; from < order.length && training.stopReason() == null; from += options.batchSize()) {
            batch(epoch, from, start);
            if (options.stop().getAsBoolean() || Thread.currentThread().isInterrupted()) {
                cancelled = true;
                return;
            }
        }
        plan.settle();
        Map<String, Double> logs = figures.values();
        long lastUpdate = plan.iteration() - 1;
        logs.put("learning_rate", (double) optimizer.learningRate().at(lastUpdate) * training.rateFactor());
        validate(logs);
        Epoch done = new Epoch(epoch, logs, (System.nanoTime() - start) * 1e-9);
        epochs.add(done);
        training.at(epoch, plan.iteration());
        for (Callback callback : options.callbacks()) {
            callback.epochEnd(training, done.logs());
        }
        if (options.checkpoint() != null) {
            Checkpoint.of(settings(), training, plan, optimizer, options.callbacks(), epochs, notFinite)
                    .save(options.checkpoint());
        }
        options.progress().epochDone(done);
    }

    private void batch(int epoch, int from, long start) throws IOException {
        int count = Math.min(options.batchSize(), order.length - from);
        int batch = from / options.batchSize() + 1;
        double penalty = figures.penalty(plan);
        double sum = plan.step(data.inputs(), order, from, count, targets, training.rateFactor());
        figures.add(plan, sum, penalty, data, order, from, count);
        double loss = figures.loss();
        if (notFinite == null && !Double.isFinite(loss)) {
            notFinite = "epoch " + epoch + ", batch " + batch;
        }
        for (Callback callback : options.callbacks()) {
            callback.batchEnd(training, batch, loss);
        }
        double seconds = Math.max((System.nanoTime() - start) * 1e-9, 1e-9);
        options.progress().batchDone(epoch, batch, from + count, loss, figures.samples() / seconds);
    }

    private void validate(Map<String, Double> logs) {
        Map<String, Double> found = Map.of();
        if (options.validator() != null) {
            found = options.validator().get();
        } else if (options.validation() != null) {
            Dataset validation = options.validation();
            found = figures.evaluate(plan, validation, 0, validation.rows(), options.batchSize());
        } else if (options.validationSplit() > 0) {
            found = figures.evaluate(plan, data, order.length, data.rows(), options.batchSize());
        }
        found.forEach((name, value) -> logs.put("val_" + name, value));
    }

    /** The order is a function of seed and epoch, so that a resumed training finds it again. */
    private void orderRows(int epoch) {
        Arrays.setAll(order, i -> i);
        if (options.shuffle()) {
            CounterRandom.shuffle(order, CounterRandom.key(CounterRandom.key(options.seed(), 3), epoch));
        }
        if (options.groups() != null) {
            drawRows(options.groups(), CounterRandom.key(CounterRandom.key(options.seed(), 4), epoch));
        }
    }

    private void drawRows(int[] starts, long key) {
        for (int i = 0; i < order.length; i++) {
            int group = order[i];
            order[i] = starts[group] + CounterRandom.below(starts[group + 1] - starts[group], key, group);
        }
    }

    private int trainingRows() {
        if (options.groups() != null) {
            checkGroups(options.groups());
            return options.groups().length - 1;
        }
        int rows = (int) Math.floor(data.rows() * (1.0 - options.validationSplit()));
        if (rows < 1 || (options.validationSplit() > 0 && rows == data.rows())) {
            throw new IllegalArgumentException(
                    "A validation split must leave rows on both sides. Received: validationSplit="
                            + options.validationSplit() + ", rows=" + data.rows()
                            + ". Use another share or more rows.");
        }
        return rows;
    }

    private void checkGroups(int[] starts) {
        boolean fit = starts.length > 1 && starts[0] == 0 && starts[starts.length - 1] == data.rows();
        for (int group = 1; group < starts.length; group++) {
            fit &= starts[group] > starts[group - 1];
        }
        if (!fit) {
            throw new IllegalArgumentException("Groups must hold all rows, at least one each. Received: groups="
                    + (starts.length - 1) + ", rows=" + data.rows() + ".");
        }
    }

    private List<Target> targets() {
        if (options.classWeight().isEmpty()) {
            return data.targets();
        }
        if (data.targets().size() > 1) {
            throw new IllegalArgumentException("Weights of classes are for models with one output. Received:"
                    + " classWeight=" + options.classWeight() + ", outputs="
                    + data.targets().size() + ". Give each output's Target its sample weights.");
        }
        float[] sampleWeights = data.targets().get(0).sampleWeights();
        if (sampleWeights != null) {
            throw new IllegalArgumentException("Weights are given for samples or for classes, not both. Received:"
                    + " classWeight=" + options.classWeight() + ", sampleWeights=" + sampleWeights.length
                    + ". Multiply them into the sample weights.");
        }
        return List.of(data.weightedByClass(options.classWeight()));
    }

    private void resume() throws IOException {
        WeightsFile file = WeightsFile.load(options.resumeFrom());
        Checkpoint.check(file, settings());
        epochs.addAll(Checkpoint.restore(file, training, plan, optimizer, options.callbacks()));
        notFinite = file.metadata().get("notFinite");
        training.at(epochs.size(), plan.iteration());
    }

    /** What must be the same for a resumed training to give the same bits. */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(options.resumeSettings());
        settings.put("optimizer", optimizer.className());
        settings.put("batchSize", Integer.toString(options.batchSize()));
        settings.put("seed", Long.toString(options.seed()));
        settings.put("shuffle", Boolean.toString(options.shuffle()));
        settings.put("rows", Integer.toString(data.rows()));
        settings.put("trainingRows", Integer.toString(order.length));
        settings.put("targets", hashOfTargets());
        settings.put("callbacks", Integer.toString(options.callbacks().size()));
        return settings;
    }

    private String hashOfTargets() {
        return data.targets().stream()
                .map(target -> Integer.toHexString(Arrays.hashCode(target.values())))
                .collect(Collectors.joining(","));
    }
}
