// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.FloatSamples;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Samples;
import dev.lector.nn.Shape;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.kernels.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A row of the layer table: a layer, a batch for it, and what must come out.
 *
 * @param samples the batch, one entry an input
 * @param masks for each input, or null
 * @param output the shape that the layer must infer
 * @param honoursMask whether steps that the mask calls padding must not matter
 */
record LayerCase(Layer layer, List<Samples> samples, boolean[][] masks, Shape output, boolean honoursMask) {
    static final int BATCH = 5;

    /** A layer over dense inputs of the given shapes, filled with random values. */
    static LayerCase of(Layer layer, Shape output, Shape... inputs) {
        List<Samples> samples = new ArrayList<>();
        for (Shape shape : inputs) {
            samples.add(new FloatSamples(shape, random(BATCH * shape.size(), 31 + samples.size())));
        }
        return new LayerCase(layer, samples, null, output, false);
    }

    /** A layer over ids from 0 to {@code limit - 1}; every third is 0. */
    static LayerCase ofIds(Layer layer, Shape output, int steps, int limit) {
        int[] ids = new int[BATCH * steps];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i % 3 == 0 ? 0 : CounterRandom.below(limit, 5, i);
        }
        return new LayerCase(layer, List.of(new IdSamples(steps, ids)), null, output, false);
    }

    /** A layer over sparse rows; one of them is empty. */
    static LayerCase ofSparse(Layer layer, Shape output, int columns) {
        int[] starts = new int[BATCH + 1];
        int[] indices = new int[BATCH * columns];
        int count = 0;
        for (int r = 0; r < BATCH; r++) {
            for (int c = 0; c < columns && r != 2; c++) {
                if (CounterRandom.uniform(9, r * columns + c) < 0.3f) {
                    indices[count++] = c;
                }
            }
            starts[r + 1] = count;
        }
        SparseSamples rows = new SparseSamples(columns, starts, Arrays.copyOf(indices, count), random(count, 8));
        return new LayerCase(layer, List.of(rows), null, output, false);
    }

    /** The same with a mask on every input, in which each sample has padding and text. */
    LayerCase masked(boolean honours) {
        boolean[][] given = new boolean[samples.size()][];
        for (int i = 0; i < given.length; i++) {
            int steps = samples.get(i).shape().dim(0);
            given[i] = new boolean[BATCH * steps];
            for (int p = 0; p < given[i].length; p++) {
                given[i][p] = p % steps == i || CounterRandom.uniform(12 + i, p) < 0.5f;
            }
        }
        return new LayerCase(layer, samples, given, output, honours);
    }

    List<Shape> shapes() {
        return samples.stream().map(Samples::shape).toList();
    }

    /** The layer on this batch, with weights that are all away from 0. */
    TestPass pass(Kernels kernels, int blockRows) {
        List<float[]> weights = new ArrayList<>();
        for (WeightSpec spec : layer.weights(shapes())) {
            float[] values = random(spec.shape().size(), 100 + weights.size());
            for (int i = 0; i < values.length && spec.name().endsWith("variance"); i++) {
                values[i] = 0.5f + Math.abs(values[i]);
            }
            weights.add(values);
        }
        return new TestPass(layer, samples, masks, weights, kernels, blockRows);
    }

    /** A gradient by the output: what a loss {@code Σ c·y} has with these {@code c}. */
    float[] outputGradient() {
        return random(BATCH * output.size(), 55);
    }

    /** Uniform in ±1. */
    static float[] random(int n, long key) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = 2 * CounterRandom.uniform(key, i) - 1;
        }
        return values;
    }

    @Override
    public String toString() {
        return layer + " on " + shapes() + (masks == null ? "" : " masked");
    }
}
