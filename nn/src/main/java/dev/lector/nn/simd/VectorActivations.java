// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.kernels.FloatMath.NORMAL_DENSITY;
import static dev.lector.nn.kernels.FloatMath.SELU_ALPHA;
import static dev.lector.nn.kernels.FloatMath.SELU_SCALE;
import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/** Activations on whole vectors; what is left of a row is done by the plain twin, whose arithmetic is the same. */
abstract class VectorActivations extends VectorRows {
    /**
     * Values of the answers of a block. A network has no more of them, so the loop over vectors would be run too seldom for
     * the compiler to take it up before minutes have passed, and until then every vector in it is an object.
     */
    private static final int FEW = 32;

    @Override
    public void exp(int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            VectorMath.exp(v).intoArray(y, yAt + i);
        }
        super.exp(n - whole, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void log(int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            VectorMath.log(v).intoArray(y, yAt + i);
        }
        super.log(n - whole, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void relu(int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            v.blend(0, v.compare(LT, 0)).intoArray(y, yAt + i);
        }
        super.relu(n - whole, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void reluBackward(int n, float[] y, int yAt, float[] g, int gAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, y, yAt + i);
            FloatVector d = FloatVector.fromArray(S, g, gAt + i);
            FloatVector.zero(S).blend(d, v.compare(GT, 0)).intoArray(g, gAt + i);
        }
        super.reluBackward(n - whole, y, yAt + whole, g, gAt + whole);
    }

    @Override
    public void leakyRelu(int n, float slope, float[] x, int xAt, float[] y, int yAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            v.blend(v.mul(slope), v.compare(LT, 0)).intoArray(y, yAt + i);
        }
        super.leakyRelu(n - whole, slope, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void leakyReluBackward(int n, float slope, float[] y, int yAt, float[] g, int gAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, y, yAt + i);
            FloatVector d = FloatVector.fromArray(S, g, gAt + i);
            d.mul(slope).blend(d, v.compare(GT, 0)).intoArray(g, gAt + i);
        }
        super.leakyReluBackward(n - whole, slope, y, yAt + whole, g, gAt + whole);
    }

    @Override
    public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = n <= FEW ? 0 : S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            VectorMath.sigmoid(v).intoArray(y, yAt + i);
        }
        super.sigmoid(n - whole, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void sigmoidBackward(int n, float[] y, int yAt, float[] g, int gAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, y, yAt + i);
            FloatVector d = FloatVector.fromArray(S, g, gAt + i);
            d.mul(v.mul(FloatVector.broadcast(S, 1).sub(v))).intoArray(g, gAt + i);
        }
        super.sigmoidBackward(n - whole, y, yAt + whole, g, gAt + whole);
    }

    @Override
    public void gateTanh(int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            VectorMath.gateTanh(v).intoArray(y, yAt + i);
        }
        super.gateTanh(n - whole, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void gateSigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            VectorMath.gateSigmoid(v).intoArray(y, yAt + i);
        }
        super.gateSigmoid(n - whole, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            VectorMath.tanh(v).intoArray(y, yAt + i);
        }
        super.tanh(n - whole, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void tanhBackward(int n, float[] y, int yAt, float[] g, int gAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, y, yAt + i);
            FloatVector d = FloatVector.fromArray(S, g, gAt + i);
            d.mul(FloatVector.broadcast(S, 1).sub(v.mul(v))).intoArray(g, gAt + i);
        }
        super.tanhBackward(n - whole, y, yAt + whole, g, gAt + whole);
    }

    @Override
    public void elu(int n, float alpha, float[] x, int xAt, float[] y, int yAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            VectorMath.expm1(v).mul(alpha).blend(v, v.compare(GT, 0)).intoArray(y, yAt + i);
        }
        super.elu(n - whole, alpha, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void eluBackward(int n, float alpha, float[] y, int yAt, float[] g, int gAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, y, yAt + i);
            FloatVector d = FloatVector.fromArray(S, g, gAt + i);
            d.mul(v.add(alpha)).blend(d, v.compare(GT, 0)).intoArray(g, gAt + i);
        }
        super.eluBackward(n - whole, alpha, y, yAt + whole, g, gAt + whole);
    }

    @Override
    public void selu(int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            VectorMath.expm1(v)
                    .mul(SELU_ALPHA)
                    .blend(v, v.compare(GT, 0))
                    .mul(SELU_SCALE)
                    .intoArray(y, yAt + i);
        }
        super.selu(n - whole, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void seluBackward(int n, float[] y, int yAt, float[] g, int gAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, y, yAt + i);
            FloatVector d = FloatVector.fromArray(S, g, gAt + i);
            d.mul(v.add(SELU_SCALE * SELU_ALPHA).blend(SELU_SCALE, v.compare(GT, 0)))
                    .intoArray(g, gAt + i);
        }
        super.seluBackward(n - whole, y, yAt + whole, g, gAt + whole);
    }

    @Override
    public void softplus(int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            VectorMath.softplus(v).intoArray(y, yAt + i);
        }
        super.softplus(n - whole, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void softplusBackward(int n, float[] y, int yAt, float[] g, int gAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, y, yAt + i);
            FloatVector d = FloatVector.fromArray(S, g, gAt + i);
            d.mul(VectorMath.expm1(v.neg()).neg()).intoArray(g, gAt + i);
        }
        super.softplusBackward(n - whole, y, yAt + whole, g, gAt + whole);
    }

    @Override
    public void silu(int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            v.mul(VectorMath.sigmoid(v)).intoArray(y, yAt + i);
        }
        super.silu(n - whole, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void siluBackward(int n, float[] x, int xAt, float[] g, int gAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            FloatVector d = FloatVector.fromArray(S, g, gAt + i);
            FloatVector share = VectorMath.sigmoid(v);
            d.mul(share.mul(v.mul(FloatVector.broadcast(S, 1).sub(share)).add(1)))
                    .intoArray(g, gAt + i);
        }
        super.siluBackward(n - whole, x, xAt + whole, g, gAt + whole);
    }

    @Override
    public void gelu(int n, float[] x, int xAt, float[] y, int yAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            v.mul(VectorMath.normalShare(v)).intoArray(y, yAt + i);
        }
        super.gelu(n - whole, x, xAt + whole, y, yAt + whole);
    }

    @Override
    public void geluBackward(int n, float[] x, int xAt, float[] g, int gAt) {
        int whole = S.loopBound(n);
        for (int i = 0; i < whole; i += V) {
            FloatVector v = FloatVector.fromArray(S, x, xAt + i);
            FloatVector d = FloatVector.fromArray(S, g, gAt + i);
            FloatVector density = VectorMath.exp(v.mul(-0.5f).mul(v)).mul(NORMAL_DENSITY);
            d.mul(VectorMath.normalShare(v).add(v.mul(density))).intoArray(g, gAt + i);
        }
        super.geluBackward(n - whole, x, xAt + whole, g, gAt + whole);
    }

    @Override
    public void softmax(int m, int n, float[] x, int xAt, float[] y, int yAt) {
        if (n < V) {
            super.softmax(m, n, x, xAt, y, yAt);
            return;
        }
        for (int row = 0; row < m; row++) {
            int to = yAt + row * n;
            float max = max(n, x, xAt + row * n);
            copy(n, x, xAt + row * n, y, to);
            for (int i = 0; i < n; i++) {
                y[to + i] -= max;
            }
            exp(n, y, to, y, to);
            scale(n, (float) (1 / sum(n, y, to)), y, to);
        }
    }
}
