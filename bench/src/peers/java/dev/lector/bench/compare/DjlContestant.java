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
    public Session open(Task task, Job job) {
        JniUtils.setNumThreads(job.threads());
        engine.setRandomSeed((int) Task.SEED);
        return new TimedSession(new DjlSteps(task, job.batch()), task, job.batch());
    }

    private static final class DjlSteps implements Steps {
        private final Task task;
        private final Model model;
        private final Trainer trainer;
        private final NDManager manager;

        DjlSteps(Task task, int batch) {
            this.task = task;
            model = Model.newInstance(task.network().label(), "PyTorch");
            model.setBlock(DjlNetworks.block(task));
            trainer = model.newTrainer(new DefaultTrainingConfig(Loss.sigmoidBinaryCrossEntropyLoss())
                    .optInitializer(
                            new XavierInitializer(
                                    XavierInitializer.RandomType.UNIFORM, XavierInitializer.FactorType.AVG, 3),
                            Parameter.Type.WEIGHT)
                    .optInitializer(
                            new UniformInitializer(0.05f),
                            parameter -> parameter.getName().equals("embedding"))
                    .optOptimizer(Optimizer.adam().build()));
            trainer.initialize(new Shape(batch, task.steps()));
            manager = trainer.getManager();
        }

        @Override
        public double update(int[] order, int from, int count) {
            double value;
            try (NDManager scope = manager.newSubManager()) {
                NDList input = new NDList(scope.create(task.idsOf(order, from, count), new Shape(count, task.steps())));
                NDList label = new NDList(scope.create(task.targetsOf(order, from, count), new Shape(count, 1)));
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
        public float[] probabilities(int[] order, int from, int count) {
            try (NDManager scope = manager.newSubManager()) {
                NDList input = new NDList(scope.create(task.idsOf(order, from, count), new Shape(count, task.steps())));
                float[] values = trainer.evaluate(input).singletonOrThrow().toFloatArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (1 / (1 + Math.exp(-values[i])));
                }
                return values;
            }
        }

        @Override
        public Map<String, float[]> weights() {
            Map<String, float[]> weights = new LinkedHashMap<>();
            for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
                // Gradients of a table that is not trained are off; running statistics are no weights.
                if (parameter.getValue().requiresGradient()) {
                    weights.put(
                            parameter.getKey(), parameter.getValue().getArray().toFloatArray());
                }
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
