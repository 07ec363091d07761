// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** DJL with PyTorch on the processor. */
final class DjlContestant implements Contestant {
    private final Engine engine;

    DjlContestant(int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        engine = Engine.getEngine("PyTorch");
    }

    @Override
    public String name() {
        return "DJL";
    }

    @Override
    public List<String> settings() {
        return List.of(
                "DJL " + Engine.getDjlVersion() + ", PyTorch " + engine.getVersion() + ", features "
                        + JniUtils.getFeatures(),
                "intra-op threads " + JniUtils.getNumThreads() + ", inter-op threads "
                        + JniUtils.getNumInteropThreads(),
                "Conv1d in NCW, dense gradient of the embedding, DJL's Trainer and Adam (one native call a weight),"
                        + " loss from logits, oneDNN as PyTorch chooses");
    }

    @Override
    public Session open(Network network, int batch, int threads, long seed) {
        JniUtils.setNumThreads(threads);
        engine.setRandomSeed((int) seed);
        return new DjlSession(network, batch);
    }

    private static final class DjlSession implements Session {
        private final Model model;
        private final Trainer trainer;
        private final NDManager manager;

        DjlSession(Network network, int batch) {
            model = Model.newInstance(network.label(), "PyTorch");
            model.setBlock(DjlNetworks.block(network));
            trainer = model.newTrainer(new DefaultTrainingConfig(Loss.sigmoidBinaryCrossEntropyLoss())
                    .optInitializer(
                            new XavierInitializer(
                                    XavierInitializer.RandomType.UNIFORM, XavierInitializer.FactorType.AVG, 3),
                            Parameter.Type.WEIGHT)
                    .optInitializer(
                            new UniformInitializer(0.05f),
                            parameter -> parameter.getName().equals("embedding"))
                    .optOptimizer(Optimizer.adam().build()));
            trainer.initialize(new Shape(batch, network.steps()));
            manager = trainer.getManager();
        }

        @Override
        public double step(Reviews reviews, int[] rows, int from, int count) {
            int steps = reviews.steps();
            int[] ids = new int[count * steps];
            float[] targets = new float[count];
            for (int i = 0; i < count; i++) {
                System.arraycopy(reviews.ids(), rows[from + i] * steps, ids, i * steps, steps);
                targets[i] = reviews.targets()[rows[from + i]];
            }
            double value;
            try (NDManager scope = manager.newSubManager()) {
                NDList input = new NDList(scope.create(ids, new Shape(count, steps)));
                NDList label = new NDList(scope.create(targets, new Shape(count, 1)));
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    NDArray loss = trainer.getLoss().evaluate(label, trainer.forward(input));
                    collector.backward(loss);
                    value = loss.getFloat();
                }
                trainer.step();
            }
            return value;
        }

        @Override
        public float probability(int[] ids) {
            try (NDManager scope = manager.newSubManager()) {
                NDList input = new NDList(scope.create(ids, new Shape(1, ids.length)));
                float logit = trainer.evaluate(input).singletonOrThrow().getFloat();
                return (float) (1 / (1 + Math.exp(-logit)));
            }
        }

        @Override
        public Map<String, float[]> weights() {
            Map<String, float[]> weights = new LinkedHashMap<>();
            for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
                weights.put(
                        parameter.getKey(), parameter.getValue().getArray().toFloatArray());
            }
            return weights;
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
        }
    }
}
