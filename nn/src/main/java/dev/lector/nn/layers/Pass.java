// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.InputKind;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;

/**
 * What one layer sees while a block of samples passes through it. Every array comes with the index of the block's first
 * value in it; sample {@code r} of the block begins {@code r * shape.size()} later.
 */
public interface Pass {
    /** The kernels in use. */
    Kernels kernels();

    /** Samples in this block. */
    int rows();

    /** True while training: dropout is on. */
    boolean training();

    /** True if {@link Layer#backward} may follow, which wants to find what the forward pass has kept. */
    boolean mayGoBack();

    /** Number of inputs. */
    int inputCount();

    /** Shape of one sample of input {@code i}. Known in {@link Layer#prepare} too. */
    Shape inputShape(int i);

    /** What input {@code i} is made of. Known in {@link Layer#prepare} too. */
    InputKind inputKind(int i);

    /** Shape of one sample of the output. Known in {@link Layer#prepare} too. */
    Shape outputShape();

    /** Values of input {@code i}, or null where the input is of ids or sparse. Not modified by layers. */
    float[] input(int i);

    /** Index of the block's first value in {@link #input}. */
    int inputAt(int i);

    /** Ids of input {@code i}, {@code (batch, ...shape)}, where the input is of ids; else null. Not modified. */
    int[] ids(int i);

    /** Index of the block's first id in {@link #ids}. */
    int idsAt(int i);

    /**
     * Where the rows of input {@code i} begin, if it is sparse; else null. Row {@code r} of the block has the entries
     * from {@code sparseStarts(i)[sparseStartsAt(i) + r]} up to but without the next start. Not modified.
     */
    int[] sparseStarts(int i);

    /** Index of the block's first row in {@link #sparseStarts}. */
    int sparseStartsAt(int i);

    /** Column of each entry of sparse input {@code i}, ascending within a row; else null. Not modified. */
    int[] sparseIndices(int i);

    /** Value of each entry of sparse input {@code i}; else null. Not modified. */
    float[] sparseValues(int i);

    /** Mask of input {@code i}, {@code (batch, steps)}, true for text; null if there is none. */
    boolean[] mask(int i);

    /** Index of the block's first value in {@link #mask}. */
    int maskAt(int i);

    /** The mask to write, for a layer with {@link MaskRule#CREATE}, {@link MaskRule#JOIN} or {@link MaskRule#JOIN_ALL}; else null. */
    boolean[] outputMask();

    /** Index of the block's first value in {@link #outputMask}. */
    int outputMaskAt();

    /** Values of the output. Modified by forward only, which must write every value of the block. */
    float[] output();

    /** Index of the block's first value in {@link #output}. */
    int outputAt();

    /** Gradient of the loss by the output. Backward may use it as scratch. */
    float[] outputGradient();

    /** Index of the block's first value in {@link #outputGradient}. */
    int outputGradientAt();

    /** Gradient by input {@code i}, to be added to; null if nobody needs it. */
    float[] inputGradient(int i);

    /** Index of the block's first value in {@link #inputGradient}. */
    int inputGradientAt(int i);

    /** Weight {@code i} of the layer, in the order of {@link Layer#weights}. Not modified by layers. */
    float[] weight(int i);

    /** Derived array {@code i} of the layer. Modified by {@link Layer#prepare} only. */
    float[] derived(int i);

    /** Gradient of weight {@code i}, to be added to; null if the weight is frozen. */
    float[] weightGradient(int i);

    /** Floats that forward leaves for backward, which may overwrite them. */
    float[] kept();

    /** Index of the block's first value in {@link #kept}. */
    int keptAt();

    /** Ints that forward leaves for backward; null if no backward follows. */
    int[] keptInts();

    /** Index of the block's first value in {@link #keptInts}. */
    int keptIntsAt();

    /** Floats to scribble on during this call; they hold garbage at its beginning. */
    float[] scratch();

    /**
     * Floats that survive until the next batch, where the sample in the same place finds them; at first 0. Modified by
     * forward. Null for a layer that asked for none.
     */
    float[] state();

    /** Index of the block's first value in {@link #state}. */
    int stateAt();

    /**
     * Key of the random numbers of this layer in this training step, made from (seed, step, layer). Together with the
     * position of a value in the batch it gives the random bits, whatever the threads: see
     * {@link dev.lector.nn.CounterRandom}.
     */
    long randomKey();

    /** Index in the batch of the block's first sample. */
    int firstRow();

    /** What this block gives to the meeting of a {@link MeetsBatch}; else null. */
    float[] sums();

    /** Index of the block's first value in {@link #sums}. */
    int sumsAt();

    /** What the last meeting of a {@link MeetsBatch} gave to all blocks; null for others. Not modified by passes. */
    float[] common();

    /**
     * Steps in front of sample {@code r} of input 0 that were left out, because each of them has the same values as the
     * first that is there. Only for a layer that counts steps, where the input has no mask.
     */
    int cutBefore(int r);

    /** As {@link #cutBefore}, behind the sample: steps that have the same values as the last that is there. */
    int cutBehind(int r);

    /** For a recurrent layer whose texts are cut in front: the states that stand where they are cut; else null. */
    default PaddingStates paddingStates() {
        return null;
    }

    /**
     * For a recurrent layer over words: what it reads in place of input 0; else null.
     *
     * @param side 0, or 1 for the second of two directions
     */
    default WordProducts words(int side) {
        return null;
    }

    /** Row of the table of {@link #words} for each position of the batch. */
    default int[] wordSlots() {
        return null;
    }

    /** Index of the block's first position in {@link #wordSlots}. */
    default int wordsAt() {
        return 0;
    }

    /**
     * What this layer gave to {@link #remember} for inputs of this shape, or null: sizes that are worked out once, so that
     * a block allocates nothing.
     */
    Object remembered();

    /** Keeps a value for the next blocks of this input shape; see {@link #remembered}. */
    void remember(Object value);
}
