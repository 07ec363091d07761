// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/** Activations in plain loops over {@link FloatMath}. */
abstract class PlainActivations extends PlainRows implements ActivationKernels {
    @Override
    public void exp(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = FloatMath.exp(v);
        }
    }

    @Override
    public void log(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = FloatMath.log(v);
        }
    }

    @Override
    public void relu(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = v < 0 ? 0 : v;
        }
    }

    @Override
    public void reluBackward(int n, float[] y, int yAt, float[] g, int gAt) {
        for (int i = 0; i < n; i++) {
            float v = y[yAt + i];
            g[gAt + i] = v > 0 ? g[gAt + i] : 0;
        }
    }

    @Override
    public void leakyRelu(int n, float slope, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = v < 0 ? slope * v : v;
        }
    }

    @Override
    public void leakyReluBackward(int n, float slope, float[] y, int yAt, float[] g, int gAt) {
        for (int i = 0; i < n; i++) {
            float v = y[yAt + i];
            g[gAt + i] *= v > 0 ? 1 : slope;
        }
    }

    @Override
    public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = FloatMath.sigmoid(v);
        }
    }

    @Override
    public void sigmoidBackward(int n, float[] y, int yAt, float[] g, int gAt) {
        for (int i = 0; i < n; i++) {
            float v = y[yAt + i];
            g[gAt + i] *= v * (1 - v);
        }
    }

    @Override
    public void hardSigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = Math.min(Math.max(v + 3, 0), 6) * (1 / 6f);
        }
    }

    @Override
    public void hardSigmoidBackward(int n, float[] y, int yAt, float[] g, int gAt) {
        for (int i = 0; i < n; i++) {
            float v = y[yAt + i];
            g[gAt + i] *= v > 0 && v < 1 ? 1 / 6f : 0;
        }
    }

    @Override
    public void gateTanh(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = FloatMath.gateTanh(x[xAt + i]);
        }
    }

    @Override
    public void gateSigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = FloatMath.gateSigmoid(x[xAt + i]);
        }
    }

    @Override
    public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = FloatMath.tanh(v);
        }
    }

    @Override
    public void tanhBackward(int n, float[] y, int yAt, float[] g, int gAt) {
        for (int i = 0; i < n; i++) {
            float v = y[yAt + i];
            g[gAt + i] *= 1 - v * v;
        }
    }

    @Override
    public void elu(int n, float alpha, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = v > 0 ? v : alpha * FloatMath.expm1(v);
        }
    }

    @Override
    public void eluBackward(int n, float alpha, float[] y, int yAt, float[] g, int gAt) {
        for (int i = 0; i < n; i++) {
            float v = y[yAt + i];
            g[gAt + i] *= v > 0 ? 1 : v + alpha;
        }
    }

    @Override
    public void selu(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = FloatMath.SELU_SCALE * (v > 0 ? v : FloatMath.SELU_ALPHA * FloatMath.expm1(v));
        }
    }

    @Override
    public void seluBackward(int n, float[] y, int yAt, float[] g, int gAt) {
        for (int i = 0; i < n; i++) {
            float v = y[yAt + i];
            g[gAt + i] *= v > 0 ? FloatMath.SELU_SCALE : v + FloatMath.SELU_SCALE * FloatMath.SELU_ALPHA;
        }
    }

    @Override
    public void softplus(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = FloatMath.softplus(v);
        }
    }

    @Override
    public void softplusBackward(int n, float[] y, int yAt, float[] g, int gAt) {
        for (int i = 0; i < n; i++) {
            float v = y[yAt + i];
            g[gAt + i] *= -FloatMath.expm1(-v);
        }
    }

    @Override
    public void silu(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = v * FloatMath.sigmoid(v);
        }
    }

    @Override
    public void siluBackward(int n, float[] x, int xAt, float[] g, int gAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            float s = FloatMath.sigmoid(v);
            g[gAt + i] *= s * (1 + v * (1 - s));
        }
    }

    @Override
    public void gelu(int n, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            y[yAt + i] = v * FloatMath.normalShare(v);
        }
    }

    @Override
    public void geluBackward(int n, float[] x, int xAt, float[] g, int gAt) {
        for (int i = 0; i < n; i++) {
            float v = x[xAt + i];
            float density = FloatMath.NORMAL_DENSITY * FloatMath.exp(-0.5f * v * v);
            g[gAt + i] *= FloatMath.normalShare(v) + v * density;
        }
    }

    @Override
    public void softmax(int m, int n, float[] x, int xAt, float[] y, int yAt) {
        for (int row = 0; row < m; row++) {
            int from = xAt + row * n;
            int to = yAt + row * n;
            float max = max(n, x, from);
            float sum = 0;
            for (int i = 0; i < n; i++) {
                float e = FloatMath.exp(x[from + i] - max);
                y[to + i] = e;
                sum += e;
            }
            scale(n, 1 / sum, y, to);
        }
    }

    @Override
    public void softmaxBackward(int m, int n, float[] y, int yAt, float[] g, int gAt) {
        for (int row = 0; row < m; row++) {
            int from = yAt + row * n;
            int to = gAt + row * n;
            float dot = dot(n, g, to, y, from);
            for (int i = 0; i < n; i++) {
                g[to + i] = y[from + i] * (g[to + i] - dot);
            }
        }
    }
}
