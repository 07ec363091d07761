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
