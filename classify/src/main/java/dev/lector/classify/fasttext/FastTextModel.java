// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.fasttext;

import dev.lector.classify.TextClassifier;
import dev.lector.nn.layers.HuffmanTree;
import dev.lector.text.Buckets;
import dev.lector.text.HashedNgrams;
import dev.lector.text.SparseRows;
import dev.lector.text.TextPipeline;
import dev.lector.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a file of fastText holds: dictionary and tables, quantised ones as plain floats. Immutable.
 *
 * @param arguments the settings
 * @param words in the order of the file; {@code </s>} is one of them
 * @param wordCounts how often each word occurred
 * @param labels in the order of the file, without their prefix {@code __label__}; empty for word vectors
 * @param labelCounts how often each label occurred
 * @param tokens of the training text
 * @param buckets of the n-grams; of a pruned file those that are left
 * @param input {@code (words + columns of the buckets, dim)}; not copied
 * @param output {@code (labels, dim)}, with hierarchical softmax one row an inner node; of word vectors one row a word;
 *     not copied
 */
public record FastTextModel(
        FastTextArguments arguments,
        List<String> words,
        List<Long> wordCounts,
        List<String> labels,
        List<Long> labelCounts,
        long tokens,
        Buckets buckets,
        float[] input,
        float[] output) {
    /** What fastText adds to each probability before it takes the logarithm. */
    private static final float ADDED = 1e-5f;

    private static final int SIGMOID_TABLE_SIZE = 512;
    private static final int MAX_SIGMOID = 8;

    /** Copies the lists and checks the sizes. */
    public FastTextModel {
        words = List.copyOf(words);
        wordCounts = List.copyOf(wordCounts);
        labels = List.copyOf(labels);
        labelCounts = List.copyOf(labelCounts);
        int dim = arguments.dim();
        long rows = (long) words.size() + buckets.columns();
        if (input.length != rows * dim || wordCounts.size() != words.size() || labelCounts.size() != labels.size()) {
            throw new IllegalArgumentException("A table has a row for each word and bucket. Received: words="
                    + words.size() + ", buckets=" + buckets.columns() + ", dim=" + dim + ", floats=" + input.length
                    + ".");
        }
        if (arguments.supervised() && output.length != (long) labels.size() * dim) {
            throw new IllegalArgumentException("The output table has a row for each label. Received: labels="
                    + labels.size() + ", dim=" + dim + ", floats=" + output.length + ".");
        }
    }

    /**
     * An answer as fastText gives it.
     *
     * @param label without its prefix
     * @param probability fastText's figure, see {@link FastTextModel#predictAll}
     */
    public record Answer(String label, float probability) {}

    /** From a text to the columns of the input table. */
    public TextPipeline pipeline() {
        return new TextPipeline(List.of(), HashedNgrams.words(false), features(), vocabulary());
    }

    private HashedNgrams features() {
        return buckets.count() == 0
                ? new HashedNgrams(1, 0, 0, Buckets.NONE)
                : new HashedNgrams(
                        Math.max(1, arguments.wordNgrams()),
                        Math.min(arguments.minn(), arguments.maxn()),
                        arguments.maxn(),
                        buckets);
    }

    /** Words that are no valid UTF-8 may be equal when read, or empty; no text has them, so any other name does. */
    private Vocabulary vocabulary() {
        Set<String> seen = new HashSet<>();
        List<String> different = new ArrayList<>(words.size());
        for (String word : words) {
            String name = word;
            for (int i = 2; name.isEmpty() || !seen.add(name); i++) {
                name = word + " (" + i + ")";
            }
            different.add(name);
        }
        return Vocabulary.of(different);
    }

    /** The tree of hierarchical softmax. */
    HuffmanTree tree() {
        return HuffmanTree.of(labelCounts.stream().mapToLong(Long::longValue).toArray());
    }

    /**
     * This model as a classifier, with exact probabilities: fastText adds 1e-5 to each, and reads one-vs-all's from a table of
     * 512 steps.
     *
     * @throws IllegalArgumentException if these are word vectors, or one-vs-all of two labels, whose two probabilities are
     *     independent
     */
    public TextClassifier classifier() {
        return FastTextNetwork.classifier(this);
    }

    /** fastText's own answer to one text, see {@link #predictAll}. */
    public List<Answer> predict(String text, int most) {
        return predictAll(List.of(text), most).get(0);
    }

    /**
     * fastText's own answers, to the digits it prints: probabilities have 1e-5 added (so that one may be above 1),
     * one-vs-all's are read from its table.
     *
     * @param most answers a text at most, the best first
     * @throws IllegalArgumentException if these are word vectors
     */
    public List<List<Answer>> predictAll(List<String> texts, int most) {
        FastTextNetwork.checkSupervised(this);
        SparseRows rows = (SparseRows) pipeline().encodeAll(texts).rows();
        HuffmanTree tree = arguments.loss() == FastTextArguments.HS ? tree() : null;
        List<List<Answer>> all = new ArrayList<>();
        for (int row = 0; row < rows.rows(); row++) {
            float[] probabilities = probabilities(mean(rows, row), tree);
            List<Answer> answers = new ArrayList<>();
            for (int i = 0; i < probabilities.length; i++) {
                answers.add(new Answer(labels.get(i), probabilities[i]));
            }
            answers.sort(Comparator.comparingDouble((Answer answer) -> -answer.probability()));
            all.add(List.copyOf(answers.subList(0, Math.min(most, answers.size()))));
        }
        return all;
    }

    private float[] probabilities(float[] hidden, HuffmanTree tree) {
        int dim = arguments.dim();
        float[] scores = new float[labels.size()];
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < dim; j++) {
                scores[i] += output[i * dim + j] * hidden[j];
            }
        }
        if (tree != null) {
            return leaves(scores, tree);
        }
        if (arguments.loss() == FastTextArguments.SOFTMAX) {
            softmax(scores);
        } else {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = tableSigmoid(scores[i]) + ADDED;
            }
        }
        return scores;
    }

    /** The vector of a word, known or not: the mean of its row and of those of its n-grams of characters. */
    public float[] vector(String word) {
        return mean(pipeline().hashedRow(word), 0);
    }

    /** The mean of a text's rows; 0 for a text without any. */
    private float[] mean(SparseRows rows, int row) {
        int dim = arguments.dim();
        float[] hidden = new float[dim];
        for (int e = rows.starts()[row]; e < rows.starts()[row + 1]; e++) {
            for (int j = 0; j < dim; j++) {
                hidden[j] += rows.values()[e] * input[rows.indices()[e] * dim + j];
            }
        }
        return hidden;
    }

    private static void softmax(float[] scores) {
        float most = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            most = Math.max(most, score);
        }
        float sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) StrictMath.exp(scores[i] - most);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scores[i] / sum + ADDED;
        }
    }

    private static float[] leaves(float[] scores, HuffmanTree tree) {
        float[] leaves = new float[scores.length];
        for (int label = 0; label < leaves.length; label++) {
            double product = 1;
            for (int i = 0; i < tree.path(label).length; i++) {
                double right = 1 / (1 + StrictMath.exp(-scores[tree.path(label)[i]]));
                product *= (tree.turns(label)[i] ? right : 1 - right) + ADDED;
            }
            leaves[label] = (float) product;
        }
        return leaves;
    }

    private static float tableSigmoid(float x) {
        if (x < -MAX_SIGMOID) {
            return 0;
        }
        if (x > MAX_SIGMOID) {
            return 1;
        }
        int i = (int) ((x + MAX_SIGMOID) * SIGMOID_TABLE_SIZE / MAX_SIGMOID / 2);
        float at = (float) (i * 2 * MAX_SIGMOID) / SIGMOID_TABLE_SIZE - MAX_SIGMOID;
        return (float) (1 / (1 + StrictMath.exp(-at)));
    }

    /** The number of rows of the output table. */
    int outputRows() {
        return output.length / arguments.dim();
    }
}
