// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import dev.lector.nn.IdSamples;
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

/** Lector. */
final class LectorContestant implements Contestant {
    private final Kernels kernels;

    /**
     * With given kernels.
     *
     * @param plain true for the plain kernels, which a process that lives for one answer takes
     */
    LectorContestant(boolean plain) {
        kernels = plain ? KernelChoice.plain() : KernelChoice.best();
    }

    @Override
    public String name() {
        return "Lector";
    }

    @Override
    public List<String> settings() {
        return List.of("kernels " + kernels.name() + ", layers fused where the plan does");
    }

    @Override
    public Session open(Network network, int batch, int threads, long seed) {
        return new LectorSession(LectorNetworks.model(network).initialize(seed), kernels, threads, seed);
    }

    private static final class LectorSession implements Session {
        private final Model model;
        private final Kernels kernels;
        private final int threads;
        private final long seed;
        private TrainingPlan plan;
        private Predictor predictor;

        LectorSession(Model model, Kernels kernels, int threads, long seed) {
            this.model = model;
            this.kernels = kernels;
            this.threads = threads;
            this.seed = seed;
        }

        @Override
        public double step(Reviews reviews, int[] rows, int from, int count) {
            if (plan == null) {
                plan = new TrainingPlan(model, new BinaryCrossentropy(), new Adam(), seed, threads, kernels, true);
            }
            predictor = null;
            List<Samples> samples = List.of(new IdSamples(reviews.steps(), reviews.ids()));
            return plan.step(samples, rows, from, count, reviews.targets(), null, 1) / count;
        }

        @Override
        public float probability(int[] ids) {
            if (predictor == null) {
                settle();
                predictor = Predictor.of(model, kernels);
            }
            return predictor.predict(ids)[0];
        }

        @Override
        public Map<String, float[]> weights() {
            settle();
            Map<String, float[]> weights = new LinkedHashMap<>();
            for (Weight weight : model.weights()) {
                weights.put(weight.name(), weight.values().clone());
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
