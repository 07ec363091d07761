// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.train.BinaryCrossentropy;
import dev.lector.nn.train.Loss;
import dev.lector.nn.train.SparseCategoricalCrossentropy;

/**
 * How labels and the outputs of a network meet: two labels are one sigmoid, the probability of the second; more labels are
 * a softmax.
 */
public final class Outputs {
    private Outputs() {}

    /** The last layer for a number of labels. */
    public static Dense layer(int labels) {
        return labels == 2
                ? new Dense(1).activation(Activation.SIGMOID)
                : new Dense(labels).activation(Activation.SOFTMAX);
    }

    /** Outputs of a network for a number of labels. */
    static int count(int labels) {
        return labels == 2 ? 1 : labels;
    }

    /** The loss that goes with {@link #layer}; its target is the index of the label in both cases. */
    static Loss loss(int labels) {
        return labels == 2 ? new BinaryCrossentropy() : new SparseCategoricalCrossentropy();
    }

    /** One probability a label from the network's outputs. */
    static float[] probabilities(float[] outputs, int labels) {
        if (labels > 2) {
            return outputs;
        }
        float[] probabilities = new float[2 * outputs.length];
        for (int r = 0; r < outputs.length; r++) {
            probabilities[2 * r] = 1 - outputs[r];
            probabilities[2 * r + 1] = outputs[r];
        }
        return probabilities;
    }

    /**
     * The log-odds {@code ln(p / (1 - p))} of a label from the values before sigmoid or softmax.
     *
     * @param logits outputs of one text, from {@code at}
     */
    static double logOdds(float[] logits, int at, int labels, int label) {
        if (labels == 2) {
            return label == 1 ? logits[at] : -logits[at];
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < labels; c++) {
            highest = c == label ? highest : Math.max(highest, logits[at + c]);
        }
        double others = 0;
        for (int c = 0; c < labels; c++) {
            others += c == label ? 0 : StrictMath.exp(logits[at + c] - highest);
        }
        return logits[at + label] - highest - StrictMath.log(others);
    }
}
