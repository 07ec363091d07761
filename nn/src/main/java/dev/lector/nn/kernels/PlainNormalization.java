// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/** Normalization in plain loops. Those over columns also serve the last columns of the vector kernels. */
abstract class PlainNormalization extends PlainUpdates implements NormalizationKernels {
    @Override
    public void moments(int m, int n, float[] weights, int weightsAt, float[] x, int xAt, float[] out, int outAt) {
        momentsFrom(0, m, n, weights, weightsAt, x, xAt, out, outAt);
    }

    /** {@link #moments} of the columns from {@code first} on. */
    protected static void momentsFrom(
            int first, int m, int n, float[] weights, int weightsAt, float[] x, int xAt, float[] out, int outAt) {
        float count = 0;
        for (int i = 0; i < m; i++) {
            count += weights[weightsAt + i];
        }
        float share = count > 0 ? 1 / count : 0;
        for (int j = first; j < n; j++) {
            float sum = 0;
            for (int i = 0; i < m; i++) {
                sum += weights[weightsAt + i] * x[xAt + i * n + j];
            }
            float center = sum * share;
            float one = 0;
            float two = 0;
            for (int i = 0; i < m; i++) {
                float difference = x[xAt + i * n + j] - center;
                float weighted = weights[weightsAt + i] * difference;
                one += weighted;
                two += weighted * difference;
            }
            out[outAt + j] = center;
            out[outAt + n + j] = one;
            out[outAt + 2 * n + j] = two;
        }
    }

    @Override
    public void normalize(int m, int n, float[] x, int xAt, float[] p, int pAt, float[] y, int yAt) {
        normalizeFrom(0, m, n, x, xAt, p, pAt, y, yAt);
    }

    /** {@link #normalize} for the columns from {@code first} on. */
    protected static void normalizeFrom(
            int first, int m, int n, float[] x, int xAt, float[] p, int pAt, float[] y, int yAt) {
        for (int i = 0; i < m * n; i += n) {
            for (int j = first; j < n; j++) {
                y[yAt + i + j] = (x[xAt + i + j] - p[pAt + n + j]) * p[pAt + 2 * n + j] + p[pAt + j];
            }
        }
    }

    @Override
    public void normalizeSums(
            int m,
            int n,
            float[] x,
            int xAt,
            float[] g,
            int gAt,
            float[] center,
            int centerAt,
            float[] out,
            int outAt) {
        normalizeSumsFrom(0, m, n, x, xAt, g, gAt, center, centerAt, out, outAt);
    }

    /** {@link #normalizeSums} of the columns from {@code first} on. */
    protected static void normalizeSumsFrom(
            int first,
            int m,
            int n,
            float[] x,
            int xAt,
            float[] g,
            int gAt,
            float[] center,
            int centerAt,
            float[] out,
            int outAt) {
        for (int j = first; j < n; j++) {
            float sum = 0;
            float product = 0;
            for (int i = 0; i < m * n; i += n) {
                sum += g[gAt + i + j];
                product += g[gAt + i + j] * (x[xAt + i + j] - center[centerAt + j]);
            }
            out[outAt + j] = sum;
            out[outAt + n + j] = product;
        }
    }

    @Override
    public void normalizeBackward(
            int m,
            int n,
            float[] weights,
            int weightsAt,
            float[] x,
            int xAt,
            float[] g,
            int gAt,
            float[] p,
            int pAt,
            float[] xGradient,
            int xGradientAt) {
        normalizeBackwardFrom(0, m, n, weights, weightsAt, x, xAt, g, gAt, p, pAt, xGradient, xGradientAt);
    }

    /** {@link #normalizeBackward} for the columns from {@code first} on. */
    protected static void normalizeBackwardFrom(
            int first,
            int m,
            int n,
            float[] weights,
            int weightsAt,
            float[] x,
            int xAt,
            float[] g,
            int gAt,
            float[] p,
            int pAt,
            float[] xGradient,
            int xGradientAt) {
        for (int i = 0; i < m; i++) {
            float weight = weights[weightsAt + i];
            for (int j = first; j < n; j++) {
                float difference = x[xAt + i * n + j] - p[pAt + j];
                float through = p[pAt + n + j] * g[gAt + i * n + j];
                float around = weight * (p[pAt + 2 * n + j] * difference + p[pAt + 3 * n + j]);
                xGradient[xGradientAt + i * n + j] += through + around;
            }
        }
    }

    @Override
    public void normalizeRows(
            int m,
            int n,
            float epsilon,
            float[] x,
            int xAt,
            float[] gamma,
            int gammaAt,
            float[] beta,
            int betaAt,
            float[] y,
            int yAt,
            float[] statistics,
            int statisticsAt) {
        for (int i = 0; i < m; i++) {
            int row = xAt + i * n;
            float sum = 0;
            for (int j = 0; j < n; j++) {
                sum += x[row + j];
            }
            float mean = sum / n;
            float squares = 0;
            for (int j = 0; j < n; j++) {
                squares += (x[row + j] - mean) * (x[row + j] - mean);
            }
            float inverse = 1 / (float) Math.sqrt(squares / n + epsilon);
            for (int j = 0; j < n; j++) {
                y[yAt + i * n + j] = (x[row + j] - mean) * inverse * gamma[gammaAt + j] + beta[betaAt + j];
            }
            if (statistics != null) {
                statistics[statisticsAt + 2 * i] = mean;
                statistics[statisticsAt + 2 * i + 1] = inverse;
            }
        }
    }

    @Override
    public void normalizeRowsBackward(
            int m,
            int n,
            float[] x,
            int xAt,
            float[] gamma,
            int gammaAt,
            float[] statistics,
            int statisticsAt,
            float[] g,
            int gAt,
            float[] gammaGradient,
            int gammaGradientAt,
            float[] betaGradient,
            int betaGradientAt,
            float[] xGradient,
            int xGradientAt) {
        for (int i = 0; i < m; i++) {
            float mean = statistics[statisticsAt + 2 * i];
            float inverse = statistics[statisticsAt + 2 * i + 1];
            float sum = 0;
            float product = 0;
            for (int j = 0; j < n; j++) {
                float normal = (x[xAt + i * n + j] - mean) * inverse;
                float gradient = g[gAt + i * n + j];
                gammaGradient[gammaGradientAt + j] += gradient * normal;
                betaGradient[betaGradientAt + j] += gradient;
                sum += gradient * gamma[gammaAt + j];
                product += gradient * gamma[gammaAt + j] * normal;
            }
            for (int j = 0; j < n && xGradient != null; j++) {
                float normal = (x[xAt + i * n + j] - mean) * inverse;
                float rest = g[gAt + i * n + j] * gamma[gammaAt + j] - sum / n - normal * (product / n);
                xGradient[xGradientAt + i * n + j] += inverse * rest;
            }
        }
    }
}
