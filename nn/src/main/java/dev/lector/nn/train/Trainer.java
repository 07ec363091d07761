// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.Model;
import dev.lector.nn.plan.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Trains a model, Keras's {@code compile} and {@code fit}:
 *
 * <pre>{@code
 * Trainer trainer = new Trainer(model, new Adam(), new BinaryCrossentropy(), new Accuracy());
 * History history = trainer.fit(data, FitOptions.DEFAULT.epochs(5).validationSplit(0.1));
 * }</pre>
 *
 * <p>One training at a time; while it runs, nothing else may use the model's weights.
 */
public final class Trainer {
    private final Model model;
    private final Optimizer optimizer;
    private final Loss loss;
    private final List<Metric> metrics;

    /**
     * A trainer.
     *
     * @param model with one output; its weights are modified by {@link #fit}
     * @param metrics their names must differ. As Keras's {@code metrics} they do not see sample weights
     */
    public Trainer(Model model, Optimizer optimizer, Loss loss, Metric... metrics) {
        this.model = model;
        this.optimizer = optimizer;
        this.loss = loss;
        this.metrics = List.of(metrics);
        if (model.outputs().size() != 1) {
            throw new IllegalArgumentException("A model is trained on one output. Received: outputs="
                    + model.outputs().size() + ".");
        }
        List<String> names = this.metrics.stream().map(Metric::name).toList();
        if (names.stream().distinct().count() < names.size() || names.contains("loss")) {
            throw new IllegalArgumentException("Metrics must have names of their own. Received: names=" + names + ".");
        }
    }

    /**
     * Trains.
     *
     * @return what happened; also when it was stopped or cancelled
     * @throws IllegalArgumentException if data, loss and model do not fit together
     * @throws UncheckedIOException if a checkpoint or another file cannot be written or read
     */
    public History fit(Dataset data, FitOptions options) {
        checkFits(data);
        if (options.validation() != null) {
            checkFits(options.validation());
        }
        try (TrainingPlan plan = new TrainingPlan(model, loss, optimizer, options.seed(), options.threads())) {
            return new Fit(model, optimizer, metrics, plan, data, options).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** The loss, penalties included, and the metrics of the model as it stands, in batches of 32 on all processors. */
    public Map<String, Double> evaluate(Dataset data) {
        return evaluate(data, FitOptions.DEFAULT.batchSize(), FitOptions.DEFAULT.threads());
    }

    /** The loss, penalties included, and the metrics of the model as it stands. */
    public Map<String, Double> evaluate(Dataset data, int batchSize, int threads) {
        checkFits(data);
        try (TrainingPlan plan = new TrainingPlan(model, loss, new Sgd(), 0, threads)) {
            return new Figures(model, metrics, data).evaluate(plan, data, 0, data.rows(), batchSize);
        }
    }

    private void checkFits(Dataset data) {
        int outputs = model.outputs().get(0).shape().size();
        if (data.targetWidth() != loss.targetWidth(outputs)) {
            throw new IllegalArgumentException("Targets must be as wide as the loss needs them. Received: loss="
                    + loss.name() + ", outputs=" + outputs + ", targetWidth=" + data.targetWidth() + ", needed "
                    + loss.targetWidth(outputs)
                    + ". Class indices go with sparse_categorical_crossentropy, one-hot rows with"
                    + " categorical_crossentropy.");
        }
        boolean same = data.inputs().size() == model.inputs().size();
        for (int i = 0; same && i < data.inputs().size(); i++) {
            same = data.inputs().get(i).shape().equals(model.inputs().get(i).shape());
        }
        if (!same) {
            throw new IllegalArgumentException("Data must have the inputs of the model. Received: "
                    + data.inputs().stream().map(samples -> samples.shape()).toList() + ", the model has "
                    + model.inputs().stream().map(node -> node.shape()).toList() + ".");
        }
    }
}
