// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import dev.lector.nn.CounterRandom;

/** Rows of floats in plain loops, which the JIT compiler turns into vector code where it can. */
abstract class PlainRows implements RowKernels {
    /** Values summed in single precision before they are added to a double. */
    private static final int SUM_BLOCK = 1024;

    @Override
    public void copy(int n, float[] x, int xAt, float[] y, int yAt) {
        System.arraycopy(x, xAt, y, yAt, n);
    }

    @Override
    public void fill(int n, float value, float[] x, int xAt) {
        java.util.Arrays.fill(x, xAt, xAt + n, value);
    }

    @Override
    public void add(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] += x[xAt + i];
        }
    }

    @Override
    public void axpy(int n, float alpha, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] += alpha * x[xAt + i];
        }
    }

    @Override
    public void scale(int n, float alpha, float[] x, int xAt) {
        for (int i = 0; i < n; i++) {
            x[xAt + i] *= alpha;
        }
    }

    @Override
    public void multiply(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] *= x[xAt + i];
        }
    }

    @Override
    public void maximum(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = Math.max(y[yAt + i], x[xAt + i]);
        }
    }

    @Override
    public void minimum(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = Math.min(y[yAt + i], x[xAt + i]);
        }
    }

    @Override
    public void takeWhereEqual(
            int n, float[] x, int xAt, float[] y, int yAt, float[] g, int gAt, float[] to, int toAt) {
        for (int i = 0; i < n; i++) {
            boolean equal = x[xAt + i] == y[yAt + i];
            to[toAt + i] = equal ? g[gAt + i] : 0;
            g[gAt + i] = equal ? 0 : g[gAt + i];
        }
    }

    @Override
    public void clip(int n, float limit, float[] x, int xAt) {
        for (int i = 0; i < n; i++) {
            x[xAt + i] = Math.min(Math.max(x[xAt + i], -limit), limit);
        }
    }

    @Override
    public boolean differs(int n, float value, float[] x, int xAt) {
        for (int i = 0; i < n; i++) {
            if (x[xAt + i] != value) {
                return true;
            }
        }
        return false;
    }

    @Override
    public float dot(int n, float[] x, int xAt, float[] y, int yAt) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i < n - 3; i += 4) {
            s0 += x[xAt + i] * y[yAt + i];
            s1 += x[xAt + i + 1] * y[yAt + i + 1];
            s2 += x[xAt + i + 2] * y[yAt + i + 2];
            s3 += x[xAt + i + 3] * y[yAt + i + 3];
        }
        for (; i < n; i++) {
            s0 += x[xAt + i] * y[yAt + i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    public double sum(int n, float[] x, int xAt) {
        double total = 0;
        for (int from = 0; from < n; from += SUM_BLOCK) {
            float sum = 0;
            for (int i = from; i < Math.min(n, from + SUM_BLOCK); i++) {
                sum += x[xAt + i];
            }
            total += sum;
        }
        return total;
    }

    @Override
    public double sumOfSquares(int n, float[] x, int xAt) {
        double total = 0;
        for (int from = 0; from < n; from += SUM_BLOCK) {
            total += dot(Math.min(n - from, SUM_BLOCK), x, xAt + from, x, xAt + from);
        }
        return total;
    }

    @Override
    public float max(int n, float[] x, int xAt) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, x[xAt + i]);
        }
        return max;
    }

    @Override
    public void addToRows(int m, int n, float[] row, int rowAt, float[] y, int yAt, int ldy) {
        for (int i = 0; i < m; i++) {
            add(n, row, rowAt, y, yAt + i * ldy);
        }
    }

    @Override
    public void addRowsInto(int m, int n, float[] x, int xAt, int ldx, float[] row, int rowAt) {
        for (int i = 0; i < m; i++) {
            add(n, x, xAt + i * ldx, row, rowAt);
        }
    }

    @Override
    public void maxOverSteps(
            int steps, int channels, float[] x, int xAt, float[] out, int outAt, int[] argmax, int argmaxAt) {
        System.arraycopy(x, xAt, out, outAt, channels);
        if (argmax == null) {
            for (int step = 1; step < steps; step++) {
                maximum(channels, x, xAt + step * channels, out, outAt);
            }
            return;
        }
        java.util.Arrays.fill(argmax, argmaxAt, argmaxAt + channels, 0);
        for (int step = 1; step < steps; step++) {
            int row = xAt + step * channels;
            for (int c = 0; c < channels; c++) {
                float value = x[row + c];
                float best = out[outAt + c];
                // The second condition lets the first NaN win, as it does in max.
                if (value > best || (Float.isNaN(value) && !Float.isNaN(best))) {
                    out[outAt + c] = value;
                    argmax[argmaxAt + c] = step;
                }
            }
        }
    }

    @Override
    public void maxOverStepsBackward(
            int channels,
            float[] outGradient,
            int outGradientAt,
            int[] argmax,
            int argmaxAt,
            float[] xGradient,
            int xGradientAt) {
        for (int c = 0; c < channels; c++) {
            xGradient[xGradientAt + argmax[argmaxAt + c] * channels + c] += outGradient[outGradientAt + c];
        }
    }

    @Override
    public void averageOverSteps(
            int steps, int channels, float[] x, int xAt, boolean[] mask, int maskAt, float[] out, int outAt) {
        fill(channels, 0, out, outAt);
        int count = 0;
        for (int step = 0; step < steps; step++) {
            if (mask == null || mask[maskAt + step]) {
                add(channels, x, xAt + step * channels, out, outAt);
                count++;
            }
        }
        if (count > 0) {
            scale(channels, 1f / count, out, outAt);
        }
    }

    @Override
    public void averageOverStepsBackward(
            int steps,
            int channels,
            float[] outGradient,
            int outGradientAt,
            boolean[] mask,
            int maskAt,
            float[] xGradient,
            int xGradientAt) {
        int count = 0;
        for (int step = 0; step < steps; step++) {
            count += mask == null || mask[maskAt + step] ? 1 : 0;
        }
        for (int step = 0; step < steps; step++) {
            if (mask == null || mask[maskAt + step]) {
                axpy(channels, 1f / count, outGradient, outGradientAt, xGradient, xGradientAt + step * channels);
            }
        }
    }

    @Override
    public void gatherRows(
            int count, int dim, int[] ids, int idsAt, float[] table, int tableAt, float[] out, int outAt) {
        for (int r = 0; r < count; r++) {
            System.arraycopy(table, tableAt + ids[idsAt + r] * dim, out, outAt + r * dim, dim);
        }
    }

    @Override
    public void scatterAddRows(
            int count, int dim, int[] ids, int idsAt, float[] g, int gAt, float[] table, int tableAt) {
        for (int r = 0; r < count; r++) {
            add(dim, g, gAt + r * dim, table, tableAt + ids[idsAt + r] * dim);
        }
    }

    @Override
    public void dropout(int n, float rate, long key, long firstPosition, float[] x, int xAt, float[] y, int yAt) {
        int threshold = DropoutBits.threshold(rate);
        float scale = 1 / (1 - rate);
        int block = DropoutBits.BLOCK;
        int head = (int) Math.min(n, -firstPosition & (block - 1));
        dropSingly(0, head, threshold, scale, key, firstPosition, x, xAt, y, yAt);
        int i = head;
        for (; i <= n - block; i += block) {
            long counter = (firstPosition + i) / block * DropoutBits.DRAWS;
            for (int d = 0; d < DropoutBits.DRAWS; d++) {
                long bits = CounterRandom.bits(key, counter + d);
                int from = xAt + i + 2 * d;
                int to = yAt + i + 2 * d;
                y[to] = kept(x[from] * scale, (int) bits & 0xFFFF, threshold);
                y[to + 1] = kept(x[from + 1] * scale, (int) (bits >>> 32) & 0xFFFF, threshold);
                y[to + 16] = kept(x[from + 16] * scale, (int) (bits >>> 16) & 0xFFFF, threshold);
                y[to + 17] = kept(x[from + 17] * scale, (int) (bits >>> 48), threshold);
            }
        }
        dropSingly(i, n, threshold, scale, key, firstPosition, x, xAt, y, yAt);
    }

    private static void dropSingly(
            int from,
            int to,
            int threshold,
            float scale,
            long key,
            long firstPosition,
            float[] x,
            int xAt,
            float[] y,
            int yAt) {
        for (int i = from; i < to; i++) {
            int uniform = DropoutBits.uniform16(key, firstPosition + i);
            y[yAt + i] = kept(x[xAt + i] * scale, uniform, threshold);
        }
    }

    /** The value if {@code uniform} is at least the threshold, else 0; without a branch, which nothing could foretell. */
    private static float kept(float value, int uniform, int threshold) {
        int all = threshold - 1 - uniform >> 31;
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) & all);
    }
}
