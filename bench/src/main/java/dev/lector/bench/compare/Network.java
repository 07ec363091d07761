// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.Arrays;

/** The networks that are compared, with the operations that their plain definitions ask for. */
enum Network {
    /** Three convolutions of 100 filters of width 4 on 50 dimensions, valid, then global max and three dense layers. */
    WORDS_CNN("words-cnn", 40, 50) {
        @Override
        long forwardOperations() {
            return convolution(37, 4, 50)
                    + convolution(34, 4, 100)
                    + convolution(31, 4, 100)
                    + 2 * dense(100, 100)
                    + dense(100, 1);
        }
    },
    /** Kim (2014), CNN-rand: widths 3, 4, 5 of 100 filters on 300 dimensions, valid. */
    KIM_CNN("kim-cnn", 50, 300) {
        @Override
        long forwardOperations() {
            return convolution(48, 3, 300) + convolution(47, 4, 300) + convolution(46, 5, 300) + dense(300, 1);
        }
    },
    /** Widths 2, 3, 4, 5 of 100 filters on 50 dimensions, padding same; windows over the border count as whole. */
    MULTI_WIDTH_CNN("multi-width-cnn", 40, 50) {
        @Override
        long forwardOperations() {
            return convolution(40, 2 + 3 + 4 + 5, 50) + dense(400, 100) + dense(100, 1);
        }
    };

    /** Words in the vocabulary, padding included. */
    static final int WORDS = 10_000;

    /** Filters of every convolution and units of every hidden dense layer. */
    static final int FILTERS = 100;

    private final String label;
    private final int steps;
    private final int dimension;

    Network(String label, int steps, int dimension) {
        this.label = label;
        this.steps = steps;
        this.dimension = dimension;
    }

    /**
     * Floating-point operations of one sample's forward pass: a multiplication and an addition for every weight at every
     * place where the definition applies it. Activations, pooling, look-ups and the optimizer are not counted.
     */
    abstract long forwardOperations();

    /** Forward, gradients by the inputs and gradients by the weights: three times {@link #forwardOperations}. */
    long trainingOperations() {
        return 3 * forwardOperations();
    }

    /** The name on the command line. */
    String label() {
        return label;
    }

    /** Ids of one text. */
    int steps() {
        return steps;
    }

    /** Size of a word's vector. */
    int dimension() {
        return dimension;
    }

    static Network of(String label) {
        return Arrays.stream(values())
                .filter(network -> network.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The network must be one of "
                        + Arrays.stream(values()).map(Network::label).toList() + ". Received: network=" + label
                        + ". Choose one of them."));
    }

    private static long convolution(int windows, int width, int channels) {
        return 2L * windows * width * channels * FILTERS;
    }

    private static long dense(int inputs, int outputs) {
        return 2L * inputs * outputs;
    }
}
