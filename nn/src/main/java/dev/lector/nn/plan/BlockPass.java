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
import dev.lector.nn.layers.Pass;
import java.util.List;

/** One operation's view of the block that a {@link Workspace} carries. */
final class BlockPass implements Pass {
    private final Workspace workspace;
    private final Program program;
    private final int op;
    private final Node output;
    private final int outputIndex;
    private final Node[] inputs;
    private final int[] inputIndex;
    /** Index among the model's inputs, or -1. */
    private final int[] modelInput;

    private final Node[] maskSource;
    private final float[][] weights;
    private final int firstWeight;
    private final float[] kept;
    private final int[] keptInts;

    BlockPass(Workspace workspace, int op) {
        this.workspace = workspace;
        this.program = workspace.program;
        this.op = op;
        Op operation = program.ops.get(op);
        this.output = operation.output;
        this.outputIndex = program.index(output);
        List<Node> feeding = operation.weighted.inputs();
        this.inputs = feeding.toArray(new Node[0]);
        this.inputIndex = feeding.stream().mapToInt(program::index).toArray();
        Model model = program.model;
        this.modelInput = feeding.stream().mapToInt(model.inputs()::indexOf).toArray();
        this.maskSource = feeding.stream().map(this::maskSource).toArray(Node[]::new);
        this.weights = model.weights(operation.weighted).stream()
                .map(weight -> weight.values())
                .toArray(float[][]::new);
        this.firstWeight = program.firstWeight(operation.weighted);
        Memory memory = program.memory(op);
        this.kept = Workspace.keptFor(memory, program.rowsPerBlock);
        this.keptInts = new int[memory.keptInts() * program.rowsPerBlock];
    }

    /** The node whose layer wrote the mask that stands at the output of {@code node}, or null. */
    private Node maskSource(Node node) {
        if (!program.masked(node)) {
            return null;
        }
        return node.layer().maskRule() == MaskRule.PASS
                ? maskSource(node.inputs().get(0))
                : node;
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
    public int inputCount() {
        return inputs.length;
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
        return modelInput[i] < 0 ? 0 : workspace.firstRow * inputs[i].shape().size();
    }

    @Override
    public int[] ids(int i) {
        return modelInput[i] < 0 ? null : workspace.batch.ids[modelInput[i]];
    }

    @Override
    public int idsAt(int i) {
        return workspace.firstRow * inputs[i].shape().size();
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
        return maskSource[i] == null ? null : workspace.masks[program.index(maskSource[i])];
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
        return workspace.gradient(output);
    }

    @Override
    public int outputGradientAt() {
        return workspace.gradientAt(output);
    }

    @Override
    public float[] inputGradient(int i) {
        return program.needsGradient(inputs[i]) ? workspace.gradient(inputs[i]) : null;
    }

    @Override
    public int inputGradientAt(int i) {
        return workspace.gradientAt(inputs[i]);
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
    public long randomKey() {
        return CounterRandom.key(workspace.randomKey, outputIndex);
    }

    @Override
    public int firstRow() {
        return workspace.firstRow;
    }
}
