// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.layers.MeetsBatch.Meeting;

/**
 * Mean and variance of each channel over a batch, merged from those of its blocks in their order, in double precision (Chan,
 * Golub and LeVeque 1983, eq. 2.1). A block gives the count of its positions, then what {@link
 * dev.lector.nn.kernels.NormalizationKernels#moments} writes.
 */
final class BatchMoments {
    private final double[] mean;
    /** Sums of the squared distances from the mean. */
    private final double[] squares;

    private double count;

    private BatchMoments(int channels) {
        mean = new double[channels];
        squares = new double[channels];
    }

    static BatchMoments of(Meeting meeting) {
        BatchMoments batch = new BatchMoments((meeting.length() - 1) / 3);
        for (int block = 0; block < meeting.blocks(); block++) {
            batch.add(meeting.sums(), block * meeting.length());
        }
        return batch;
    }

    private void add(float[] sums, int at) {
        double more = sums[at];
        // All of its steps may be masked.
        if (more == 0) {
            return;
        }
        double share = more / (count + more);
        int channels = mean.length;
        for (int c = 0; c < channels; c++) {
            double about = sums[at + 1 + channels + c];
            double away = sums[at + 1 + c] + about / more - mean[c];
            mean[c] += away * share;
            squares[c] += sums[at + 1 + 2 * channels + c] - about * about / more + away * away * count * share;
        }
        count += more;
    }

    int channels() {
        return mean.length;
    }

    /** Positions that count. */
    double count() {
        return count;
    }

    /** The mean of a channel; 0 if no position counts. */
    double mean(int c) {
        return mean[c];
    }

    /** The mean squared distance from the mean; 0 if no position counts. */
    double variance(int c) {
        return count > 0 ? squares[c] / count : 0;
    }
}
