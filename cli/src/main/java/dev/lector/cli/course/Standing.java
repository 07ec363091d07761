// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import java.util.Arrays;
import java.util.List;

/**
 * An experiment's figures side by side: the course's, Keras's, Lector's.
 *
 * @param experiment what was trained
 * @param lector outcomes by seed
 * @param keras outcomes on the same rows by seed; empty if there are none
 */
public record Standing(Experiment experiment, List<Outcome> lector, List<Outcome> keras) {
    /** Keras's outcomes of other rows are left out. */
    static Standing of(Experiment experiment, List<Outcome> lector, List<Outcome> record) {
        List<Outcome> keras = record.stream()
                .filter(run -> run.experiment().equals(experiment.name())
                        && lector.stream()
                                .anyMatch(own -> own.validationSha256().equals(run.validationSha256())
                                        && own.trainingRows() == run.trainingRows()))
                .toList();
        return new Standing(experiment, List.copyOf(lector), keras);
    }

    /** Mean accuracy of the seeds, from 0 to 1. */
    static double mean(List<Outcome> runs) {
        return Arrays.stream(accuracies(runs)).average().orElse(Double.NaN);
    }

    static double[] accuracies(List<Outcome> runs) {
        return runs.stream().mapToDouble(Outcome::accuracy).toArray();
    }

    /** Median of the seeds' seconds an epoch. */
    static double seconds(List<Outcome> runs) {
        double[] sorted =
                runs.stream().mapToDouble(Outcome::secondsPerEpoch).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    /**
     * Each text's share of seeds with a right answer here, less that share in another experiment; null unless both judge
     * by the same texts.
     */
    double[] rightMoreOften(Standing other) {
        Outcome own = lector.get(0);
        if (!own.validationSha256().equals(other.lector.get(0).validationSha256())) {
            return null;
        }
        int texts = own.validationRows();
        double[] more = new double[texts];
        for (int row = 0; row < texts; row++) {
            more[row] = share(row) - other.share(row);
        }
        return more;
    }

    private double share(int row) {
        int right = 0;
        for (Outcome outcome : lector) {
            right += outcome.right(row) ? 1 : 0;
        }
        return (double) right / lector.size();
    }
}
