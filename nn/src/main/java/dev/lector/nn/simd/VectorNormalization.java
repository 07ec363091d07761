// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;
import static dev.lector.nn.simd.VectorMath.sumLanes;

import jdk.incubator.vector.FloatVector;

/** Normalization on whole vectors: those over columns take one vector of channels through all positions. */
abstract class VectorNormalization extends VectorUpdates {
    @Override
    public void moments(int m, int n, float[] weights, int weightsAt, float[] x, int xAt, float[] out, int outAt) {
        float count = 0;
        for (int i = 0; i < m; i++) {
            count += weights[weightsAt + i];
        }
        float share = count > 0 ? 1 / count : 0;
        int j = 0;
        for (; j < S.loopBound(n); j += V) {
            FloatVector sum = FloatVector.zero(S);
            for (int i = 0; i < m; i++) {
                sum = FloatVector.fromArray(S, x, xAt + i * n + j)
                        .fma(FloatVector.broadcast(S, weights[weightsAt + i]), sum);
            }
            FloatVector center = sum.mul(share);
            FloatVector one = FloatVector.zero(S);
            FloatVector two = FloatVector.zero(S);
            for (int i = 0; i < m; i++) {
                FloatVector difference =
                        FloatVector.fromArray(S, x, xAt + i * n + j).sub(center);
                FloatVector weighted = difference.mul(weights[weightsAt + i]);
                one = one.add(weighted);
                two = weighted.fma(difference, two);
            }
            center.intoArray(out, outAt + j);
            one.intoArray(out, outAt + n + j);
            two.intoArray(out, outAt + 2 * n + j);
        }
        momentsFrom(j, m, n, weights, weightsAt, x, xAt, out, outAt);
    }

