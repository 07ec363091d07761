// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.List;
import java.util.Map;

/**
 * All that a run found; this is the JSON.
 *
 * @param lanes numbers in a vector of the Vector API
 * @param settings versions and settings of each contestant
 */
record Report(
        String date,
        String command,
        String java,
        String processor,
        int threads,
        int lanes,
        double peakGigaflopsOneThread,
        double peakGigaflops,
        Map<String, List<String>> settings,
        List<Cell> cells) {

    /**
     * One network at one job.
     *
     * @param operations that the plain definition asks for, a text
     */
    record Cell(
            String network,
            Contestant.Kind kind,
            int batch,
            int threads,
            long operations,
            Map<String, Speed> contestants) {
        /** What makes two cells the same measurement. */
        String key() {
            return kind + " " + network + " " + batch;
        }

        /** How many times as fast the first is as the second; NaN if one of them is missing. */
        double ratio(String first, String second) {
            return contestants.containsKey(first) && contestants.containsKey(second)
                    ? contestants.get(first).textsPerSecond()
                            / contestants.get(second).textsPerSecond()
                    : Double.NaN;
        }
    }

    /**
     * Speed of one contestant: the median of its quiet rounds.
     *
     * @param p99Microseconds of single answers; 0 where batches are timed
     * @param mode the way of running that was taken, and what the others did
     * @param proof that it learns; empty where it is not trained
     * @param rounds texts a second, and the cores that other processes kept busy
     */
    record Speed(
            double textsPerSecond,
            double p99Microseconds,
            double usefulGigaflops,
            double fractionOfPeak,
            String mode,
            String proof,
            List<Figures.Round> rounds) {
        double microseconds() {
            return 1e6 / textsPerSecond;
        }

        boolean quiet() {
            return rounds.stream().anyMatch(Figures.Round::quiet);
        }
    }
}
