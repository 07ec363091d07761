// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.train.Dataset;
import dev.lector.nn.train.History;
import dev.lector.nn.train.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A linear network whose weights a solver finds: one pass, of which the figures are those of an epoch. */
final class SolverLearning implements Learning {
    /** A probability of 0 has a loss all the same. */
    private static final double LEAST = 1e-7;

    private final TrainingRun run;
    private final Solver solver;
    private final Model model;
    private final Dataset training;
    private final Dataset validation;
    private final int outputs;
    private final boolean exclusive;

    /** @param validation null if there is none */
    SolverLearning(TrainingRun run, Solver solver, Model model, Dataset training, Dataset validation) {
        Node last = model.outputs().get(0);
        if (model.nodes().size() != 2 || model.weights().size() != 2 || !(last.layer() instanceof Dense dense)) {
            throw new IllegalStateException("A solver finds the weights of a bag and one dense layer. Received: recipe="
                    + run.recipe().name() + ", layers=" + model.nodes().size()
                    + ". Train other networks by the gradient.");
        }
        if (run.resume()) {
            throw new IllegalArgumentException("Only a training in epochs can be resumed. Received: recipe="
                    + run.recipe().name() + ", which finds its weights in one go, and resume. Train without it.");
        }
        if (run.focal() > 0) {
            throw new IllegalArgumentException("Only a training by the gradient takes a focal loss. Received: recipe="
                    + run.recipe().name() + ", focal=" + run.focal() + ". Leave it out, or weight the classes.");
        }
        this.run = run;
        this.solver = solver;
        this.model = model;
        this.training = training;
        this.validation = validation;
        this.outputs = last.shape().size();
        this.exclusive = dense.activation() == Activation.SOFTMAX;
    }

    /** The rows twice, for a solver that scales them; the weights and a few of their size. */
    @Override
    public long bytes() {
        return 16L * rows(training).values().length + 4L * Float.BYTES * model.parameters();
    }

    @Override
    public Learnt learn() {
        long start = System.nanoTime();
        run.listener().trainingBegins(1, 1, training.rows(), 1);
        Solver.Problem problem = new Solver.Problem(
                rows(training),
                matrix(training.targets().get(0)),
                outputs,
                exclusive,
                training.targets().get(0).sampleWeights(),
                run.seed(),
                run.threads(),
                this::heard);
        List<String> found = solver.solve(
                problem, model.weights().get(0).values(), model.weights().get(1).values());
        Map<String, Double> logs = new LinkedHashMap<>();
        figures("", training, logs);
        if (validation != null) {
            figures("val_", validation, logs);
        }
        History.Epoch epoch = new History.Epoch(1, logs, (System.nanoTime() - start) / 1e9);
        run.listener().epochDone(epoch);
        return new Learnt(new History(List.of(epoch), History.End.COMPLETED, null, null), 1, found);
    }

    private static SparseSamples rows(Dataset data) {
        return (SparseSamples) data.inputs().get(0);
    }

    private synchronized void heard(double share) {
        if (run.stop().getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException(
                    "A solver must come to its end to give a classifier. Received: cancelled at "
                            + Math.round(100 * share) + " %. Let it run longer.");
        }
        run.listener().batchDone(1, 1, (int) (share * training.rows()), Double.NaN, Double.NaN);
    }

    /** Class indices as rows of 0 and 1; other targets are that already. */
    private float[] matrix(Target target) {
        if (target.width() == outputs) {
            return target.values();
        }
        float[] matrix = new float[Math.multiplyExact(target.values().length, outputs)];
        for (int row = 0; row < target.values().length; row++) {
            matrix[row * outputs + (int) target.values()[row]] = 1;
        }
        return matrix;
    }

    /** Cross-entropy and accuracy, as training by the gradient has them. */
    private void figures(String prefix, Dataset data, Map<String, Double> logs) {
        float[] probabilities = Predictor.of(model).predict(data.inputs(), run.threads());
        float[] targets = matrix(data.targets().get(0));
        double loss = 0;
        int right = 0;
        for (int row = 0; row < data.rows(); row++) {
            int best = 0;
            int truth = 0;
            int matches = 0;
            for (int o = 0; o < outputs; o++) {
                int at = row * outputs + o;
                boolean yes = targets[at] > .5f;
                loss -= yes || !exclusive
                        ? StrictMath.log(Math.max(LEAST, yes ? probabilities[at] : 1 - probabilities[at]))
                        : 0;
                best = probabilities[at] > probabilities[row * outputs + best] ? o : best;
                truth = yes ? o : truth;
                matches += yes == probabilities[at] > .5f ? 1 : 0;
            }
            right += exclusive ? (best == truth ? 1 : 0) : matches;
        }
        int questions = exclusive ? 1 : outputs;
        logs.put(prefix + "loss", loss / data.rows() / questions);
        logs.put(prefix + "accuracy", (double) right / data.rows() / questions);
    }
}
