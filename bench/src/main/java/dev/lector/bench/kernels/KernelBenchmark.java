// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.kernels;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time of one call of each kernel that training spends its time in, in both implementations. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBenchmark {
    private static final int N = 10_000;

    @Param({"plain", "vector"})
    public String path;

    private Kernels kernels;
    private final float[] x = random(512 * 512);
    private final float[] y = random(512 * 512);
    private final float[] m = new float[N];
    private final float[] v = new float[N];
    private final float[] c = new float[512 * 512];
    private final int[] argmax = new int[100];
    private float[] packed;

    private static float[] random(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = CounterRandom.uniform(n, i) - 0.5f;
        }
        return values;
    }

    @Setup
    public void setUp() {
        kernels = path.equals("plain")
                ? KernelChoice.plain()
                : KernelChoice.vector().orElseThrow();
        packed = new float[kernels.packedLength(512, 512)];
        kernels.pack(512, 512, y, 0, 512, 1, packed, 0);
    }

    @Benchmark
    public float[] matmul512() {
        kernels.matmul(512, 512, 512, x, 0, 512, packed, 0, c, 0, 512, false, null, 0, false);
        return c;
    }

    @Benchmark
    public float[] pack512() {
        kernels.pack(512, 512, y, 0, 512, 1, packed, 0);
        return packed;
    }

    @Benchmark
    public float[] packTransposed512() {
        kernels.pack(512, 512, y, 0, 1, 512, packed, 0);
        return packed;
    }

    @Benchmark
    public float[] transposedLeft() {
        kernels.matmulTransposedLeft(400, 100, 37, x, 0, 100, y, 0, 100, c, 0, 100);
        return c;
    }

    @Benchmark
    public float[] adam() {
        kernels.adam(N, 1e-3f, 0.9, 0.999, 1e-7f, x, 0, y, m, v, 0);
        return y;
    }

    @Benchmark
    public float[] dropout() {
        kernels.dropout(N, 0.5f, 1, 0, x, 0, c, 0);
        return c;
    }

    @Benchmark
    public float[] tanh() {
        kernels.tanh(N, x, 0, c, 0);
        return c;
    }

    @Benchmark
    public float[] sigmoid() {
        kernels.sigmoid(N, x, 0, c, 0);
        return c;
    }

    @Benchmark
    public float[] add() {
        kernels.add(100, x, 0, c, 0);
        return c;
    }

    @Benchmark
    public int[] maxOverSteps() {
        kernels.maxOverSteps(37, 100, x, 0, c, 0, argmax, 0);
        return argmax;
    }
}
