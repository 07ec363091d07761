// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Node;
import dev.lector.nn.layers.AveragePooling1D;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.MaxPooling1D;
import dev.lector.nn.layers.Padding;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which words of the text a step of a layer reads: step {@code t} reads the words {@code t·stride + o} for each offset
 * {@code o}. A window of {@code k} steps with distance {@code s} and dilation {@code d} over a layer with field
 * {@code (stride, O)} has the field {@code (s·stride, {(j·d - left)·stride + o : j < k, o ∈ O})}.
 *
 * @param stride words from a step to the next
 * @param offsets of the words that are read, ascending; with gaps where convolutions are dilated
 */
record ReceptiveField(int stride, int[] offsets) {
    /** Layers that read no step but their own. */
    private static final Set<String> OWN_STEP = Set.of(
            "Activation",
            "Dropout",
            "SpatialDropout1D",
            "BatchNormalization",
            "LayerNormalization",
            "Dense",
            "Masking",
            "TimeDistributed");
    /** Layers that join sequences step by step. */
    private static final Set<String> JOINS =
            Set.of("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate");

    /** The field of a node's steps in the words, or null if its steps cannot be traced to a few words. */
    static ReceptiveField of(Node node, Node words) {
        if (node.inputs().size() == 1 && node.inputs().get(0) == words) {
            return node.shape().rank() == 2 ? new ReceptiveField(1, new int[] {0}) : null;
        }
        if (node.inputs().isEmpty() || node.shape().rank() != 2) {
            return null;
        }
        if (node.inputs().size() > 1) {
            return joined(node, words);
        }
        ReceptiveField below = of(node.inputs().get(0), words);
        int steps = node.inputs().get(0).shape().dim(0);
        if (below == null || OWN_STEP.contains(node.layer().className())) {
            return below;
        }
        if (node.layer() instanceof Conv1D conv) {
            return below.windows(steps, conv.kernelSize(), conv.dilationRate(), conv.strides(), conv.padding());
        }
        if (node.layer() instanceof MaxPooling1D pool) {
            return below.windows(steps, pool.poolSize(), 1, pool.strides(), pool.padding());
        }
        if (node.layer() instanceof AveragePooling1D pool) {
            return below.windows(steps, pool.poolSize(), 1, pool.strides(), pool.padding());
        }
        return null;
    }

    private static ReceptiveField joined(Node node, Node words) {
        boolean alongChannels = !(node.layer() instanceof Concatenate join) || join.axis() == -1 || join.axis() == 2;
        if (!JOINS.contains(node.layer().className()) || !alongChannels) {
            return null;
        }
        ReceptiveField all = null;
        for (Node input : node.inputs()) {
            ReceptiveField one = of(input, words);
            // What does not come from the words, such as positions, adds none.
            if (one == null && reaches(input, words)) {
                return null;
            }
            if (one != null && all != null && one.stride != all.stride) {
                return null;
            }
            all = one == null ? all : all == null ? one : all.with(one);
        }
        return all;
    }

    private static boolean reaches(Node node, Node words) {
        return node == words || node.inputs().stream().anyMatch(input -> reaches(input, words));
    }

    private ReceptiveField with(ReceptiveField other) {
        TreeSet<Integer> both = new TreeSet<>();
        for (int offset : offsets) {
            both.add(offset);
        }
        for (int offset : other.offsets) {
            both.add(offset);
        }
        return new ReceptiveField(stride, toArray(both));
    }

    private ReceptiveField windows(int steps, int size, int dilation, int distance, Padding padding) {
        int left = padding.left(steps, (size - 1) * dilation + 1, distance);
        TreeSet<Integer> read = new TreeSet<>();
        for (int j = 0; j < size; j++) {
            for (int offset : offsets) {
                read.add((j * dilation - left) * stride + offset);
            }
        }
        return new ReceptiveField(distance * stride, toArray(read));
    }

    private static int[] toArray(TreeSet<Integer> set) {
        return set.stream().mapToInt(Integer::intValue).toArray();
    }
}
