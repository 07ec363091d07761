// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The kernels on the Vector API, for vectors of 128 bits and more. What takes no noticeable share of a training step is
 * inherited from the plain kernels, in loops that the JIT compiler mostly leaves as they stand. Loaded by name, see {@link dev.lector.nn.kernels.KernelChoice}.
 */
public final class VectorKernels extends VectorSearch {
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
            packColumns(k, n, b, bAt, rowStride, colStride, packed, packedAt);
            return;
        }
        for (int column = 0; column < n; ) {
            int vectors = Tiles.panelVectors(n - column);
            int from = bAt + column * colStride;
            packPanel(k, n - column, vectors, b, from, rowStride, colStride, packed, packedAt + column * k);
            column += vectors * V;
        }
    }

    /** Packs {@code k} rows of the panel that begins where {@code columns} are left. */
    private static void packPanel(
            int k,
            int columns,
            int vectors,
            float[] b,
            int bAt,
            int rowStride,
            int colStride,
            float[] packed,
            int packedAt) {
        int width = vectors * V;
        int skip = Tiles.skip(columns, vectors);
        int last = width - V;
        if (colStride == 1) {
            copyRows(k, last, last - skip, skip, b, bAt, rowStride, packed, packedAt);
            return;
        }
        // Column by column: in a transposed matrix these are what lies side by side.
        for (int j = 0; j < width; j++) {
            boolean outside = j >= last && j < last + skip;
            int from = bAt + (j < last ? j : j - skip) * colStride;
            for (int p = 0; p < k; p++) {
                packed[packedAt + p * width + j] = outside ? 0 : b[from + p * rowStride];
            }
        }
    }

    /** Copies the panel's first {@code last} values of each row, and the vector at {@code lastFrom}, whose first {@code skip} lanes are 0. */
    private static void copyRows(
            int k, int last, int lastFrom, int skip, float[] b, int bAt, int rowStride, float[] packed, int packedAt) {
        VectorMask<Float> neighbours = FloatVector.fromArray(S, LANE, 0).compare(VectorOperators.LT, (float) skip);
        FloatVector zero = FloatVector.zero(S);
        int to = packedAt;
        for (int from = bAt; from < bAt + k * rowStride; from += rowStride) {
            for (int j = 0; j < last; j += V) {
                FloatVector.fromArray(S, b, from + j).intoArray(packed, to + j);
            }
            FloatVector.fromArray(S, b, from + lastFrom).blend(zero, neighbours).intoArray(packed, to + last);
            to += last + V;
        }
    }

    private static void packColumns(
            int k, int n, float[] b, int bAt, int rowStride, int colStride, float[] packed, int packedAt) {
        for (int j = 0; j < n; j++) {
            for (int p = 0; p < k; p++) {
                packed[packedAt + j * k + p] = b[bAt + p * rowStride + j * colStride];
            }
        }
    }

    @Override
    public void matmul(
            int samples,
            int m,
            int n,
            int k,
            float[] a,
            int aAt,
            int lda,
            int aNext,
            float[] packed,
            int packedAt,
            float[] c,
            int cAt,
            int ldc,
            int cNext,
            boolean accumulate,
            float[] bias,
            int biasAt,
            boolean relu) {
        boolean few = samples == 1 && Tiles.few(n, k);
        // The first sums are then written, not added.
        boolean fresh = !accumulate && bias == null && !few && n >= V && k > 0;
        for (int s = 0; s < samples && !accumulate; s++) {
            int left = fresh ? n % V : n;
            startRows(m, left, c, cAt + s * cNext + n - left, ldc, bias, biasAt);
        }
        if (n < V) {
            for (int s = 0; s < samples; s++) {
                narrow(m, n, k, a, aAt + s * aNext, lda, packed, packedAt, c, cAt + s * cNext, ldc);
            }
        } else {
            Tiles tiles = Tiles.ofThread();
            int block = Tiles.blockSteps(k);
            int done = few ? ProductTiles.few(m, n, k, a, aAt, lda, packed, packedAt, c, cAt, ldc) : 0;
            for (int p = 0; p < k; p += block) {
                int steps = Math.min(block, k - p);
                for (int i = done; i < samples * m; i += Tiles.ROWS) {
                    int rows = Math.min(Tiles.ROWS, samples * m - i);
                    gatherRows(tiles, i, rows, m, steps, a, aAt + p, lda, aNext, cAt, ldc, cNext);
                    panels(tiles, rows, n, k, p, steps, packed, packedAt, c, fresh && p == 0);
                }
            }
        }
        for (int s = 0; s < samples && relu; s++) {
            for (int i = 0; i < m; i++) {
                int row = cAt + s * cNext + i * ldc;
                relu(n, c, row, c, row);
            }
        }
    }

    private void startRows(int m, int n, float[] c, int cAt, int ldc, float[] bias, int biasAt) {
        for (int i = 0; i < m; i++) {
            if (bias == null) {
                fill(n, 0, c, cAt + i * ldc);
            } else {
                copy(n, bias, biasAt, c, cAt + i * ldc);
            }
        }
    }

    /** Copies {@code rows} rows of A from row {@code first} on, counted through all samples, and notes their place in C. */
    private static void gatherRows(
            Tiles tiles,
            int first,
            int rows,
            int m,
            int steps,
            float[] a,
            int aAt,
            int lda,
            int aNext,
            int cAt,
            int ldc,
            int cNext) {
        int s = first / m;
        int row = first % m;
        for (int i = 0; i < rows; i++) {
            System.arraycopy(a, aAt + s * aNext + row * lda, tiles.left, i * Tiles.STEPS, steps);
            tiles.starts[i] = cAt + s * cNext + row * ldc;
            row++;
            if (row == m) {
                row = 0;
                s++;
            }
        }
    }

    /** All columns of the gathered rows, for the steps from {@code p} on. */
    private static void panels(
            Tiles tiles,
            int m,
            int n,
            int k,
            int p,
            int steps,
            float[] packed,
            int packedAt,
            float[] c,
            boolean fresh) {
        for (int column = 0; column < n; ) {
            int vectors = Tiles.panelVectors(n - column);
            int width = vectors * V;
            int last = width - V - Tiles.skip(n - column, vectors);
            int right = packedAt + column * k + p * width;
            for (int i = 0; i < m; ) {
                int rows = Tiles.rows(m - i, vectors);
                ProductTiles.multiply(rows, vectors, steps, tiles.left, i * Tiles.STEPS, packed, right, tiles.sums);
                if (fresh) {
                    tiles.put(Math.min(rows, m - i), vectors, c, i, column, last);
                } else {
                    tiles.add(Math.min(rows, m - i), vectors, c, i, column, last);
                }
                i += rows;
            }
            column += width;
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
        Tiles tiles = Tiles.ofThread();
        int block = Tiles.blockSteps(samples * k);
        for (int p = 0; p < samples * k; p += block) {
            int steps = Math.min(block, samples * k - p);
            for (int column = 0; column < n; column += Tiles.COLUMNS) {
                int columns = Math.min(Tiles.COLUMNS, n - column);
                gatherPanels(tiles, p, steps, columns, k, b, bAt + column, ldb, bNext);
                for (int i = 0; i < m; i += Tiles.ROWS) {
                    int rows = Math.min(Tiles.ROWS, m - i);
                    gatherSteps(tiles, p, steps, rows, k, a, aAt + i, lda, aNext);
                    transposedPanels(tiles, rows, columns, steps, c, cAt + i * ldc + column, ldc);
                }
            }
        }
    }

    /** Copies {@code steps} rows of B from row {@code p} on, counted through all samples, in panels. */
    private static void gatherPanels(
            Tiles tiles, int p, int steps, int n, int k, float[] b, int bAt, int ldb, int bNext) {
        for (int done = 0, count; done < steps; done += count) {
            int s = (p + done) / k;
            int row = (p + done) % k;
            count = Math.min(steps - done, k - row);
            for (int column = 0; column < n; ) {
                int vectors = Tiles.panelVectors(n - column);
                int from = bAt + s * bNext + row * ldb + column;
                int to = column * steps + done * vectors * V;
                packPanel(count, n - column, vectors, b, from, ldb, 1, tiles.right, to);
                column += vectors * V;
            }
        }
    }

    /** Copies {@code rows} values of {@code steps} steps of A from step {@code p} on, counted through all samples. */
    private static void gatherSteps(
            Tiles tiles, int p, int steps, int rows, int k, float[] a, int aAt, int lda, int aNext) {
        int s = p / k;
        int row = p % k;
        for (int i = 0; i < steps; i++) {
            System.arraycopy(a, aAt + s * aNext + row * lda, tiles.left, i * Tiles.ROWS, rows);
            row++;
            if (row == k) {
                row = 0;
                s++;
            }
        }
    }

    private static void transposedPanels(Tiles tiles, int m, int n, int steps, float[] c, int cAt, int ldc) {
        for (int i = 0; i < m; i++) {
            tiles.starts[i] = cAt + i * ldc;
        }
        for (int column = 0; column < n; ) {
            int vectors = Tiles.panelVectors(n - column);
            int last = vectors * V - V - Tiles.skip(n - column, vectors);
            for (int i = 0; i < m; ) {
                int rows = Tiles.rows(m - i, vectors);
                TransposedTiles.multiply(rows, vectors, steps, tiles.left, i, tiles.right, column * steps, tiles.sums);
                tiles.add(Math.min(rows, m - i), vectors, c, i, column, last);
                i += rows;
            }
            column += vectors * V;
        }
    }
}
