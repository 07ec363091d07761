// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.plan.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private final List<Objective> objectives;

    /**
     * A trainer of a model with one output.
     *
     * @param model its weights are modified by {@link #fit}
     * @param metrics their names must differ. As Keras's {@code metrics} they do not see sample weights
     */
    public Trainer(Model model, Optimizer optimizer, Loss loss, Metric... metrics) {
        this(model, optimizer, List.of(new Objective(loss, metrics)));
    }

    /**
     * A trainer of a model with any number of outputs. The total loss is the sum of the outputs' losses, each times the
     * weight of its objective.
     *
     * @param model its weights are modified by {@link #fit}
     * @param objectives one an output, in their order
     */
    public Trainer(Model model, Optimizer optimizer, List<Objective> objectives) {
        this.model = model;
        this.optimizer = optimizer;
        this.objectives = List.copyOf(objectives);
        if (model.outputs().size() != objectives.size()) {
            throw new IllegalArgumentException("Every output needs a loss. Received: outputs="
                    + model.outputs().stream().map(model::name).toList() + ", losses="
                    + objectives.stream()
                            .map(objective -> objective.loss().name())
                            .toList()
                    + ". Give one Objective an output, in their order.");
        }
        Set<Metric> metrics = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Objective objective : this.objectives) {
            for (Metric metric : objective.metrics()) {
                if (!metrics.add(metric)) {
                    throw new IllegalArgumentException("A metric object gathers the figures of one output. Received: "
                            + metric.name() + " twice. Give each output an object of its own.");
                }
            }
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
        try (TrainingPlan plan = plan(optimizer, options.seed(), options.threads())) {
            return new Fit(model, optimizer, objectives, plan, data, options).run();
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
        try (TrainingPlan plan = plan(new Sgd(), 0, threads)) {
            return new Figures(model, objectives).evaluate(plan, data, 0, data.rows(), batchSize);
        }
    }

    private TrainingPlan plan(Optimizer with, long seed, int threads) {
        return new TrainingPlan(model, objectives, with, seed, threads, KernelChoice.best(), true);
    }

    private void checkFits(Dataset data) {
        if (data.targets().size() != objectives.size()) {
            throw new IllegalArgumentException("Data must have targets for each output. Received: targets="
                    + data.targets().size() + ", outputs="
                    + model.outputs().stream().map(model::name).toList() + ".");
        }
        for (int o = 0; o < objectives.size(); o++) {
            checkWidth(
                    objectives.get(o).loss(),
                    model.outputs().get(o),
                    data.targets().get(o).width());
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

    private void checkWidth(Loss loss, Node output, int width) {
        int outputs = output.shape().size();
        if (width != loss.targetWidth(outputs)) {
            throw new IllegalArgumentException("Targets must be as wide as the loss needs them. Received: loss="
                    + loss.name() + ", outputs=" + outputs + ", targetWidth=" + width + ", needed "
                    + loss.targetWidth(outputs) + " for output " + model.name(output)
                    + ". Class indices go with sparse_categorical_crossentropy, one-hot rows with"
                    + " categorical_crossentropy.");
        }
    }
}
