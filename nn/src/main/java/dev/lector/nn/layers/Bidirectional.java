// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.records.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two recurrent layers, one of which reads the steps backwards (Schuster and Paliwal 1997), and what becomes of their
 * outputs. With {@code returnSequences} the second output is turned round first, so that both stand at the same step.
 *
 * <p>Input {@code (batch, steps, channels)} and, if given, the initial states of the first layer, then of the second;
 * output as that of the layer, twice as wide for {@link Mode#CONCAT}; with {@code returnState} the last states of both
 * follow. Weights are those of both layers, {@code forward_lstm/kernel}, ..., {@code backward_lstm/bias}. At a step that
 * the mask calls padding a sequence has 0, as in Keras; the mask is handed on with {@code returnSequences}, else it ends
 * here. The arithmetic of the merging is in {@link BidirectionalMerge}.
 *
 * @param layer the settings of the first layer
 * @param mergeMode what becomes of the two outputs, or null for two outputs
 * @param backwardLayer the settings of the second layer, or null for those of the first in the other direction
 */
public record Bidirectional(RecurrentLayer layer, Mode mergeMode, RecurrentLayer backwardLayer) implements Layer {
    /** What becomes of the two outputs. */
    public enum Mode {
        /** One behind the other. */
        CONCAT,
        /** Added. */
        SUM,
        /** Multiplied. */
        MUL,
        /** The mean. */
        AVE
    }

    /** Checks the settings. */
    public Bidirectional {
        Settings.present("Bidirectional", "layer", layer);
        RecurrentLayer back = backwardLayer == null ? layer.goBackwards(true) : backwardLayer;
        if (back.goBackwards() == layer.goBackwards()) {
            throw new IllegalArgumentException("The layers of Bidirectional read in different directions. Received:"
                    + " goBackwards=" + layer.goBackwards() + " twice. Set it for the second layer only.");
        }
        if (back.returnSequences() != layer.returnSequences()
                || back.returnState() != layer.returnState()
                || back.stateful() != layer.stateful()) {
            throw new IllegalArgumentException(
                    "The layers of Bidirectional must agree in returnSequences, returnState and"
                            + " stateful. Received: layer=" + layer + ", backwardLayer=" + back + ".");
        }
        if (back.units() != layer.units() && mergeMode != Mode.CONCAT && mergeMode != null) {
            throw new IllegalArgumentException("Bidirectional merges outputs of one width. Received: units="
                    + layer.units() + " and " + back.units() + ", mergeMode=" + mergeMode
                    + ". Use CONCAT, or the same units.");
        }
    }

    /** Both outputs one behind the other. */
    public Bidirectional(RecurrentLayer layer) {
        this(layer, Mode.CONCAT, null);
    }

    /** With {@code mergeMode} changed; null for two outputs. */
    public Bidirectional mergeMode(Mode value) {
        return Records.with(this, "mergeMode", value);
    }

    /** With {@code backwardLayer} changed. */
    public Bidirectional backwardLayer(RecurrentLayer value) {
        return Records.with(this, "backwardLayer", value);
    }

    /** The second layer: {@code backwardLayer}, or the first one in the other direction. */
    public RecurrentLayer second() {
        return backwardLayer == null ? layer.goBackwards(true) : backwardLayer;
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        List<WeightSpec> weights = new ArrayList<>();
        addWeights("forward_", layer, inputs(inputs, 0), weights);
        addWeights("backward_", second(), inputs(inputs, 1), weights);
        return weights;
    }

    private static void addWeights(String side, RecurrentLayer from, List<Shape> inputs, List<WeightSpec> to) {
        String name =
                from instanceof SimpleRNN ? "simple_rnn" : from.className().toLowerCase(Locale.ROOT);
        for (WeightSpec spec : from.weights(inputs)) {
            to.add(new WeightSpec(
                    side + name + "/" + spec.name(),
                    spec.shape(),
                    spec.initializer(),
                    spec.regularizer(),
                    spec.constraint(),
                    spec.trainable() && from.trainable()));
        }
    }

    @Override
    public MaskRule maskRule() {
        return layer.maskRule();
    }

    @Override
    public List<Shape> outputShapes(List<Shape> inputs) {
        List<Shape> first = layer.outputShapes(inputs(inputs, 0));
        List<Shape> second = second().outputShapes(inputs(inputs, 1));
        List<Shape> shapes = new ArrayList<>();
        shapes.add(first.get(0));
        if (mergeMode == null) {
            shapes.add(second.get(0));
        } else if (mergeMode == Mode.CONCAT) {
            int[] dims = first.get(0).dims();
            dims[dims.length - 1] += second.get(0).dim(-1);
            shapes.set(0, Shape.of(dims));
        }
        shapes.addAll(first.subList(1, first.size()));
        shapes.addAll(second.subList(1, second.size()));
        return shapes;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        List<Shape> shapes = outputShapes(inputs);
        return shapes.size() == 1
                ? shapes.get(0)
                : Shape.of(shapes.stream().mapToInt(Shape::size).sum());
    }

    /** The inputs of the first (0) or the second (1) layer: the sequence, and the states that are its own. */
    List<Shape> inputs(List<Shape> all, int side) {
        int states = layer.states();
        if (all.size() != 1 && all.size() != 1 + states + second().states()) {
            throw new IllegalArgumentException(
                    "Bidirectional reads a sequence of shape (None, steps, channels), alone or"
                            + " followed by the initial states of both layers. Received: shapes=" + all
                            + ". Leave the states out, or give " + (states + second().states()) + ".");
        }
        List<Shape> own = new ArrayList<>(List.of(all.get(0)));
        if (all.size() > 1) {
            own.addAll(side == 0 ? all.subList(1, 1 + states) : all.subList(1 + states, all.size()));
        }
        return own;
    }

    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        return new BidirectionalMerge(this, inputs, kernels).memory(rows);
    }

    @Override
    public void prepare(Pass pass) {
        BidirectionalMerge merge = BidirectionalMerge.of(this, pass);
        merge.prepare();
    }

    /** {@link RecurrentLayer#inputBias} of the first (0) or the second (1) layer, known after {@link #prepare}; null for nothing. */
    public float[] inputBias(Pass pass, int side) {
        return BidirectionalMerge.of(this, pass).inputBias(side);
    }

    @Override
    public void forward(Pass pass) {
        BidirectionalMerge.of(this, pass).forward(pass);
    }

    @Override
    public void backward(Pass pass) {
        BidirectionalMerge.of(this, pass).backward(pass);
    }
}
