// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The optimizer updates that decide the speed of a training, on whole vectors, with the plain twin's arithmetic. The other
 * updates are left to the compiler.
 */
abstract class VectorUpdates extends VectorActivations {
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
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector gradient = FloatVector.fromArray(S, g, gAt + i);
            FloatVector mean = FloatVector.fromArray(S, m, at + i);
            FloatVector variance = FloatVector.fromArray(S, v, at + i);
            mean = mean.add(gradient.sub(mean).mul(share1));
            variance = variance.add(gradient.mul(gradient).sub(variance).mul(share2));
            mean.intoArray(m, at + i);
            variance.intoArray(v, at + i);
            FloatVector divisor = variance.lanewise(VectorOperators.SQRT).add(epsilon);
            FloatVector.fromArray(S, w, at + i).sub(mean.mul(rate).div(divisor)).intoArray(w, at + i);
        }
        super.adam(n - whole, rate, beta1, beta2, epsilon, g, gAt + whole, w, m, v, at + whole);
    }

    /**
     * In closed form. With s = √v at the beginning and q = √beta2, the step of iteration t is
     * {@code rate_t·m·beta1ᵗ/(s·qᵗ + ε) = m/(s + ε)·rate_t·beta1ᵗ/(1 - a·x_t)}, where {@code a = s/(s + ε)} and
     * {@code x_t = 1 - qᵗ}. While beta1ᵗ counts, x_t is small, so four powers of a·x_t are enough, and the sums over t
     * are the same for all weights. The plain twin makes the steps one by one.
     */
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
        if (count < 2 || beta1 > 0.95 || beta2 < 0.998) {
            super.adamIdle(n, count, rates, ratesAt, beta1, beta2, epsilon, w, m, v, at);
            return;
        }
        float base1 = 1 - (float) (1 - beta1);
        float base2 = 1 - (float) (1 - beta2);
        double q = Math.sqrt(base2);
        double decay = 1;
        double rest = 1;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        for (int t = 0; t < count && decay > 1e-10; t++) {
            decay *= base1;
            rest *= q;
            double x = 1 - rest;
            double term = rates[ratesAt + t] * decay;
            s0 += term;
            s1 += term *= x;
            s2 += term *= x;
            s3 += term *= x;
            s4 += term * x;
        }
        float power1 = power(base1, count);
        float power2 = power(base2, count);
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector mean = FloatVector.fromArray(S, m, at + i);
            FloatVector variance = FloatVector.fromArray(S, v, at + i);
            FloatVector root = variance.lanewise(VectorOperators.SQRT);
            FloatVector divisor = root.add(epsilon);
            FloatVector a = root.div(divisor);
            FloatVector sum = a.mul((float) s4).add((float) s3);
            sum = sum.mul(a).add((float) s2);
            sum = sum.mul(a).add((float) s1);
            sum = sum.mul(a).add((float) s0);
            FloatVector step = mean.div(divisor).mul(sum);
            FloatVector.fromArray(S, w, at + i).sub(step).intoArray(w, at + i);
            mean.mul(power1).intoArray(m, at + i);
            variance.mul(power2).intoArray(v, at + i);
        }
        for (int i = at + whole; i < at + n; i++) {
            float root = (float) Math.sqrt(v[i]);
            float divisor = root + epsilon;
            double a = root / divisor;
            w[i] -= (float) (m[i] / divisor * (s0 + a * (s1 + a * (s2 + a * (s3 + a * s4)))));
            m[i] *= power1;
            v[i] *= power2;
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
        int whole = S.loopBound(n);
        FloatVector most = FloatVector.broadcast(S, limit);
        FloatVector least = FloatVector.broadcast(S, -limit);
        for (int i = 0; i < whole; i += V) {
            FloatVector x = FloatVector.fromArray(S, a, aAt + i);
            FloatVector y = FloatVector.fromArray(S, b, bAt + i);
            FloatVector g = y.mul(error).max(least).min(most).mul(rate);
            FloatVector h = x.mul(error).max(least).min(most).mul(rate);
            FloatVector sumA = FloatVector.fromArray(S, aSum, aSumAt + i);
            FloatVector sumB = FloatVector.fromArray(S, bSum, bSumAt + i);
            x.sub(g.div(sumA.lanewise(VectorOperators.SQRT))).intoArray(a, aAt + i);
            y.sub(h.div(sumB.lanewise(VectorOperators.SQRT))).intoArray(b, bAt + i);
            sumA.add(g.mul(g)).intoArray(aSum, aSumAt + i);
            sumB.add(h.mul(h)).intoArray(bSum, bSumAt + i);
        }
        super.adagradPair(
                n - whole,
                error,
                limit,
                rate,
                a,
                aAt + whole,
                aSum,
                aSumAt + whole,
                b,
                bAt + whole,
                bSum,
                bSumAt + whole);
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
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector gradient = FloatVector.fromArray(S, g, gAt + i);
            FloatVector old = FloatVector.fromArray(S, steps, at + i);
            FloatVector square = FloatVector.fromArray(S, squares, at + i)
                    .mul(keep)
                    .add(gradient.mul(gradient).mul(share));
            FloatVector step = gradient.mul(old.add(epsilon).lanewise(VectorOperators.SQRT))
                    .div(square.add(epsilon).lanewise(VectorOperators.SQRT));
            square.intoArray(squares, at + i);
            old.mul(keep).add(step.mul(step).mul(share)).intoArray(steps, at + i);
            FloatVector.fromArray(S, w, at + i).sub(step.mul(rate)).intoArray(w, at + i);
        }
        super.adadelta(n - whole, rate, rho, epsilon, g, gAt + whole, w, squares, steps, at + whole);
    }
}
