// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * {@link dev.lector.nn.kernels.WinogradKernels} on vectors. The points come in pairs {@code ±p}, for which the even and the
 * odd powers are added apart: one sum and one difference then give both. The last vector of a row is moved back so
 * that it ends with the row.
 */
abstract class VectorWinograd extends VectorRecurrent {
    // For the pair ±p the polynomial that is 0 at the others is (x ± p)·(x⁴ - s·x² + t), divided by its value at the
    // point. E: what its
    // even powers are multiplied with, the highest first; O: its odd powers.
    private static final float E1 = -1 / 4.5f;
    private static final float E1S = 4.25f / 4.5f;
    private static final float E1T = -1 / 4.5f;
    private static final float E2 = 1 / 22.5f;
    private static final float E2S = -1.25f / 22.5f;
    private static final float E2T = .25f / 22.5f;
    private static final float O2 = 1 / 45f;
    private static final float O2S = -1.25f / 45;
    private static final float O2T = .25f / 45;
    private static final float EH = 1 / 5.625f;
    private static final float EHS = -5 / 5.625f;
    private static final float EHT = 4 / 5.625f;
    private static final float OH = 2 / 5.625f;
    private static final float OHS = -10 / 5.625f;
    private static final float OHT = 8 / 5.625f;
    /** Of the polynomial x⁶ - 5.25·x⁴ + 5.25·x² - 1, which is 0 at all points. */
    private static final float ALL = 5.25f;

    /** As many zeros as lanes, then as many ones. */
    private static final float[] KEEP = new float[2 * V];

    static {
        Arrays.fill(KEEP, V, 2 * V, 1);
    }

    private static final float[] TWO = {1, 2, 4, 8, 16, 32, 64};
    private static final float[] HALF = {1, 1 / 2f, 1 / 4f, 1 / 8f, 1 / 16f, 1 / 32f, 1 / 64f};

    @Override
    public boolean gainsByPoints() {
        return true;
    }

    @Override
    public void toPoints(
            int runs, int xNext, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vRow, int vPoint) {
        if (n < V) {
            super.toPoints(runs, xNext, n, x, xAt, xStep, v, vAt, vRow, vPoint);
            return;
        }
        toOneAndTwo(runs, xNext, n, x, xAt, xStep, v, vAt, vRow, vPoint);
        toHalfAndInfinity(runs, xNext, n, x, xAt, xStep, v, vAt, vRow, vPoint);
    }

    // C2 gives up inlining what is more than some 45 of these operations together, and each of them then makes an
    // object.
    // So the work is in parts, here and on the way back, and each is longer than the 325 bytes up to which C2
    // inlines one method into another: every part is compiled alone. InlinedStepsTest holds both.

