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
}
