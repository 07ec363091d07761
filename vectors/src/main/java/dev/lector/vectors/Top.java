// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

/** The highest of many scores: a heap whose root is the lowest kept. Of equal scores the first place wins. */
final class Top {
    private final int[] places;
    private final double[] scores;
    private final int[] without;
    private int size;

    /**
     * Begins empty.
     *
     * @param most scores kept
     * @param without places that do not count
     */
    Top(int most, int... without) {
        places = new int[Math.max(0, most)];
        scores = new double[places.length];
        this.without = without;
    }

    /** What a score must be above to be kept. */
    double least() {
        return size < places.length ? Double.NEGATIVE_INFINITY : size == 0 ? Double.POSITIVE_INFINITY : scores[0];
    }

    /** Takes a score, if it is among the highest so far; places must rise. */
    void offer(int place, double score) {
        if (!(score > least()) || isWithout(place)) {
            return;
        }
        if (size < places.length) {
            places[size] = place;
            scores[size] = score;
            up(size++);
        } else {
            places[0] = place;
            scores[0] = score;
            down();
        }
    }

    private boolean isWithout(int place) {
        for (int one : without) {
            if (one == place) {
                return true;
            }
        }
        return false;
    }

    /** Whether the entry at {@code a} is to go before that at {@code b}. */
    private boolean lower(int a, int b) {
        return scores[a] < scores[b] || (scores[a] == scores[b] && places[a] > places[b]);
    }

    private void up(int from) {
        for (int i = from; i > 0 && lower(i, (i - 1) / 2); i = (i - 1) / 2) {
            swap(i, (i - 1) / 2);
        }
    }

    private void down() {
        for (int i = 0; 2 * i + 1 < size; ) {
            int child = 2 * i + 2 < size && lower(2 * i + 2, 2 * i + 1) ? 2 * i + 2 : 2 * i + 1;
            if (!lower(child, i)) {
                return;
            }
            swap(i, child);
            i = child;
        }
    }

    private void swap(int a, int b) {
        int place = places[a];
        places[a] = places[b];
        places[b] = place;
        double score = scores[a];
        scores[a] = scores[b];
        scores[b] = score;
    }

    /** Takes the lowest away. */
    private int removeLeast() {
        int place = places[0];
        swap(0, --size);
        down();
        return place;
    }

    /** The places from the highest score to the lowest, and their scores; empties the heap. */
    int[] places(double[] to) {
        int count = size;
        int[] falling = new int[count];
        for (int i = count - 1; i >= 0; i--) {
            to[i] = scores[0];
            falling[i] = removeLeast();
        }
        return falling;
    }

    int size() {
        return size;
    }
}
