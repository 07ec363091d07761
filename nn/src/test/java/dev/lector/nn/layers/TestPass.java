// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.FloatSamples;
import dev.lector.nn.IdSamples;
import dev.lector.nn.InputKind;
import dev.lector.nn.Samples;
import dev.lector.nn.Shape;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.kernels.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One layer alone on one batch, the naive twin of the engine's plan: everything is allocated anew, blocks go one after
 * another. Every array begins after a margin and ends before one, so that a layer which forgets an offset, or steps out
 * of its block, reads NaN or is caught by {@link #checkMargins}; scratch is NaN at the beginning of each call.
 */
final class TestPass implements Pass {
    private static final int MARGIN = 5;

    private final Layer layer;
    private final List<Samples> samples;
    private final List<Shape> shapes;
    private final Shape outputShape;
    private final Kernels kernels;
    private final int batch;
    private final int blockRows;
    private final Memory memory;
    private final float[][] inputs;
    private final int[][] ids;
    private final boolean[][] masks;
    private final float[][] weights;
    private final float[][] derived;
    private final float[] output;
    private final boolean[] outputMask;
    private final float[] outputGradient;
    private final float[][] inputGradients;
    private final float[][] weightGradients;
    private final float[] kept;
    private final int[] keptInts;
    private final float[] scratch;
    private final float[] state;
    private final float[] sums;
    private final float[] common;
    private final int sumLength;
    private boolean training;
    private long randomKey = 77;
    private int firstRow;
    private int rows;

    /**
     * A batch before the layer.
     *
     * @param masks for each input {@code (batch, steps)}, or null; copied
     * @param weights copied
     * @param blockRows samples in a block
     */
    TestPass(
            Layer layer,
            List<Samples> samples,
            boolean[][] masks,
            List<float[]> weights,
            Kernels kernels,
            int blockRows) {
        this.layer = layer;
        this.samples = samples;
        this.shapes = samples.stream().map(Samples::shape).toList();
        this.outputShape = layer.outputShape(shapes);
        this.kernels = kernels;
        this.batch = samples.get(0).rows();
        this.blockRows = blockRows;
        this.memory = layer.memory(shapes, blockRows, kernels);
        int count = samples.size();
        inputs = new float[count][];
        ids = new int[count][];
        this.masks = new boolean[count][];
        inputGradients = new float[count][];
        for (int i = 0; i < count; i++) {
            if (!layer.reads().contains(samples.get(i).kind())) {
                throw new IllegalArgumentException(
                        layer.className() + " does not read " + samples.get(i).kind() + ".");
            }
            if (samples.get(i) instanceof FloatSamples floats) {
                inputs[i] = margined(floats.values());
                inputGradients[i] = margined(new float[floats.values().length]);
            } else if (samples.get(i) instanceof IdSamples words) {
                ids[i] = new int[words.ids().length + 2 * MARGIN];
                Arrays.fill(ids[i], -1);
                System.arraycopy(words.ids(), 0, ids[i], MARGIN, words.ids().length);
            }
            if (masks != null && masks[i] != null) {
                this.masks[i] = new boolean[masks[i].length + 2 * MARGIN];
                System.arraycopy(masks[i], 0, this.masks[i], MARGIN, masks[i].length);
            }
        }
        this.weights = weights.stream().map(float[]::clone).toArray(float[][]::new);
        weightGradients = weights.stream().map(w -> new float[w.length]).toArray(float[][]::new);
        derived = Arrays.stream(memory.derived()).mapToObj(TestPass::nans).toArray(float[][]::new);
        output = nans(batch * outputShape.size() + 2 * MARGIN);
        outputGradient = nans(output.length);
        boolean writesMask = layer.maskRule() == MaskRule.CREATE
                || (layer.maskRule() == MaskRule.JOIN
                        && Arrays.stream(this.masks).anyMatch(mask -> mask != null))
                || (layer.maskRule() == MaskRule.JOIN_ALL
                        && Arrays.stream(this.masks).allMatch(mask -> mask != null));
        outputMask = writesMask ? new boolean[batch * outputShape.dim(0) + 2 * MARGIN] : null;
        kept = nans(batch * memory.kept() + 2 * MARGIN);
        keptInts = new int[batch * memory.keptInts() + 2 * MARGIN];
        scratch = nans(memory.scratch());
        state = nans(batch * memory.state() + 2 * MARGIN);
        MeetsBatch meets = layer instanceof MeetsBatch together ? together : null;
        sumLength = meets == null ? 0 : meets.sums(shapes);
        sums = nans((batch + blockRows - 1) / blockRows * sumLength + 2 * MARGIN);
        common = nans(meets == null ? 0 : meets.common(shapes));
    }

    /** Weights as the layer's initialisers make them, in the order of its weights. */
    static List<float[]> initialWeights(Layer layer, List<Shape> shapes, long seed) {
        List<float[]> values = new ArrayList<>();
        for (WeightSpec spec : layer.weights(shapes)) {
            float[] weight = new float[spec.shape().size()];
            spec.initializer().fill(spec.shape(), seed + values.size(), weight);
            values.add(weight);
        }
        return values;
    }

    TestPass randomKey(long key) {
        randomKey = key;
        return this;
    }

    /** Prepares and runs forward on all blocks, with the states of a first batch. */
    float[] forward(boolean train) {
        Arrays.fill(state, MARGIN, state.length - MARGIN, 0);
        return forwardAgain(train);
    }

    /** Prepares and runs forward on all blocks, as the batch after the last one. */
    float[] forwardAgain(boolean train) {
        training = train;
        Arrays.fill(output, Float.NaN);
        layer.prepare(this);
        if (train && layer instanceof MeetsBatch meets && meets.meets()) {
            eachBlock(() -> meets.sum(this));
            meets.meet(meeting());
        }
        eachBlock(() -> layer.forward(this));
        return values(output);
    }

    /** Runs backward on all blocks, after {@link #forward}; the gradients are added to what they were. */
    void backward(float[] gradient) {
        System.arraycopy(gradient, 0, outputGradient, MARGIN, gradient.length);
        if (training && layer instanceof MeetsBatch meets && meets.meets()) {
            eachBlock(() -> meets.sumBackward(this));
            meets.meetBackward(meeting());
        }
        eachBlock(() -> layer.backward(this));
        checkMargins();
    }

    private MeetsBatch.Meeting meeting() {
        int blocks = (batch + blockRows - 1) / blockRows;
        float[] inside = Arrays.copyOfRange(sums, MARGIN, sums.length - MARGIN);
        return new MeetsBatch.Meeting(blocks, sumLength, inside, common, weights);
    }

    /** Weight {@code i} as it is now. */
    float[] weightNow(int i) {
        return weights[i];
    }

    /** The mask at the output, or null: written, handed on or stopped. */
    boolean[] resultingMask() {
        boolean[] mask = layer.maskRule() == MaskRule.PASS ? masks[0] : outputMask;
        return mask == null ? null : Arrays.copyOfRange(mask, MARGIN, mask.length - MARGIN);
    }

    float[] gradientByInput(int i) {
        return values(inputGradients[i]);
    }

    float[] gradientByWeight(int i) {
        return weightGradients[i];
    }

    /** Value {@code index} of input {@code i} becomes {@code value}; gives back what it was. */
    float setInput(int i, int index, float value) {
        float before = inputs[i][MARGIN + index];
        inputs[i][MARGIN + index] = value;
        return before;
    }

    /** Value {@code index} of weight {@code i} becomes {@code value}; gives back what it was. */
    float setWeight(int i, int index, float value) {
        float before = weights[i][index];
        weights[i][index] = value;
        return before;
    }

    /** Fails if a layer wrote outside its block. */
    void checkMargins() {
        List<float[]> arrays = new ArrayList<>(List.of(output, kept, outputGradient, sums));
        Arrays.stream(inputGradients).filter(gradient -> gradient != null).forEach(arrays::add);
        for (float[] array : arrays) {
            for (int i = 0; i < MARGIN; i++) {
                if (!Float.isNaN(array[i]) || !Float.isNaN(array[array.length - 1 - i])) {
                    throw new AssertionError(layer + " wrote outside its block.");
                }
            }
        }
    }

    private void eachBlock(Runnable call) {
        for (firstRow = 0; firstRow < batch; firstRow += blockRows) {
            rows = Math.min(blockRows, batch - firstRow);
            Arrays.fill(scratch, Float.NaN);
            call.run();
        }
    }

    private static float[] nans(int length) {
        float[] array = new float[length];
        Arrays.fill(array, Float.NaN);
        return array;
    }

    private static float[] margined(float[] values) {
        float[] array = nans(values.length + 2 * MARGIN);
        System.arraycopy(values, 0, array, MARGIN, values.length);
        return array;
    }

    private static float[] values(float[] margined) {
        return Arrays.copyOfRange(margined, MARGIN, margined.length - MARGIN);
    }

    @Override
    public Kernels kernels() {
        return kernels;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public boolean training() {
        return training;
    }

    @Override
    public boolean mayGoBack() {
        return true;
    }

    @Override
    public int inputCount() {
        return samples.size();
    }

    @Override
    public Shape inputShape(int i) {
        return shapes.get(i);
    }

    @Override
    public InputKind inputKind(int i) {
        return samples.get(i).kind();
    }

    @Override
    public Shape outputShape() {
        return outputShape;
    }

    @Override
    public float[] input(int i) {
        return inputs[i];
    }

    @Override
    public int inputAt(int i) {
        return MARGIN + firstRow * shapes.get(i).size();
    }

    @Override
    public int[] ids(int i) {
        return ids[i];
    }

    @Override
    public int idsAt(int i) {
        return MARGIN + firstRow * shapes.get(i).size();
    }

    @Override
    public int[] sparseStarts(int i) {
        return samples.get(i) instanceof SparseSamples sparse ? sparse.starts() : null;
    }

    @Override
    public int sparseStartsAt(int i) {
        return firstRow;
    }

    @Override
    public int[] sparseIndices(int i) {
        return samples.get(i) instanceof SparseSamples sparse ? sparse.indices() : null;
    }

    @Override
    public float[] sparseValues(int i) {
        return samples.get(i) instanceof SparseSamples sparse ? sparse.values() : null;
    }

    @Override
    public boolean[] mask(int i) {
        return masks[i];
    }

    @Override
    public int maskAt(int i) {
        return MARGIN + firstRow * shapes.get(i).dim(0);
    }

    @Override
    public boolean[] outputMask() {
        return outputMask;
    }

    @Override
    public int outputMaskAt() {
        return MARGIN + firstRow * outputShape.dim(0);
    }

    @Override
    public float[] output() {
        return output;
    }

    @Override
    public int outputAt() {
        return MARGIN + firstRow * outputShape.size();
    }

    @Override
    public float[] outputGradient() {
        return outputGradient;
    }

    @Override
    public int outputGradientAt() {
        return outputAt();
    }

    @Override
    public float[] inputGradient(int i) {
        return inputGradients[i];
    }

    @Override
    public int inputGradientAt(int i) {
        return inputAt(i);
    }

    @Override
    public float[] weight(int i) {
        return weights[i];
    }

    @Override
    public float[] derived(int i) {
        return derived[i];
    }

    @Override
    public float[] weightGradient(int i) {
        return trained(i) ? weightGradients[i] : null;
    }

    /** False for a weight that no optimizer touches. */
    boolean trained(int weight) {
        return layer.trainable() && layer.weights(shapes).get(weight).trainable();
    }

    @Override
    public float[] kept() {
        return kept;
    }

    @Override
    public int keptAt() {
        return MARGIN + firstRow * memory.kept();
    }

    @Override
    public int[] keptInts() {
        return keptInts;
    }

    @Override
    public int keptIntsAt() {
        return MARGIN + firstRow * memory.keptInts();
    }

    @Override
    public float[] scratch() {
        return scratch;
    }

    @Override
    public float[] state() {
        return state;
    }

    @Override
    public int stateAt() {
        return MARGIN + firstRow * memory.state();
    }

    @Override
    public long randomKey() {
        return randomKey;
    }

    @Override
    public int firstRow() {
        return firstRow;
    }

    @Override
    public float[] sums() {
        return sums;
    }

    @Override
    public int sumsAt() {
        return MARGIN + firstRow / blockRows * sumLength;
    }

    @Override
    public float[] common() {
        return common;
    }

    @Override
    public int cutBefore(int r) {
        return 0;
    }

    @Override
    public int cutBehind(int r) {
        return 0;
    }

    /** Nothing: every call works its sizes out anew. */
    @Override
    public Object remembered() {
        return null;
    }

    @Override
    public void remember(Object value) {}
}
