// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/** {@link WordKernels} in plain Java. */
abstract class PlainWords extends PlainRecurrent implements WordKernels {
    @Override
    public void addScaledRows(
            int count,
            int n,
            float[] alphas,
            int alphasAt,
            float[] x,
            int xAt,
            int[] offsets,
            int offsetsAt,
            float[] y,
            int yAt) {
        for (int i = 0; i < count; i++) {
            float alpha = alphas[alphasAt + i];
            int at = xAt + offsets[offsetsAt + i];
            for (int j = 0; j < n; j++) {
                y[yAt + j] += alpha * x[at + j];
            }
        }
    }

    @Override
    public void windowSums(
            int windows,
            int steps,
            int left,
            int width,
            int n,
            int[] slots,
            int slotsAt,
            float[] table,
            float[] out,
            int outAt) {
        for (int t = 0; t < windows; t++) {
            int to = outAt + t * n;
            for (int i = 0; i < n; i++) {
                out[to + i] = 0;
            }
            int last = Math.min(width, steps + left - t);
            for (int j = Math.max(0, left - t); j < last; j++) {
                int from = (slots[slotsAt + t - left + j] * width + j) * n;
                for (int i = 0; i < n; i++) {
                    out[to + i] += table[from + i];
                }
            }
        }
    }

    @Override
    public void windowSumsMax(
            int windows,
            int steps,
            int left,
            int width,
            int n,
            int[] slots,
            int slotsAt,
            float[] table,
            float[] others,
            int othersAt,
            float[] out,
            int outAt,
            int[] argmax,
            int argmaxAt) {
        for (int i = 0; i < n; i++) {
            float best = Float.NEGATIVE_INFINITY;
            int where = 0;
            for (int t = 0; t < windows; t++) {
                float sum = windowSum(t, steps, left, width, n, slots, slotsAt, table, i);
                sum += others == null ? 0 : others[othersAt + t * n + i];
                // The first NaN wins, as in maxOverSteps.
                if (sum > best || (Float.isNaN(sum) && !Float.isNaN(best))) {
                    best = sum;
                    where = t;
                }
            }
            out[outAt + i] = best;
            argmax[argmaxAt + i] = where;
        }
    }

    @Override
    public void windowMax(
            int windows,
            int steps,
            int left,
            int width,
            int n,
            int[] slots,
            int slotsAt,
            float[] table,
            float[] out,
            int outAt) {
        for (int i = 0; i < n; i++) {
            float best = Float.NEGATIVE_INFINITY;
            for (int t = 0; t < windows; t++) {
                float sum = windowSum(t, steps, left, width, n, slots, slotsAt, table, i);
                // A NaN wins over numbers.
                best = sum > best || Float.isNaN(sum) ? sum : best;
            }
            out[outAt + i] = best;
        }
    }

    private static float windowSum(
            int t, int steps, int left, int width, int n, int[] slots, int slotsAt, float[] table, int i) {
        float sum = 0;
        int last = Math.min(width, steps + left - t);
        for (int j = Math.max(0, left - t); j < last; j++) {
            sum += table[(slots[slotsAt + t - left + j] * width + j) * n + i];
        }
        return sum;
    }
}
