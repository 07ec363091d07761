// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.regions;

import dev.lector.nn.kernels.FloatMath;
import dev.lector.nn.kernels.Kernels;

/** The dense layer to the labels in training: one sigmoid, or a softmax, and its cross-entropy. */
final class TopLayer {
    private final Kernels kernels;
    private final int inputs;
    private final int outputs;
    /** The network's kernel {@code (inputs, outputs)}; written at the end. */
    private final float[] kernel;

    private final float[] bias;
    /** The same turned: a row an output. */
    private final float[] rows;

    private final float[] rowSquares;
    private final float[] biasSquares;
    private final float[] sum;
    private final float[] kept;
    private final float[] probabilities;
    private final float[] gradients;

    TopLayer(Kernels kernels, float[] kernel, float[] bias, int batch) {
        this.kernels = kernels;
        this.kernel = kernel;
        this.bias = bias;
        this.outputs = bias.length;
        this.inputs = kernel.length / outputs;
        this.rows = new float[kernel.length];
        for (int i = 0; i < inputs; i++) {
            for (int o = 0; o < outputs; o++) {
                rows[o * inputs + i] = kernel[i * outputs + o];
            }
        }
        this.rowSquares = new float[kernel.length];
        this.biasSquares = new float[outputs];
        this.sum = new float[kernel.length];
        this.kept = new float[batch * inputs];
        this.probabilities = new float[batch * outputs];
        this.gradients = new float[batch * outputs];
    }

    /**
     * Forward and back with one text.
     *
     * @param values of the text; modified: becomes the gradient by them, for the mean loss of the batch
     * @return the cross-entropy
     */
    double carry(int slot, int label, int texts, float[] values, int at) {
        int out = slot * outputs;
        kernels.copy(inputs, values, at, kept, slot * inputs);
        for (int o = 0; o < outputs; o++) {
            probabilities[out + o] = kernels.dot(inputs, rows, o * inputs, values, at) + bias[o];
        }
        double loss = outputs == 1 ? sigmoid(out, label) : softmax(out, label);
        kernels.fill(inputs, 0, values, at);
        for (int o = 0; o < outputs; o++) {
            float target = outputs == 1 ? label : o == label ? 1 : 0;
            float g = (probabilities[out + o] - target) / texts;
            gradients[out + o] = g;
            kernels.axpy(inputs, g, rows, o * inputs, values, at);
        }
        return loss;
    }

    private double sigmoid(int out, int label) {
        double logit = probabilities[out];
        probabilities[out] = FloatMath.sigmoid((float) logit);
        double wrong = label == 1 ? -logit : logit;
        return Math.max(0, wrong) + StrictMath.log1p(StrictMath.exp(-Math.abs(wrong)));
    }

    private double softmax(int out, int label) {
        double highest = kernels.max(outputs, probabilities, out);
        double sum = 0;
        for (int o = 0; o < outputs; o++) {
            sum += StrictMath.exp(probabilities[out + o] - highest);
        }
        double all = highest + StrictMath.log(sum);
        double loss = all - probabilities[out + label];
        for (int o = 0; o < outputs; o++) {
            probabilities[out + o] = (float) StrictMath.exp(probabilities[out + o] - all);
        }
        return loss;
    }

    /** True if the text's label was the most probable. */
    boolean right(int slot, int label) {
        int out = slot * outputs;
        if (outputs == 1) {
            return probabilities[out] > .5f == (label == 1);
        }
        return probabilities[out + label] == kernels.max(outputs, probabilities, out);
    }

    /** Parts of an update: one an output. */
    int tasks() {
        return outputs;
    }

    /** Moves the weights of one output against the gradient. */
    void update(int output, int texts, float rate) {
        kernels.fill(inputs, 0, sum, output * inputs);
        float biasGradient = 0;
        for (int slot = 0; slot < texts; slot++) {
            float g = gradients[slot * outputs + output];
            kernels.axpy(inputs, g, kept, slot * inputs, sum, output * inputs);
            biasGradient += g;
        }
        kernels.adagrad(inputs, rate, Branch.EPSILON, sum, output * inputs, rows, rowSquares, output * inputs);
        biasSquares[output] += biasGradient * biasGradient;
        bias[output] -= rate * biasGradient / (float) Math.sqrt(biasSquares[output] + Branch.EPSILON);
    }

    /** Writes the network's kernel. */
    void settle() {
        for (int i = 0; i < inputs; i++) {
            for (int o = 0; o < outputs; o++) {
                kernel[i * outputs + o] = rows[o * inputs + i];
            }
        }
    }
}
