// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.Model;
import dev.lector.nn.plan.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the loss and the metrics over batches. */
final class Figures {
    private final List<Metric> metrics;
    private final int outputs;
    private final int width;
    private final boolean hasPenalty;
    private float[] targets = new float[0];
    private double lossSum;
    private int samples;

    Figures(Model model, List<Metric> metrics, Dataset data) {
        this.metrics = metrics;
        this.outputs = model.outputs().get(0).shape().size();
        this.width = data.targetWidth();
        this.hasPenalty =
                model.weights().stream().anyMatch(weight -> weight.spec().regularizer() != null);
    }

    void reset() {
        lossSum = 0;
        samples = 0;
        metrics.forEach(Metric::reset);
    }

    /** The penalty that the loss of the next batch contains: that of the weights before the update. */
    double penalty(TrainingPlan plan) {
        return hasPenalty ? plan.penalty() : 0;
    }

    /**
     * Takes in the batch that the plan has just seen.
     *
     * @param sum of its weighted losses
     * @param rows of the batch from {@code from} on; null for the samples in their order
     */
    void add(TrainingPlan plan, double sum, double penalty, Dataset data, int[] rows, int from, int count) {
        lossSum += sum + penalty * count;
        samples += count;
        if (metrics.isEmpty()) {
            return;
        }
        if (targets.length < count * width) {
            targets = new float[count * width];
        }
        for (int i = 0; i < count; i++) {
            int row = rows == null ? from + i : rows[from + i];
            System.arraycopy(data.targets(), row * width, targets, i * width, width);
        }
        float[] predictions = plan.predictions();
        for (Metric metric : metrics) {
            metric.update(count, outputs, predictions, 0, width, targets, 0, null, 0);
        }
    }

    /** Mean loss so far. */
    double loss() {
        return lossSum / samples;
    }

    int samples() {
        return samples;
    }

    void putInto(Map<String, Double> logs, String prefix) {
        logs.put(prefix + "loss", loss());
        for (Metric metric : metrics) {
            logs.put(prefix + metric.name(), metric.result());
        }
    }

    /** The figures of the rows from {@code from} to {@code to}, exclusive. */
    Map<String, Double> evaluate(TrainingPlan plan, Dataset data, int from, int to, int batchSize) {
        reset();
        double penalty = penalty(plan);
        int[] rows = new int[to - from];
        java.util.Arrays.setAll(rows, i -> from + i);
        for (int at = 0; at < rows.length; at += batchSize) {
            int count = Math.min(batchSize, rows.length - at);
            double sum = plan.evaluate(data.inputs(), rows, at, count, data.targets(), data.sampleWeights());
            add(plan, sum, penalty, data, rows, at, count);
        }
        Map<String, Double> logs = new LinkedHashMap<>();
        putInto(logs, "");
        return logs;
    }
}
