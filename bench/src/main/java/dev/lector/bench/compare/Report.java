// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.List;
import java.util.Map;

/** All that a run found; this is the JSON. Ratios are Lector's advantage: above 1, Lector is the faster. */
record Report(
        String date,
        String command,
        String java,
        String processor,
        int threads,
        double peakGigaflopsOneThread,
        double peakGigaflops,
        Map<String, List<String>> settings,
        List<Training> training,
        List<Answers> answers,
        List<StartUp> startUp) {

    /** Training of one network with one batch size. */
    record Training(
            String network, int batch, long operationsPerSample, Map<String, Speed> contestants, Double ratio) {}

    /**
     * Training speed.
     *
     * @param rounds every round; with the cores that other processes kept busy in it
     */
    record Speed(
            double samplesPerSecond,
            double best,
            double usefulGigaflops,
            double fractionOfPeak,
            String proof,
            List<Figures.Round> rounds) {}

    /** Single texts, from ids to the probability. */
    record Answers(String network, Map<String, Latency> contestants, Double ratio) {}

    /** Time of one answer. */
    record Latency(double medianMicroseconds, double p99Microseconds, List<Figures.Round> medians) {}

    /** From the start of a process to its first answer. */
    record StartUp(String network, Map<String, Double> milliseconds, Double ratio) {}
}
