// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How {@link Bidirectional} runs its two layers and merges what they give. One belongs to one pass. */
final class BidirectionalMerge {
    private final Bidirectional settings;
    private final RecurrentLayer[] layers;
    private final List<List<Shape>> inputs;
    private final Shape[] outputs;
    private final Kernels kernels;
    private final InnerPass[] passes = new InnerPass[2];
    private final int[] keptFloats = new int[2];
    private final int steps;

    BidirectionalMerge(Bidirectional settings, List<Shape> all, Kernels kernels) {
        this.settings = settings;
        this.kernels = kernels;
        layers = new RecurrentLayer[] {settings.layer(), settings.second()};
        inputs = List.of(settings.inputs(all, 0), settings.inputs(all, 1));
        outputs = new Shape[] {layers[0].outputShape(inputs.get(0)), layers[1].outputShape(inputs.get(1))};
        steps = layers[0].returnSequences() ? all.get(0).dim(0) : 1;
        for (int side = 0; side < 2; side++) {
            keptFloats[side] = layers[side].memory(inputs.get(side), 1, kernels).kept();
        }
    }

    static BidirectionalMerge of(Bidirectional settings, Pass pass) {
        if (pass.remembered() instanceof BidirectionalMerge known) {
            return known;
        }
        List<Shape> all = new ArrayList<>();
        for (int i = 0; i < pass.inputCount(); i++) {
            all.add(pass.inputShape(i));
        }
        BidirectionalMerge made = new BidirectionalMerge(settings, all, pass.kernels());
        made.attach(pass);
        pass.remember(made);
        return made;
    }

    private void attach(Pass pass) {
        int weights = 0;
        int derived = 0;
        int next = 1;
        for (int side = 0; side < 2; side++) {
            List<Shape> own = inputs.get(side);
            int[] numbers = new int[own.size()];
            for (int i = 1; i < numbers.length; i++) {
                numbers[i] = next++;
            }
            passes[side] =
                    new InnerPass(pass, own.toArray(Shape[]::new), outputs[side], numbers, 1, weights, derived, side);
            weights += layers[side].weights(own).size();
            derived += layers[side].memory(own, 1, kernels).derived().length;
        }
    }

    /** That of both layers; their outputs are kept, and the gradients by them stand behind the layers' scratch. */
    Memory memory(int rows) {
        int[] derived = new int[0];
        int scratch = 0;
        int state = 0;
        for (int side = 0; side < 2; side++) {
            Memory memory = layers[side].memory(inputs.get(side), rows, kernels);
            int[] both = Arrays.copyOf(derived, derived.length + memory.derived().length);
            System.arraycopy(memory.derived(), 0, both, derived.length, memory.derived().length);
            derived = both;
            scratch = Math.max(scratch, memory.scratch());
            state += memory.state();
        }
        int outs = outputs[0].size() + outputs[1].size();
        return Memory.derived(derived)
                .withKept(keptFloats[0] + keptFloats[1] + outs)
                .withScratch(scratch + rows * outs)
                .withState(state);
    }

    void prepare() {
        layers[0].prepare(passes[0]);
        layers[1].prepare(passes[1]);
    }

    float[] inputBias(int side) {
        return layers[side].inputBias(passes[side]);
    }

    private void open(Pass pass) {
        int rows = pass.rows();
        int at = pass.keptAt();
        int stateAt = pass.stateAt();
        for (int side = 0; side < 2; side++) {
            passes[side].keptAt = at;
            passes[side].stateAt = stateAt;
            at += rows * keptFloats[side];
            stateAt += rows * layers[side].states() * layers[side].units();
        }
        for (int side = 0; side < 2; side++) {
            passes[side].output = pass.kept();
            passes[side].outputAt = at;
            at += rows * outputs[side].size();
        }
    }

    void forward(Pass pass) {
        open(pass);
        layers[0].forward(passes[0]);
        layers[1].forward(passes[1]);
        for (int r = 0; r < pass.rows(); r++) {
            int to = pass.outputAt() + r * pass.outputShape().size();
            for (int p = 0; p < steps; p++) {
                mergeStep(pass, r, p, to);
            }
            copyStates(pass, r, to + mergedSize());
        }
    }

    private void mergeStep(Pass pass, int r, int p, int to) {
        float[] y = pass.output();
        float[] from = pass.kept();
        int first = firstAt(r, p, passes[0].outputAt);
        int second = secondAt(r, p, passes[1].outputAt);
        int a = layers[0].units();
        int b = layers[1].units();
        int at = mergedAt(p, to);
        int secondTo = secondTo(p, to);
        if (isPadding(pass, r, p)) {
            kernels.fill(a, 0, y, at);
            kernels.fill(b, 0, y, secondTo);
            return;
        }
        kernels.copy(a, from, first, y, at);
        if (secondTo != at) {
            kernels.copy(b, from, second, y, secondTo);
        } else if (settings.mergeMode() == Bidirectional.Mode.MUL) {
            kernels.multiply(a, from, second, y, at);
        } else {
            kernels.add(a, from, second, y, at);
            if (settings.mergeMode() == Bidirectional.Mode.AVE) {
                kernels.scale(a, 0.5f, y, at);
            }
        }
    }

