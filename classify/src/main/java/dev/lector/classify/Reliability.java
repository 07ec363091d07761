// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Probabilities against the shares that come true, in 15 bins of equal width, open on the left (Guo et al. 2017).
 *
 * @param bins the bins that hold a probability, ascending
 */
public record Reliability(List<Bin> bins) {
    private static final int BINS = 15;

    /** Copies the list. */
    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * Probabilities of like size.
     *
     * @param low end of the bin
     * @param high end of the bin
     * @param count probabilities in it
     * @param confidence their mean
     * @param share of them that came true
     */
    public record Bin(double low, double high, int count, double confidence, double share) {}

    /**
     * Sorts probabilities into bins.
     *
     * @param came whether what has the probability came true
     */
    static Reliability of(float[] probabilities, boolean[] came) {
        double[] confidence = new double[BINS];
        int[] right = new int[BINS];
        int[] count = new int[BINS];
        for (int i = 0; i < probabilities.length; i++) {
            int bin = (int) Math.ceil((double) probabilities[i] * BINS) - 1;
            bin = Math.max(0, Math.min(BINS - 1, bin));
            confidence[bin] += probabilities[i];
            right[bin] += came[i] ? 1 : 0;
            count[bin]++;
        }
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < BINS; b++) {
            if (count[b] > 0) {
                bins.add(new Bin(
                        (double) b / BINS,
                        (b + 1.0) / BINS,
                        count[b],
                        confidence[b] / count[b],
                        (double) right[b] / count[b]));
            }
        }
        return new Reliability(bins);
    }

    /** Expected calibration error: |confidence - share|, each bin counting as many times as it has probabilities. */
    public double error() {
        double sum = 0;
        long count = 0;
        for (Bin bin : bins) {
            sum += bin.count * Math.abs(bin.confidence - bin.share);
            count += bin.count;
        }
        return count == 0 ? 0 : sum / count;
    }

    /** The bins as maps, ready for JSON. */
    List<Object> toList() {
        List<Object> list = new ArrayList<>();
        for (Bin bin : bins) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("low", bin.low);
            map.put("high", bin.high);
            map.put("count", bin.count);
            map.put("confidence", bin.confidence);
            map.put("share", bin.share);
            list.add(map);
        }
        return list;
    }
}
