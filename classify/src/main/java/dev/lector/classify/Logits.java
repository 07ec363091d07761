// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Gradients;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.Samples;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.ActivationLayer;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.MaskRule;
import java.util.List;
import java.util.Set;

/** A classifier's network without its last sigmoid or softmax, for explanations. Thread-safe. */
final class Logits {
    private static final Set<String> RECURRENT = Set.of("SimpleRNN", "LSTM", "GRU", "Bidirectional");

    private final Model model;
    private final Kernels kernels;
    private final Outputs outputs;
    private final Predictor predictor;
    private volatile IntegratedGradients byWords;

    /** Of a network that ends in sigmoid or softmax. */
    Logits(Model network, Outputs outputs, Kernels kernels) {
        this.model = withoutLastActivation(network);
        this.kernels = kernels;
        this.outputs = outputs;
        this.predictor = Predictor.of(model, kernels);
    }

    /** The network; its inner nodes are those of the classifier's. */
    Model model() {
        return model;
    }

    Kernels kernels() {
        return kernels;
    }

    Outputs outputs() {
        return outputs;
    }

    /** The outputs for each row. */
    float[] values(Samples samples) {
        return predictor.predict(Inputs.of(model, samples), 1);
    }

    /** Evidence of each row. */
    double[] of(Samples samples, Evidence evidence) {
        float[] values = values(samples);
        int width = outputs.count();
        double[] all = new double[values.length / width];
        for (int r = 0; r < all.length; r++) {
            all[r] = evidence.of(values, r * width);
        }
        return all;
    }

    /** The log-odds of a label. */
    Evidence evidence(int label) {
        Gradients.Score score = score(label);
        return new Evidence() {
            @Override
            public double of(float[] values, int at) {
                return outputs.logOdds(values, at, label);
            }

            @Override
            public Gradients.Score score() {
                return score;
            }
        };
    }

    /** Log-odds of a label as a function of the outputs. */
    Gradients.Score score(int label) {
        int labels = outputs.labels();
        if (outputs.multiLabel()) {
            float[] factors = new float[labels];
            factors[label] = 1;
            return Gradients.Score.sum(factors);
        }
        if (labels == 2) {
            return Gradients.Score.sum(label == 1 ? 1 : -1);
        }
        return (values, at, derivatives) -> {
            double highest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < labels; c++) {
                highest = c == label ? highest : Math.max(highest, values[at + c]);
            }
            double sum = 0;
            for (int c = 0; c < labels; c++) {
                sum += c == label ? 0 : StrictMath.exp(values[at + c] - highest);
            }
            for (int c = 0; c < labels; c++) {
                derivatives[c] = c == label ? 1 : (float) (-StrictMath.exp(values[at + c] - highest) / sum);
            }
        };
    }

    /** Integrated gradients by the words' vectors; made when first asked for. */
    IntegratedGradients byWords() {
        IntegratedGradients ready = byWords;
        if (ready == null) {
            synchronized (this) {
                ready = byWords;
                if (ready == null) {
                    ready = new IntegratedGradients(this);
                    byWords = ready;
                }
            }
        }
        return ready;
    }

    /** True if a layer tells the others which steps are padding. */
    boolean masked() {
        return model.nodes().stream().anyMatch(node -> node.layer().maskRule() == MaskRule.CREATE);
    }

    /** True if the words pass through the network one after the other. */
    boolean recurrent() {
        return model.nodes().stream()
                .anyMatch(node -> RECURRENT.contains(node.layer().className()));
    }

    private static Model withoutLastActivation(Model model) {
        Node last = model.outputs().get(0);
        Node linear;
        if (last.layer() instanceof Dense dense && ends(dense.activation())) {
            linear = Node.of(model.name(last), dense.activation(Activation.LINEAR), last.inputs());
        } else if (last.layer() instanceof ActivationLayer layer && ends(layer.activation())) {
            linear = last.inputs().get(0);
        } else {
            throw new IllegalStateException("Only a network that ends in sigmoid or softmax can be explained. Received:"
                    + " last layer=" + last.layer() + ". End the network in one of them.");
        }
        Model copy = Model.of(model.name(), model.inputs(), List.of(linear));
        for (int i = 0; i < copy.weights().size(); i++) {
            float[] values = model.weights().get(i).values();
            System.arraycopy(values, 0, copy.weights().get(i).values(), 0, values.length);
        }
        return copy;
    }

    private static boolean ends(Activation activation) {
        return activation == Activation.SIGMOID || activation == Activation.SOFTMAX;
    }
}
