// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.kernels;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import java.util.Locale;

/**
 * Prints what one core does: the peak of fused multiply-adds, and beside it matrix products and a convolution in the
 * plain and the vector kernels. Each figure is the best of many short repetitions, all in one process, so that other
 * work on the machine disturbs little. Only useful operations are counted, not those of padding.
 *
 * <p>Run with {@code java --add-modules jdk.incubator.vector -cp ... dev.lector.bench.kernels.KernelReport [seconds]}.
 */
public final class KernelReport {
    private static final int STEPS = 40;
    private static final int WINDOWS = 37;
    private static final int CHANNELS = 100;
    private static final int WIDTH = 4;
    private static final int TEXTS = 8;

    private static final double CONVOLUTION = 2.0 * TEXTS * WINDOWS * WIDTH * CHANNELS * CHANNELS;

    private KernelReport() {}

    /** Prints the table. */
    public static void main(String[] args) {
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 1.0;
        Kernels vector = KernelChoice.vector()
                .orElseThrow(() -> new IllegalStateException(
                        "The report needs the Vector API. Start java with --add-modules jdk.incubator.vector."));
        System.out.printf(
                "JDK %s, %s, one thread, %d processors%n",
                Runtime.version(), vector.name(), Runtime.getRuntime().availableProcessors());
        PeakLoop peak = new PeakLoop();
        double[][] best = new double[5][2];
        Runnable[][] work = {
            {peak::run, peak::run},
            {product(KernelChoice.plain()), product(vector)},
            {forward(KernelChoice.plain()), forward(vector)},
            {backwardData(KernelChoice.plain()), backwardData(vector)},
            {backwardWeights(KernelChoice.plain()), backwardWeights(vector)},
        };
        double[] operations = {peak.operations(), 2.0 * 512 * 512 * 512, CONVOLUTION, CONVOLUTION, CONVOLUTION};
        int rounds = 12;
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < work.length; i++) {
                for (int kind = 0; kind < 2; kind++) {
                    double speed = operations[i] / nanoseconds(work[i][kind], seconds / rounds);
                    best[i][kind] = Math.max(best[i][kind], speed);
                }
            }
        }
        double top = Math.max(best[0][0], best[0][1]);
        System.out.printf(Locale.ROOT, "peak %.1f GFLOP/s (fused multiply-adds in registers)%n", top);
        System.out.printf("%-34s %9s %9s %7s %7s %6s%n", "GFLOP/s", "plain", "vector", "ratio", "% peak", "mark");
        print("matrix product 512^3", best[1][0], best[1][1], top, "80");
        print("Conv1D 100->100 x 4 forward", best[2][0], best[2][1], top, "60");
        print("  gradient of the data", best[3][0], best[3][1], top, "");
        print("  gradient of the weights", best[4][0], best[4][1], top, "");
        print("  backward together", mean(best[3][0], best[4][0]), mean(best[3][1], best[4][1]), top, "50");
    }

    private static double mean(double a, double b) {
        return 2 / (1 / a + 1 / b);
    }

    private static void print(String name, double plain, double vector, double peak, String mark) {
        System.out.printf(
                Locale.ROOT,
                "%-34s %9.1f %9.1f %6.1fx %6.1f%% %6s%n",
                name,
                plain,
                vector,
                vector / plain,
                100 * vector / peak,
                mark);
    }

    /** The shortest of the runs that fit into the time, in nanoseconds; at least ten. */
    private static double nanoseconds(Runnable work, double seconds) {
        long best = Long.MAX_VALUE;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (int run = 0; run < 10 || System.nanoTime() < end; run++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static float[] random(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = CounterRandom.uniform(n, i) - 0.5f;
        }
        return values;
    }

    private static Runnable product(Kernels k) {
        int n = 512;
        float[] a = random(n * n);
        float[] packed = new float[k.packedLength(n, n)];
        k.pack(n, n, random(n * n), 0, n, 1, packed, 0);
        float[] c = new float[n * n];
        return () -> k.matmul(n, n, n, a, 0, n, packed, 0, c, 0, n, false, null, 0, false);
    }

    private static Runnable forward(Kernels kernels) {
        float[] x = random(TEXTS * STEPS * CHANNELS);
        float[] packed = new float[kernels.packedLength(WIDTH * CHANNELS, CHANNELS)];
        kernels.pack(WIDTH * CHANNELS, CHANNELS, random(WIDTH * CHANNELS * CHANNELS), 0, CHANNELS, 1, packed, 0);
        float[] bias = random(CHANNELS);
        float[] y = new float[TEXTS * WINDOWS * CHANNELS];
        int next = STEPS * CHANNELS;
        int to = WINDOWS * CHANNELS;
        int k = WIDTH * CHANNELS;
        return () -> kernels.matmul(
                TEXTS, WINDOWS, CHANNELS, k, x, 0, CHANNELS, next, packed, 0, y, 0, CHANNELS, to, false, bias, 0, true);
    }

    /** The gradients of the windows times the transposed weights, added to the overlapping windows of the input. */
    private static Runnable backwardData(Kernels kernels) {
        int n = WIDTH * CHANNELS;
        float[] g = random(TEXTS * WINDOWS * CHANNELS);
        float[] packed = new float[kernels.packedLength(CHANNELS, n)];
        kernels.pack(CHANNELS, n, random(n * CHANNELS), 0, 1, CHANNELS, packed, 0);
        float[] dx = new float[TEXTS * STEPS * CHANNELS];
        int next = WINDOWS * CHANNELS;
        int to = STEPS * CHANNELS;
        return () -> kernels.matmul(
                TEXTS, WINDOWS, n, CHANNELS, g, 0, CHANNELS, next, packed, 0, dx, 0, CHANNELS, to, true, null, 0,
                false);
    }

    private static Runnable backwardWeights(Kernels k) {
        float[] x = random(TEXTS * STEPS * CHANNELS);
        float[] g = random(TEXTS * WINDOWS * CHANNELS);
        float[] dw = new float[WIDTH * CHANNELS * CHANNELS];
        return () -> k.matmulTransposedLeft(
                TEXTS,
                WIDTH * CHANNELS,
                CHANNELS,
                WINDOWS,
                x,
                0,
                CHANNELS,
                STEPS * CHANNELS,
                g,
                0,
                CHANNELS,
                WINDOWS * CHANNELS,
                dw,
                0,
                CHANNELS);
    }
}
