// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.regions;

import dev.lector.nn.IdSamples;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.WordRegions;

/** {@link WordRegions} in training: of a filter, only the weights of the words of each text's strongest region move. */
final class RegionBranch extends Branch {
    /** Filters of a part: two parts share no cache line. */
    private static final int TOGETHER = 64;

    private final Kernels kernels;
    private final WordRegions layer;
    private final IdSamples rows;
    private final float[] kernel;
    private final float[] bias;
    private final int[] rowOfSlot;
    private final int[] begins;
    /** The sum of the squares of each weight's gradients. */
    private final float[] squares;

    private final float[] biasSquares;

    RegionBranch(Kernels kernels, WordRegions layer, IdSamples rows, float[] kernel, float[] bias, int batch) {
        super(layer.filters());
        this.kernels = kernels;
        this.layer = layer;
        this.rows = rows;
        this.kernel = kernel;
        this.bias = bias;
        this.rowOfSlot = new int[batch];
        this.begins = new int[batch * units];
        this.squares = new float[kernel.length];
        this.biasSquares = new float[units];
        // No text has padding inside; where an explanation leaves a word out, nothing shall stand in its place.
        kernels.fill(layer.width() * units, 0, kernel, 0);
    }

    @Override
    void forward(int slot, int row, float[] out, int outAt) {
        rowOfSlot[slot] = row;
        int steps = rows.steps();
        layer.strongest(kernels, rows.ids(), row * steps, steps, kernel, out, outAt, begins, slot * units);
        kernels.add(units, bias, 0, out, outAt);
    }

    @Override
    int tasks() {
        return (units + TOGETHER - 1) / TOGETHER;
    }

    @Override
    void update(int task, int texts, float rate, float[] gradient, int at, int distance) {
        int from = task * TOGETHER;
        int to = Math.min(units, from + TOGETHER);
        int steps = rows.steps();
        for (int slot = 0; slot < texts; slot++) {
            int idsAt = rowOfSlot[slot] * steps;
            int first = WordRegions.first(rows.ids(), idsAt, steps);
            int end = WordRegions.end(rows.ids(), idsAt, steps);
            for (int f = from; f < to; f++) {
                float g = gradient[at + slot * distance + f];
                if (g != 0) {
                    biasSquares[f] += g * g;
                    bias[f] -= rate * g / (float) Math.sqrt(biasSquares[f] + EPSILON);
                    move(idsAt, first, end, begins[slot * units + f], f, rate, g);
                }
            }
        }
    }

    private void move(int idsAt, int first, int end, int begin, int filter, float rate, float g) {
        int width = layer.width();
        int last = Math.min(width, end - begin);
        for (int j = Math.max(0, first - begin); j < last; j++) {
            int weight = (rows.ids()[idsAt + begin + j] * width + j) * units + filter;
            squares[weight] += g * g;
            kernel[weight] -= rate * g / (float) Math.sqrt(squares[weight] + EPSILON);
        }
    }
}
