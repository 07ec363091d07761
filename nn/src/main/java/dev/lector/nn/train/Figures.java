// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the loss and the metrics over batches. As in Keras a model with several outputs has, beside the total
 * {@code loss}, for each output {@code NAME_loss} (not weighted by the objective) and {@code NAME_} before its metrics.
 */
final class Figures {
    private final List<Output> outputs = new ArrayList<>();
    private final boolean hasPenalty;
    private double lossSum;
    private int samples;

    /** One output of the model. */
    private static final class Output {
        final String prefix;
        final int width;
        final List<Metric> metrics;
        double lossSum;
        float[] targets = new float[0];

        Output(String prefix, int width, List<Metric> metrics) {
            this.prefix = prefix;
            this.width = width;
            this.metrics = metrics;
        }
    }

    Figures(Model model, List<Objective> objectives) {
        for (int o = 0; o < objectives.size(); o++) {
            Node node = model.outputs().get(o);
            String prefix = objectives.size() == 1 ? "" : model.name(node) + "_";
            outputs.add(
                    new Output(prefix, node.shape().size(), objectives.get(o).metrics()));
        }
        this.hasPenalty =
                model.weights().stream().anyMatch(weight -> weight.spec().regularizer() != null);
    }

    void reset() {
        lossSum = 0;
        samples = 0;
        for (Output output : outputs) {
            output.lossSum = 0;
            output.metrics.forEach(Metric::reset);
        }
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
        for (int o = 0; o < outputs.size(); o++) {
            Output output = outputs.get(o);
            output.lossSum += plan.lossSum(o);
            if (!output.metrics.isEmpty()) {
                measure(output, plan.predictions(o), data.targets().get(o), rows, from, count);
            }
        }
    }

    private static void measure(Output output, float[] predictions, Target target, int[] rows, int from, int count) {
        int width = target.width();
        if (output.targets.length < count * width) {
            output.targets = new float[count * width];
        }
        for (int i = 0; i < count; i++) {
            int row = rows == null ? from + i : rows[from + i];
            System.arraycopy(target.values(), row * width, output.targets, i * width, width);
        }
        for (Metric metric : output.metrics) {
            metric.update(count, output.width, predictions, 0, width, output.targets, 0, null, 0);
        }
    }

    /** Mean loss so far. */
    double loss() {
        return lossSum / samples;
    }

    int samples() {
        return samples;
    }

    /** All figures so far, by name. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", loss());
        for (Output output : outputs) {
            if (outputs.size() > 1) {
                values.put(output.prefix + "loss", output.lossSum / samples);
            }
            for (Metric metric : output.metrics) {
                values.put(output.prefix + metric.name(), metric.result());
            }
        }
        return values;
    }

    /** For each figure, whether a larger one is better. */
    Map<String, Boolean> higherIsBetter() {
        Map<String, Boolean> higher = new LinkedHashMap<>();
        higher.put("loss", false);
        for (Output output : outputs) {
            higher.put(output.prefix + "loss", false);
            for (Metric metric : output.metrics) {
                higher.put(output.prefix + metric.name(), metric.higherIsBetter());
            }
        }
        return higher;
    }

    /** The figures of the rows from {@code from} to {@code to}, exclusive. */
    Map<String, Double> evaluate(TrainingPlan plan, Dataset data, int from, int to, int batchSize) {
        reset();
        double penalty = penalty(plan);
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> from + i);
        for (int at = 0; at < rows.length; at += batchSize) {
            int count = Math.min(batchSize, rows.length - at);
            double sum = plan.evaluate(data.inputs(), rows, at, count, data.targets());
            add(plan, sum, penalty, data, rows, at, count);
        }
        return values();
    }
}
