// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.train.BinaryCrossentropy;
import dev.lector.nn.train.BinaryFocalCrossentropy;
import dev.lector.nn.train.CategoricalFocalCrossentropy;
import dev.lector.nn.train.Loss;
import dev.lector.nn.train.SparseCategoricalCrossentropy;

/**
 * How labels and the outputs of a network meet. Where a text has one label, two labels are one sigmoid, the probability of
 * the second, and more are a softmax. Where it may have several, each label is a sigmoid of its own.
 *
 * @param labels how many there are
 * @param multiLabel whether a text may have several labels, or none
 */
public record Outputs(int labels, boolean multiLabel) {
    /** Checks that there is something to choose between. */
    public Outputs {
        if (labels < 2) {
            throw new IllegalArgumentException("A classifier needs at least two different labels. Received: labels="
                    + labels + ". Give each class a label of its own.");
        }
    }

    /** Of a classifier that gives each text one label. */
    public static Outputs singleLabel(int labels) {
        return new Outputs(labels, false);
    }

    /** Of a classifier that gives each text any number of labels. */
    public static Outputs multiLabel(int labels) {
        return new Outputs(labels, true);
    }

    /** The last layer of the network. */
    public Dense layer() {
        Dense dense = new Dense(count());
        return dense.activation(softmax() ? Activation.SOFTMAX : Activation.SIGMOID);
    }

    /** True if the outputs are one distribution over the labels. */
    public boolean softmax() {
        return !multiLabel && labels > 2;
    }

    /** Outputs of the network. */
    public int count() {
        return multiLabel || labels > 2 ? labels : 1;
    }

    /**
     * The loss that goes with {@link #layer}. Its target is the index of the label, or with several labels a text 0 or 1
     * for each.
     */
    Loss loss() {
        return softmax() ? new SparseCategoricalCrossentropy() : new BinaryCrossentropy();
    }

    /**
     * The focal loss that goes with {@link #layer}: what is already answered well counts less (Lin et al. 2017). Its target
     * is 0 or 1 for each output.
     *
     * @param gamma how much less; 0 would be the cross-entropy
     */
    Loss focalLoss(double gamma) {
        return softmax()
                ? new CategoricalFocalCrossentropy().alpha(1).gamma((float) gamma)
                : new BinaryFocalCrossentropy().gamma((float) gamma);
    }

    /** One probability a label from the network's outputs. */
    float[] probabilities(float[] outputs) {
        if (count() == labels) {
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
    double logOdds(float[] logits, int at, int label) {
        if (multiLabel) {
            return logits[at + label];
        }
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
