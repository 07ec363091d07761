// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

/**
 * Hierarchical softmax: the inner nodes on the way from the root of a Huffman tree to the word (Morin and Bengio 2005;
 * Mikolov et al. 2013, section 2.1). The score of a node should be 1 where the way turns to the code's 0, as in word2vec.
 */
final class HuffmanRows implements OutputRows {
    private final int[][] nodes;
    private final boolean[][] codes;
    private final int stride;
    private final int most;

    private HuffmanRows(int[][] nodes, boolean[][] codes, int stride, int most) {
        this.nodes = nodes;
        this.codes = codes;
        this.stride = stride;
        this.most = most;
    }

    /** The tree of a vocabulary of at least two words; its inner nodes are numbered from 0, {@code words - 1} in all. */
    static HuffmanRows of(TrainingVocabulary vocabulary, int stride) {
        int words = vocabulary.size();
        int[] parent = new int[2 * words - 1];
        boolean[] second = new boolean[2 * words - 1];
        long[] count = new long[2 * words - 1];
        for (int word = 0; word < words; word++) {
            count[word] = vocabulary.count(word);
        }
        // Words stand by falling count, inner nodes by rising count: the two smallest are always at the two fronts.
        int leaf = words - 1;
        int inner = words;
        for (int made = words; made < 2 * words - 1; made++) {
            for (int side = 0; side < 2; side++) {
                boolean takesLeaf = leaf >= 0 && (inner >= made || count[leaf] < count[inner]);
                int child = takesLeaf ? leaf-- : inner++;
                count[made] += count[child];
                parent[child] = made;
                second[child] = side == 1;
            }
        }
        return paths(words, parent, second, stride);
    }

    private static HuffmanRows paths(int words, int[] parent, boolean[] second, int stride) {
        int root = 2 * words - 2;
        int[][] nodes = new int[words][];
        boolean[][] codes = new boolean[words][];
        int most = 0;
        for (int word = 0; word < words; word++) {
            int depth = 0;
            for (int node = word; node != root; node = parent[node]) {
                depth++;
            }
            nodes[word] = new int[depth];
            codes[word] = new boolean[depth];
            most = Math.max(most, depth);
            for (int node = word; node != root; node = parent[node]) {
                depth--;
                nodes[word][depth] = parent[node] - words;
                codes[word][depth] = second[node];
            }
        }
        return new HuffmanRows(nodes, codes, stride, most);
    }

    /** Turns from the root to a word: its code. */
    boolean[] code(int word) {
        return codes[word];
    }

    @Override
    public int most() {
        return most;
    }

    @Override
    public int choose(int word, RandomBits random, PairStep step) {
        int[] path = nodes[word];
        for (int i = 0; i < path.length; i++) {
            step.right[i] = path[i] * stride;
            step.wanted[i] = codes[word][i] ? 0 : 1;
        }
        return path.length;
    }
}
