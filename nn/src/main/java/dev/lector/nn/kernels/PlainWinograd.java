// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import static dev.lector.nn.kernels.WinogradKernels.POINTS;

/** {@link WinogradKernels} in plain Java. */
abstract class PlainWinograd extends PlainSearch implements WinogradKernels {
    private static final double[] FINITE = {1, -1, 2, -2, 0.5, -0.5};
    /** By point and step: see {@link WinogradKernels#toPoints}. */
    private static final float[][] B = new float[POINTS][];
    /** By point and power. */
    private static final float[][] POWERS = new float[FINITE.length][POINTS];

    static {
        for (int p = 0; p < FINITE.length; p++) {
            double value = 1;
            double power = 1;
            for (int i = 0; i < FINITE.length; i++) {
                value *= i == p ? 1 : FINITE[p] - FINITE[i];
            }
            for (int j = 0; j < POINTS; j++, power *= FINITE[p]) {
                POWERS[p][j] = (float) power;
            }
            B[p] = zeroAtAllBut(p, value);
        }
        B[POINTS - 1] = zeroAtAllBut(-1, 1);
    }

    /** The coefficients of {@code Π (x - i)} over the points but {@code p}, divided by {@code divisor}. */
    private static float[] zeroAtAllBut(int p, double divisor) {
        double[] product = new double[POINTS];
        product[0] = 1;
        for (int i = 0; i < FINITE.length; i++) {
            for (int j = POINTS - 1; j >= 0 && i != p; j--) {
                product[j] = (j == 0 ? 0 : product[j - 1]) - FINITE[i] * product[j];
            }
        }
        float[] coefficients = new float[POINTS];
        for (int j = 0; j < POINTS; j++) {
            coefficients[j] = (float) (product[j] / divisor);
        }
        return coefficients;
    }

    @Override
    public void toPoints(
            int runs, int xNext, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vRow, int vPoint) {
        for (int run = 0; run < runs; run++) {
            for (int p = 0; p < POINTS; p++) {
                int to = vAt + run * vRow + p * vPoint;
                for (int i = 0; i < n; i++) {
                    float sum = 0;
                    for (int j = 0; j < POINTS; j++) {
                        sum += B[p][j] * x[xAt + run * xNext + j * xStep + i];
                    }
                    v[to + i] = sum;
                }
            }
        }
    }

    @Override
    public void toPointsBackward(
            int runs, int xNext, int n, float[] x, int xAt, int xStep, float[] v, int vAt, int vRow, int vPoint) {
        for (int run = 0; run < runs; run++) {
            for (int j = 0; j < POINTS; j++) {
                int to = xAt + run * xNext + j * xStep;
                for (int i = 0; i < n; i++) {
                    float sum = 0;
                    for (int p = 0; p < POINTS; p++) {
                        sum += B[p][j] * v[vAt + run * vRow + p * vPoint + i];
                    }
                    x[to + i] += sum;
                }
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
        for (int row = 0; row < rows; row++) {
            int from = xAt + row * xNext;
            for (int p = 0; p < FINITE.length; p++) {
                int to = vAt + row * vRow + p * vPoint;
                for (int i = 0; i < n; i++) {
                    float sum = 0;
                    for (int j = 0; j < terms; j++) {
                        sum += POWERS[p][j] * x[from + j * xStep + i];
                    }
                    v[to + i] = sum;
                }
            }
            System.arraycopy(x, from + (terms - 1) * xStep, v, vAt + row * vRow + FINITE.length * vPoint, n);
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
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < terms; j++) {
                int to = xAt + row * xNext + j * xStep;
                for (int i = 0; i < n; i++) {
                    int from = vAt + row * vRow + i;
                    float sum = j == terms - 1 ? v[from + FINITE.length * vPoint] : 0;
                    for (int p = 0; p < FINITE.length; p++) {
                        sum += POWERS[p][j] * v[from + p * vPoint];
                    }
                    x[to + i] = sum;
                }
            }
        }
    }
}
