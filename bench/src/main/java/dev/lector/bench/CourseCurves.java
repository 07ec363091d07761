// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench;

import dev.lector.classify.Inputs;
import dev.lector.cli.course.CourseFiles;
import dev.lector.cli.course.CourseRun;
import dev.lector.cli.course.Experiment;
import dev.lector.cli.course.Experiments;
import dev.lector.nn.IdSamples;
import dev.lector.nn.InputKind;
import dev.lector.nn.Model;
import dev.lector.nn.Samples;
import dev.lector.nn.Shape;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.Weight;
import dev.lector.nn.WeightsFile;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.layers.Input;
import dev.lector.nn.plan.TrainingPlan;
import dev.lector.nn.train.Adam;
import dev.lector.nn.train.BinaryCrossentropy;
import dev.lector.nn.train.Loss;
import dev.lector.nn.train.Optimizer;
import dev.lector.nn.train.RMSprop;
import dev.lector.nn.train.SparseCategoricalCrossentropy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Repeats the epochs that {@code bench/keras/course_curve.py} has trained with Keras, each from the same weights with the
 * same batches, and prints for each network how far apart the losses of the steps are at most.
 */
final class CourseCurves {
    private static final int WORDS = 10_000;
    private static final int FEWEST_WORDS = 5_000;

    private final Path folder;
    private final PrintStream out;
    private final CourseRun run;

    CourseCurves(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
        Path data = Path.of(environment("LECTOR_DATA"));
        Path vectors = Path.of(environment("LECTOR_VECTORS"));
        this.run = new CourseRun(new CourseFiles(data, null, vectors), false, 1);
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException("The networks are built from the data that Keras had. Received: no " + name
                    + ". Set it as for the script.");
        }
        return value;
    }

    /** The largest difference of all networks whose folder is there. */
    double compareAll() throws IOException {
        out.printf(
                Locale.ROOT,
                "%-24s %5s %22s %22s %12s%n",
                "network",
                "steps",
                "Keras, first to last",
                "Lector",
                "difference");
        double worst = 0;
        for (Experiment experiment : Experiments.list()) {
            if (Files.exists(folder.resolve(experiment.name()).resolve("curve.safetensors"))) {
                worst = Math.max(worst, compare(experiment));
            }
        }
        return worst;
    }

    private double compare(Experiment experiment) throws IOException {
        Path own = folder.resolve(experiment.name());
        float[] expected = tensor(own, "curve", "loss").values();
        Model model = run.prepare(experiment, 1).networkWithoutDropout();
        copy(WeightsFile.load(own.resolve("weights.safetensors")).tensors(), model);
        double[] losses = train(own, model);
        double worst = IntStream.range(0, losses.length)
                .mapToDouble(step -> Math.abs(losses[step] - expected[step]))
                .max()
                .orElse(Double.NaN);
        out.printf(
                Locale.ROOT,
                "%-24s %5d %10.6f %11.6f %10.6f %11.6f %12.1e%n",
                experiment.name(),
                losses.length,
                expected[0],
                expected[losses.length - 1],
                losses[0],
                losses[losses.length - 1],
                worst);
        return worst;
    }

    /** Keras may order its layers otherwise: each weight takes the first tensor left that has its shape. */
    private static void copy(List<WeightsFile.Tensor> tensors, Model model) throws IOException {
        List<WeightsFile.Tensor> left = new ArrayList<>(tensors);
        for (Weight weight : model.weights()) {
            Iterator<WeightsFile.Tensor> each = left.iterator();
            boolean found = false;
            while (!found && each.hasNext()) {
                WeightsFile.Tensor tensor = each.next();
                if (fits(tensor.shape(), weight.spec().shape())) {
                    System.arraycopy(tensor.values(), 0, weight.values(), 0, weight.values().length);
                    each.remove();
                    found = true;
                }
            }
            // The table of one-hot rows is none in Keras, and needs no start.
            if (!found && weight.trainable()) {
                throw new IOException(
                        "Both networks must have the same weights. Received: no tensor for " + weight.name()
                                + " of shape " + weight.spec().shape() + ". Compare networks.py with the recipe.");
            }
        }
        if (!left.isEmpty()) {
            throw new IOException("Both networks must have the same weights. Received: too many tensors, " + left.size()
                    + ". Compare networks.py with the recipe.");
        }
    }

    /** The same shape; or a table that in Keras always has 10,000 rows, of which few texts have words for fewer. */
    private static boolean fits(Shape keras, Shape own) {
        return keras.equals(own)
                || (keras.rank() == 2
                        && own.rank() == 2
                        && keras.dim(-1) == own.dim(-1)
                        && keras.dim(0) == WORDS
                        && own.dim(0) < WORDS
                        && own.dim(0) > FEWEST_WORDS);
    }

    private static double[] train(Path own, Model model) throws IOException {
        float[] targets = tensor(own, "batches", "targets").values();
        int batch = (int) tensor(own, "batches", "batch").values()[0];
        float rate = tensor(own, "batches", "rate").values()[0];
        boolean adam = tensor(own, "batches", "adam").values()[0] != 0;
        Optimizer optimizer = adam ? new Adam(rate) : new RMSprop(rate);
        Loss loss = model.outputs().get(0).shape().size() > 1
                ? new SparseCategoricalCrossentropy()
                : new BinaryCrossentropy();
        List<Samples> samples = Inputs.of(model, rows(own, model, targets.length));
        double[] losses = new double[(targets.length + batch - 1) / batch];
        int threads = Runtime.getRuntime().availableProcessors();
        try (TrainingPlan plan = new TrainingPlan(model, loss, optimizer, 1, threads, KernelChoice.best(), true)) {
            for (int step = 0; step < losses.length; step++) {
                int from = step * batch;
                int count = Math.min(batch, targets.length - from);
                losses[step] = plan.step(samples, null, from, count, targets, null, 1) / count;
            }
        }
        return losses;
    }

    private static Samples rows(Path own, Model model, int count) throws IOException {
        float[] values = tensor(own, "batches", "rows").values();
        int width = values.length / count;
        int[] ids = new int[values.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) values[i];
        }
        return model.inputs().get(0).layer() instanceof Input input && input.kind() == InputKind.SPARSE
                ? bags(ids, count, width, model.inputs().get(0).shape().size())
                : new IdSamples(width, ids);
    }

    private static Samples bags(int[] ids, int count, int width, int columns) {
        int[] starts = new int[count + 1];
        int[] indices = new int[ids.length];
        int n = 0;
        for (int row = 0; row < count; row++) {
            for (int i = row * width; i < (row + 1) * width && ids[i] != 0; i++) {
                indices[n++] = ids[i];
            }
            starts[row + 1] = n;
        }
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        return new SparseSamples(columns, starts, Arrays.copyOf(indices, n), ones);
    }

    private static WeightsFile.Tensor tensor(Path folder, String file, String name) throws IOException {
        return WeightsFile.load(folder.resolve(file + ".safetensors")).tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("The file has no such tensor. Received: name=" + name + ", file="
                        + file + ". Run the script again."));
    }
}
