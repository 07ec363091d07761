// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import dev.lector.nn.CounterRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** What tests of kernels need: numbers by chance, guards around what a kernel may write, the vector kernels. */
final class KernelValues {
    static final float GUARD = 12345;
    /** Guard values on each side. */
    static final int AT = 5;

    private KernelValues() {}

    /** The vector kernels; the test is skipped where there are none. */
    static Kernels vector() {
        Assumptions.assumeTrue(KernelChoice.vector().isPresent(), "needs the Vector API");
        return KernelChoice.vector().get();
    }

    /** Values from -0.5 to 0.5. */
    static float[] random(int n, long key) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = CounterRandom.uniform(key, i) - 0.5f;
        }
        return values;
    }

    /** Room for {@code n} values from {@link #AT} on, all of it guards. */
    static float[] guarded(int n) {
        float[] values = new float[n + 2 * AT];
        Arrays.fill(values, GUARD);
        return values;
    }
}
