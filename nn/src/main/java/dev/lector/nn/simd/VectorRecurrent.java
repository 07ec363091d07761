// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.simd.VectorMath.S;
import static dev.lector.nn.simd.VectorMath.V;

import dev.lector.nn.kernels.RecurrentRows;
import jdk.incubator.vector.FloatVector;

/**
 * Steps of recurrent networks on whole vectors. The activations of the gates are loops of their own, over values that
 * are in the first-level cache: one loop with five polynomials is more than the compiler inlines.
 */
abstract class VectorRecurrent extends VectorNormalization {
    @Override
    public void lstm(
            int rows,
            int n,
            float[] gates,
            int gatesAt,
            float[] cPrev,
            int cPrevAt,
            float[] c,
            int cAt,
            float[] tanhC,
            int tanhCAt,
            float[] h,
            int hAt) {
        int whole = S.loopBound(n);
        for (int r = 0; r < rows; r++) {
            int at = r * n;
            int i = gatesAt + 4 * at;
            gateSigmoid(2 * n, gates, i, gates, i);
            gateTanh(n, gates, i + 2 * n, gates, i + 2 * n);
            gateSigmoid(n, gates, i + 3 * n, gates, i + 3 * n);
            cell(whole, n, gates, i, cPrev, cPrevAt + at, c, cAt + at, tanhC, tanhCAt + at, h, hAt + at);
            RecurrentRows.lstm(whole, n, gates, i, cPrev, cPrevAt + at, c, cAt + at, tanhC, tanhCAt + at, h, hAt + at);
        }
    }

    private static void cell(
            int whole,
            int n,
            float[] gates,
            int at,
            float[] cPrev,
            int cPrevAt,
            float[] c,
            int cAt,
            float[] tanhC,
            int tanhCAt,
            float[] h,
            int hAt) {
        for (int j = 0; j < whole; j += V) {
            FloatVector product =
                    FloatVector.fromArray(S, gates, at + j).mul(FloatVector.fromArray(S, gates, at + 2 * n + j));
            FloatVector cell = FloatVector.fromArray(S, gates, at + n + j)
                    .mul(FloatVector.fromArray(S, cPrev, cPrevAt + j))
                    .add(product);
            cell.intoArray(c, cAt + j);
            FloatVector t = VectorMath.gateTanh(cell);
            t.intoArray(tanhC, tanhCAt + j);
            FloatVector.fromArray(S, gates, at + 3 * n + j).mul(t).intoArray(h, hAt + j);
        }
    }

    @Override
    public void lstmBackward(
            int rows,
            int n,
            float[] gates,
            int gatesAt,
            float[] cPrev,
            int cPrevAt,
            float[] tanhC,
            int tanhCAt,
            float[] dh,
            int dhAt,
            float[] dc,
            int dcAt) {
        int whole = S.loopBound(n);
        for (int r = 0; r < rows; r++) {
            int at = r * n;
            int i = gatesAt + 4 * at;
            cellBackward(whole, n, gates, i, cPrev, cPrevAt + at, tanhC, tanhCAt + at, dh, dhAt + at, dc, dcAt + at);
            RecurrentRows.lstmBackward(
                    whole, n, gates, i, cPrev, cPrevAt + at, tanhC, tanhCAt + at, dh, dhAt + at, dc, dcAt + at);
        }
    }

    private static void cellBackward(
            int whole,
            int n,
            float[] gates,
            int at,
            float[] cPrev,
            int cPrevAt,
            float[] tanhC,
            int tanhCAt,
            float[] dh,
            int dhAt,
            float[] dc,
            int dcAt) {
        FloatVector one = FloatVector.broadcast(S, 1);
        for (int j = 0; j < whole; j += V) {
            FloatVector o = FloatVector.fromArray(S, gates, at + 3 * n + j);
            FloatVector t = FloatVector.fromArray(S, tanhC, tanhCAt + j);
            FloatVector byH = FloatVector.fromArray(S, dh, dhAt + j);
            FloatVector byC = byH.mul(o).mul(one.sub(t.mul(t))).add(FloatVector.fromArray(S, dc, dcAt + j));
            byH.mul(t).mul(o.mul(one.sub(o))).intoArray(gates, at + 3 * n + j);
            FloatVector.zero(S).intoArray(dh, dhAt + j);
            FloatVector i = FloatVector.fromArray(S, gates, at + j);
            FloatVector g = FloatVector.fromArray(S, gates, at + 2 * n + j);
            byC.mul(g).mul(i.mul(one.sub(i))).intoArray(gates, at + j);
            byC.mul(i).mul(one.sub(g.mul(g))).intoArray(gates, at + 2 * n + j);
            FloatVector f = FloatVector.fromArray(S, gates, at + n + j);
            byC.mul(f).intoArray(dc, dcAt + j);
            byC.mul(FloatVector.fromArray(S, cPrev, cPrevAt + j))
                    .mul(f.mul(one.sub(f)))
                    .intoArray(gates, at + n + j);
        }
    }

