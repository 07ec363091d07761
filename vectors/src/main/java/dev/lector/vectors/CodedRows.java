// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.kernels.SearchKernels;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;

/**
 * Unit vectors of four bits a number, for a first pass that rules out which of them cannot be among the nearest. With
 * {@code u = s·(c + ½) + e} of a row, c from −8 to 7, and {@code q = t·d + f} of the question,
 * {@code |u·q − s·t·(c + ½)·d| ≤ ‖e‖ + (1 + ‖e‖)·‖f‖} (Cauchy and Schwarz), so what is left out is not one of them: the
 * answer is exact. Sums are of 16 bits: d is as fine as {@code ‖c‖·‖d‖ < 2¹⁵} allows for the longest c.
 */
final class CodedRows {
    private static final int ROWS = SearchKernels.BLOCK_ROWS;
    private static final int AT_A_TIME = 128 * ROWS;
    private static final int HALF = 8;
    /** Below 2¹⁵ by more than rounding can add. */
    private static final double LARGEST_SUM = 32_000;
    /** More than the rounding of a sum in float32, for each of its products. */
    private static final float ROUNDING = 0x1p-23f;

    private final int rows;
    private final int width;
    private final short[] codes;
    private final float[] scales;
    private final float[] errors;
    /** The longest c. */
    private final double longest;
    /** Memory of a question that is over, for the next: new memory took longer than the second look at the scores. */
    private final AtomicReference<float[]> spare = new AtomicReference<>();

    /**
     * Copies rows.
     *
     * @param unit {@code (rows, width)}, each of length 1 or 0
     * @param width a multiple of 4
     */
    CodedRows(int rows, int width, float[] unit) {
        this.rows = rows;
        this.width = width;
        int blocks = (rows + ROWS - 1) / ROWS;
        codes = new short[Math.multiplyExact(blocks * ROWS, width / 4)];
        scales = new float[blocks * ROWS];
        errors = new float[blocks * ROWS];
        int[] row = new int[width];
        int most = 1;
        for (int i = 0; i < rows; i++) {
            int at = i * width;
            quantise(unit, at, row);
            scales[i] = scale(unit, at, row);
            errors[i] = error(unit, at, row, scales[i]) + (width + 32) * ROUNDING;
            most = Math.max(most, squares(row));
            pack(row, i / ROWS * ROWS * (width / 4) + i % ROWS);
        }
        longest = Math.sqrt(most);
    }

    private static void quantise(float[] unit, int at, int[] to) {
        float largest = 0;
        for (int j = 0; j < to.length; j++) {
            largest = Math.max(largest, Math.abs(unit[at + j]));
        }
        float steps = largest == 0 ? 0 : HALF / largest;
        for (int j = 0; j < to.length; j++) {
            // Rounded down: from 0 on the cast does it.
            int code = (int) (unit[at + j] * steps + HALF);
            to[j] = Math.max(0, Math.min(2 * HALF - 1, code)) - HALF;
        }
    }

    /** The s that leaves the least error. */
    private static float scale(float[] unit, int at, int[] row) {
        double product = 0;
        double square = 0;
        for (int j = 0; j < row.length; j++) {
            double level = row[j] + .5;
            product += unit[at + j] * level;
            square += level * level;
        }
        return (float) (product / square);
    }

    private static float error(float[] unit, int at, int[] row, float scale) {
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            double difference = unit[at + j] - scale * (row[j] + .5);
            sum += difference * difference;
        }
        return (float) Math.sqrt(sum);
    }

    private static int squares(int[] row) {
        int sum = 0;
        for (int code : row) {
            sum += code * code;
        }
        return sum;
    }

    private void pack(int[] row, int at) {
        for (int j = 0; j < row.length; j += 4) {
            int four = 0;
            for (int k = 0; k < 4; k++) {
                four |= row[j + k] + HALF << 4 * k;
            }
            codes[at + j / 4 * ROWS] = (short) four;
        }
    }

    /**
     * Offers all rows that may be among the nearest.
     *
     * @param query of length 1, {@code width} numbers
     * @param cosine of a row with the query, as the answer has it
     * @param most rows wanted
     * @param without rows that do not count
     * @param to modified
     */
    void search(Kernels kernels, float[] query, IntToDoubleFunction cosine, int most, int[] without, Top to) {
        float[] known = spare.getAndSet(null);
        float[] highest = known == null ? new float[scales.length] : known;
        highest(kernels, query, highest);
        Top likely = new Top((int) Math.min(rows, 2L * most), without);
        offer(kernels, highest, likely::least, i -> highest[i], likely);
        double least = least(likely.places(new double[likely.size()]), cosine, most);
        offer(kernels, highest, () -> least, cosine, to);
        spare.set(highest);
    }

    /** Offers the rows whose highest possible score is at least a limit, their scores. */
    private void offer(Kernels kernels, float[] highest, DoubleSupplier limit, IntToDoubleFunction score, Top to) {
        int[] places = new int[AT_A_TIME];
        for (int first = 0; first < rows; first += AT_A_TIME) {
            int count = Math.min(AT_A_TIME, rows - first);
            // Rounding to float keeps what is equal.
            int found = kernels.atLeast(count, highest, first, (float) limit.getAsDouble(), places);
            for (int i = 0; i < found; i++) {
                to.offer(first + places[i], score.applyAsDouble(first + places[i]));
            }
        }
    }

    /** A score that as many rows as are wanted reach: the lowest of the best of some likely ones. */
    private static double least(int[] likely, IntToDoubleFunction cosine, int most) {
        Top best = new Top(most);
        for (int place : likely) {
            best.offer(place, cosine.applyAsDouble(place));
        }
        return best.size() < most ? Double.NEGATIVE_INFINITY : best.least();
    }

    /** What no cosine is above, a row. */
    private void highest(Kernels kernels, float[] query, float[] highest) {
        short[] codeOf = new short[width];
        float step = code(query, codeOf);
        int sum = 0;
        double square = 0;
        for (int j = 0; j < width; j++) {
            sum += codeOf[j];
            double difference = query[j] - (double) step * codeOf[j];
            square += difference * difference;
        }
        float off = (float) Math.sqrt(square) * 1.0001f;
        int[] products = new int[Math.min(AT_A_TIME, scales.length)];
        for (int first = 0; first < scales.length; first += AT_A_TIME) {
            int count = Math.min(AT_A_TIME, scales.length - first);
            int at = first * (width / 4);
            // Those of c, which are less than 2¹⁵, from those of codes from 0 to 15.
            kernels.blockDots(count / ROWS, width, codes, at, codeOf, -HALF * sum, products, 0);
            for (int i = 0; i < count; i++) {
                float error = errors[first + i];
                float near = (products[i] + .5f * sum) * (scales[first + i] * step);
                highest[first + i] = near + error + (1 + error) * off;
            }
        }
    }

    /** Finds d; t, of which none fits if rows are very long. */
    private float code(float[] query, short[] to) {
        double steps = LARGEST_SUM / longest - Math.sqrt(width) / 2;
        if (!(steps >= 1)) {
            Arrays.fill(to, (short) 0);
            return 0;
        }
        for (int j = 0; j < width; j++) {
            to[j] = (short) Math.round(query[j] * steps);
        }
        return (float) (1 / steps);
    }
}
