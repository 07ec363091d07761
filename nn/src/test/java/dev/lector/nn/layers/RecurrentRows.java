// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@link LayerTable} for recurrent layers and those around them. */
final class RecurrentRows {
    private static final Shape SEQUENCE = Shape.of(9, 3);
    /** For activations without a bound, which grow from step to step. */
    private static final Shape SHORT = Shape.of(3, 3);

    private static final Shape STATE = Shape.of(4);

    private RecurrentRows() {}

    static List<LayerCase> rows() {
        List<LayerCase> rows = new ArrayList<>();
        simple(rows);
        lstm(rows);
        gru(rows);
        around(rows);
        return rows;
    }

    private static void simple(List<LayerCase> rows) {
        SimpleRNN layer = new SimpleRNN(4);
        rows.add(LayerCase.of(layer, STATE, SEQUENCE));
        rows.add(LayerCase.of(layer.returnSequences(true), Shape.of(9, 4), SEQUENCE));
        rows.add(LayerCase.of(layer.returnSequences(true), Shape.of(9, 4), SEQUENCE)
                .masked(true));
        rows.add(LayerCase.of(layer.goBackwards(true), STATE, SEQUENCE).masked(true));
        rows.add(LayerCase.of(layer.useBias(false).returnState(true), Shape.of(8), SEQUENCE, STATE));
        rows.add(LayerCase.of(layer.stateful(true), STATE, SEQUENCE));
        rows.add(LayerCase.of(layer.activation(Activation.LINEAR), STATE, SHORT));
        rows.add(LayerCase.of(layer.activation(Activation.SILU), STATE, SHORT));
        rows.add(LayerCase.of(layer.activation(Activation.SOFTMAX), STATE, SEQUENCE));
        rows.add(LayerCase.of(layer.dropout(0.3f).recurrentDropout(0.4f), STATE, SEQUENCE));
    }

    private static void lstm(List<LayerCase> rows) {
        LSTM layer = new LSTM(4);
        rows.add(LayerCase.of(layer, STATE, SEQUENCE));
        rows.add(LayerCase.of(layer, STATE, Shape.of(1, 6)));
        rows.add(LayerCase.of(new LSTM(17), Shape.of(17), Shape.of(3, 2)));
        rows.add(LayerCase.of(layer.returnSequences(true), Shape.of(9, 4), SEQUENCE));
        rows.add(LayerCase.of(layer.returnSequences(true).goBackwards(true), Shape.of(9, 4), SEQUENCE)
                .masked(true));
        rows.add(LayerCase.of(layer, STATE, SEQUENCE).masked(true));
        rows.add(LayerCase.of(layer.unitForgetBias(false).useBias(false), STATE, SEQUENCE, STATE, STATE));
        rows.add(LayerCase.of(layer.returnState(true).returnSequences(true), Shape.of(44), SEQUENCE, STATE, STATE)
                .masked(true));
        rows.add(LayerCase.of(layer.returnState(true).goBackwards(true), Shape.of(12), SEQUENCE, STATE, STATE));
        rows.add(LayerCase.of(layer.stateful(true).kernelRegularizer(Regularizer.l2(0.1f)), STATE, SEQUENCE));
        rows.add(LayerCase.of(layer.activation(Activation.SOFTPLUS), STATE, SHORT));
        rows.add(LayerCase.of(
                        layer.activation(Activation.GELU).recurrentActivation(Activation.HARD_SIGMOID), STATE, SHORT)
                .masked(true));
        rows.add(LayerCase.of(layer.activation(Activation.RELU).recurrentActivation(Activation.SILU), STATE, SHORT));
        rows.add(LayerCase.of(layer.dropout(0.3f), STATE, SEQUENCE));
        rows.add(LayerCase.of(layer.recurrentDropout(0.3f), STATE, SEQUENCE));
        rows.add(LayerCase.of(layer.dropout(0.3f).recurrentDropout(0.3f).goBackwards(true), STATE, SEQUENCE));
    }

    private static void gru(List<LayerCase> rows) {
        for (boolean after : new boolean[] {true, false}) {
            GRU layer = new GRU(4).resetAfter(after);
            rows.add(LayerCase.of(layer, STATE, SEQUENCE));
            rows.add(LayerCase.of(layer.returnSequences(true), Shape.of(9, 4), SEQUENCE)
                    .masked(true));
            rows.add(LayerCase.of(layer.goBackwards(true).useBias(false), STATE, SEQUENCE)
                    .masked(true));
            rows.add(LayerCase.of(new GRU(17).resetAfter(after), Shape.of(17), Shape.of(3, 2)));
            rows.add(LayerCase.of(layer.returnState(true).stateful(true), Shape.of(8), SEQUENCE, STATE));
            rows.add(LayerCase.of(layer.activation(Activation.ELU), STATE, SHORT));
            rows.add(LayerCase.of(
                    layer.activation(Activation.GELU).recurrentActivation(Activation.HARD_SIGMOID), STATE, SHORT));
            rows.add(
                    LayerCase.of(layer.activation(Activation.TANH).recurrentActivation(Activation.SILU), STATE, SHORT));
            rows.add(LayerCase.of(layer.dropout(0.3f), STATE, SEQUENCE));
            rows.add(LayerCase.of(layer.dropout(0.3f).recurrentDropout(0.3f), STATE, SEQUENCE));
            rows.add(LayerCase.of(layer.recurrentDropout(0.3f).activation(Activation.SELU), STATE, SHORT));
        }
    }

    private static void around(List<LayerCase> rows) {
        GRU gru = new GRU(4);
        Bidirectional concat = new Bidirectional(gru.returnSequences(true));
        for (Bidirectional.Mode mode : Bidirectional.Mode.values()) {
            int width = mode == Bidirectional.Mode.CONCAT ? 8 : 4;
            rows.add(LayerCase.of(new Bidirectional(gru).mergeMode(mode), Shape.of(width), SEQUENCE));
            rows.add(LayerCase.of(concat.mergeMode(mode), Shape.of(9, width), SEQUENCE)
                    .masked(true));
        }
        rows.add(LayerCase.of(concat.mergeMode(null), Shape.of(72), SEQUENCE).masked(true));
        rows.add(LayerCase.of(new Bidirectional(new LSTM(4)), Shape.of(8), SEQUENCE)
                .masked(true));
        RecurrentLayer state = new LSTM(4).returnState(true).stateful(true).dropout(0.3f);
        rows.add(LayerCase.of(new Bidirectional(state), Shape.of(24), SEQUENCE, STATE, STATE, STATE, STATE));
        rows.add(LayerCase.of(new Bidirectional(state).mergeMode(null), Shape.of(24), SEQUENCE));
        RecurrentLayer other = new SimpleRNN(3).returnSequences(true);
        rows.add(LayerCase.of(concat.backwardLayer(other.goBackwards(true)), Shape.of(9, 7), SEQUENCE));
        rows.add(LayerCase.of(new TimeDistributed(new Dense(4)), Shape.of(9, 4), SEQUENCE)
                .masked(false));
        rows.add(LayerCase.of(new TimeDistributed(new LSTM(4)), Shape.of(2, 4), Shape.of(2, 4, 3)));
        rows.add(LayerCase.of(new TimeDistributed(new GlobalMaxPooling1D()), Shape.of(3, 2), Shape.of(3, 4, 2)));
        rows.add(LayerCase.of(
                new TimeDistributed(new Conv1D(3, 2).activation(Activation.GELU)),
                Shape.of(2, 3, 3),
                Shape.of(2, 4, 2)));
        rows.add(LayerCase.of(new Masking(), Shape.of(9, 3), SEQUENCE));
    }
}
