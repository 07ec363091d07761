// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

/**
 * The memory that a layer needs beside its inputs and outputs; the plan allocates it once.
 *
 * @param derived lengths of the arrays computed from the weights by {@link Layer#prepare}, shared by all threads
 * @param kept floats a sample that forward leaves for backward
 * @param keptInts ints a sample that forward leaves for backward
 * @param scratch length of the floats that one call may scribble on, for a whole block; nothing survives the call
 * @param state floats a sample that survive until the next batch, for stateful layers
 */
public record Memory(int[] derived, int kept, int keptInts, int scratch, int state) {
    /** No memory at all. */
    public static final Memory NONE = new Memory(new int[0], 0, 0, 0, 0);

    /** Arrays computed from the weights, as a packed kernel. */
    public static Memory derived(int... lengths) {
        return new Memory(lengths, 0, 0, 0, 0);
    }

    /** This with empty arrays in place of those computed from the weights. */
    public Memory withoutDerived() {
        return new Memory(new int[derived.length], kept, keptInts, scratch, state);
    }

    /** This with {@code floats} kept a sample. */
    public Memory withKept(int floats) {
        return new Memory(derived, floats, keptInts, scratch, state);
    }

    /** This with {@code ints} kept a sample. */
    public Memory withKeptInts(int ints) {
        return new Memory(derived, kept, ints, scratch, state);
    }

    /** This with {@code floats} of scratch a block. */
    public Memory withScratch(int floats) {
        return new Memory(derived, kept, keptInts, floats, state);
    }

    /** This with {@code floats} of state a sample. */
    public Memory withState(int floats) {
        return new Memory(derived, kept, keptInts, scratch, floats);
    }
}