    @Override
    public void gruResetBackward(
            int rows,
            int n,
            float[] gates,
            int gatesAt,
            float[] hPrev,
            int hPrevAt,
            float[] drh,
            int drhAt,
            float[] dh,
            int dhAt) {
        FloatVector one = FloatVector.broadcast(S, 1);
        int whole = S.loopBound(n);
        for (int row = 0; row < rows; row++) {
            int from = row * n;
            int at = gatesAt + 4 * from;
            for (int j = 0; j < whole; j += V) {
                FloatVector r = FloatVector.fromArray(S, gates, at + n + j);
                FloatVector byProduct = FloatVector.fromArray(S, drh, drhAt + from + j);
                byProduct
                        .mul(FloatVector.fromArray(S, hPrev, hPrevAt + from + j))
                        .mul(r.mul(one.sub(r)))
                        .intoArray(gates, at + n + j);
                byProduct
                        .mul(r)
                        .add(FloatVector.fromArray(S, dh, dhAt + from + j))
                        .intoArray(dh, dhAt + from + j);
            }
            RecurrentRows.gruResetBackward(
                    whole, n, gates, at, hPrev, hPrevAt + from, drh, drhAt + from, dh, dhAt + from);
        }
    }

    @Override
    public void gruResetAfter(int rows, int n, float[] gates, int gatesAt) {
        int whole = S.loopBound(n);
        for (int row = 0; row < rows; row++) {
            int at = gatesAt + row * 4 * n;
            gateSigmoid(2 * n, gates, at, gates, at);
            for (int j = 0; j < whole; j += V) {
                FloatVector.fromArray(S, gates, at + n + j)
                        .mul(FloatVector.fromArray(S, gates, at + 3 * n + j))
                        .add(FloatVector.fromArray(S, gates, at + 2 * n + j))
                        .intoArray(gates, at + 2 * n + j);
            }
            RecurrentRows.gruResetAfter(whole, n, gates, at);
        }
    }

    @Override
    public void gruResetAfterBackward(int rows, int n, float[] gates, int gatesAt) {
        FloatVector one = FloatVector.broadcast(S, 1);
        int whole = S.loopBound(n);
        for (int row = 0; row < rows; row++) {
            int at = gatesAt + row * 4 * n;
            for (int j = 0; j < whole; j += V) {
                FloatVector r = FloatVector.fromArray(S, gates, at + n + j);
                FloatVector byCandidate = FloatVector.fromArray(S, gates, at + 2 * n + j);
                byCandidate
                        .mul(FloatVector.fromArray(S, gates, at + 3 * n + j))
                        .mul(r.mul(one.sub(r)))
                        .intoArray(gates, at + n + j);
                byCandidate.mul(r).intoArray(gates, at + 3 * n + j);
            }
            RecurrentRows.gruResetAfterBackward(whole, n, gates, at);
        }
    }

    @Override
    public void gruOutput(int rows, int n, float[] gates, int gatesAt, float[] hPrev, int hPrevAt, float[] h, int hAt) {
        int whole = S.loopBound(n);
        for (int row = 0; row < rows; row++) {
            int from = row * n;
            int at = gatesAt + 4 * from;
            gateTanh(n, gates, at + 2 * n, gates, at + 2 * n);
            for (int j = 0; j < whole; j += V) {
                FloatVector candidate = FloatVector.fromArray(S, gates, at + 2 * n + j);
                FloatVector old = FloatVector.fromArray(S, hPrev, hPrevAt + from + j);
                FloatVector.fromArray(S, gates, at + j)
                        .mul(old.sub(candidate))
                        .add(candidate)
                        .intoArray(h, hAt + from + j);
            }
            RecurrentRows.gruOutput(whole, n, gates, at, hPrev, hPrevAt + from, h, hAt + from);
        }
    }

    @Override
    public void gruOutputBackward(
            int rows, int n, float[] gates, int gatesAt, float[] hPrev, int hPrevAt, float[] dh, int dhAt) {
        FloatVector one = FloatVector.broadcast(S, 1);
        int whole = S.loopBound(n);
        for (int row = 0; row < rows; row++) {
            int from = row * n;
            int at = gatesAt + 4 * from;
            for (int j = 0; j < whole; j += V) {
                FloatVector z = FloatVector.fromArray(S, gates, at + j);
                FloatVector candidate = FloatVector.fromArray(S, gates, at + 2 * n + j);
                FloatVector byH = FloatVector.fromArray(S, dh, dhAt + from + j);
                FloatVector old = FloatVector.fromArray(S, hPrev, hPrevAt + from + j);
                byH.mul(old.sub(candidate)).mul(z.mul(one.sub(z))).intoArray(gates, at + j);
                byH.mul(one.sub(z)).mul(one.sub(candidate.mul(candidate))).intoArray(gates, at + 2 * n + j);
                byH.mul(z).intoArray(dh, dhAt + from + j);
            }
            RecurrentRows.gruOutputBackward(whole, n, gates, at, hPrev, hPrevAt + from, dh, dhAt + from);
        }
    }
}