    void backward(Pass pass) {
        open(pass);
        int rows = pass.rows();
        int at = pass.scratch().length - rows * (outputs[0].size() + outputs[1].size());
        for (int side = 0; side < 2; side++) {
            passes[side].outputGradient = pass.scratch();
            passes[side].outputGradientAt = at;
            at += rows * outputs[side].size();
        }
        for (int r = 0; r < rows; r++) {
            int from = pass.outputGradientAt() + r * pass.outputShape().size();
            for (int p = 0; p < steps; p++) {
                mergeStepBackward(pass, r, p, from);
            }
            copyStatesBackward(pass, r, from + mergedSize());
        }
        layers[0].backward(passes[0]);
        layers[1].backward(passes[1]);
    }

    private void mergeStepBackward(Pass pass, int r, int p, int from) {
        float[] g = pass.outputGradient();
        float[] to = pass.scratch();
        int first = firstAt(r, p, passes[0].outputGradientAt);
        int second = secondAt(r, p, passes[1].outputGradientAt);
        int a = layers[0].units();
        int b = layers[1].units();
        if (isPadding(pass, r, p)) {
            kernels.fill(a, 0, to, first);
            kernels.fill(b, 0, to, second);
            return;
        }
        kernels.copy(a, g, mergedAt(p, from), to, first);
        kernels.copy(b, g, secondTo(p, from), to, second);
        if (settings.mergeMode() == Bidirectional.Mode.MUL) {
            kernels.multiply(a, pass.kept(), secondAt(r, p, passes[1].outputAt), to, first);
            kernels.multiply(a, pass.kept(), firstAt(r, p, passes[0].outputAt), to, second);
        } else if (settings.mergeMode() == Bidirectional.Mode.AVE) {
            kernels.scale(a, 0.5f, to, first);
            kernels.scale(a, 0.5f, to, second);
        }
    }

    // ---- places ----

    /** Step {@code p} of the first layer's output. */
    private int firstAt(int r, int p, int base) {
        return base + r * outputs[0].size() + p * layers[0].units();
    }

    /** Step {@code p} of the second layer's output, which stands the other way round. */
    private int secondAt(int r, int p, int base) {
        return base + r * outputs[1].size() + (steps - 1 - p) * layers[1].units();
    }

    private int mergedAt(int p, int base) {
        boolean behind = settings.mergeMode() == Bidirectional.Mode.CONCAT;
        return base + p * (layers[0].units() + (behind ? layers[1].units() : 0));
    }

    /** Where the second layer's values go: behind the first one's, in an output of their own, or to the same place. */
    private int secondTo(int p, int base) {
        if (settings.mergeMode() == null) {
            return base + steps * layers[0].units() + p * layers[1].units();
        }
        return mergedAt(p, base) + (settings.mergeMode() == Bidirectional.Mode.CONCAT ? layers[0].units() : 0);
    }

    /** Values of a sample before the states. */
    private int mergedSize() {
        boolean both = settings.mergeMode() == null || settings.mergeMode() == Bidirectional.Mode.CONCAT;
        return steps * (layers[0].units() + (both ? layers[1].units() : 0));
    }

    private boolean isPadding(Pass pass, int r, int p) {
        if (pass.mask(0) == null || !layers[0].returnSequences()) {
            return false;
        }
        return !pass.mask(0)[pass.maskAt(0) + r * steps + (layers[0].goBackwards() ? steps - 1 - p : p)];
    }

    private void copyStates(Pass pass, int r, int to) {
        for (int side = 0; side < 2 && layers[0].returnState(); side++) {
            int main = steps * layers[side].units();
            int n = outputs[side].size() - main;
            int from = passes[side].outputAt + r * outputs[side].size() + main;
            kernels.copy(n, pass.kept(), from, pass.output(), to);
            to += n;
        }
    }

    private void copyStatesBackward(Pass pass, int r, int from) {
        for (int side = 0; side < 2 && layers[0].returnState(); side++) {
            int main = steps * layers[side].units();
            int n = outputs[side].size() - main;
            int to = passes[side].outputGradientAt + r * outputs[side].size() + main;
            kernels.copy(n, pass.outputGradient(), from, pass.scratch(), to);
            from += n;
        }
    }
}
