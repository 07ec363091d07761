// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.fasttext;

/**
 * The settings that a file of fastText holds, under fastText's names and in the order of the file.
 *
 * @param dim numbers a row
 * @param ws window of word vectors
 * @param epoch passes over the text
 * @param minCount words that occur less often are left out
 * @param neg negative samples
 * @param wordNgrams words of the longest n-gram of words
 * @param loss 1 hs, 2 ns, 3 softmax, 4 ova
 * @param model 1 cbow, 2 skip-gram, 3 supervised
 * @param bucket buckets of n-grams
 * @param minn characters of the shortest n-gram of characters
 * @param maxn characters of the longest; 0 for none
 * @param lrUpdateRate tokens between two changes of the rate
 * @param t threshold of subsampling
 */
public record FastTextArguments(
        int dim,
        int ws,
        int epoch,
        int minCount,
        int neg,
        int wordNgrams,
        int loss,
        int model,
        int bucket,
        int minn,
        int maxn,
        int lrUpdateRate,
        double t) {
    static final int HS = 1;
    static final int NEGATIVE_SAMPLING = 2;
    static final int SOFTMAX = 3;
    static final int OVA = 4;
    static final int SUPERVISED = 3;

    /** Checks what later arithmetic relies on. */
    public FastTextArguments {
        if (dim < 1
                || wordNgrams < 0
                || loss < HS
                || loss > OVA
                || model < 1
                || model > SUPERVISED
                || bucket < 0
                || minn < 0
                || maxn < 0) {
            throw new IllegalArgumentException("fastText's settings must be in their ranges. Received: dim=" + dim
                    + ", wordNgrams=" + wordNgrams + ", loss=" + loss + ", model=" + model + ", bucket=" + bucket
                    + ", minn=" + minn + ", maxn=" + maxn + ". Write the file again with fastText.");
        }
    }

    /** True for a classifier, false for word vectors. */
    public boolean supervised() {
        return model == SUPERVISED;
    }
}
