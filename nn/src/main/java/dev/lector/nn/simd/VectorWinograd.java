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
        for (int run = 0; run < runs; run++) {
            toPoints(n, x, xAt + run * xNext, xStep, v, vAt + run * vRow, vPoint);
        }
    }

    private static void toPoints(int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vPoint) {
        for (int i = 0; i < n; i += V) {
            int column = Math.min(i, n - V);
            int from = xAt + column;
            int to = vAt + column;
            FloatVector x1 = FloatVector.fromArray(S, x, from + xStep);
            FloatVector x2 = FloatVector.fromArray(S, x, from + 2 * xStep);
            FloatVector x3 = FloatVector.fromArray(S, x, from + 3 * xStep);
            FloatVector x4 = FloatVector.fromArray(S, x, from + 4 * xStep);
            FloatVector x5 = FloatVector.fromArray(S, x, from + 5 * xStep);
            FloatVector x0 = FloatVector.fromArray(S, x, from);
            FloatVector even = x0.add(x4).mul(E1).add(x2.mul(E1S));
            FloatVector odd = x1.add(x5).mul(E1).add(x3.mul(E1S));
            even.add(odd).intoArray(v, to);
            even.sub(odd).intoArray(v, to + vPoint);
            even = x0.mul(E2T).add(x2.mul(E2S)).add(x4.mul(E2));
            odd = x1.mul(O2T).add(x3.mul(O2S)).add(x5.mul(O2));
            even.add(odd).intoArray(v, to + 2 * vPoint);
            even.sub(odd).intoArray(v, to + 3 * vPoint);
            even = x0.mul(EHT).add(x2.mul(EHS)).add(x4.mul(EH));
            odd = x1.mul(OHT).add(x3.mul(OHS)).add(x5.mul(OH));
            even.add(odd).intoArray(v, to + 4 * vPoint);
            even.sub(odd).intoArray(v, to + 5 * vPoint);
            FloatVector.fromArray(S, x, from + 6 * xStep)
                    .sub(x0)
                    .add(x2.sub(x4).mul(ALL))
                    .intoArray(v, to + 6 * vPoint);
        }
    }

    @Override
    public void toPointsBackward(
            int runs, int xNext, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vRow, int vPoint) {
        if (n < V) {
            super.toPointsBackward(runs, xNext, n, x, xAt, xStep, v, vAt, vRow, vPoint);
            return;
        }
        for (int run = 0; run < runs; run++) {
            addEvenSteps(n, x, xAt + run * xNext, xStep, v, vAt + run * vRow, vPoint);
            addOddSteps(n, x, xAt + run * xNext, xStep, v, vAt + run * vRow, vPoint);
        }
    }

    // Even and odd steps apart: together they are more than the compiler inlines.

    private static void addEvenSteps(int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vPoint) {
        for (int i = 0; i < n; i += V) {
            int column = Math.min(i, n - V);
            int from = vAt + column;
            int to = xAt + column;
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
            FloatVector last = FloatVector.fromArray(S, v, from + 6 * vPoint).mul(keep);
            FloatVector all = last.mul(ALL);
            FloatVector.fromArray(S, x, to)
                    .add(one.mul(E1T).add(two.mul(E2T)).add(half.mul(EHT)).sub(last))
                    .intoArray(x, to);
            FloatVector.fromArray(S, x, to + 2 * xStep)
                    .add(one.mul(E1S).add(two.mul(E2S)).add(half.mul(EHS)).add(all))
                    .intoArray(x, to + 2 * xStep);
            FloatVector.fromArray(S, x, to + 4 * xStep)
                    .add(one.mul(E1).add(two.mul(E2)).add(half.mul(EH)).sub(all))
                    .intoArray(x, to + 4 * xStep);
            FloatVector.fromArray(S, x, to + 6 * xStep).add(last).intoArray(x, to + 6 * xStep);
        }
    }

    private static void addOddSteps(int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vPoint) {
        for (int i = 0; i < n; i += V) {
            int column = Math.min(i, n - V);
            int from = vAt + column;
            int to = xAt + column;
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
