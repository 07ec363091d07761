// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/** Steps of recurrent networks in plain Java. */
abstract class PlainRecurrent extends PlainNormalization implements RecurrentKernels {
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
        for (int r = 0; r < rows; r++) {
            int i = gatesAt + r * 4 * n;
            gateSigmoid(2 * n, gates, i, gates, i);
            gateTanh(n, gates, i + 2 * n, gates, i + 2 * n);
            gateSigmoid(n, gates, i + 3 * n, gates, i + 3 * n);
            int at = r * n;
            RecurrentRows.lstm(0, n, gates, i, cPrev, cPrevAt + at, c, cAt + at, tanhC, tanhCAt + at, h, hAt + at);
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
        for (int r = 0; r < rows; r++) {
            int at = r * n;
            int i = gatesAt + 4 * at;
            RecurrentRows.lstmBackward(
                    0, n, gates, i, cPrev, cPrevAt + at, tanhC, tanhCAt + at, dh, dhAt + at, dc, dcAt + at);
        }
    }

    @Override
    public void gruReset(int rows, int n, float[] gates, int gatesAt, float[] hPrev, int hPrevAt) {
        for (int r = 0; r < rows; r++) {
            int z = gatesAt + r * 4 * n;
            gateSigmoid(2 * n, gates, z, gates, z);
            copy(n, hPrev, hPrevAt + r * n, gates, z + 3 * n);
            multiply(n, gates, z + n, gates, z + 3 * n);
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
        for (int r = 0; r < rows; r++) {
            int at = r * n;
            RecurrentRows.gruResetBackward(
                    0, n, gates, gatesAt + 4 * at, hPrev, hPrevAt + at, drh, drhAt + at, dh, dhAt + at);
        }
    }

    @Override
    public void gruResetAfter(int rows, int n, float[] gates, int gatesAt) {
        for (int r = 0; r < rows; r++) {
            int z = gatesAt + r * 4 * n;
            gateSigmoid(2 * n, gates, z, gates, z);
            RecurrentRows.gruResetAfter(0, n, gates, z);
        }
    }

    @Override
    public void gruResetAfterBackward(int rows, int n, float[] gates, int gatesAt) {
        for (int r = 0; r < rows; r++) {
            RecurrentRows.gruResetAfterBackward(0, n, gates, gatesAt + r * 4 * n);
        }
    }

    @Override
    public void gruOutput(int rows, int n, float[] gates, int gatesAt, float[] hPrev, int hPrevAt, float[] h, int hAt) {
        for (int r = 0; r < rows; r++) {
            int z = gatesAt + r * 4 * n;
            gateTanh(n, gates, z + 2 * n, gates, z + 2 * n);
            RecurrentRows.gruOutput(0, n, gates, z, hPrev, hPrevAt + r * n, h, hAt + r * n);
        }
    }

    @Override
    public void gruOutputBackward(
            int rows, int n, float[] gates, int gatesAt, float[] hPrev, int hPrevAt, float[] dh, int dhAt) {
        for (int r = 0; r < rows; r++) {
            int at = r * n;
            RecurrentRows.gruOutputBackward(0, n, gates, gatesAt + 4 * at, hPrev, hPrevAt + at, dh, dhAt + at);
        }
    }
}
