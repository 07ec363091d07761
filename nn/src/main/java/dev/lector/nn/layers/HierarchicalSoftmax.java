// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * Probabilities of many labels by decisions on the way through a binary tree: at each inner node {@code σ(w·x)} is the
 * probability of turning right, and a label's is the product along its way (Morin and Bengio 2005; Mikolov et al. 2013,
 * section 2.1). What it gains is in training: fastText's loop moves only the nodes on the way to a text's label.
 *
 * <p>Input {@code (batch, channels)}; output {@code (batch, labels)}, which sums to 1; weight kernel
 * {@code (labels - 1, channels)}, a row an inner node, at first 0. Keras has no such layer.
 *
 * @param children left and right child of each inner node, see {@link HuffmanTree#children}
 */
public record HierarchicalSoftmax(List<Integer> children) implements Layer {
    private static final int KERNEL = 0;
    private static final int TRANSPOSED = 1;

    /** Copies the list and checks the tree. */
    public HierarchicalSoftmax {
        children = List.copyOf(children);
        tree(children);
    }

    /** Over the labels of a tree. */
    public HierarchicalSoftmax(HuffmanTree tree) {
        this(Arrays.stream(tree.children()).boxed().toList());
    }

    /** The tree. */
    public HuffmanTree tree() {
        return tree(children);
    }

    private static HuffmanTree tree(List<Integer> children) {
        return HuffmanTree.ofChildren(
                children.stream().mapToInt(Integer::intValue).toArray());
    }

    private int nodes() {
        return children.size() / 2;
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        Shape kernel = Shape.of(nodes(), Settings.only(this, inputs).dim(-1));
        return List.of(new WeightSpec("kernel", kernel, new Initializers.Zeros()));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Settings.only(this, inputs);
        if (input.rank() != 1) {
            throw new IllegalArgumentException("HierarchicalSoftmax reads one vector a sample. Received: shape=" + input
                    + ". Put a pooling layer before it.");
        }
        return Shape.of(nodes() + 1);
    }

    /** The packed kernel in both directions; the turns at the nodes are kept. Scratch is for a block's nodes and two rows more. */
    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        int channels = inputs.get(0).dim(-1);
        return Memory.derived(kernels.packedLength(channels, nodes()), kernels.packedLength(nodes(), channels))
                .withKept(nodes())
                .withScratch((rows + 2) * nodes());
    }

    @Override
    public void prepare(Pass pass) {
        int channels = pass.inputShape(0).dim(-1);
        float[] kernel = pass.weight(0);
        pass.kernels().pack(channels, nodes(), kernel, 0, 1, channels, pass.derived(KERNEL), 0);
        pass.kernels().pack(nodes(), channels, kernel, 0, channels, 1, pass.derived(TRANSPOSED), 0);
    }

    @Override
    public void forward(Pass pass) {
        int nodes = nodes();
        int channels = pass.inputShape(0).dim(-1);
        boolean keep = pass.kept() != null;
        float[] right = keep ? pass.kept() : pass.scratch();
        int at = keep ? pass.keptAt() : 0;
        int rows = pass.rows();
        Kernels kernels = pass.kernels();
        float[] x = pass.input(0);
        int xAt = pass.inputAt(0);
        float[] packed = pass.derived(KERNEL);
        kernels.matmul(rows, nodes, channels, x, xAt, channels, packed, 0, right, at, nodes, false, null, 0, false);
        kernels.sigmoid(rows * nodes, right, at, right, at);
        for (int r = 0; r < rows; r++) {
            float[] out = pass.output();
            leaves(right, at + r * nodes, pass.scratch(), rows * nodes, out, pass.outputAt() + r * (nodes + 1));
        }
    }

    /**
     * The probability of each label: down the tree, parents before children.
     *
     * @param right probability of turning right at each inner node
     * @param reached modified: probability of reaching each inner node
     */
    private void leaves(float[] right, int rightAt, float[] reached, int reachedAt, float[] out, int outAt) {
        int nodes = nodes();
        reached[reachedAt + nodes - 1] = 1;
        for (int node = nodes - 1; node >= 0; node--) {
            float turn = right[rightAt + node];
            for (int side = 0; side < 2; side++) {
                float probability = reached[reachedAt + node] * (side == 1 ? turn : 1 - turn);
                int child = children.get(2 * node + side);
                if (child <= nodes) {
                    out[outAt + child] = probability;
                } else {
                    reached[reachedAt + child - nodes - 1] = probability;
                }
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        int nodes = nodes();
        int channels = pass.inputShape(0).dim(-1);
        int rows = pass.rows();
        float[] g = pass.scratch();
        for (int r = 0; r < rows; r++) {
            turnsBackward(pass, r, g, r * nodes, rows * nodes);
        }
        Kernels kernels = pass.kernels();
        kernels.sigmoidBackward(rows * nodes, pass.kept(), pass.keptAt(), g, 0);
        if (pass.weightGradient(0) != null) {
            float[] x = pass.input(0);
            float[] gradient = pass.weightGradient(0);
            kernels.matmulTransposedLeft(
                    nodes, channels, rows, g, 0, nodes, x, pass.inputAt(0), channels, gradient, 0, channels);
        }
        if (pass.inputGradient(0) != null) {
            float[] packed = pass.derived(TRANSPOSED);
            float[] gradient = pass.inputGradient(0);
            int at = pass.inputGradientAt(0);
            kernels.matmul(rows, channels, nodes, g, 0, nodes, packed, 0, gradient, at, channels, true, null, 0, false);
        }
    }

    /**
     * The gradient of one row by the probabilities of turning right: up the tree,
     * {@code reached(node)·(value(right) - value(left))}, where a label's value is its gradient and a node's the mean of its
     * children's.
     *
     * @param g scratch, modified: the gradient from {@code gAt}; from {@code freeAt} on two rows to scribble on
     */
    private void turnsBackward(Pass pass, int row, float[] g, int gAt, int freeAt) {
        int nodes = nodes();
        float[] right = pass.kept();
        int rightAt = pass.keptAt() + row * nodes;
        int outAt = row * (nodes + 1);
        leaves(right, rightAt, g, freeAt, pass.output(), pass.outputAt() + outAt);
        int valuesAt = freeAt + nodes;
        for (int node = 0; node < nodes; node++) {
            float left = value(pass, pass.outputGradientAt() + outAt, children.get(2 * node), g, valuesAt);
            float other = value(pass, pass.outputGradientAt() + outAt, children.get(2 * node + 1), g, valuesAt);
            g[valuesAt + node] = left + right[rightAt + node] * (other - left);
            g[gAt + node] = g[freeAt + node] * (other - left);
        }
    }

    private float value(Pass pass, int outGradientAt, int child, float[] values, int valuesAt) {
        return child <= nodes() ? pass.outputGradient()[outGradientAt + child] : values[valuesAt + child - nodes() - 1];
    }
}
