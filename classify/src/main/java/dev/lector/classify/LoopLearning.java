// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Samples;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.train.Dataset;
import dev.lector.nn.train.History;
import java.util.List;
import java.util.Map;

/** A network that a recipe trains in a loop of its own, without looking at the validation part. */
final class LoopLearning implements Learning {
    private final TrainingRun run;
    private final TrainingLoop loop;
    private final Model model;
    private final Dataset training;
    private final int labels;

    LoopLearning(TrainingRun run, TrainingLoop loop, Model model, Dataset training, Outputs outputs) {
        if (run.resume()) {
            throw new IllegalArgumentException("Only a training with checkpoints can be resumed. Received: recipe="
                    + run.recipe().name() + ", which keeps none, and resume. Train without it.");
        }
        if (outputs.multiLabel() || run.focal() > 0 || training.targets().get(0).sampleWeights() != null) {
            throw new IllegalArgumentException("Recipe " + run.recipe().name()
                    + " learns one label a text, each text alike. Received: multiLabel=" + outputs.multiLabel()
                    + ", focal=" + run.focal() + ", class weights="
                    + (training.targets().get(0).sampleWeights() != null)
                    + ". Leave these out, or take another recipe.");
        }
        this.run = run;
        this.loop = loop;
        this.model = model;
        this.training = training;
        this.labels = outputs.labels();
    }

    @Override
    public long bytes() {
        long rows = rows() instanceof SparseSamples sparse
                ? 8L * sparse.values().length
                : (long) Integer.BYTES * rows().rows() * rows().shape().size();
        return rows + (long) Float.BYTES * model.parameters();
    }

    @Override
    public Learnt learn() {
        long start = System.nanoTime();
        run.listener().trainingBegins(1, 1, training.rows(), 1);
        float[] targets = training.targets().get(0).values();
        int[] classes = new int[targets.length];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = (int) targets[row];
        }
        List<String> said = loop.train(
                model, rows(), classes, new TrainingLoop.Run(labels, run.seed(), run.threads(), this::heard));
        History.Epoch epoch = new History.Epoch(1, Map.of(), (System.nanoTime() - start) / 1e9);
        run.listener().epochDone(epoch);
        return new Learnt(new History(List.of(epoch), History.End.COMPLETED, null, null), 1, said);
    }

    private Samples rows() {
        return training.inputs().get(0);
    }

    private synchronized void heard(double share) {
        if (run.stop().getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException(
                    "A training must come to its end to give a classifier. Received: cancelled at "
                            + Math.round(100 * share) + " %. Let it run longer.");
        }
        run.listener().batchDone(1, 1, (int) (share * training.rows()), Double.NaN, Double.NaN);
    }
}
