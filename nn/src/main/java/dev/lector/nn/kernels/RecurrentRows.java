// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/**
 * One row of each operation of {@link RecurrentKernels}, from value {@code from} on, gates being activated: the plain
 * kernels take whole rows, the vector kernels what is left behind the last whole vector.
 */
public final class RecurrentRows {
    private RecurrentRows() {}

    public static void lstm(
            int from,
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
        for (int j = from; j < n; j++) {
            float cell = gates[at + n + j] * cPrev[cPrevAt + j] + gates[at + j] * gates[at + 2 * n + j];
            float tanh = FloatMath.gateTanh(cell);
            c[cAt + j] = cell;
            tanhC[tanhCAt + j] = tanh;
            h[hAt + j] = gates[at + 3 * n + j] * tanh;
        }
    }

    public static void lstmBackward(
            int from,
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
        for (int j = from; j < n; j++) {
            float i = gates[at + j];
            float f = gates[at + n + j];
            float g = gates[at + 2 * n + j];
            float o = gates[at + 3 * n + j];
            float t = tanhC[tanhCAt + j];
            float byH = dh[dhAt + j];
            float byC = byH * o * (1 - t * t) + dc[dcAt + j];
            gates[at + j] = byC * g * (i * (1 - i));
            gates[at + n + j] = byC * cPrev[cPrevAt + j] * (f * (1 - f));
            gates[at + 2 * n + j] = byC * i * (1 - g * g);
            gates[at + 3 * n + j] = byH * t * (o * (1 - o));
            dc[dcAt + j] = byC * f;
            dh[dhAt + j] = 0;
        }
    }

    public static void gruResetBackward(
            int from,
            int n,
            float[] gates,
            int at,
            float[] hPrev,
            int hPrevAt,
            float[] drh,
            int drhAt,
            float[] dh,
            int dhAt) {
        for (int j = from; j < n; j++) {
            float r = gates[at + n + j];
            float byProduct = drh[drhAt + j];
            gates[at + n + j] = byProduct * hPrev[hPrevAt + j] * (r * (1 - r));
            dh[dhAt + j] += byProduct * r;
        }
    }

    public static void gruResetAfter(int from, int n, float[] gates, int at) {
        for (int j = from; j < n; j++) {
            gates[at + 2 * n + j] += gates[at + n + j] * gates[at + 3 * n + j];
        }
    }

    public static void gruResetAfterBackward(int from, int n, float[] gates, int at) {
        for (int j = from; j < n; j++) {
            float r = gates[at + n + j];
            float byCandidate = gates[at + 2 * n + j];
            gates[at + n + j] = byCandidate * gates[at + 3 * n + j] * (r * (1 - r));
            gates[at + 3 * n + j] = byCandidate * r;
        }
    }

    public static void gruOutput(
            int from, int n, float[] gates, int at, float[] hPrev, int hPrevAt, float[] h, int hAt) {
        for (int j = from; j < n; j++) {
            float candidate = gates[at + 2 * n + j];
            h[hAt + j] = gates[at + j] * (hPrev[hPrevAt + j] - candidate) + candidate;
        }
    }

    public static void gruOutputBackward(
            int from, int n, float[] gates, int at, float[] hPrev, int hPrevAt, float[] dh, int dhAt) {
        for (int j = from; j < n; j++) {
            float z = gates[at + j];
            float candidate = gates[at + 2 * n + j];
            float byH = dh[dhAt + j];
            gates[at + j] = byH * (hPrev[hPrevAt + j] - candidate) * (z * (1 - z));
            gates[at + 2 * n + j] = byH * (1 - z) * (1 - candidate * candidate);
            dh[dhAt + j] = byH * z;
        }
    }
}
