// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lector.nn.CounterRandom;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Samples;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.train.Adam;
import dev.lector.nn.train.BinaryCrossentropy;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A warm training step allocates nothing that grows with the batch, on any thread. In a JVM of its own: what the compiler
 * makes of a Vector API loop depends on all that ran before, and the counters are those of every thread.
 */
class AllocationTest {
    private static final int STEPS = 24;
    private static final int WORDS = 300;
    private static final int LARGE = 128;
    private static final int SMALL = 16;
    /** Most bytes of a warm step, of any batch: a few small objects for handing work to threads. */
    private static final long FEW = 4096;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(150);
    private static final int WINDOW = 20;
    private static final int UNITS = 256;
    private static final int CALLS = 20_000;

    @ParameterizedTest
    @ValueSource(strings = {"stacked", "widths"})
    void aWarmStepAllocatesNothingThatGrowsWithTheBatch(String network) throws Exception {
        run(network);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = "GELU") // GELU is too much for the compiler: some of its vectors become objects.
    void activationsAllocateNothing(Activation activation) throws Exception {
        run(activation.name());
    }

    private static void run(String what) throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        classes(TrainingPlan.class)
                                + System.getProperty("path.separator")
                                + classes(AllocationTest.class),
                        AllocationTest.class.getName(),
                        what)
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(program.waitFor()).as(output).isZero();
        } finally {
            program.destroyForcibly();
        }
    }

    /** Runs until two windows in a row are clean; status 1 if patience ends before. */
    public static void main(String[] args) {
        switch (args[0]) {
            case "stacked" -> train(stacked());
            case "widths" -> train(widths());
            default -> activate(Activation.valueOf(args[0]));
        }
    }

    private static void activate(Activation activation) {
        Kernels kernels = KernelChoice.best();
        float[] x = new float[UNITS];
        float[] y = new float[UNITS];
        for (int i = 0; i < UNITS; i++) {
            x[i] = 0.01f * (CounterRandom.below(601, 8, i) - 300);
        }
        long end = System.nanoTime() + PATIENCE;
        for (int clean = 0; clean < 2; ) {
            long bytes = bytesOfCalls(() -> activation.forward(kernels, 8, UNITS / 8, x, 0, y, 0))
                    + bytesOfCalls(() -> activation.backward(kernels, 8, UNITS / 8, x, 0, y, 0));
            clean = bytes == 0 ? clean + 1 : 0;
            if (clean == 0 && System.nanoTime() > end) {
                System.out.printf("%s: %d bytes of both ways%n", activation, bytes);
                System.exit(1);
            }
        }
    }

    private static long bytesOfCalls(Runnable call) {
        long before = allocated();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return (allocated() - before) / CALLS;
    }

    private static void train(Model model) {
        float[] targets = new float[LARGE];
        for (int r = 0; r < LARGE; r++) {
            targets[r] = CounterRandom.below(2, 7, r);
        }
        try (TrainingPlan plan =
                new TrainingPlan(model, new BinaryCrossentropy(), new Adam(), 1, 2, KernelChoice.best(), true)) {
            List<Samples> texts = texts();
            long end = System.nanoTime() + PATIENCE;
            int clean = 0;
            while (clean < 2) {
                long large = bytesOfStep(plan, texts, targets, LARGE);
                long small = bytesOfStep(plan, texts, targets, SMALL);
                clean = large <= FEW && small <= FEW ? clean + 1 : 0;
                if (clean == 0 && System.nanoTime() > end) {
                    System.out.printf(
                            "%s: bytes of a step: %d at batch %d, %d at %d%n",
                            model.name(), large, LARGE, small, SMALL);
                    System.exit(1);
                }
            }
        }
    }

    private static long bytesOfStep(TrainingPlan plan, List<Samples> texts, float[] targets, int batch) {
        long before = allocated();
        for (int i = 0; i < WINDOW; i++) {
            plan.step(texts, null, 0, batch, targets, null, 1);
        }
        return (allocated() - before) / WINDOW;
    }

    /** Bytes that the live threads have allocated: the caller's and the workers'; nothing else runs in this JVM. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    private static List<Samples> texts() {
        int[] ids = new int[LARGE * STEPS];
        for (int r = 0; r < LARGE; r++) {
            int length = 1 + CounterRandom.below(STEPS, 5, r);
            for (int t = STEPS - length; t < STEPS; t++) {
                ids[r * STEPS + t] = 1 + CounterRandom.below(WORDS - 1, 6, r * STEPS + t);
            }
        }
        return List.of(new IdSamples(STEPS, ids));
    }

    private static Model stacked() {
        return Model.sequential(
                        "stacked",
                        Input.ids(STEPS),
                        new Embedding(WORDS, 50),
                        new Conv1D(100, 4).activation(Activation.RELU),
                        new Conv1D(100, 4).activation(Activation.RELU),
                        new Conv1D(100, 4).activation(Activation.RELU),
                        new GlobalMaxPooling1D(),
                        new Dense(100).activation(Activation.RELU),
                        new Dropout(0.5f),
                        new Dense(1).activation(Activation.SIGMOID))
                .initialize(1);
    }

    private static Model widths() {
        Node words = Input.ids(STEPS).node("words");
        Node vectors = words.then(new Embedding(WORDS, 60));
        Node[] maxima = new Node[3];
        for (int i = 0; i < 3; i++) {
            maxima[i] = vectors.then(new Conv1D(100, 3 + i).activation(Activation.RELU))
                    .then(new GlobalMaxPooling1D());
        }
        Node answer = Node.of(new Concatenate(), maxima)
                .then(new Dropout(0.5f))
                .then(new Dense(1).activation(Activation.SIGMOID));
        return Model.of("widths", words, answer).initialize(1);
    }

    private static String classes(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
