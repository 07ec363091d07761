// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Weight;
import dev.lector.nn.layers.Regularizer;
import dev.lector.nn.train.Loss;
import dev.lector.nn.train.Objective;
import java.util.List;

/** The losses of a model's outputs, block by block, and the penalties of its weights. */
final class Losses {
    private final Program program;
    private final List<Objective> objectives;
    /** Weighted by samples, not by the objectives: output, block. */
    private final double[][] blocks;

    /**
     * One objective an output.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    Losses(Program program, List<Objective> objectives) {
        if (objectives.size() != program.outputCount()) {
            throw new IllegalArgumentException("Every output needs a loss. Received: losses=" + objectives.size()
                    + ", outputs=" + program.outputCount() + ". Give one Objective an output, in their order.");
        }
        this.program = program;
        this.objectives = List.copyOf(objectives);
        this.blocks = new double[objectives.size()][];
    }

    Loss loss(int output) {
        return objectives.get(output).loss();
    }

    /** Makes room for a batch. */
    void reserve(int blockCount) {
        for (int o = 0; o < blocks.length; o++) {
            if (blocks[o] == null || blocks[o].length < blockCount) {
                blocks[o] = new double[blockCount];
            }
        }
    }

    /** The losses of the block that a thread carries; their gradients go to the output nodes. */
    void compute(Workspace workspace, int block, boolean training) {
        Batch batch = workspace.batch;
        for (int o = 0; o < blocks.length; o++) {
            int node = program.outputIndex(o);
            float[] gradient = training && program.needsGradient(program.output(o)) ? workspace.gradient(node) : null;
            blocks[o][block] = loss(o).compute(
                            program.kernels,
                            workspace.rows,
                            program.width(o),
                            workspace.outputs[node],
                            0,
                            batch.targets[o],
                            workspace.firstRow * batch.targetWidth(o),
                            batch.sampleWeights[o],
                            workspace.firstRow,
                            objectives.get(o).weight() / batch.count(),
                            gradient,
                            workspace.gradientAt(node));
        }
    }

    /** Sum of an output's losses over the first blocks, weighted by samples, not by its objective. */
    double sum(int output, int blockCount) {
        double sum = 0;
        for (int block = 0; block < blockCount; block++) {
            sum += blocks[output][block];
        }
        return sum;
    }

    /** Sum of all losses over the first blocks, weighted by samples and objectives. */
    double total(int blockCount) {
        double total = 0;
        for (int o = 0; o < blocks.length; o++) {
            total += objectives.get(o).weight() * sum(o, blockCount);
        }
        return total;
    }

    /** The L1 and L2 penalties of the current weights. */
    double penalty() {
        double sum = 0;
        for (Weight weight : program.model.weights()) {
            Regularizer penalty = weight.spec().regularizer();
            if (penalty != null) {
                double absolute = 0;
                for (float value : weight.values()) {
                    absolute += Math.abs(value);
                }
                sum += penalty.l1() * absolute
                        + penalty.l2() * program.kernels.sumOfSquares(weight.values().length, weight.values(), 0);
            }
        }
        return sum;
    }
}