    /** The values at ±1 and ±2. */
    private static void toOneAndTwo(
            int runs, int xNext, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vRow, int vPoint) {
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < n; i += V) {
                int column = Math.min(i, n - V);
                int from = xAt + run * xNext + column;
                int to = vAt + run * vRow + column;
                FloatVector x0 = FloatVector.fromArray(S, x, from);
                FloatVector x1 = FloatVector.fromArray(S, x, from + xStep);
                FloatVector x2 = FloatVector.fromArray(S, x, from + 2 * xStep);
                FloatVector x3 = FloatVector.fromArray(S, x, from + 3 * xStep);
                FloatVector x4 = FloatVector.fromArray(S, x, from + 4 * xStep);
                FloatVector x5 = FloatVector.fromArray(S, x, from + 5 * xStep);
                FloatVector even1 = x0.add(x4).mul(E1).add(x2.mul(E1S));
                FloatVector odd1 = x1.add(x5).mul(E1).add(x3.mul(E1S));
                even1.add(odd1).intoArray(v, to);
                even1.sub(odd1).intoArray(v, to + vPoint);
                FloatVector even2 = x0.mul(E2T).add(x2.mul(E2S)).add(x4.mul(E2));
                FloatVector odd2 = x1.mul(O2T).add(x3.mul(O2S)).add(x5.mul(O2));
                even2.add(odd2).intoArray(v, to + 2 * vPoint);
                even2.sub(odd2).intoArray(v, to + 3 * vPoint);
            }
        }
    }

    /** The values at ±1/2 and at infinity. */
    private static void toHalfAndInfinity(
            int runs, int xNext, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vRow, int vPoint) {
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < n; i += V) {
                int column = Math.min(i, n - V);
                int from = xAt + run * xNext + column;
                int to = vAt + run * vRow + column;
                FloatVector x0 = FloatVector.fromArray(S, x, from);
                FloatVector x1 = FloatVector.fromArray(S, x, from + xStep);
                FloatVector x2 = FloatVector.fromArray(S, x, from + 2 * xStep);
                FloatVector x3 = FloatVector.fromArray(S, x, from + 3 * xStep);
                FloatVector x4 = FloatVector.fromArray(S, x, from + 4 * xStep);
                FloatVector x5 = FloatVector.fromArray(S, x, from + 5 * xStep);
                FloatVector x6 = FloatVector.fromArray(S, x, from + 6 * xStep);
                FloatVector evenHalf = x0.mul(EHT).add(x2.mul(EHS)).add(x4.mul(EH));
                FloatVector oddHalf = x1.mul(OHT).add(x3.mul(OHS)).add(x5.mul(OH));
                evenHalf.add(oddHalf).intoArray(v, to + 4 * vPoint);
                evenHalf.sub(oddHalf).intoArray(v, to + 5 * vPoint);
                FloatVector ends = x6.sub(x0);
                FloatVector between = x2.sub(x4);
                FloatVector scaled = between.mul(ALL);
                FloatVector last = ends.add(scaled);
                last.intoArray(v, to + 6 * vPoint);
            }
        }
    }

    @Override
    public void toPointsBackward(
            int runs, int xNext, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vRow, int vPoint) {
        if (n < V) {
            super.toPointsBackward(runs, xNext, n, x, xAt, xStep, v, vAt, vRow, vPoint);
            return;
        }
        addToZeroAndTwo(runs, xNext, n, x, xAt, xStep, v, vAt, vRow, vPoint);
        addToFourAndSix(runs, xNext, n, x, xAt, xStep, v, vAt, vRow, vPoint);
        addToOdd(runs, xNext, n, x, xAt, xStep, v, vAt, vRow, vPoint);
    }

    /** Adds to the steps 0 and 2. */
    private static void addToZeroAndTwo(
            int runs, int xNext, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vRow, int vPoint) {
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < n; i += V) {
                int column = Math.min(i, n - V);
                int from = vAt + run * vRow + column;
                int to = xAt + run * xNext + column;
                // Lanes of the last vector that were added before count 0.
                FloatVector keep = FloatVector.fromArray(S, KEEP, V + column - i);
                FloatVector one = FloatVector.fromArray(S, v, from)
                        .add(FloatVector.fromArray(S, v, from + vPoint))
                        .mul(keep);
                FloatVector two = FloatVector.fromArray(S, v, from + 2 * vPoint)
                        .add(FloatVector.fromArray(S, v, from + 3 * vPoint))
                        .mul(keep);
                FloatVector half = FloatVector.fromArray(S, v, from + 4 * vPoint)
                        .add(FloatVector.fromArray(S, v, from + 5 * vPoint))
                        .mul(keep);
                FloatVector last =
                        FloatVector.fromArray(S, v, from + 6 * vPoint).mul(keep);
                FloatVector all = last.mul(ALL);
                FloatVector.fromArray(S, x, to)
                        .add(one.mul(E1T).add(two.mul(E2T)).add(half.mul(EHT)).sub(last))
                        .intoArray(x, to);
                FloatVector.fromArray(S, x, to + 2 * xStep)
                        .add(one.mul(E1S).add(two.mul(E2S)).add(half.mul(EHS)).add(all))
                        .intoArray(x, to + 2 * xStep);
            }
        }
    }

    /** Adds to the steps 4 and 6. */
    private static void addToFourAndSix(
            int runs, int xNext, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vRow, int vPoint) {
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < n; i += V) {
                int column = Math.min(i, n - V);
                int from = vAt + run * vRow + column;
                int to = xAt + run * xNext + column;
                FloatVector keep = FloatVector.fromArray(S, KEEP, V + column - i);
                FloatVector one = FloatVector.fromArray(S, v, from)
                        .add(FloatVector.fromArray(S, v, from + vPoint))
                        .mul(keep);
                FloatVector two = FloatVector.fromArray(S, v, from + 2 * vPoint)
                        .add(FloatVector.fromArray(S, v, from + 3 * vPoint))
                        .mul(keep);
                FloatVector half = FloatVector.fromArray(S, v, from + 4 * vPoint)
                        .add(FloatVector.fromArray(S, v, from + 5 * vPoint))
                        .mul(keep);
                FloatVector last =
                        FloatVector.fromArray(S, v, from + 6 * vPoint).mul(keep);
                FloatVector all = last.mul(ALL);
                FloatVector.fromArray(S, x, to + 4 * xStep)
                        .add(one.mul(E1).add(two.mul(E2)).add(half.mul(EH)).sub(all))
                        .intoArray(x, to + 4 * xStep);
                FloatVector.fromArray(S, x, to + 6 * xStep).add(last).intoArray(x, to + 6 * xStep);
            }
        }
    }

    /** Adds to the steps 1, 3 and 5. */
    private static void addToOdd(
            int runs, int xNext, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vRow, int vPoint) {
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < n; i += V) {
                int column = Math.min(i, n - V);
                int from = vAt + run * vRow + column;
                int to = xAt + run * xNext + column;
                FloatVector keep = FloatVector.fromArray(S, KEEP, V + column - i);
                FloatVector one = FloatVector.fromArray(S, v, from)
                        .sub(FloatVector.fromArray(S, v, from + vPoint))
                        .mul(keep);
                FloatVector two = FloatVector.fromArray(S, v, from + 2 * vPoint)
                        .sub(FloatVector.fromArray(S, v, from + 3 * vPoint))
                        .mul(keep);
                FloatVector half = FloatVector.fromArray(S, v, from + 4 * vPoint)
                        .sub(FloatVector.fromArray(S, v, from + 5 * vPoint))
                        .mul(keep);
                FloatVector.fromArray(S, x, to + xStep)
                        .add(one.mul(E1T).add(two.mul(O2T)).add(half.mul(OHT)))
                        .intoArray(x, to + xStep);
                FloatVector.fromArray(S, x, to + 3 * xStep)
                        .add(one.mul(E1S).add(two.mul(O2S)).add(half.mul(OHS)))
                        .intoArray(x, to + 3 * xStep);
                FloatVector.fromArray(S, x, to + 5 * xStep)
                        .add(one.mul(E1).add(two.mul(O2)).add(half.mul(OH)))
                        .intoArray(x, to + 5 * xStep);
            }
        }
    }

    @Override
    public void evaluate(
            int rows,
            int xNext,
            int terms,
            int n,
            float[] x,
            int xAt,
            int xStep,
            float[] v,
            int vAt,
            int vRow,
            int vPoint) {
        if (n < V) {
            super.evaluate(rows, xNext, terms, n, x, xAt, xStep, v, vAt, vRow, vPoint);
            return;
        }
        for (int row = 0; row < rows; row++) {
            evaluate(terms, n, x, xAt + row * xNext, xStep, v, vAt + row * vRow, vPoint);
        }
    }

    private static void evaluate(int terms, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vPoint) {
        for (int i = 0; i < n; i += V) {
            int column = Math.min(i, n - V);
            int from = xAt + column;
            int to = vAt + column;
            FloatVector even1 = FloatVector.fromArray(S, x, from);
            FloatVector even2 = even1;
            FloatVector evenHalf = even1;
            for (int j = 2; j < terms; j += 2) {
                FloatVector term = FloatVector.fromArray(S, x, from + j * xStep);
                even1 = even1.add(term);
                even2 = even2.add(term.mul(TWO[j]));
                evenHalf = evenHalf.add(term.mul(HALF[j]));
            }
            FloatVector odd1 = FloatVector.zero(S);
            FloatVector odd2 = odd1;
            FloatVector oddHalf = odd1;
            for (int j = 1; j < terms; j += 2) {
                FloatVector term = FloatVector.fromArray(S, x, from + j * xStep);
                odd1 = odd1.add(term);
                odd2 = odd2.add(term.mul(TWO[j]));
                oddHalf = oddHalf.add(term.mul(HALF[j]));
            }
            even1.add(odd1).intoArray(v, to);
            even1.sub(odd1).intoArray(v, to + vPoint);
            even2.add(odd2).intoArray(v, to + 2 * vPoint);
            even2.sub(odd2).intoArray(v, to + 3 * vPoint);
            evenHalf.add(oddHalf).intoArray(v, to + 4 * vPoint);
            evenHalf.sub(oddHalf).intoArray(v, to + 5 * vPoint);
            FloatVector.fromArray(S, x, from + (terms - 1) * xStep).intoArray(v, to + 6 * vPoint);
        }
    }

    @Override
    public void evaluateBackward(
            int rows,
            int xNext,
            int terms,
            int n,
            float[] x,
            int xAt,
            int xStep,
            float[] v,
            int vAt,
            int vRow,
            int vPoint) {
        if (n < V) {
            super.evaluateBackward(rows, xNext, terms, n, x, xAt, xStep, v, vAt, vRow, vPoint);
            return;
        }
        for (int row = 0; row < rows; row++) {
            sumPoints(terms, n, x, xAt + row * xNext, xStep, v, vAt + row * vRow, vPoint);
        }
    }

    private static void sumPoints(int terms, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vPoint) {
        for (int i = 0; i < n; i += V) {
            int column = Math.min(i, n - V);
            int from = vAt + column;
            int to = xAt + column;
            FloatVector plus = FloatVector.fromArray(S, v, from);
            FloatVector minus = FloatVector.fromArray(S, v, from + vPoint);
            FloatVector even1 = plus.add(minus);
            FloatVector odd1 = plus.sub(minus);
            plus = FloatVector.fromArray(S, v, from + 2 * vPoint);
            minus = FloatVector.fromArray(S, v, from + 3 * vPoint);
            FloatVector even2 = plus.add(minus);
            FloatVector odd2 = plus.sub(minus);
            plus = FloatVector.fromArray(S, v, from + 4 * vPoint);
            minus = FloatVector.fromArray(S, v, from + 5 * vPoint);
            FloatVector evenHalf = plus.add(minus);
            FloatVector oddHalf = plus.sub(minus);
            FloatVector last = FloatVector.fromArray(S, v, from + 6 * vPoint);
            for (int j = 0; j < terms; j += 2) {
                float atInfinity = j == terms - 1 ? 1 : 0;
                even1.add(even2.mul(TWO[j]))
                        .add(evenHalf.mul(HALF[j]))
                        .add(last.mul(atInfinity))
                        .intoArray(x, to + j * xStep);
            }
            for (int j = 1; j < terms; j += 2) {
                float atInfinity = j == terms - 1 ? 1 : 0;
                odd1.add(odd2.mul(TWO[j]))
                        .add(oddHalf.mul(HALF[j]))
                        .add(last.mul(atInfinity))
                        .intoArray(x, to + j * xStep);
            }
        }
    }
}
