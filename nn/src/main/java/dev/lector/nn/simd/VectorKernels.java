// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.Tiles.BLOCK_ROWS;
import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

/**
 * The kernels on the Vector API, for vectors of 128 bits and more. What the JIT compiler turns into vector code by itself
 * is inherited from the plain kernels. Loaded by name, see {@link dev.lector.nn.kernels.KernelChoice}.
 */
public final class VectorKernels extends VectorRecurrent {
    /**
     * For {@link dev.lector.nn.kernels.KernelChoice}.
     *
     * @throws UnsupportedOperationException if vectors have fewer than 128 bits
     */
    public VectorKernels() {
        if (V < 4) {
            throw new UnsupportedOperationException("The vector kernels need vectors of 128 bits. Received: bits="
                    + S.vectorBitSize() + ". Use the plain kernels.");
        }
    }

    @Override
    public String name() {
        return "vector-" + S.vectorBitSize();
    }

    // A right operand of at least V columns is packed into panels as wide as the tiles; a narrower one is packed
    // column by column, for dot products.

    @Override
    public int packedLength(int k, int n) {
        return n < V ? k * n : (n + V - 1) / V * V * k;
    }

    @Override
    public void pack(int k, int n, float[] b, int bAt, int rowStride, int colStride, float[] packed, int packedAt) {
        if (n < V) {
            packColumns(k, n, b, bAt, rowStride, colStride, packed, packedAt, k);
            return;
        }
        int to = packedAt;
        for (int column = 0; column < n; ) {
            int vectors = Tiles.panelVectors(n - column);
            int width = vectors * V;
            int skip = Tiles.skip(n - column, vectors);
            int last = width - V;
            packPanel(k, last, b, bAt + column * colStride, rowStride, colStride, packed, to, width);
            int lastFrom = bAt + (column + last) * colStride;
            for (int p = 0; p < k && skip > 0; p++) {
                fill(skip, 0, packed, to + last + p * width);
            }
            packPanel(k, V - skip, b, lastFrom, rowStride, colStride, packed, to + last + skip, width);
            column += width;
            to += width * k;
        }
    }

    private static void packPanel(
            int k, int n, float[] b, int bAt, int rowStride, int colStride, float[] packed, int packedAt, int width) {
        for (int p = 0; p < k; p++) {
            int from = bAt + p * rowStride;
            int to = packedAt + p * width;
            if (colStride == 1) {
                System.arraycopy(b, from, packed, to, n);
            } else {
                for (int j = 0; j < n; j++) {
                    packed[to + j] = b[from + j * colStride];
                }
            }
        }
    }

    private static void packColumns(
            int k, int n, float[] b, int bAt, int rowStride, int colStride, float[] packed, int packedAt, int length) {
        for (int j = 0; j < n; j++) {
            for (int p = 0; p < k; p++) {
                packed[packedAt + j * length + p] = b[bAt + p * rowStride + j * colStride];
            }
        }
    }

