// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/** Optimizer updates in plain loops. */
abstract class PlainUpdates extends PlainActivations implements UpdateKernels {
    @Override
    public void sgd(int n, float rate, float[] g, int gAt, float[] w, int at) {
        for (int i = 0; i < n; i++) {
            w[at + i] -= rate * g[gAt + i];
        }
    }

    @Override
    public void momentum(
            int n, float rate, double momentum, boolean nesterov, float[] g, int gAt, float[] w, float[] v, int at) {
        float keep = (float) momentum;
        if (nesterov) {
            for (int i = 0; i < n; i++) {
                float step = rate * g[gAt + i];
                float moved = keep * v[at + i] - step;
                v[at + i] = moved;
                w[at + i] += keep * moved - step;
            }
        } else {
            for (int i = 0; i < n; i++) {
                float moved = keep * v[at + i] - rate * g[gAt + i];
                v[at + i] = moved;
                w[at + i] += moved;
            }
        }
    }

    @Override
    public void adam(
            int n,
            float rate,
            double beta1,
            double beta2,
            float epsilon,
            float[] g,
            int gAt,
            float[] w,
            float[] m,
            float[] v,
            int at) {
        float share1 = (float) (1 - beta1);
        float share2 = (float) (1 - beta2);
        for (int i = 0; i < n; i++) {
            float gradient = g[gAt + i];
            float mean = m[at + i] + (gradient - m[at + i]) * share1;
            float variance = v[at + i] + (gradient * gradient - v[at + i]) * share2;
            m[at + i] = mean;
            v[at + i] = variance;
            w[at + i] -= rate * mean / (sqrt(variance) + epsilon);
        }
    }

    /** {@code base} to the power of {@code exponent}, by squaring. */
    protected static float power(float base, int exponent) {
        return IdleReplay.power(base, exponent);
    }

    @Override
    public void adamIdle(
            int n,
            int count,
            float[] rates,
            int ratesAt,
            double beta1,
            double beta2,
            float epsilon,
            float[] w,
            float[] m,
            float[] v,
            int at) {
        IdleReplay.adam(n, count, rates, ratesAt, beta1, beta2, epsilon, w, m, v, at);
    }

    @Override
    public void decay(int n, float rate, float[] w, int at) {
        for (int i = 0; i < n; i++) {
            w[at + i] -= w[at + i] * rate;
        }
    }

    @Override
    public void rmsprop(
            int n,
            float rate,
            double rho,
            double momentum,
            float epsilon,
            float[] g,
            int gAt,
            float[] w,
            float[] v,
            float[] average,
            float[] moment,
            int at) {
        float keep = (float) rho;
        float share = (float) (1 - rho);
        float keepMoment = (float) momentum;
        for (int i = 0; i < n; i++) {
            float gradient = g[gAt + i];
            float variance = keep * v[at + i] + share * (gradient * gradient);
            v[at + i] = variance;
            if (average != null) {
                float mean = keep * average[at + i] + share * gradient;
                average[at + i] = mean;
                variance -= mean * mean;
            }
            float step = rate * gradient / sqrt(variance + epsilon);
            if (moment != null) {
                step += keepMoment * moment[at + i];
                moment[at + i] = step;
            }
            w[at + i] -= step;
        }
    }

    @Override
    public void adagrad(int n, float rate, float epsilon, float[] g, int gAt, float[] w, float[] sum, int at) {
        for (int i = 0; i < n; i++) {
            float gradient = g[gAt + i];
            float total = sum[at + i] + gradient * gradient;
            sum[at + i] = total;
            w[at + i] -= rate * gradient / sqrt(total + epsilon);
        }
    }

    @Override
    public void adagradPair(
            int n,
            float error,
            float limit,
            float rate,
            float[] a,
            int aAt,
            float[] aSum,
            int aSumAt,
            float[] b,
            int bAt,
            float[] bSum,
            int bSumAt) {
        for (int i = 0; i < n; i++) {
            float g = Math.min(Math.max(error * b[bAt + i], -limit), limit) * rate;
            float h = Math.min(Math.max(error * a[aAt + i], -limit), limit) * rate;
            float sumA = aSum[aSumAt + i];
            float sumB = bSum[bSumAt + i];
            a[aAt + i] -= g / sqrt(sumA);
            b[bAt + i] -= h / sqrt(sumB);
            aSum[aSumAt + i] = sumA + g * g;
            bSum[bSumAt + i] = sumB + h * h;
        }
    }

    @Override
    public void adadelta(
            int n,
            float rate,
            double rho,
            float epsilon,
            float[] g,
            int gAt,
            float[] w,
            float[] squares,
            float[] steps,
            int at) {
        float keep = (float) rho;
        float share = (float) (1 - rho);
        for (int i = 0; i < n; i++) {
            float gradient = g[gAt + i];
            float square = keep * squares[at + i] + share * (gradient * gradient);
            float step = gradient * sqrt(steps[at + i] + epsilon) / sqrt(square + epsilon);
            squares[at + i] = square;
            steps[at + i] = keep * steps[at + i] + share * (step * step);
            w[at + i] -= rate * step;
        }
    }

    @Override
    public void maxNorm(int k, int n, float limit, float[] w, int wAt) {
        for (int j = 0; j < n; j++) {
            float squares = 0;
            for (int p = 0; p < k; p++) {
                float value = w[wAt + p * n + j];
                squares += value * value;
            }
            float norm = sqrt(squares);
            float factor = Math.min(norm, limit) / (1e-7f + norm);
            for (int p = 0; p < k; p++) {
                w[wAt + p * n + j] *= factor;
            }
        }
    }

    /** Correctly rounded: the square root of a float, taken in double, rounds to the same float. */
    private static float sqrt(float x) {
        return (float) Math.sqrt(x);
    }
}
