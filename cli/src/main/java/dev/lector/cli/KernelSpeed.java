// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.nn.kernels.Kernels;
import java.util.Arrays;

/** How fast kernels multiply matrices here, on one core. */
final class KernelSpeed {
    private static final int SIZE = 128;

    private static final long LEAST = 2_000_000_000L;
    private static final long STANDING = 1_000_000_000L;
    private static final long MOST = 8_000_000_000L;

    private KernelSpeed() {}

    /**
     * Billions of floating-point operations a second (a multiplication and an addition are two) of the product of two
     * 128×128 matrices, after the JIT compiler has done its work: measured for two seconds, and on until the best run has
     * stood for a second, at most eight in all.
     */
    static double gigaflops(Kernels kernels) {
        float[] a = new float[SIZE * SIZE];
        float[] c = new float[SIZE * SIZE];
        Arrays.fill(a, 0.5f);
        float[] packed = new float[kernels.packedLength(SIZE, SIZE)];
        kernels.pack(SIZE, SIZE, a, 0, SIZE, 1, packed, 0);
        double best = 0;
        long begun = System.nanoTime();
        long lastBetter = begun;
        for (long start = begun;
                start - begun < LEAST || (start - lastBetter < STANDING && start - begun < MOST);
                start = System.nanoTime()) {
            kernels.matmul(SIZE, SIZE, SIZE, a, 0, SIZE, packed, 0, c, 0, SIZE, false, null, 0, false);
            double speed = 2.0 * SIZE * SIZE * SIZE / Math.max(1, System.nanoTime() - start);
            if (speed > best * 1.1) {
                lastBetter = start;
            }
            best = Math.max(best, speed);
        }
        if (c[SIZE] != SIZE / 4f) {
            throw new Failure("A product of matrices must be right. Received: kernels=" + kernels.name() + ", "
                    + c[SIZE] + " where " + SIZE / 4f + " is due. Run with LECTOR_JAVA_OPTS=-Dlector.kernels=plain and"
                    + " report this machine.");
        }
        return best;
    }
}
