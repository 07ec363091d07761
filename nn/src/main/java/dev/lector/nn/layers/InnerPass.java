// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.InputKind;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;

/**
 * What a layer inside another layer sees: the outer layer's pass, of which it has some inputs, some weights and some
 * memory. The outer layer makes it once for a pass, and sets the places of the memory before each call.
 */
final class InnerPass implements Pass {
    private final Pass outer;
    private final Shape[] inputShapes;
    private final Shape outputShape;
    private final int[] inputs;
    private final int repeat;
    private final int firstWeight;
    private final int firstDerived;
    private final int part;
    private Object remembered;

    // Set by the outer layer.
    float[] output;
    int outputAt;
    float[] outputGradient;
    int outputGradientAt;
    int keptAt;
    int keptIntsAt;
    int stateAt;

    /**
     * A part of {@code outer}.
     *
     * @param inputs numbers of the outer layer's inputs that are this one's
     * @param repeat samples of the inner layer for each of the outer one
     * @param part separates the random numbers of several inner layers
     */
    InnerPass(
            Pass outer,
            Shape[] inputShapes,
            Shape outputShape,
            int[] inputs,
            int repeat,
            int firstWeight,
            int firstDerived,
            int part) {
        this.outer = outer;
        this.inputShapes = inputShapes;
        this.outputShape = outputShape;
        this.inputs = inputs;
        this.repeat = repeat;
        this.firstWeight = firstWeight;
        this.firstDerived = firstDerived;
        this.part = part;
    }

    @Override
    public Kernels kernels() {
        return outer.kernels();
    }

    @Override
    public int rows() {
        return outer.rows() * repeat;
    }

    @Override
    public boolean training() {
        return outer.training();
    }

    @Override
    public boolean mayGoBack() {
        return outer.mayGoBack();
    }

    @Override
    public int inputCount() {
        return inputs.length;
    }

    @Override
    public Shape inputShape(int i) {
        return inputShapes[i];
    }

    @Override
    public InputKind inputKind(int i) {
        return InputKind.FLOATS;
    }

    @Override
    public Shape outputShape() {
        return outputShape;
    }

    @Override
    public float[] input(int i) {
        return outer.input(inputs[i]);
    }

    @Override
    public int inputAt(int i) {
        return outer.inputAt(inputs[i]);
    }

    @Override
    public int[] ids(int i) {
        return null;
    }

    @Override
    public int idsAt(int i) {
        return 0;
    }

    @Override
    public int[] sparseStarts(int i) {
        return null;
    }

    @Override
    public int sparseStartsAt(int i) {
        return 0;
    }

    @Override
    public int[] sparseIndices(int i) {
        return null;
    }

    @Override
    public float[] sparseValues(int i) {
        return null;
    }

    /** The outer layer's mask, unless the samples are its steps. */
    @Override
    public boolean[] mask(int i) {
        return repeat == 1 ? outer.mask(inputs[i]) : null;
    }

    @Override
    public int maskAt(int i) {
        return outer.maskAt(inputs[i]);
    }

    @Override
    public boolean[] outputMask() {
        return null;
    }

    @Override
    public int outputMaskAt() {
        return 0;
    }

    @Override
    public float[] output() {
        return output;
    }

    @Override
    public int outputAt() {
        return outputAt;
    }

    @Override
    public float[] outputGradient() {
        return outputGradient;
    }

    @Override
    public int outputGradientAt() {
        return outputGradientAt;
    }

    @Override
    public float[] inputGradient(int i) {
        return outer.inputGradient(inputs[i]);
    }

    @Override
    public int inputGradientAt(int i) {
        return outer.inputGradientAt(inputs[i]);
    }

    @Override
    public float[] weight(int i) {
        return outer.weight(firstWeight + i);
    }

    @Override
    public float[] derived(int i) {
        return outer.derived(firstDerived + i);
    }

    @Override
    public float[] weightGradient(int i) {
        return outer.weightGradient(firstWeight + i);
    }

    @Override
    public float[] kept() {
        return outer.kept();
    }

    @Override
    public int keptAt() {
        return keptAt;
    }

    @Override
    public int[] keptInts() {
        return outer.keptInts();
    }

    @Override
    public int keptIntsAt() {
        return keptIntsAt;
    }

    @Override
    public float[] scratch() {
        return outer.scratch();
    }

    @Override
    public float[] state() {
        return outer.state();
    }

    @Override
    public int stateAt() {
        return stateAt;
    }

    /** Null: the outer layer takes no layers whose blocks meet. */
    @Override
    public float[] sums() {
        return null;
    }

    @Override
    public int sumsAt() {
        return 0;
    }

    @Override
    public float[] common() {
        return null;
    }

    @Override
    public int cutBefore(int r) {
        return repeat == 1 ? outer.cutBefore(r) : 0;
    }

    @Override
    public int cutBehind(int r) {
        return repeat == 1 ? outer.cutBehind(r) : 0;
    }

    /** Those of this part, unless the samples are the outer layer's steps. */
    @Override
    public WordProducts words(int side) {
        return repeat == 1 ? outer.words(part) : null;
    }

    @Override
    public int[] wordSlots() {
        return outer.wordSlots();
    }

    @Override
    public int wordsAt() {
        return outer.wordsAt();
    }

    @Override
    public long randomKey() {
        return CounterRandom.key(outer.randomKey(), part);
    }

    @Override
    public int firstRow() {
        return outer.firstRow() * repeat;
    }

    @Override
    public Object remembered() {
        return remembered;
    }

    @Override
    public void remember(Object value) {
        remembered = value;
    }
}
