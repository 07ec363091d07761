// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.InputKind;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.records.Records;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The sum of the rows of a text's n-grams, each counted once: a dense layer over a bag of n-grams whose columns are found
 * in the network itself, {@code y = bias + Σ kernel[slot(g)]} over the different n-grams g of 1 to {@code longest} words
 * that the table has.
 *
 * <p>The table is a hash table with open addressing. An n-gram's hash names the slot at which to begin and a signature of
 * 24 bits; the slots from there on are searched up to an empty one, whose key is 0. An n-gram that the table does not have
 * adds nothing, but for one in some millions, whose signature another has. {@link #insert} fills the keys before training.
 *
 * <p>Input: ids {@code (batch, steps)}, of which 0 and 1 are in no n-gram (padding, unknown words); output
 * {@code (batch, units)}; weights keys {@code (slots)}, never trained, kernel {@code (slots, units)} and bias
 * {@code (units)}. Keras has no such layer.
 *
 * @param longest words of the longest n-gram
 * @param slots of the table; a third of them should stay empty
 * @param units values of the output
 * @param kernelInitializer the kernel before training
 */
public record NgramSums(int longest, int slots, int units, Initializer kernelInitializer) implements Layer {
    /** Slots are kept as floats while they are sorted. */
    private static final int MOST_SLOTS = 1 << 24;

    private static final int FIRST_WORD = 2;
    private static final long SEED = 0x4E6772616D53756DL;

    /** Checks the settings. */
    public NgramSums {
        Settings.positive("NgramSums", "longest", longest);
        Settings.positive("NgramSums", "slots", slots);
        Settings.positive("NgramSums", "units", units);
        Settings.present("NgramSums", "kernelInitializer", kernelInitializer);
        if (slots > MOST_SLOTS || (long) slots * units > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("NgramSums needs at most " + MOST_SLOTS
                    + " slots, and a kernel that fits an array. Received: slots=" + slots + ", units=" + units
                    + ". Take fewer n-grams.");
        }
    }

    /** Uniform in ±.05, as Keras's Embedding. */
    public NgramSums(int longest, int slots, int units) {
        this(longest, slots, units, new Initializers.RandomUniform());
    }

    /** With {@code kernelInitializer} changed. */
    public NgramSums kernelInitializer(Initializer value) {
        return Records.with(this, "kernelInitializer", value);
    }

    @Override
    public Set<InputKind> reads() {
        return Set.of(InputKind.IDS);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        Shape kernel = Shape.of(slots, units);
        return List.of(
                new WeightSpec("keys", Shape.of(slots), new Initializers.Zeros(), null, null, false),
                new WeightSpec("kernel", kernel, kernelInitializer),
                new WeightSpec("bias", Shape.of(units), new Initializers.Zeros()));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Settings.ids(this, inputs);
        return Shape.of(units);
    }

    /** The slots of one text. */
    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        return Memory.NONE.withScratch(longest * inputs.get(0).dim(0));
    }

    @Override
    public void forward(Pass pass) {
        int steps = pass.inputShape(0).dim(0);
        for (int r = 0; r < pass.rows(); r++) {
            int count = find(pass.ids(0), pass.idsAt(0) + r * steps, steps, pass.weight(0), pass.scratch());
            int out = pass.outputAt() + r * units;
            pass.kernels().copy(units, pass.weight(2), 0, pass.output(), out);
            for (int i = 0; i < count; i++) {
                int row = (int) pass.scratch()[i] * units;
                pass.kernels().add(units, pass.weight(1), row, pass.output(), out);
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        int steps = pass.inputShape(0).dim(0);
        for (int r = 0; r < pass.rows(); r++) {
            int gAt = pass.outputGradientAt() + r * units;
            if (pass.weightGradient(2) != null) {
                pass.kernels().add(units, pass.outputGradient(), gAt, pass.weightGradient(2), 0);
            }
            if (pass.weightGradient(1) == null) {
                continue;
            }
            int count = find(pass.ids(0), pass.idsAt(0) + r * steps, steps, pass.weight(0), pass.scratch());
            for (int i = 0; i < count; i++) {
                int row = (int) pass.scratch()[i] * units;
                pass.kernels().add(units, pass.outputGradient(), gAt, pass.weightGradient(1), row);
            }
        }
    }

    /**
     * The slots of a text's n-grams.
     *
     * @param ids of the text, {@code steps} of them
     * @param found modified: the slots, ascending, each once; as long as {@code longest·steps}
     * @return how many
     */
    public int find(int[] ids, int idsAt, int steps, float[] keys, float[] found) {
        int count = 0;
        for (int t = 0; t < steps; t++) {
            long hash = SEED;
            for (int n = 1; n <= longest && t + n <= steps && ids[idsAt + t + n - 1] >= FIRST_WORD; n++) {
                hash = CounterRandom.bits(hash, ids[idsAt + t + n - 1]);
                int slot = slot(hash, keys);
                found[count] = slot;
                count += slot >= 0 ? 1 : 0;
            }
        }
        Arrays.sort(found, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || found[i] != found[i - 1]) {
                found[distinct++] = found[i];
            }
        }
        return distinct;
    }

    /**
     * The hashes of a text's n-grams, one for each place; the same n-gram has the same hash.
     *
     * @param hashes modified: as long as {@code longest·steps}
     * @return how many
     */
    public static int hashes(int longest, int[] ids, int idsAt, int steps, long[] hashes) {
        int count = 0;
        for (int t = 0; t < steps; t++) {
            long hash = SEED;
            for (int n = 1; n <= longest && t + n <= steps && ids[idsAt + t + n - 1] >= FIRST_WORD; n++) {
                hash = CounterRandom.bits(hash, ids[idsAt + t + n - 1]);
                hashes[count++] = hash;
            }
        }
        return count;
    }

    /**
     * Gives an n-gram a slot, if one is left.
     *
     * @param hash one of {@link #hashes}
     * @param keys modified
     * @return its slot, which it may share with an n-gram of the same signature; -1 if the table is full
     */
    public int insert(long hash, float[] keys) {
        float signature = signature(hash);
        int at = start(hash);
        for (int i = 0; i < slots; i++) {
            if (keys[at] == 0 || keys[at] == signature) {
                keys[at] = signature;
                return at;
            }
            at = at + 1 == slots ? 0 : at + 1;
        }
        return -1;
    }

    private int slot(long hash, float[] keys) {
        float signature = signature(hash);
        int at = start(hash);
        for (int i = 0; i < slots && keys[at] != 0; i++) {
            if (keys[at] == signature) {
                return at;
            }
            at = at + 1 == slots ? 0 : at + 1;
        }
        return -1;
    }

    private int start(long hash) {
        return (int) ((hash >>> 32) * slots >>> 32);
    }

    /** From 1 to 2²⁴ - 1: a float holds it. */
    private static float signature(long hash) {
        return Math.max(1, (int) hash & 0xFFFFFF);
    }
}
