// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J on the processor. */
final class Dl4jContestant implements Contestant {
    /** OpenMP's threads are read from the environment before this class is loaded; ND4J may only lower them. */
    Dl4jContestant(int threads) {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        Nd4j.getEnvironment().setMaxThreads(threads);
    }

    @Override
    public List<String> settings() {
        return List.of(
                "DL4J 1.0.0-M2.1, " + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend")
                        + ", AVX2 and oneDNN, threads at most "
                        + Nd4j.getEnvironment().maxThreads(),
                "ComputationGraph with its default workspaces, NCW, Adam, loss from probabilities");
    }

    @Override
    public Session open(Task task, Job job) {
        Nd4j.getRandom().setSeed(Task.SEED);
        return new TimedSession(new Dl4jSteps(task), task, job.batch());
    }

    private static final class Dl4jSteps implements Steps {
        private final Task task;
        private final ComputationGraph graph;

        Dl4jSteps(Task task) {
            this.task = task;
            graph = new ComputationGraph(Dl4jNetworks.of(task));
            graph.init();
        }

        @Override
        public double update(int[] order, int from, int count) {
            INDArray labels = Nd4j.createFromArray(task.targetsOf(order, from, count)).reshape(count, 1);
            graph.fit(new INDArray[] {ids(order, from, count)}, new INDArray[] {labels});
            return graph.score();
        }

        @Override
        public float[] probabilities(int[] order, int from, int count) {
            return graph.outputSingle(ids(order, from, count)).data().asFloat();
        }

        /** Ids {@code (count, steps)}, as numbers with a point: what its embedding reads. */
        private INDArray ids(int[] order, int from, int count) {
            int[] ids = task.idsOf(order, from, count);
            float[] values = new float[ids.length];
            for (int i = 0; i < ids.length; i++) {
                values[i] = ids[i];
            }
            return Nd4j.createFromArray(values).reshape(count, 1, task.steps());
        }

        @Override
        public Map<String, float[]> weights() {
            Map<String, float[]> weights = new LinkedHashMap<>();
            graph.paramTable().forEach((name, values) -> weights.put(name, values.dup().data().asFloat()));
            return weights;
        }

        @Override
        public void close() {
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        }
    }
}
