// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.FloatSamples;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Samples;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.StoredIds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Samples and what a model should make of them.
 *
 * @param inputs one an input of the model, all with the same number of rows
 * @param targets one an output of the model
 */
public record Dataset(List<Samples> inputs, List<Target> targets) {
    /** Checks that the numbers of rows agree. */
    public Dataset {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
        if (inputs.isEmpty() || inputs.get(0).rows() < 1) {
            throw new IllegalArgumentException("A dataset needs at least one row. Received: inputs=" + inputs.size()
                    + ", rows=" + (inputs.isEmpty() ? 0 : inputs.get(0).rows()) + ".");
        }
        int rows = inputs.get(0).rows();
        boolean agree = !targets.isEmpty();
        for (Target target : targets) {
            agree &= target.width() >= 1
                    && target.values().length == (long) rows * target.width()
                    && (target.sampleWeights() == null || target.sampleWeights().length == rows);
        }
        for (Samples samples : inputs) {
            agree &= samples.rows() == rows;
        }
        if (!agree) {
            throw new IllegalArgumentException(
                    "Inputs, targets and weights must have the same number of rows. Received:"
                            + " inputs=" + inputs.stream().map(Samples::rows).toList() + ", targets="
                            + targets.stream().map(Dataset::describe).toList() + ".");
        }
    }

    private static String describe(Target target) {
        return target.values().length + " values, width=" + target.width() + ", sampleWeights="
                + (target.sampleWeights() == null ? "none" : target.sampleWeights().length);
    }

    /**
     * For a model with one output.
     *
     * @param targets {@code (rows, targetWidth)}; not copied
     * @param targetWidth 1 for class indices and for one output, else the model's outputs
     * @param sampleWeights one a row, or null for 1; not copied
     */
    public Dataset(List<Samples> inputs, float[] targets, int targetWidth, float[] sampleWeights) {
        this(inputs, List.of(new Target(targets, targetWidth, sampleWeights)));
    }

    /** One input and one target a row: a class index, or what a single output should be. */
    public static Dataset of(Samples input, float[] targets) {
        return new Dataset(List.of(input), targets, 1, null);
    }

    /** Number of samples. */
    public int rows() {
        return inputs.get(0).rows();
    }

    /** This with the same weights for every output. */
    public Dataset sampleWeights(float[] weights) {
        return new Dataset(
                inputs,
                targets.stream().map(target -> target.sampleWeights(weights)).toList());
    }

    /**
     * This with the weight of each row's class, 1 where there is none; Keras's rule for {@code class_weight}: with several
     * targets a row the class is the place of the largest.
     */
    Target weightedByClass(Map<Integer, Float> classWeight) {
        Target target = targets.get(0);
        float[] weights = new float[rows()];
        for (int r = 0; r < weights.length; r++) {
            int label = target.width() == 1
                    ? (int) Math.rint(target.values()[r])
                    : Targets.argmax(target.values(), r * target.width(), target.width());
            weights[r] = classWeight.getOrDefault(label, 1f);
        }
        return target.sampleWeights(weights);
    }

    /** The given rows in the given order, copied. */
    public Dataset select(int... rows) {
        return new Dataset(
                inputs.stream().map(samples -> select(samples, rows)).toList(),
                targets.stream().map(target -> select(target, rows)).toList());
    }

    private static Target select(Target target, int[] rows) {
        int width = target.width();
        float[] chosen = new float[Math.multiplyExact(rows.length, width)];
        float[] weights = target.sampleWeights() == null ? null : new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(target.values(), rows[i] * width, chosen, i * width, width);
            if (weights != null) {
                weights[i] = target.sampleWeights()[rows[i]];
            }
        }
        return new Target(chosen, width, weights);
    }

    /** The rows from {@code from} to {@code to}, exclusive, copied. */
    public Dataset range(int from, int to) {
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> from + i);
        return select(rows);
    }

    private static Samples select(Samples samples, int[] rows) {
        if (samples instanceof IdSamples ids) {
            int[] chosen = new int[Math.multiplyExact(rows.length, ids.steps())];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(ids.ids(), rows[i] * ids.steps(), chosen, i * ids.steps(), ids.steps());
            }
            return new IdSamples(ids.steps(), chosen);
        }
        if (samples instanceof StoredIds ids) {
            int[] chosen = new int[Math.multiplyExact(rows.length, ids.steps())];
            ids.read(rows, 0, rows.length, chosen);
            return new IdSamples(ids.steps(), chosen);
        }
        if (samples instanceof FloatSamples floats) {
            int size = floats.shape().size();
            float[] chosen = new float[Math.multiplyExact(rows.length, size)];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(floats.values(), rows[i] * size, chosen, i * size, size);
            }
            return new FloatSamples(floats.shape(), chosen);
        }
        return select((SparseSamples) samples, rows);
    }

    private static SparseSamples select(SparseSamples samples, int[] rows) {
        int[] starts = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            starts[i + 1] = Math.addExact(starts[i], samples.starts()[rows[i] + 1] - samples.starts()[rows[i]]);
        }
        int[] indices = new int[starts[rows.length]];
        float[] values = new float[starts[rows.length]];
        for (int i = 0; i < rows.length; i++) {
            int n = starts[i + 1] - starts[i];
            System.arraycopy(samples.indices(), samples.starts()[rows[i]], indices, starts[i], n);
            System.arraycopy(samples.values(), samples.starts()[rows[i]], values, starts[i], n);
        }
        return new SparseSamples(samples.columns(), starts, indices, values);
    }
}
