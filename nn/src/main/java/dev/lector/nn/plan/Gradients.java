// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Node;
import dev.lector.nn.Weight;
import java.util.Arrays;
import java.util.List;

/**
 * The gradients of a training step that outlive a block: by each weight, for each shard and summed; and by the outputs of
 * nodes whose operation wants them for the whole batch.
 */
final class Gradients {
    private final Program program;
    /** By index of the weight; null for those that are frozen or updated by their operation. */
    private final float[][] weights;

    private final float[][][] shards;
    /** By index of the node; null for those that need none. */
    private final float[][] nodes;

    /** Called when it is known which operations update their weights themselves. */
    Gradients(Program program, int mostShards) {
        this.program = program;
        List<Weight> all = program.model.weights();
        this.weights = new float[all.size()][];
        this.shards = new float[mostShards][][];
        this.nodes = new float[program.nodes.size()][];
        for (Op op : program.ops) {
            int first = program.firstWeight(op.weighted);
            for (int i = 0; i < program.model.weights(op.weighted).size(); i++) {
                Weight weight = all.get(first + i);
                if (weight.trainable() && !op.updates(i) && op.ownsWeights) {
                    weights[first + i] = new float[weight.values().length];
                }
            }
        }
    }

    /** The sum over the shards. */
    float[] weight(int weight) {
        return weights[weight];
    }

    /** By weight. */
    float[][] shard(int shard) {
        return shards[shard];
    }

    /** By node, of the whole batch. */
    float[][] nodes() {
        return nodes;
    }

    /** Makes room for batches of {@code rows} samples. */
    void reserveNodes(int rows) {
        for (Op op : program.ops) {
            if (op.keepsGradient()) {
                Node node = op.output;
                int size = rows * node.shape().size();
                float[] gradient = nodes[op.outputIndex];
                if (gradient == null || gradient.length < size) {
                    nodes[op.outputIndex] = new float[size];
                }
            }
        }
    }

    /** Makes room for the first {@code count} shards. */
    void reserveShards(int count) {
        for (int shard = 0; shard < count; shard++) {
            if (shards[shard] == null) {
                shards[shard] = newShard();
            }
        }
    }

    private float[][] newShard() {
        float[][] shard = new float[weights.length][];
        for (Op op : program.ops) {
            int first = program.firstWeight(op.weighted);
            for (int i = 0; i < program.model.weights(op.weighted).size(); i++) {
                if (weights[first + i] != null && !op.endsGradient(i)) {
                    shard[first + i] = new float[op.gradientLength(i, weights[first + i].length)];
                }
            }
        }
        return shard;
    }

    /** A shard's gradients become 0. */
    void clear(int shard) {
        for (float[] gradient : shards[shard]) {
            if (gradient != null) {
                Arrays.fill(gradient, 0);
            }
        }
    }
}
