// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.regions;

/** A part of the network between a text and the layer where all parts meet; remembers what it saw of each text of a batch. */
abstract class Branch {
    /** Below Adagrad's root, which then is never 0. */
    static final float EPSILON = 1e-20f;

    /** Values of a text. */
    final int units;

    Branch(int units) {
        this.units = units;
    }

    /**
     * The values of a text before the activation.
     *
     * @param slot of the text in the batch
     * @param row of the text in all rows
     * @param out modified: {@link #units} values
     */
    abstract void forward(int slot, int row, float[] out, int outAt);

    /** Parts of an update that share no weight. */
    abstract int tasks();

    /**
     * Moves the weights of one part against the gradient.
     *
     * @param texts of the batch
     * @param gradient by the values of the text in slot s, from {@code at + s·distance}
     */
    abstract void update(int task, int texts, float rate, float[] gradient, int at, int distance);
}
