// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.InputKind;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.records.Records;
import java.util.List;
import java.util.Set;

/**
 * The strongest answer of each filter on the regions of a text, its words one-hot (Johnson and Zhang 2015, seq-CNN): a
 * convolution over one-hot vectors and a global maximum, {@code y[f] = bias[f] + max_t Σ_j kernel[id(t + j), j, f]}. The
 * product of a one-hot vector and a matrix is one of the matrix's rows, so a region is a sum of {@code width} rows, and no
 * one-hot vector is ever made.
 *
 * <p>Input: ids {@code (batch, steps)}; output {@code (batch, filters)}; weights kernel {@code (words, width, filters)} and
 * bias {@code (filters)}. Ids of 0 at both ends are padding: the text lies between them, and regions reach over its ends
 * by {@code width - 1} places, which count nothing. A text without a word has the bias alone. The gradient goes to the
 * first of equal regions. Keras has no such layer.
 *
 * @param words ids run from 0 to {@code words - 1}
 * @param width words of a region
 * @param filters values of the output
 * @param kernelInitializer the kernel before training
 */
public record WordRegions(int words, int width, int filters, Initializer kernelInitializer) implements Layer {
    /** Checks the settings. */
    public WordRegions {
        Settings.positive("WordRegions", "words", words);
        Settings.positive("WordRegions", "width", width);
        Settings.positive("WordRegions", "filters", filters);
        Settings.present("WordRegions", "kernelInitializer", kernelInitializer);
        if ((long) words * width * filters > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("WordRegions needs a kernel that fits an array. Received: words=" + words
                    + ", width=" + width + ", filters=" + filters + ". Take fewer words or filters.");
        }
    }

    /** Uniform in ±.05, as Keras's Embedding. */
    public WordRegions(int words, int width, int filters) {
        this(words, width, filters, new Initializers.RandomUniform());
    }

    /** With {@code kernelInitializer} changed. */
    public WordRegions kernelInitializer(Initializer value) {
        return Records.with(this, "kernelInitializer", value);
    }

    @Override
    public Set<InputKind> reads() {
        return Set.of(InputKind.IDS);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of(
                new WeightSpec("kernel", Shape.of(words, width, filters), kernelInitializer),
                new WeightSpec("bias", Shape.of(filters), new Initializers.Zeros()));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Settings.ids(this, inputs);
        return Shape.of(filters);
    }

    /** For each filter, where its strongest region begins. */
    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        return Memory.NONE.withKeptInts(filters);
    }

    @Override
    public void forward(Pass pass) {
        int steps = pass.inputShape(0).dim(0);
        for (int r = 0; r < pass.rows(); r++) {
            int at = pass.idsAt(0) + r * steps;
            Settings.checkIds(this, words, pass.ids(0), at, steps);
            int out = pass.outputAt() + r * filters;
            int best = pass.keptIntsAt() + r * filters;
            strongest(
                    pass.kernels(), pass.ids(0), at, steps, pass.weight(0), pass.output(), out, pass.keptInts(), best);
            pass.kernels().add(filters, pass.weight(1), 0, pass.output(), out);
        }
    }

    /**
     * The largest sum of each filter over the regions of one text, without the bias.
     *
     * @param ids of the text, {@code steps} of them, checked
     * @param sums modified: {@code filters} values
     * @param begins modified: the step at which each region begins, which may lie before the text; {@code filters} values
     */
    public void strongest(
            Kernels kernels,
            int[] ids,
            int idsAt,
            int steps,
            float[] kernel,
            float[] sums,
            int sumsAt,
            int[] begins,
            int beginsAt) {
        int first = first(ids, idsAt, steps);
        int length = end(ids, idsAt, steps) - first;
        int regions = Math.max(1, length + width - 1);
        kernels.windowSumsMax(
                regions,
                length,
                width - 1,
                width,
                filters,
                ids,
                idsAt + first,
                kernel,
                null,
                0,
                sums,
                sumsAt,
                begins,
                beginsAt);
        for (int f = 0; f < filters; f++) {
            begins[beginsAt + f] += first - width + 1;
        }
    }

    /** The first step of the text between the padding. */
    public static int first(int[] ids, int idsAt, int steps) {
        int first = 0;
        while (first < steps && ids[idsAt + first] == 0) {
            first++;
        }
        return first == steps ? 0 : first;
    }

    /** The step behind the last of the text; {@link #first} for a text without a word. */
    public static int end(int[] ids, int idsAt, int steps) {
        int end = steps;
        while (end > 0 && ids[idsAt + end - 1] == 0) {
            end--;
        }
        return end;
    }

    @Override
    public void backward(Pass pass) {
        int steps = pass.inputShape(0).dim(0);
        float[] gradient = pass.weightGradient(0);
        for (int r = 0; r < pass.rows(); r++) {
            int gAt = pass.outputGradientAt() + r * filters;
            if (pass.weightGradient(1) != null) {
                pass.kernels().add(filters, pass.outputGradient(), gAt, pass.weightGradient(1), 0);
            }
            int idsAt = pass.idsAt(0) + r * steps;
            int first = first(pass.ids(0), idsAt, steps);
            int end = end(pass.ids(0), idsAt, steps);
            for (int f = 0; f < filters && gradient != null; f++) {
                int begin = pass.keptInts()[pass.keptIntsAt() + r * filters + f];
                int last = Math.min(width, end - begin);
                for (int j = Math.max(0, first - begin); j < last; j++) {
                    gradient[(pass.ids(0)[idsAt + begin + j] * width + j) * filters + f] +=
                            pass.outputGradient()[gAt + f];
                }
            }
        }
    }
}
