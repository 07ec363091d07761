// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shapley values by sampled permutations (Castro, Gómez and Tejada 2009): a player's share is what its arrival changes,
 * averaged over orders of arrival. Each order begins with nobody and ends with everybody, so the shares of every sample,
 * and of their mean, sum to the whole difference. Orders come in pairs, one the reverse of the other, which halves the
 * variance where effects are nearly additive.
 */
final class Shapley {
    /** Rows evaluated in one call; bounds the memory. */
    private static final int CHUNK = 512;

    /** The value of what is left when only some players are there. */
    interface Values {
        /** One value for each set of players present. */
        double[] of(List<boolean[]> present);
    }

    private Shapley() {}

    /**
     * The share of each of {@code players}.
     *
     * @param pairs of permutations
     * @param key of the random numbers
     */
    static double[] shares(int players, int pairs, long key, Values values) {
        double[] sums = new double[players];
        if (players == 0) {
            return sums;
        }
        boolean[] everybody = new boolean[players];
        Arrays.fill(everybody, true);
        double[] ends = values.of(List.of(new boolean[players], everybody));
        int[] order = new int[players];
        for (int pair = 0; pair < pairs; pair++) {
            for (int i = 0; i < players; i++) {
                order[i] = i;
            }
            CounterRandom.shuffle(order, CounterRandom.key(key, pair));
            addOrder(order, ends, values, sums);
            reverse(order);
            addOrder(order, ends, values, sums);
        }
        for (int i = 0; i < players; i++) {
            sums[i] /= 2.0 * pairs;
        }
        return sums;
    }

    /** Lets the players arrive in an order; the values with nobody and with everybody are known. */
    private static void addOrder(int[] order, double[] ends, Values values, double[] sums) {
        double before = ends[0];
        boolean[] present = new boolean[order.length];
        int at = 0;
        while (at < order.length) {
            int to = Math.min(order.length, at + CHUNK);
            List<boolean[]> sets = new ArrayList<>();
            for (int i = at; i < Math.min(to, order.length - 1); i++) {
                present[order[i]] = true;
                sets.add(present.clone());
            }
            double[] after = values.of(sets);
            for (int i = at; i < to; i++) {
                double value = i == order.length - 1 ? ends[1] : after[i - at];
                sums[order[i]] += value - before;
                before = value;
            }
            at = to;
        }
    }

    private static void reverse(int[] order) {
        for (int i = 0, j = order.length - 1; i < j; i++, j--) {
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }
}
