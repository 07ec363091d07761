// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench;

import static dev.lector.nn.layers.Activation.RELU;
import static dev.lector.nn.layers.Activation.SIGMOID;

import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Samples;
import dev.lector.nn.Weight;
import dev.lector.nn.WeightsFile;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.plan.TrainingPlan;
import dev.lector.nn.train.Adam;
import dev.lector.nn.train.BinaryCrossentropy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Repeats an epoch that {@code bench/keras/words_cnn_curve.py} has trained with Keras, from the same weights and batches,
 * and prints both loss curves and how far apart they are; or those of every network of the course, which
 * {@code course_curve.py} has trained. Exit status 1 if they differ by 1e-3 or more at any step.
 */
public final class KerasCurve {
    private static final double MARK = 1e-3;
    private static final int WORDS = 10_000;
    private static final int LINES = 20;

    private KerasCurve() {}

    /** Takes the folder that the script wrote. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (args.length == 1
                && Files.isDirectory(Path.of(args[0]))
                && !Files.exists(Path.of(args[0], "curve.safetensors"))) {
            System.exit(new CourseCurves(Path.of(args[0]), out).compareAll() < MARK ? 0 : 1);
        }
        if (args.length != 1 || !Files.isRegularFile(Path.of(args[0], "curve.safetensors"))) {
            out.println(
                    "The curve needs the folder that words_cnn_curve.py or course_curve.py wrote. Received: arguments="
                            + List.of(args) + ". Run the script first.");
            System.exit(2);
        }
        Path folder = Path.of(args[0]);
        double worst = 0;
        for (boolean fused : new boolean[] {true, false}) {
            worst = Math.max(worst, compare(folder, KernelChoice.best(), fused, out));
        }
        System.exit(worst < MARK ? 0 : 1);
    }

    private static double compare(Path folder, Kernels kernels, boolean fused, PrintStream out) throws IOException {
        float[] expected = tensor(folder, "curve", "loss");
        Model model = model(tensor(folder, "batches", "ids").length / tensor(folder, "batches", "targets").length);
        WeightsFile.load(folder.resolve("weights.safetensors")).copyTo(model);
        long start = System.nanoTime();
        double[] losses = train(folder, model, kernels, fused);
        double seconds = (System.nanoTime() - start) * 1e-9;
        out.printf(
                Locale.ROOT,
                "%nwords-cnn, %d steps, kernels %s, %s: %.1f s%n%6s %10s %10s %10s%n",
                losses.length,
                kernels.name(),
                fused ? "fused" : "layer by layer",
                seconds,
                "step",
                "Keras",
                "Lector",
                "difference");
        int worst = 0;
        for (int step = 0; step < losses.length; step++) {
            if (difference(losses, expected, step) > difference(losses, expected, worst)) {
                worst = step;
            }
        }
        int every = Math.max(1, losses.length / LINES);
        for (int step = 0; step < losses.length; step++) {
            if (step % every == 0 || step == worst) {
                out.printf(
                        Locale.ROOT,
                        "%6d %10.6f %10.6f %10.1e%s%n",
                        step,
                        expected[step],
                        losses[step],
                        difference(losses, expected, step),
                        step == worst ? "  the largest" : "");
            }
        }
        out.printf(
                Locale.ROOT,
                "Largest difference of the loss: %.1e. Distance of the weights at the end, of the way they went: %.1e.%n",
                difference(losses, expected, worst),
                distanceAtEnd(folder, model));
        return difference(losses, expected, worst);
    }

    private static double[] train(Path folder, Model model, Kernels kernels, boolean fused) throws IOException {
        float[] targets = tensor(folder, "batches", "targets");
        float[] values = tensor(folder, "batches", "ids");
        int batch = (int) tensor(folder, "batches", "batch")[0];
        int[] ids = new int[values.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) values[i];
        }
        List<Samples> samples = List.of(new IdSamples(ids.length / targets.length, ids));
        double[] losses = new double[(targets.length + batch - 1) / batch];
        int threads = Runtime.getRuntime().availableProcessors();
        try (TrainingPlan plan =
                new TrainingPlan(model, new BinaryCrossentropy(), new Adam(), 1, threads, kernels, fused)) {
            for (int step = 0; step < losses.length; step++) {
                int from = step * batch;
                int count = Math.min(batch, targets.length - from);
                losses[step] = plan.step(samples, null, from, count, targets, null, 1) / count;
            }
        }
        return losses;
    }

    /** The network of the script. */
    private static Model model(int steps) {
        return Model.sequential(
                "words-cnn",
                Input.ids(steps),
                new Embedding(WORDS, 50),
                new Conv1D(100, 4).activation(RELU),
                new Conv1D(100, 4).activation(RELU),
                new Conv1D(100, 4).activation(RELU),
                new GlobalMaxPooling1D(),
                new Dense(100).activation(RELU),
                new Dropout(0),
                new Dense(100).activation(RELU),
                new Dense(1).activation(SIGMOID));
    }

    private static double difference(double[] losses, float[] expected, int step) {
        return Math.abs(losses[step] - expected[step]);
    }

    private static double distanceAtEnd(Path folder, Model model) throws IOException {
        double apart = 0;
        double way = 0;
        for (Weight weight : model.weights()) {
            float[] start = tensor(folder, "weights", weight.name());
            float[] end = tensor(folder, "end", weight.name());
            for (int i = 0; i < end.length; i++) {
                apart += square((double) weight.values()[i] - end[i]);
                way += square((double) end[i] - start[i]);
            }
        }
        return Math.sqrt(apart / way);
    }

    private static double square(double x) {
        return x * x;
    }

    private static float[] tensor(Path folder, String file, String name) throws IOException {
        return WeightsFile.load(folder.resolve(file + ".safetensors")).tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("The file has no such tensor. Received: name=" + name + ", file="
                        + file + ". Run the script again."))
                .values();
    }
}
