// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import dev.lector.nn.kernels.PlainKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Rows of floats on whole vectors. The few values left at the end of a row are done one by one: masked loads and stores
 * near the end of an array are slow on JDK 17.
 */
abstract class VectorRows extends PlainKernels {
    /** Values summed in single precision before they are added to a double. */
    private static final int SUM_BLOCK = 4096;

    @Override
    public void add(int n, float[] x, int xAt, float[] y, int yAt) {
        int i = 0;
        for (; i < S.loopBound(n); i += V) {
            FloatVector.fromArray(S, y, yAt + i)
                    .add(FloatVector.fromArray(S, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] += x[xAt + i];
        }
    }

    @Override
    public void axpy(int n, float alpha, float[] x, int xAt, float[] y, int yAt) {
        FloatVector factor = FloatVector.broadcast(S, alpha);
        int i = 0;
        for (; i < S.loopBound(n); i += V) {
            FloatVector.fromArray(S, x, xAt + i)
                    .fma(factor, FloatVector.fromArray(S, y, yAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] += alpha * x[xAt + i];
        }
    }

    @Override
    public void scale(int n, float alpha, float[] x, int xAt) {
        int i = 0;
        for (; i < S.loopBound(n); i += V) {
            FloatVector.fromArray(S, x, xAt + i).mul(alpha).intoArray(x, xAt + i);
        }
        for (; i < n; i++) {
            x[xAt + i] *= alpha;
        }
    }

    @Override
    public void multiply(int n, float[] x, int xAt, float[] y, int yAt) {
        int i = 0;
        for (; i < S.loopBound(n); i += V) {
            FloatVector.fromArray(S, y, yAt + i)
                    .mul(FloatVector.fromArray(S, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] *= x[xAt + i];
        }
    }

    @Override
    public void minimum(int n, float[] x, int xAt, float[] y, int yAt) {
        int i = 0;
        for (; i < S.loopBound(n); i += V) {
            FloatVector.fromArray(S, y, yAt + i)
                    .min(FloatVector.fromArray(S, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = Math.min(y[yAt + i], x[xAt + i]);
        }
    }

    @Override
    public void takeWhereEqual(
            int n, float[] x, int xAt, float[] y, int yAt, float[] g, int gAt, float[] to, int toAt) {
        int i = 0;
        FloatVector zero = FloatVector.zero(S);
        for (; i < S.loopBound(n); i += V) {
            VectorMask<Float> equal = FloatVector.fromArray(S, x, xAt + i)
                    .compare(VectorOperators.EQ, FloatVector.fromArray(S, y, yAt + i));
            FloatVector gradient = FloatVector.fromArray(S, g, gAt + i);
            zero.blend(gradient, equal).intoArray(to, toAt + i);
            gradient.blend(zero, equal).intoArray(g, gAt + i);
        }
        super.takeWhereEqual(n - i, x, xAt + i, y, yAt + i, g, gAt + i, to, toAt + i);
    }

    @Override
    public void maximum(int n, float[] x, int xAt, float[] y, int yAt) {
        int i = 0;
        for (; i < S.loopBound(n); i += V) {
            FloatVector.fromArray(S, y, yAt + i)
                    .max(FloatVector.fromArray(S, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < n; i++) {
            y[yAt + i] = Math.max(y[yAt + i], x[xAt + i]);
        }
    }

    @Override
    public float dot(int n, float[] x, int xAt, float[] y, int yAt) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        int i = 0;
        for (; i < n - 4 * V + 1; i += 4 * V) {
            int a = xAt + i;
            int b = yAt + i;
            s0 = FloatVector.fromArray(S, x, a).fma(FloatVector.fromArray(S, y, b), s0);
            s1 = FloatVector.fromArray(S, x, a + V).fma(FloatVector.fromArray(S, y, b + V), s1);
            s2 = FloatVector.fromArray(S, x, a + 2 * V).fma(FloatVector.fromArray(S, y, b + 2 * V), s2);
            s3 = FloatVector.fromArray(S, x, a + 3 * V).fma(FloatVector.fromArray(S, y, b + 3 * V), s3);
        }
        for (; i < n - V + 1; i += V) {
            s0 = FloatVector.fromArray(S, x, xAt + i).fma(FloatVector.fromArray(S, y, yAt + i), s0);
        }
        float[] lanes = Tiles.ofThread().sums;
        s0.add(s1).add(s2.add(s3)).intoArray(lanes, 0);
        float sum = VectorMath.sumLanes(lanes, 0);
        for (; i < n; i++) {
            sum += x[xAt + i] * y[yAt + i];
        }
        return sum;
    }

    /** Four rows share the loads of x; where fewer are left, the last one stands for the others. */
    @Override
    public void dotRows(
            int count, int n, float[] x, int xAt, float[] y, int[] offsets, int offsetsAt, float[] out, int outAt) {
        float[] sums = Tiles.ofThread().sums;
        int end = S.loopBound(n);
        int last = offsetsAt + count - 1;
        for (int r = 0; r < count; r += 4) {
            int at = offsetsAt + r;
            int at1 = Math.min(last, at + 1);
            int at2 = Math.min(last, at + 2);
            int at3 = Math.min(last, at + 3);
            dotFour(end, x, xAt, y, offsets[at], offsets[at1], offsets[at2], offsets[at3], sums);
            for (int k = 0; k < Math.min(4, count - r); k++) {
                float sum = VectorMath.sumLanes(sums, k * V);
                for (int i = end; i < n; i++) {
                    sum += x[xAt + i] * y[offsets[at + k] + i];
                }
                out[outAt + r + k] = sum;
            }
        }
    }

    private static void dotFour(int end, float[] x, int xAt, float[] y, int y0, int y1, int y2, int y3, float[] sums) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        for (int i = 0; i < end; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            s0 = FloatVector.fromArray(S, y, y0 + i).fma(v, s0);
            s1 = FloatVector.fromArray(S, y, y1 + i).fma(v, s1);
            s2 = FloatVector.fromArray(S, y, y2 + i).fma(v, s2);
            s3 = FloatVector.fromArray(S, y, y3 + i).fma(v, s3);
        }
        s0.intoArray(sums, 0);
        s1.intoArray(sums, V);
        s2.intoArray(sums, 2 * V);
        s3.intoArray(sums, 3 * V);
    }

    @Override
    public double sum(int n, float[] x, int xAt) {
        double total = 0;
        for (int from = 0; from < n; from += SUM_BLOCK) {
            total += sumOfBlock(Math.min(n - from, SUM_BLOCK), x, xAt + from);
        }
        return total;
    }

    private static float sumOfBlock(int n, float[] x, int xAt) {
        FloatVector sums = FloatVector.zero(S);
        int i = 0;
        for (; i < S.loopBound(n); i += V) {
            sums = sums.add(FloatVector.fromArray(S, x, xAt + i));
        }
        float[] lanes = Tiles.ofThread().sums;
        sums.intoArray(lanes, 0);
        float sum = VectorMath.sumLanes(lanes, 0);
        for (; i < n; i++) {
            sum += x[xAt + i];
        }
        return sum;
    }

    @Override
    public void addRowsInto(int m, int n, float[] x, int xAt, int ldx, float[] row, int rowAt) {
        int j = 0;
        for (; j < S.loopBound(n); j += V) {
            FloatVector sums = FloatVector.fromArray(S, row, rowAt + j);
            for (int i = 0; i < m; i++) {
                sums = sums.add(FloatVector.fromArray(S, x, xAt + j + i * ldx));
            }
            sums.intoArray(row, rowAt + j);
        }
        super.addRowsInto(m, n - j, x, xAt + j, ldx, row, rowAt + j);
    }

    @Override
    public void maxOverSteps(
            int steps, int channels, float[] x, int xAt, float[] out, int outAt, int[] argmax, int argmaxAt) {
        if (argmax == null) {
            super.maxOverSteps(steps, channels, x, xAt, out, outAt, null, 0);
            return;
        }
        int c = 0;
        for (; c < S.loopBound(channels); c += V) {
            FloatVector best = FloatVector.fromArray(S, x, xAt + c);
            FloatVector at = FloatVector.zero(S);
            for (int step = 1; step < steps; step++) {
                FloatVector value = FloatVector.fromArray(S, x, xAt + c + step * channels);
                VectorMask<Float> firstNaN =
                        value.compare(VectorOperators.NE, value).and(best.compare(VectorOperators.EQ, best));
                VectorMask<Float> better =
                        value.compare(VectorOperators.GT, best).or(firstNaN);
                best = best.blend(value, better);
                at = at.blend((float) step, better);
            }
            best.intoArray(out, outAt + c);
            at.add(dev.lector.nn.kernels.FloatMath.ROUND)
                    .reinterpretAsInts()
                    .sub(dev.lector.nn.kernels.FloatMath.ROUND_BITS)
                    .intoArray(argmax, argmaxAt + c);
        }
        for (; c < channels; c++) {
            maxOverStepsOfChannel(steps, channels, x, xAt + c, out, outAt + c, argmax, argmaxAt + c);
        }
    }

    private static void maxOverStepsOfChannel(
            int steps, int channels, float[] x, int xAt, float[] out, int outAt, int[] argmax, int argmaxAt) {
        float best = x[xAt];
        int at = 0;
        for (int step = 1; step < steps; step++) {
            float value = x[xAt + step * channels];
            if (value > best || (Float.isNaN(value) && !Float.isNaN(best))) {
                best = value;
                at = step;
            }
        }
        out[outAt] = best;
        argmax[argmaxAt] = at;
    }
}
