// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.InputKind;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.MaskRule;
import dev.lector.nn.layers.Memory;
import dev.lector.nn.layers.PaddingStates;
import dev.lector.nn.layers.Pass;
import dev.lector.nn.layers.WordProducts;
import java.util.List;

/** One operation's view of the block that a {@link Workspace} carries. */
final class BlockPass implements Pass {
    private final Workspace workspace;
    private final Program program;
    private final int op;
    private final int outputIndex;
    private final int[] inputSize;
    private final boolean[] inputNeedsGradient;
    private final int[] inputIndex;
    /** Index among the model's inputs, or -1. */
    private final int[] modelInput;

    /** Index of the node that writes the mask of each input, or -1. */
    private final int[] maskSource;

    private final float[][] weights;
    private final int firstWeight;
    /** By the number of steps. */
    private final Object[] remembered;

    private final float[] kept;
    private final int[] keptInts;

    BlockPass(Workspace workspace, int op) {
        this.workspace = workspace;
        this.program = workspace.program;
        this.op = op;
        Op operation = program.ops.get(op);
        this.outputIndex = operation.outputIndex;
        List<Node> feeding = operation.weighted.inputs();
        this.inputSize = feeding.stream().mapToInt(node -> node.shape().size()).toArray();
        this.inputNeedsGradient = new boolean[feeding.size()];
        for (int i = 0; i < inputNeedsGradient.length; i++) {
            inputNeedsGradient[i] = program.needsGradient(feeding.get(i));
        }
        this.inputIndex = feeding.stream().mapToInt(program::index).toArray();
        Model model = program.model;
        this.modelInput = feeding.stream().mapToInt(model.inputs()::indexOf).toArray();
        this.maskSource = feeding.stream().mapToInt(this::maskSource).toArray();
        this.weights = model.weights(operation.weighted).stream()
                .map(weight -> weight.values())
                .toArray(float[][]::new);
        this.firstWeight = program.firstWeight(operation.weighted);
        this.remembered = new Object[program.steps() + 1];
        Memory memory = program.memory(op);
        this.kept = Workspace.keptFor(memory, program.rowsPerBlock);
        this.keptInts = new int[memory.keptInts() * program.rowsPerBlock];
    }

    /** Index of the node whose layer wrote the mask that stands at the output of {@code node}, or -1. */
    private int maskSource(Node node) {
        if (!node.masked()) {
            return -1;
        }
        return node.layer().maskRule() == MaskRule.PASS
                ? maskSource(node.inputs().get(0))
                : program.index(node);
    }

    @Override
    public Kernels kernels() {
        return program.kernels;
    }

    @Override
    public int rows() {
        return workspace.rows;
    }

    @Override
    public boolean training() {
        return workspace.training;
    }

    @Override
    public boolean mayGoBack() {
        return program.training;
    }

    @Override
    public int inputCount() {
        return inputSize.length;
    }

    @Override
    public InputKind inputKind(int i) {
        return modelInput[i] < 0 ? InputKind.FLOATS : program.inputKind(modelInput[i]);
    }

    @Override
    public Shape inputShape(int i) {
        return workspace.shapes[inputIndex[i]];
    }

    @Override
    public Shape outputShape() {
        return workspace.shapes[outputIndex];
    }

    @Override
    public float[] input(int i) {
        return modelInput[i] < 0 ? workspace.outputs[inputIndex[i]] : workspace.batch.floats[modelInput[i]];
    }

    @Override
    public int inputAt(int i) {
        return modelInput[i] < 0 ? 0 : workspace.firstRow * inputSize[i];
    }

    @Override
    public int[] ids(int i) {
        return modelInput[i] < 0 ? null : workspace.batch.ids[modelInput[i]];
    }

    @Override
    public int idsAt(int i) {
        return workspace.firstRow * inputSize[i];
    }

    @Override
    public int[] sparseStarts(int i) {
        return modelInput[i] < 0 ? null : workspace.batch.sparseStarts[modelInput[i]];
    }

    @Override
    public int sparseStartsAt(int i) {
        return workspace.firstRow;
    }

