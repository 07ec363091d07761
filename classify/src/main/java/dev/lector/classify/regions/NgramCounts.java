// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.regions;

import dev.lector.nn.IdSamples;
import dev.lector.nn.layers.NgramSums;
import java.util.Arrays;

/** In how many texts each n-gram stands, by its hash. */
public final class NgramCounts {
    private long[] hashes = new long[1 << 12];
    private int[] texts = new int[1 << 12];
    private int size;

    private NgramCounts() {}

    /** Of n-grams of 1 to {@code longest} words of all rows. */
    public static NgramCounts of(int longest, IdSamples rows) {
        NgramCounts counts = new NgramCounts();
        int steps = rows.steps();
        long[] found = new long[longest * steps];
        for (int row = 0; row < rows.rows(); row++) {
            int count = NgramSums.hashes(longest, rows.ids(), row * steps, steps, found);
            Arrays.sort(found, 0, count);
            for (int i = 0; i < count; i++) {
                if (i == 0 || found[i] != found[i - 1]) {
                    counts.add(found[i]);
                }
            }
        }
        return counts;
    }

    private void add(long hash) {
        if (2 * size >= hashes.length) {
            grow();
        }
        int at = place(hash);
        hashes[at] = hash;
        size += texts[at] == 0 ? 1 : 0;
        texts[at]++;
    }

    private int place(long hash) {
        int at = (int) hash & hashes.length - 1;
        while (texts[at] > 0 && hashes[at] != hash) {
            at = at + 1 & hashes.length - 1;
        }
        return at;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldTexts = texts;
        hashes = new long[2 * oldHashes.length];
        texts = new int[hashes.length];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldTexts[i] > 0) {
                int at = place(oldHashes[i]);
                hashes[at] = oldHashes[i];
                texts[at] = oldTexts[i];
            }
        }
    }

    /** How many n-grams stand in at least so many texts. */
    public int atLeast(int least) {
        int count = 0;
        for (int number : texts) {
            count += number >= least && number > 0 ? 1 : 0;
        }
        return count;
    }

    /**
     * The hashes of n-grams that stand in at least {@code least} texts, ascending.
     *
     * @param most at most so many, those of the most texts; all or none of those of equally many
     */
    public long[] select(int least, int most) {
        int bound = Math.max(1, least);
        while (atLeast(bound) > most) {
            bound++;
        }
        long[] selected = new long[atLeast(bound)];
        int count = 0;
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] >= bound) {
                selected[count++] = hashes[i];
            }
        }
        Arrays.sort(selected);
        return selected;
    }
}
