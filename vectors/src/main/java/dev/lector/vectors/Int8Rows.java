// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.kernels.SearchKernels;
import java.util.Arrays;

/**
 * Unit vectors of one byte a number, for a first pass that finds which of them may be among the nearest. With u = s·c + e
 * of a row and q = t·d + f of the question, |u·q − s·t·(c·d)| ≤ ‖e‖ + (1 + ‖e‖)·‖f‖, so a row that is left out cannot be
 * one of them: the answer is exact.
 */
final class Int8Rows {
    private static final int ROWS = SearchKernels.BLOCK_ROWS;
    private static final int BLOCKS_A_TIME = 32;
    private static final int LARGEST = 127;
    /** Above the rounding of sums in float32. */
    private static final float SLACK = 1e-5f;

    private final int rows;
    private final int width;
    private final byte[] codes;
    private final float[] scales;
    private final float[] errors;

    /**
     * Copies rows.
     *
     * @param unit {@code (rows, width)}, each of length 1 or 0
     * @param width even
     */
    Int8Rows(int rows, int width, float[] unit) {
        this.rows = rows;
        this.width = width;
        int blocks = (rows + ROWS - 1) / ROWS;
        codes = new byte[Math.multiplyExact(blocks * ROWS, width)];
        scales = new float[blocks * ROWS];
        errors = new float[blocks * ROWS];
        // Of the rows that fill the last block nothing is certain.
        Arrays.fill(errors, Float.POSITIVE_INFINITY);
        short[] row = new short[width];
        for (int i = 0; i < rows; i++) {
            scales[i] = quantise(unit, i * width, width, row);
            errors[i] = error(unit, i * width, row, scales[i]) + SLACK;
            int at = i / ROWS * ROWS * width + i % ROWS;
            for (int j = 0; j < width; j++) {
                codes[at + j * ROWS] = (byte) row[j];
            }
        }
    }

    private static float quantise(float[] from, int at, int width, short[] to) {
        float largest = 0;
        for (int j = 0; j < width; j++) {
            largest = Math.max(largest, Math.abs(from[at + j]));
        }
        float scale = largest / LARGEST;
        for (int j = 0; j < width; j++) {
            to[j] = (short) (scale == 0 ? 0 : Math.round(from[at + j] / scale));
        }
        return scale;
    }

    private static float error(float[] from, int at, short[] codes, float scale) {
        double sum = 0;
        for (int j = 0; j < codes.length; j++) {
            double difference = from[at + j] - (double) scale * codes[j];
            sum += difference * difference;
        }
        return (float) Math.sqrt(sum);
    }

    /**
     * The rows that may be among the nearest, rising.
     *
     * @param query of length 1, {@code width} numbers
     */
    int[] candidates(Kernels kernels, float[] query, int most, int... without) {
        short[] code = new short[width];
        float scale = quantise(query, 0, width, code);
        float off = error(query, 0, code, scale);
        float[] highest = new float[scales.length];
        float[] lowest = new float[BLOCKS_A_TIME * ROWS];
        int[] products = new int[BLOCKS_A_TIME * ROWS];
        Top certain = new Top(most, without);
        for (int first = 0; first < scales.length; first += products.length) {
            int count = Math.min(products.length, scales.length - first);
            kernels.blockDots(count / ROWS, width, codes, first * width, code, products, 0);
            bounds(count, first, products, scale, off, lowest, highest);
            double least = certain.least();
            for (int i = 0; i < count; i++) {
                if (lowest[i] > least) {
                    certain.offer(first + i, lowest[i]);
                    least = certain.least();
                }
            }
        }
        return above(highest, certain.size() < most ? Double.NEGATIVE_INFINITY : certain.least());
    }

    private void bounds(int count, int first, int[] products, float scale, float off, float[] lowest, float[] highest) {
        float grown = 1 + off;
        for (int i = 0; i < count; i++) {
            float near = products[i] * (scales[first + i] * scale);
            float error = errors[first + i] * grown + off;
            lowest[i] = near - error;
            highest[first + i] = near + error;
        }
    }

    private int[] above(float[] highest, double least) {
        int[] found = new int[64];
        int count = 0;
        for (int i = 0; i < rows; i++) {
            if (highest[i] >= least) {
                found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }
}