    @Override
    public int[] sparseIndices(int i) {
        return modelInput[i] < 0 ? null : workspace.batch.sparseIndices[modelInput[i]];
    }

    @Override
    public float[] sparseValues(int i) {
        return modelInput[i] < 0 ? null : workspace.batch.sparseValues[modelInput[i]];
    }

    @Override
    public boolean[] mask(int i) {
        return maskSource[i] < 0 ? null : workspace.masks[maskSource[i]];
    }

    @Override
    public int maskAt(int i) {
        return 0;
    }

    @Override
    public boolean[] outputMask() {
        return workspace.masks[outputIndex];
    }

    @Override
    public int outputMaskAt() {
        return 0;
    }

    @Override
    public float[] output() {
        return workspace.outputs[outputIndex];
    }

    @Override
    public int outputAt() {
        return 0;
    }

    @Override
    public float[] outputGradient() {
        return workspace.gradient(outputIndex);
    }

    @Override
    public int outputGradientAt() {
        return workspace.gradientAt(outputIndex);
    }

    @Override
    public float[] inputGradient(int i) {
        return inputNeedsGradient[i] ? workspace.gradient(inputIndex[i]) : null;
    }

    @Override
    public int inputGradientAt(int i) {
        return workspace.gradientAt(inputIndex[i]);
    }

    @Override
    public float[] weight(int i) {
        return weights[i];
    }

    @Override
    public float[] derived(int i) {
        return program.derived(op)[i];
    }

    @Override
    public float[] weightGradient(int i) {
        return workspace.weightGradients[firstWeight + i];
    }

    @Override
    public float[] kept() {
        return kept;
    }

    @Override
    public int keptAt() {
        return 0;
    }

    @Override
    public int[] keptInts() {
        return keptInts;
    }

    @Override
    public int keptIntsAt() {
        return 0;
    }

    @Override
    public float[] scratch() {
        return workspace.scratch;
    }

    @Override
    public float[] state() {
        return workspace.batch.states[op];
    }

    @Override
    public int stateAt() {
        return workspace.firstRow * program.memory(op).state();
    }

    @Override
    public long randomKey() {
        return CounterRandom.key(workspace.randomKey, outputIndex);
    }

    @Override
    public int firstRow() {
        return workspace.firstRow;
    }

    @Override
    public float[] sums() {
        return workspace.meetings == null ? null : workspace.meetings.sums(op);
    }

    @Override
    public int sumsAt() {
        return workspace.meetings.sumsAt(op, workspace.block);
    }

    @Override
    public float[] common() {
        return workspace.meetings == null ? null : workspace.meetings.common(op);
    }

    @Override
    public int cutBefore(int r) {
        return cut() == 0 ? 0 : workspace.batch.cutBefore(workspace.firstRow + r);
    }

    @Override
    public int cutBehind(int r) {
        return cut() - cutBefore(r);
    }

    /** Steps that input 0 has less than it would if texts were not cut. */
    private int cut() {
        return fullSteps() - inputShape(0).dim(0);
    }

    /** Steps of input 0 where texts are not cut. */
    private int fullSteps() {
        return program.nodes.get(inputIndex[0]).shape().dim(0);
    }

    @Override
    public PaddingStates paddingStates() {
        return workspace.padding == null ? null : workspace.padding.states(op);
    }

    @Override
    public WordProducts words(int side) {
        return program.ops.get(op).words(side);
    }

    @Override
    public int[] wordSlots() {
        return program.ops.get(op).wordSlots(this);
    }

    /** The batch's ids of an input of the model. */
    int[] batchIds(Node input) {
        return workspace.batch.ids[program.model.inputs().indexOf(input)];
    }

    /** Steps of a node's output in this block. */
    int stepsOf(Node node) {
        return workspace.shapes[program.index(node)].dim(0);
    }

    @Override
    public int wordsAt() {
        return workspace.firstRow * fullSteps();
    }

    /** The weights of the operation's node, for those who may change them. */
    float[][] weights() {
        return weights;
    }

    @Override
    public Object remembered() {
        return remembered[workspace.steps];
    }

    @Override
    public void remember(Object value) {
        remembered[workspace.steps] = value;
    }
}
