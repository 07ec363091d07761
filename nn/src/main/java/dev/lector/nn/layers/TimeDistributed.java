// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.InputKind;
import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * Applies one layer to each step by itself, with the same weights: the steps of all samples are the samples of that layer.
 *
 * <p>Input {@code (batch, steps, ...)}; output {@code (batch, steps, ...)} with what the layer makes of a step; the
 * weights are the layer's. A mask is handed on; the layer does not see it.
 *
 * @param layer what is applied; it reads values, has one input and one output, makes no mask, keeps no state and
 *     looks at no statistics of the batch
 */
public record TimeDistributed(Layer layer) implements Layer {
    /** Checks the setting. */
    public TimeDistributed {
        Settings.present("TimeDistributed", "layer", layer);
        if (!layer.reads().contains(InputKind.FLOATS)
                || layer.maskRule() == MaskRule.CREATE
                || layer instanceof MeetsBatch
                || (layer instanceof RecurrentLayer loop && loop.stateful())) {
            throw new IllegalArgumentException(
                    "TimeDistributed takes a layer that reads values, makes no mask, is not stateful and needs no"
                            + " statistics of the batch. Received: layer=" + layer
                            + ". Put the layer beside it in the network.");
        }
    }

    @Override
    public boolean trainable() {
        return layer.trainable();
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return layer.weights(List.of(step(inputs)));
    }

    @Override
    public MaskRule maskRule() {
        return MaskRule.PASS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape step = step(inputs);
        if (layer.outputShapes(List.of(step)).size() > 1) {
            throw new IllegalArgumentException("TimeDistributed takes a layer with one output. Received: layer=" + layer
                    + ". Set returnState(false).");
        }
        int[] inner = layer.outputShape(List.of(step)).dims();
        int[] dims = new int[inner.length + 1];
        dims[0] = inputs.get(0).dim(0);
        System.arraycopy(inner, 0, dims, 1, inner.length);
        return Shape.of(dims);
    }

    private Shape step(List<Shape> inputs) {
        Shape input = Settings.only(this, inputs);
        if (input.rank() < 2) {
            throw new IllegalArgumentException(
                    "TimeDistributed reads at least (None, steps, channels). Received: shape=" + input
                            + ". Put it behind a layer over sequences, or leave it out.");
        }
        return Shape.of(Arrays.copyOfRange(input.dims(), 1, input.rank()));
    }

    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        int steps = inputs.get(0).dim(0);
        Memory inner = layer.memory(List.of(step(inputs)), rows * steps, kernels);
        return Memory.derived(inner.derived())
                .withKept(inner.kept() * steps)
                .withKeptInts(inner.keptInts() * steps)
                .withScratch(inner.scratch());
    }

    @Override
    public void prepare(Pass pass) {
        layer.prepare(inner(pass));
    }

    @Override
    public void forward(Pass pass) {
        InnerPass inner = inner(pass);
        inner.output = pass.output();
        inner.outputAt = pass.outputAt();
        inner.keptAt = pass.keptAt();
        inner.keptIntsAt = pass.keptIntsAt();
        layer.forward(inner);
    }

    @Override
    public void backward(Pass pass) {
        InnerPass inner = inner(pass);
        inner.output = pass.output();
        inner.outputAt = pass.outputAt();
        inner.keptAt = pass.keptAt();
        inner.keptIntsAt = pass.keptIntsAt();
        inner.outputGradient = pass.outputGradient();
        inner.outputGradientAt = pass.outputGradientAt();
        layer.backward(inner);
    }

    private InnerPass inner(Pass pass) {
        if (pass.remembered() instanceof InnerPass known) {
            return known;
        }
        List<Shape> inputs = List.of(pass.inputShape(0));
        Shape step = step(inputs);
        int steps = pass.inputShape(0).dim(0);
        InnerPass inner = new InnerPass(
                pass, new Shape[] {step}, layer.outputShape(List.of(step)), new int[] {0}, steps, 0, 0, 0);
        pass.remember(inner);
        return inner;
    }
}
