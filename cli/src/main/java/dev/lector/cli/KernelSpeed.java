// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.nn.kernels.Kernels;
import java.util.Arrays;

/** How fast kernels multiply matrices here, on one core. */
final class KernelSpeed {
    private static final int SIZE = 256;

    private KernelSpeed() {}

    /**
     * Billions of floating-point operations a second (a multiplication and an addition are two) of the product of two
     * 256×256 matrices: the best of several runs within {@code seconds}, of which the first are the compiler's.
     */
    static double gigaflops(Kernels kernels, double seconds) {
        float[] a = new float[SIZE * SIZE];
        float[] c = new float[SIZE * SIZE];
        Arrays.fill(a, 0.5f);
        float[] packed = new float[kernels.packedLength(SIZE, SIZE)];
        kernels.pack(SIZE, SIZE, a, 0, SIZE, 1, packed, 0);
        double best = 0;
        long end = System.nanoTime() + Math.round(seconds * 1e9);
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            kernels.matmul(SIZE, SIZE, SIZE, a, 0, SIZE, packed, 0, c, 0, SIZE, false, null, 0, false);
            best = Math.max(best, 2.0 * SIZE * SIZE * SIZE / Math.max(1, System.nanoTime() - start));
        }
        if (c[SIZE] != SIZE / 4f) {
            throw new Failure("A product of matrices must be right. Received: kernels=" + kernels.name() + ", "
                    + c[SIZE] + " where " + SIZE / 4f + " is due. Run with LECTOR_JAVA_OPTS=-Dlector.kernels=plain and"
                    + " report this machine.");
        }
        return best;
    }
}
