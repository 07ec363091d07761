// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.golden;

import dev.lector.nn.golden.GoldenFile.Case;
import dev.lector.nn.golden.GoldenFile.Tensor;
import dev.lector.nn.golden.GoldenFile.Words;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Bidirectional;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.GRU;
import dev.lector.nn.layers.LSTM;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.Masking;
import dev.lector.nn.layers.RecurrentLayer;
import dev.lector.nn.layers.Regularizer;
import dev.lector.nn.layers.SimpleRNN;
import dev.lector.nn.layers.TimeDistributed;
import java.util.Locale;

/** Recurrent layers, and the masks of their dropout, as the golden files write them. */
final class GoldenRecurrent {
    private GoldenRecurrent() {}

    /** The layer of a line, or null if it is none of these. */
    static Layer layer(String className, Words words) {
        return switch (className) {
            case "SimpleRNN", "LSTM", "GRU" -> recurrent(className, words);
            case "Bidirectional" -> bidirectional(words);
            case "TimeDistributed" -> {
                words.text("layer", "");
                yield new TimeDistributed(
                        new Dense(words.whole("units", 0)).activation(activation("activation", "linear", words)));
            }
            case "Masking" -> new Masking(words.number("mask_value", 0));
            default -> null;
        };
    }

    private static Bidirectional bidirectional(Words words) {
        String mode = words.has("merge_mode") ? words.text("merge_mode", "none") : "concat";
        RecurrentLayer inner = recurrent(words.text("layer", ""), words);
        return new Bidirectional(inner)
                .mergeMode(mode.equals("none") ? null : Bidirectional.Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
    }

    private static RecurrentLayer recurrent(String className, Words words) {
        int units = words.whole("units", 0);
        Activation activation = activation("activation", "tanh", words);
        boolean useBias = words.flag("use_bias", true);
        Regularizer kernel = l2("kernel", words);
        Regularizer recurrent = l2("recurrent", words);
        Regularizer bias = l2("bias", words);
        float dropout = words.number("dropout", 0);
        float recurrentDropout = words.number("recurrent_dropout", 0);
        boolean sequences = words.flag("return_sequences", false);
        boolean state = words.flag("return_state", false);
        boolean backwards = words.flag("go_backwards", false);
        boolean stateful = words.flag("stateful", false);
        if (className.equals("SimpleRNN")) {
            return new SimpleRNN(units)
                    .activation(activation)
                    .useBias(useBias)
                    .kernelRegularizer(kernel)
                    .recurrentRegularizer(recurrent)
                    .biasRegularizer(bias)
                    .dropout(dropout)
                    .recurrentDropout(recurrentDropout)
                    .returnSequences(sequences)
                    .returnState(state)
                    .goBackwards(backwards)
                    .stateful(stateful);
        }
        Activation gates = activation("recurrent_activation", "sigmoid", words);
        if (className.equals("LSTM")) {
            return new LSTM(units)
                    .activation(activation)
                    .recurrentActivation(gates)
                    .useBias(useBias)
                    .kernelRegularizer(kernel)
                    .recurrentRegularizer(recurrent)
                    .biasRegularizer(bias)
                    .dropout(dropout)
                    .recurrentDropout(recurrentDropout)
                    .returnSequences(sequences)
                    .returnState(state)
                    .goBackwards(backwards)
                    .stateful(stateful);
        }
        return new GRU(units)
                .activation(activation)
                .recurrentActivation(gates)
                .useBias(useBias)
                .kernelRegularizer(kernel)
                .recurrentRegularizer(recurrent)
                .biasRegularizer(bias)
                .dropout(dropout)
                .recurrentDropout(recurrentDropout)
                .resetAfter(words.flag("reset_after", true))
                .returnSequences(sequences)
                .returnState(state)
                .goBackwards(backwards)
                .stateful(stateful);
    }

    private static Activation activation(String key, String otherwise, Words words) {
        return Activation.valueOf(words.text(key, otherwise).toUpperCase(Locale.ROOT));
    }

    private static Regularizer l2(String part, Words words) {
        float factor = words.number(part + "_l2", 0);
        return factor == 0 ? null : Regularizer.l2(factor);
    }

    /** The mask of the recurrent layer whose dropout of the input, or of the state, has this rate; or null. */
    static float[] mask(Case golden, float rate) {
        for (String line : golden.lines().get("node")) {
            Words words = new Words(line, 3);
            boolean input = words.number("dropout", 0) == rate;
            if (!input && words.number("recurrent_dropout", 0) != rate) {
                continue;
            }
            Tensor mask = golden.tensors().get("mask/" + line.substring(0, line.indexOf(' ')));
            int stateParts = golden.tensors().get("w0/l/recurrent_kernel").dims()[0];
            int channels = golden.tensors().get("w0/l/kernel").dims()[0];
            int rows = mask.dims()[0];
            int columns = mask.dims()[1];
            int groups = columns / (channels + stateParts);
            int from = input ? 0 : groups * channels;
            int width = input ? groups * channels : groups * stateParts;
            float[] part = new float[rows * width];
            for (int r = 0; r < rows; r++) {
                System.arraycopy(mask.floats(), r * columns + from, part, r * width, width);
            }
            return part;
        }
        return null;
    }
}
