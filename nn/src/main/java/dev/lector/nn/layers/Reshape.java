// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The same values in another shape.
 *
 * <p>Input {@code (batch, ...)}; output {@code (batch, ...targetShape)} with as many values. A mask ends here.
 *
 * @param targetShape dimensions without the batch; one of them may be -1: what is left
 */
public record Reshape(List<Integer> targetShape) implements Layer {
    /** Checks the settings. */
    public Reshape {
        targetShape = List.copyOf(targetShape);
        long open = targetShape.stream().filter(dim -> dim == -1).count();
        if (targetShape.isEmpty() || open > 1 || targetShape.stream().anyMatch(dim -> dim < 1 && dim != -1)) {
            throw new IllegalArgumentException("Reshape needs dimensions of at least 1, of which one may be -1."
                    + " Received: target_shape=" + targetShape + ".");
        }
    }

    /** To the given dimensions. */
    public Reshape(int... targetShape) {
        this(Arrays.stream(targetShape).boxed().toList());
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Settings.only(this, inputs);
        int known = targetShape.stream().filter(dim -> dim > 0).reduce(1, Math::multiplyExact);
        boolean open = targetShape.contains(-1);
        if (input.size() % known != 0 || (!open && input.size() != known)) {
            throw new IllegalArgumentException("Reshape keeps the number of values. Received: shape=" + input + " of "
                    + input.size() + " values, target_shape=" + targetShape + ".");
        }
        return Shape.of(targetShape.stream()
                .mapToInt(dim -> dim == -1 ? input.size() / known : dim)
                .toArray());
    }

    @Override
    public void forward(Pass pass) {
        int n = pass.rows() * pass.outputShape().size();
        pass.kernels().copy(n, pass.input(0), pass.inputAt(0), pass.output(), pass.outputAt());
    }

    @Override
    public void backward(Pass pass) {
        if (pass.inputGradient(0) != null) {
            int n = pass.rows() * pass.outputShape().size();
            float[] g = pass.outputGradient();
            pass.kernels().add(n, g, pass.outputGradientAt(), pass.inputGradient(0), pass.inputGradientAt(0));
        }
    }
}
