// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import dev.lector.nn.Model;
import dev.lector.nn.Predictor;
import dev.lector.nn.Samples;
import dev.lector.nn.Weight;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.plan.TrainingPlan;
import dev.lector.nn.train.Adam;
import dev.lector.nn.train.BinaryCrossentropy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lector: the network of its recipe. */
final class LectorContestant implements Contestant {
    private final Kernels kernels;

    /**
     * With given kernels.
     *
     * @param plain true for those that do without the Vector API
     */
    LectorContestant(boolean plain) {
        kernels = plain ? KernelChoice.plain() : KernelChoice.best();
    }

    @Override
    public List<String> settings() {
        return List.of("kernels " + kernels.name() + ", the recipe's network, layers fused where the plan does");
    }

    @Override
    public Session open(Task task, Job job) {
        return new TimedSession(new LectorSteps(task, kernels, job.threads()), task, job.batch());
    }

    private static final class LectorSteps implements Steps {
        private final Task task;
        private final Model model;
        private final Kernels kernels;
        private final int threads;
        private final List<Samples> samples;
        private TrainingPlan plan;
        private Predictor predictor;

        LectorSteps(Task task, Kernels kernels, int threads) {
            this.task = task;
            this.model = task.model(Task.SEED);
            this.kernels = kernels;
            this.threads = threads;
            this.samples = task.samples(model);
        }

        @Override
        public double update(int[] order, int from, int count) {
            if (plan == null) {
                plan = new TrainingPlan(model, new BinaryCrossentropy(), new Adam(), Task.SEED, threads, kernels, true);
            }
            predictor = null;
            return plan.step(samples, order, from, count, task.targets(), null, 1) / count;
        }

        @Override
        public float[] probabilities(int[] order, int from, int count) {
            if (predictor == null) {
                settle();
                predictor = Predictor.of(model, kernels);
            }
            return count == 1 && model.inputs().size() == 1
                    ? predictor.predict(task.idsOf(order, from, 1))
                    : predictor.predict(task.samples(model, order, from, count), threads);
        }

        @Override
        public Map<String, float[]> weights() {
            settle();
            Map<String, float[]> weights = new LinkedHashMap<>();
            for (Weight weight : model.weights()) {
                if (weight.trainable()) {
                    weights.put(weight.name(), weight.values().clone());
                }
            }
            return weights;
        }

        private void settle() {
            if (plan != null) {
                plan.settle();
            }
        }

        @Override
        public void close() {
            if (plan != null) {
                plan.close();
            }
        }
    }
}
