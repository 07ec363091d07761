// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.ArrayList;
import java.util.List;

/** The rounds of one contestant, and what is taken from them. */
final class Figures {
    /** Rounds in which other processes took more of a core than this are left out if there are quieter ones. */
    static final double QUIET = 0.08;

    private final List<Round> rounds = new ArrayList<>();

    /**
     * One round.
     *
     * @param value samples a second, or a time
     * @param others cores that other processes kept busy on the average
     */
    record Round(double value, double others) {
        boolean quiet() {
            return others <= QUIET;
        }

        @Override
        public String toString() {
            return "%,.0f%s".formatted(value, quiet() ? "" : "*");
        }
    }

    void add(double value, double others) {
        rounds.add(new Round(value, others));
    }

    List<Round> rounds() {
        return List.copyOf(rounds);
    }

    int quietRounds() {
        return (int) rounds.stream().filter(Round::quiet).count();
    }

    /** Median of the quiet rounds, or of all if none was quiet. */
    double median() {
        double[] sorted = rounds.stream()
                .filter(round -> round.quiet() || quietRounds() == 0)
                .mapToDouble(Round::value)
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    double highest() {
        return rounds.stream().mapToDouble(Round::value).max().orElseThrow();
    }
}
