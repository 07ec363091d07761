// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/** Iterations of Adam without a gradient, replayed for weights that waited. */
final class IdleReplay {
    /** A change below this share of a weight cannot alter it: half an ulp is at least 2⁻²⁵ of it. */
    private static final float NO_CHANGE = 0x1p-26f;

    /** Weights smaller than this are treated as if they were this large. */
    private static final float NEGLIGIBLE = 1e-10f;

    private IdleReplay() {}

    static void adam(
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
        float share1 = (float) (1 - beta1);
        float share2 = (float) (1 - beta2);
        float largestRate = 0;
        for (int t = 0; t < count; t++) {
            largestRate = Math.max(largestRate, rates[ratesAt + t]);
        }
        // m shrinks faster than √v only then, so that a step that is too small is followed by smaller ones.
        boolean mayEnd = beta1 * beta1 <= beta2;
        for (int i = at; i < at + n; i++) {
            float weight = w[i];
            float mean = m[i];
            float variance = v[i];
            int t = 0;
            for (; t < count; t++) {
                mean -= mean * share1;
                variance -= variance * share2;
                float divisor = (float) Math.sqrt(variance) + epsilon;
                float size = Math.max(Math.abs(weight), NEGLIGIBLE);
                if (mayEnd && largestRate * Math.abs(mean) <= NO_CHANGE * size * divisor) {
                    t++;
                    break;
                }
                weight -= rates[ratesAt + t] * mean / divisor;
            }
            w[i] = weight;
            m[i] = mean * power(1 - share1, count - t);
            v[i] = variance * power(1 - share2, count - t);
        }
    }

    /** {@code base} to the power of {@code exponent}, by squaring. */
    static float power(float base, int exponent) {
        double result = 1;
        double square = base;
        for (int e = exponent; e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return (float) result;
    }
}
