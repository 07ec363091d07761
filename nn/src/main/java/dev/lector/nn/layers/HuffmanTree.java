// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import java.util.Arrays;

/**
 * A binary tree whose leaves are labels, frequent ones near the root (Huffman 1952). Labels are numbered from 0, inner
 * nodes from 0 in the order in which they were joined, so that the last is the root and a child comes before its parent.
 * Ties fall as in fastText, so that the weights of its nodes fit. Immutable.
 */
public final class HuffmanTree {
    private final int labels;
    /** Left and right child of each inner node: a label, or {@code labels} plus an inner node. */
    private final int[] children;
    /** Each label's inner nodes, from the leaf to the root. */
    private final int[][] paths;
    /** For each of these, whether the way turns right. */
    private final boolean[][] turns;

    private HuffmanTree(int labels, int[] children) {
        this.labels = labels;
        this.children = children;
        this.paths = new int[labels][];
        this.turns = new boolean[labels][];
        int[] parents = parents();
        int root = labels - 2;
        for (int label = 0; label < labels; label++) {
            int depth = 0;
            for (int node = label; node - labels != root; node = labels + parents[node]) {
                depth++;
            }
            paths[label] = new int[depth];
            turns[label] = new boolean[depth];
            int node = label;
            for (int i = 0; i < depth; i++) {
                int parent = parents[node];
                paths[label][i] = parent;
                turns[label][i] = children[2 * parent + 1] == node;
                node = labels + parent;
            }
        }
    }

    /** The tree of labels that occur so often, in any order; at least two. */
    public static HuffmanTree of(long[] counts) {
        int labels = counts.length;
        checkLabels(labels);
        Integer[] order = new Integer[labels];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(counts[b], counts[a]));
        long[] inner = new long[labels - 1];
        int[] children = new int[2 * (labels - 1)];
        // Labels by falling count and inner nodes by rising count: the two smallest are always at the two fronts.
        int leaf = labels - 1;
        int front = 0;
        for (int node = 0; node < labels - 1; node++) {
            for (int side = 0; side < 2; side++) {
                boolean takesLeaf = leaf >= 0 && (front >= node || counts[order[leaf]] < inner[front]);
                inner[node] += takesLeaf ? counts[order[leaf]] : inner[front];
                children[2 * node + side] = takesLeaf ? order[leaf--] : labels + front++;
            }
        }
        return new HuffmanTree(labels, children);
    }

    /**
     * The tree of {@link #children}.
     *
     * @throws IllegalArgumentException if it is no tree in which children come before their parents
     */
    public static HuffmanTree ofChildren(int[] children) {
        int labels = children.length / 2 + 1;
        checkLabels(labels);
        boolean[] seen = new boolean[2 * labels - 1];
        for (int i = 0; i < children.length; i++) {
            int child = children[i];
            if (children.length % 2 != 0 || child < 0 || child >= labels + i / 2 || seen[child]) {
                throw new IllegalArgumentException("Every node of a tree but the root is the child of one later node."
                        + " Received: child " + child + " at place " + i + " of " + children.length
                        + ". Make the tree with HuffmanTree.of.");
            }
            seen[child] = true;
        }
        return new HuffmanTree(labels, children.clone());
    }

    private static void checkLabels(int labels) {
        if (labels < 2) {
            throw new IllegalArgumentException(
                    "A tree needs at least two labels. Received: labels=" + labels + ". Give more labels.");
        }
    }

    private int[] parents() {
        int[] parents = new int[2 * labels - 1];
        for (int i = 0; i < children.length; i++) {
            parents[children[i]] = i / 2;
        }
        return parents;
    }

    /** How many leaves there are; one more than inner nodes. */
    public int labels() {
        return labels;
    }

    /** Left and right child of each inner node: a label, or the number of labels plus an inner node. */
    public int[] children() {
        return children.clone();
    }

    /** The inner nodes from a label to the root; not to be modified. */
    public int[] path(int label) {
        return paths[label];
    }

    /** For each node of {@link #path}, whether the way turns right; not to be modified. */
    public boolean[] turns(int label) {
        return turns[label];
    }
}
