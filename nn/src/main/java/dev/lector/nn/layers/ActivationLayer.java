// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import java.util.List;

/**
 * An activation as a layer of its own; Keras's {@code Activation}.
 *
 * <p>Input and output: {@code (batch, ..., channels)}. A mask is handed on.
 *
 * @param activation the function
 */
public record ActivationLayer(Activation activation) implements Layer {
    /** Checks the settings. */
    public ActivationLayer {
        Settings.present("Activation", "activation", activation);
    }

    @Override
    public String className() {
        return "Activation";
    }

    @Override
    public MaskRule maskRule() {
        return MaskRule.PASS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Settings.only(this, inputs);
    }

    @Override
    public void forward(Pass pass) {
        Shape shape = pass.outputShape();
        int width = shape.dim(-1);
        int vectors = pass.rows() * (shape.size() / width);
        activation.forward(
                pass.kernels(), vectors, width, pass.input(0), pass.inputAt(0), pass.output(), pass.outputAt());
    }

    @Override
    public void backward(Pass pass) {
        float[] gradient = pass.inputGradient(0);
        if (gradient == null) {
            return;
        }
        Shape shape = pass.outputShape();
        int width = shape.dim(-1);
        int vectors = pass.rows() * (shape.size() / width);
        float[] values = activation.needsInput() ? pass.input(0) : pass.output();
        int valuesAt = activation.needsInput() ? pass.inputAt(0) : pass.outputAt();
        float[] g = pass.outputGradient();
        activation.backward(pass.kernels(), vectors, width, values, valuesAt, g, pass.outputGradientAt());
        pass.kernels().add(vectors * width, g, pass.outputGradientAt(), gradient, pass.inputGradientAt(0));
    }
}