    @Override
    public void normalize(int m, int n, float[] x, int xAt, float[] p, int pAt, float[] y, int yAt) {
        int j = 0;
        for (; j < S.loopBound(n); j += V) {
            FloatVector shift = FloatVector.fromArray(S, p, pAt + j);
            FloatVector center = FloatVector.fromArray(S, p, pAt + n + j);
            FloatVector scale = FloatVector.fromArray(S, p, pAt + 2 * n + j);
            for (int i = j; i < m * n; i += n) {
                FloatVector.fromArray(S, x, xAt + i)
                        .sub(center)
                        .fma(scale, shift)
                        .intoArray(y, yAt + i);
            }
        }
        normalizeFrom(j, m, n, x, xAt, p, pAt, y, yAt);
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
        int j = 0;
        for (; j < S.loopBound(n); j += V) {
            FloatVector middle = FloatVector.fromArray(S, center, centerAt + j);
            FloatVector sum = FloatVector.zero(S);
            FloatVector product = FloatVector.zero(S);
            for (int i = j; i < m * n; i += n) {
                FloatVector gradient = FloatVector.fromArray(S, g, gAt + i);
                sum = sum.add(gradient);
                product = FloatVector.fromArray(S, x, xAt + i).sub(middle).fma(gradient, product);
            }
            sum.intoArray(out, outAt + j);
            product.intoArray(out, outAt + n + j);
        }
        normalizeSumsFrom(j, m, n, x, xAt, g, gAt, center, centerAt, out, outAt);
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
        int j = 0;
        for (; j < S.loopBound(n); j += V) {
            FloatVector center = FloatVector.fromArray(S, p, pAt + j);
            FloatVector scale = FloatVector.fromArray(S, p, pAt + n + j);
            FloatVector slope = FloatVector.fromArray(S, p, pAt + 2 * n + j);
            FloatVector offset = FloatVector.fromArray(S, p, pAt + 3 * n + j);
            for (int r = 0; r < m; r++) {
                int i = r * n + j;
                FloatVector around = FloatVector.fromArray(S, x, xAt + i)
                        .sub(center)
                        .mul(slope)
                        .add(offset)
                        .mul(weights[weightsAt + r]);
                // Not fused: in a batch of one row both cancel, and only what is rounded alike does so.
                FloatVector.fromArray(S, g, gAt + i)
                        .mul(scale)
                        .add(around)
                        .add(FloatVector.fromArray(S, xGradient, xGradientAt + i))
                        .intoArray(xGradient, xGradientAt + i);
            }
        }
        normalizeBackwardFrom(j, m, n, weights, weightsAt, x, xAt, g, gAt, p, pAt, xGradient, xGradientAt);
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
            float mean = (float) sum(n, x, row) / n;
            float inverse = 1 / (float) Math.sqrt(squaresAbout(mean, n, x, row) / n + epsilon);
            int to = yAt + i * n;
            int j = 0;
            for (; j < S.loopBound(n); j += V) {
                FloatVector.fromArray(S, x, row + j)
                        .sub(mean)
                        .mul(inverse)
                        .fma(FloatVector.fromArray(S, gamma, gammaAt + j), FloatVector.fromArray(S, beta, betaAt + j))
                        .intoArray(y, to + j);
            }
            for (; j < n; j++) {
                y[to + j] = (x[row + j] - mean) * inverse * gamma[gammaAt + j] + beta[betaAt + j];
            }
            if (statistics != null) {
                statistics[statisticsAt + 2 * i] = mean;
                statistics[statisticsAt + 2 * i + 1] = inverse;
            }
        }
    }

    private static float squaresAbout(float mean, int n, float[] x, int xAt) {
        FloatVector squares = FloatVector.zero(S);
        int j = 0;
        for (; j < S.loopBound(n); j += V) {
            FloatVector difference = FloatVector.fromArray(S, x, xAt + j).sub(mean);
            squares = difference.fma(difference, squares);
        }
        float[] lanes = Tiles.ofThread().sums;
        squares.intoArray(lanes, 0);
        float sum = sumLanes(lanes, 0);
        for (; j < n; j++) {
            sum += (x[xAt + j] - mean) * (x[xAt + j] - mean);
        }
        return sum;
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
            int row = xAt + i * n;
            int gRow = gAt + i * n;
            float mean = statistics[statisticsAt + 2 * i];
            float inverse = statistics[statisticsAt + 2 * i + 1];
            FloatVector sums = FloatVector.zero(S);
            FloatVector products = FloatVector.zero(S);
            int j = 0;
            for (; j < S.loopBound(n); j += V) {
                FloatVector normal =
                        FloatVector.fromArray(S, x, row + j).sub(mean).mul(inverse);
                FloatVector gradient = FloatVector.fromArray(S, g, gRow + j);
                normal.fma(gradient, FloatVector.fromArray(S, gammaGradient, gammaGradientAt + j))
                        .intoArray(gammaGradient, gammaGradientAt + j);
                FloatVector.fromArray(S, betaGradient, betaGradientAt + j)
                        .add(gradient)
                        .intoArray(betaGradient, betaGradientAt + j);
                FloatVector scaled = gradient.mul(FloatVector.fromArray(S, gamma, gammaAt + j));
                sums = sums.add(scaled);
                products = scaled.fma(normal, products);
            }
            float[] lanes = Tiles.ofThread().sums;
            sums.intoArray(lanes, 0);
            float sum = sumLanes(lanes, 0);
            products.intoArray(lanes, 0);
            float product = sumLanes(lanes, 0);
            for (; j < n; j++) {
                float normal = (x[row + j] - mean) * inverse;
                gammaGradient[gammaGradientAt + j] += g[gRow + j] * normal;
                betaGradient[betaGradientAt + j] += g[gRow + j];
                sum += g[gRow + j] * gamma[gammaAt + j];
                product += g[gRow + j] * gamma[gammaAt + j] * normal;
            }
            if (xGradient != null) {
                addRowGradient(
                        n,
                        x,
                        row,
                        gamma,
                        gammaAt,
                        mean,
                        inverse,
                        sum / n,
                        product / n,
                        g,
                        gRow,
                        xGradient,
                        xGradientAt + i * n);
            }
        }
    }

    private static void addRowGradient(
            int n,
            float[] x,
            int xAt,
            float[] gamma,
            int gammaAt,
            float mean,
            float inverse,
            float meanGradient,
            float meanProduct,
            float[] g,
            int gAt,
            float[] xGradient,
            int xGradientAt) {
        int j = 0;
        for (; j < S.loopBound(n); j += V) {
            FloatVector normal = FloatVector.fromArray(S, x, xAt + j).sub(mean).mul(inverse);
            FloatVector.fromArray(S, g, gAt + j)
                    .mul(FloatVector.fromArray(S, gamma, gammaAt + j))
                    .sub(meanGradient)
                    .sub(normal.mul(meanProduct))
                    .fma(FloatVector.broadcast(S, inverse), FloatVector.fromArray(S, xGradient, xGradientAt + j))
                    .intoArray(xGradient, xGradientAt + j);
        }
        for (; j < n; j++) {
            float rest = g[gAt + j] * gamma[gammaAt + j] - meanGradient - (x[xAt + j] - mean) * inverse * meanProduct;
            xGradient[xGradientAt + j] += inverse * rest;
        }
    }
}
