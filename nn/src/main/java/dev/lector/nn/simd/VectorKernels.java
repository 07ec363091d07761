// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.Tiles.BLOCK_ROWS;
import static dev.lector.nn.simd.Tiles.ROWS;
import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

/**
 * The kernels on the Vector API, for vectors of 128 bits and more. What the JIT compiler turns into vector code by itself
 * is inherited from the plain kernels. Loaded by name, see {@link dev.lector.nn.kernels.KernelChoice}.
 */
public final class VectorKernels extends VectorUpdates {
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
            int lastFrom = bAt + (column + last - skip) * colStride;
            packPanel(k, V, b, lastFrom, rowStride, colStride, packed, to + last, width);
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
            for (int p = 0; p < k; p += block) {
                int steps = Math.min(block, k - p);
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
            for (int i = 0; i < m; i += ROWS) {
                int rows = Math.min(ROWS, m - i);
                int left = aAt + i * lda;
                int to = cAt + i * ldc + column;
                packedTile(rows, vectors, steps, a, left, lda, packed, from, c, to, ldc, last, skip);
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
            int last,
            int skip) {
        if (rows > 2) {
            if (vectors == 4) {
                PackedTiles.sixByFour(rows, k, a, aAt, lda, b, bAt, c, cAt, ldc, last, skip);
            } else if (vectors == 2) {
                PackedTiles.sixByTwo(rows, k, a, aAt, lda, b, bAt, c, cAt, ldc, last, skip);
            } else {
                PackedTiles.sixByOne(rows, k, a, aAt, lda, b, bAt, c, cAt, ldc, last, skip);
            }
        } else if (vectors == 4) {
            PackedTiles.twoByFour(rows, k, a, aAt, lda, b, bAt, c, cAt, ldc, last, skip);
        } else if (vectors == 2) {
            PackedTiles.twoByTwo(rows, k, a, aAt, lda, b, bAt, c, cAt, ldc, last, skip);
        } else {
            PackedTiles.twoByOne(rows, k, a, aAt, lda, b, bAt, c, cAt, ldc, last, skip);
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
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] b,
            int bAt,
            int ldb,
            float[] c,
            int cAt,
            int ldc) {
        if (n < V) {
            super.matmulTransposedLeft(m, n, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc);
            return;
        }
        int block = Tiles.blockSteps(k);
        for (int p = 0; p < k; p += block) {
            int steps = Math.min(block, k - p);
            for (int column = 0; column < n; ) {
                int vectors = Tiles.panelVectors(n - column);
                int skip = Tiles.skip(n - column, vectors);
                int last = vectors * V - V - skip;
                for (int i = 0; i < m; i += ROWS) {
                    int left = aAt + p * lda + i;
                    int right = bAt + p * ldb + column;
                    int to = cAt + i * ldc + column;
                    int rows = Math.min(ROWS, m - i);
                    transposedTile(rows, vectors, steps, a, left, lda, b, right, ldb, c, to, ldc, last, skip);
                }
                column += vectors * V;
            }
        }
    }

    private static void transposedTile(
            int rows,
            int vectors,
            int k,
            float[] a,
            int aAt,
            int lda,
            float[] b,
            int bAt,
            int ldb,
            float[] c,
            int cAt,
            int ldc,
            int last,
            int skip) {
        if (rows > 2) {
            if (vectors == 4) {
                TransposedTiles.sixByFour(rows, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, last, skip);
            } else if (vectors == 2) {
                TransposedTiles.sixByTwo(rows, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, last, skip);
            } else {
                TransposedTiles.sixByOne(rows, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, last, skip);
            }
        } else if (vectors == 4) {
            TransposedTiles.twoByFour(rows, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, last, skip);
        } else if (vectors == 2) {
            TransposedTiles.twoByTwo(rows, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, last, skip);
        } else {
            TransposedTiles.twoByOne(rows, k, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, last, skip);
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