    @Override
    public void matmul(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] packed,
            int packedAt,
            float[] c,
            int cAt,
            int ldc,
            boolean accumulate,
            float[] bias,
            int biasAt,
            boolean relu) {
        for (int i = 0; i < m && !accumulate; i++) {
            if (bias == null) {
                fill(n, 0, c, cAt + i * ldc);
            } else {
                copy(n, bias, biasAt, c, cAt + i * ldc);
            }
        }
        if (n < V) {
            narrow(m, n, k, a, aAt, lda, packed, packedAt, c, cAt, ldc);
        } else {
            int block = Tiles.blockSteps(k);
            for (int p = 0, steps; p < k; p += steps) {
                steps = Math.min(block, k - p);
                for (int i = 0; i < m; i += BLOCK_ROWS) {
                    int rows = Math.min(BLOCK_ROWS, m - i);
                    int from = aAt + p + i * lda;
                    panels(rows, n, k, p, steps, a, from, lda, packed, packedAt, c, cAt + i * ldc, ldc);
                }
            }
        }
        for (int i = 0; i < m && relu; i++) {
            relu(n, c, cAt + i * ldc, c, cAt + i * ldc);
        }
    }

    /** All columns of a block of rows, for the steps from {@code p} on. */
    private static void panels(
            int m,
            int n,
            int k,
            int p,
            int steps,
            float[] a,
            int aAt,
            int lda,
            float[] packed,
            int packedAt,
            float[] c,
            int cAt,
            int ldc) {
        for (int column = 0; column < n; ) {
            int vectors = Tiles.panelVectors(n - column);
            int width = vectors * V;
            int skip = Tiles.skip(n - column, vectors);
            int last = width - V - skip;
            int from = packedAt + column * k + p * width;
            int tall = steps == 1 ? Integer.MAX_VALUE : Tiles.tall(vectors);
            for (int i = 0; i < m; ) {
                int rows = Tiles.newRows(m, i, tall);
                i += rows;
                int first = i - (rows > 2 ? tall : rows);
                int left = aAt + first * lda;
                int to = cAt + first * ldc + column;
                packedTile(rows, vectors, steps, a, left, lda, packed, from, c, to, ldc, last);
            }
            column += width;
        }
    }

    private static void packedTile(
            int rows,
            int vectors,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] b,
            int bAt,
            float[] c,
            int cAt,
            int ldc,
            int last) {
        if (rows > 2) {
            if (vectors == 1) {
                SmallPackedTiles.sixByOne(rows, k, a, aAt, lda, b, bAt, c, cAt, ldc, last);
            } else if (Tiles.MANY) {
                PackedTiles.eightByTwo(rows, k, a, aAt, lda, b, bAt, c, cAt, ldc, last);
            } else {
                SmallPackedTiles.sixByTwo(rows, k, a, aAt, lda, b, bAt, c, cAt, ldc, last);
            }
        } else if (vectors == 2) {
            SmallPackedTiles.twoByTwo(rows, k, a, aAt, lda, b, bAt, c, cAt, ldc, last);
        } else {
            SmallPackedTiles.twoByOne(rows, k, a, aAt, lda, b, bAt, c, cAt, ldc, last);
        }
    }

    /** Fewer columns than lanes: one dot product for each value. */
    private void narrow(
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] packed,
            int packedAt,
            float[] c,
            int cAt,
            int ldc) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                c[cAt + i * ldc + j] += dot(k, a, aAt + i * lda, packed, packedAt + j * k);
            }
        }
    }

    @Override
    public void matmulTransposedLeft(
            int samples,
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int lda,
            int aNext,
            float[] b,
            int bAt,
            int ldb,
            int bNext,
            float[] c,
            int cAt,
            int ldc) {
        if (n < V) {
            super.matmulTransposedLeft(samples, m, n, k, a, aAt, lda, aNext, b, bAt, ldb, bNext, c, cAt, ldc);
            return;
        }
        int block = Tiles.blockSteps(k);
        int group = k == 0 ? samples : Math.max(1, Tiles.STEPS / k);
        for (int s = 0; s < samples; s += group) {
            int count = Math.min(group, samples - s);
            for (int p = 0; p < k; p += block) {
                int steps = Math.min(block, k - p);
                int left = aAt + s * aNext + p * lda;
                int right = bAt + s * bNext + p * ldb;
                transposedPanels(count, m, n, steps, a, left, lda, aNext, b, right, ldb, bNext, c, cAt, ldc);
            }
        }
    }

    private static void transposedPanels(
            int samples,
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int lda,
            int aNext,
            float[] b,
            int bAt,
            int ldb,
            int bNext,
            float[] c,
            int cAt,
            int ldc) {
        for (int column = 0; column < n; ) {
            int vectors = Tiles.panelVectors(n - column);
            int skip = Tiles.skip(n - column, vectors);
            int last = vectors * V - V - skip;
            int tall = Tiles.tall(vectors);
            int right = bAt + column;
            for (int i = 0; i < m; ) {
                int rows = Tiles.newRows(m, i, tall);
                i += rows;
                int first = i - (rows > 2 ? tall : rows);
                int left = aAt + first;
                int to = cAt + first * ldc + column;
                transposedTile(
                        rows, vectors, samples, k, a, left, lda, aNext, b, right, ldb, bNext, c, to, ldc, last, skip);
            }
            column += vectors * V;
        }
    }

    private static void transposedTile(
            int rows,
            int vectors,
            int samples,
            int k,
            float[] a,
            int aAt,
            int lda,
            int aNext,
            float[] b,
            int bAt,
            int ldb,
            int bNext,
            float[] c,
            int cAt,
            int ldc,
            int last,
            int skip) {
        if (rows > 2) {
            if (vectors == 1) {
                SmallTransposedTiles.sixByOne(
                        rows, samples, k, a, aAt, lda, aNext, b, bAt, ldb, bNext, c, cAt, ldc, last, skip);
            } else if (Tiles.MANY) {
                TransposedTiles.eightByTwo(
                        rows, samples, k, a, aAt, lda, aNext, b, bAt, ldb, bNext, c, cAt, ldc, last, skip);
            } else {
                SmallTransposedTiles.sixByTwo(
                        rows, samples, k, a, aAt, lda, aNext, b, bAt, ldb, bNext, c, cAt, ldc, last, skip);
            }
        } else if (vectors == 2) {
            SmallTransposedTiles.twoByTwo(
                    rows, samples, k, a, aAt, lda, aNext, b, bAt, ldb, bNext, c, cAt, ldc, last, skip);
        } else {
            SmallTransposedTiles.twoByOne(
                    rows, samples, k, a, aAt, lda, aNext, b, bAt, ldb, bNext, c, cAt, ldc, last, skip);
        }
    }

    @Override
    public void addScaledRows(
            int count,
            int n,
            float[] alphas,
            int alphasAt,
            float[] x,
            int[] offsets,
            int offsetsAt,
            float[] y,
            int yAt) {
        VectorWords.addScaledRows(count, n, alphas, alphasAt, x, offsets, offsetsAt, y, yAt);
    }

    @Override
    public void windowSums(
            int windows,
            int steps,
            int left,
            int width,
            int n,
            int[] slots,
            int slotsAt,
            float[] table,
            float[] out,
            int outAt) {
        VectorWords.windowSums(windows, steps, left, width, n, slots, slotsAt, table, out, outAt);
    }

    @Override
    public void windowSumsMax(
            int windows,
            int steps,
            int left,
            int width,
            int n,
            int[] slots,
            int slotsAt,
            float[] table,
            float[] out,
            int outAt,
            int[] argmax,
            int argmaxAt) {
        VectorWords.windowSumsMax(windows, steps, left, width, n, slots, slotsAt, table, out, outAt, argmax, argmaxAt);
    }
}
