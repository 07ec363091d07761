// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Gradients;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Samples;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.ActivationLayer;
import dev.lector.nn.layers.Dense;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the answers of filters add to each output of the network behind them: integrated gradients by the values of the
 * nodes, from those that padding gives to those of a text. So the pulls of all filters sum to the difference that the text
 * makes. Behind a single dense layer that is weight × (answer - answer to padding), found in one step.
 *
 * <p>Of two labels the output is the log-odds of the second; of more, one label's logit less the mean of all, because a
 * number that is added to all logits changes nothing. Thread-safe.
 */
final class FilterPulls {
    private static final Set<String> LINEAR = Set.of("Dropout", "Concatenate", "Flatten");

    private final Model model;
    private final List<float[]> ofPadding;
    private final Gradients gradients;
    private final Gradients.Score[] scores;
    private final int parts;

    /**
     * Pulls on the outputs.
     *
     * @param felt the nodes where the network feels the answers
     * @param ofPadding their values for a text without words
     */
    FilterPulls(Logits logits, List<Node> felt, List<float[]> ofPadding) {
        this.model = logits.model();
        this.ofPadding = ofPadding;
        this.gradients = Gradients.of(logits.model(), felt, logits.kernels());
        int outputs = logits.outputs().count();
        boolean centred = logits.outputs().softmax();
        this.scores = new Gradients.Score[outputs];
        for (int c = 0; c < outputs; c++) {
            scores[c] = score(c, outputs, centred);
        }
        this.parts = linear(logits.model(), felt) ? 1 : outputs <= 8 ? 16 : 4;
    }

    private static Gradients.Score score(int output, int outputs, boolean centred) {
        float[] factors = new float[outputs];
        for (int c = 0; c < outputs; c++) {
            factors[c] = (c == output ? 1 : 0) - (centred ? 1f / outputs : 0);
        }
        return Gradients.Score.sum(factors);
    }

    /** True if nothing behind the nodes bends: one gradient then holds everywhere. */
    private static boolean linear(Model model, List<Node> felt) {
        Set<Node> behind = new HashSet<>(felt);
        for (Node node : model.nodes()) {
            if (!felt.contains(node) && node.inputs().stream().anyMatch(behind::contains)) {
                boolean straight = LINEAR.contains(node.layer().className())
                        || (node.layer() instanceof Dense dense && dense.activation() == Activation.LINEAR)
                        || (node.layer() instanceof ActivationLayer layer && layer.activation() == Activation.LINEAR);
                if (!straight) {
                    return false;
                }
                behind.add(node);
            }
        }
        return true;
    }

    /** Outputs that are pulled at. */
    int outputs() {
        return scores.length;
    }

    /**
     * The pulls of texts.
     *
     * @param values for each node {@code (rows, ...shape)}
     * @return for each output, for each node, {@code (rows, ...shape)}
     */
    List<List<float[]>> of(Samples texts, List<float[]> values) {
        List<Samples> inputs = Inputs.of(model, texts);
        List<List<float[]>> pulls = new ArrayList<>();
        for (Gradients.Score score : scores) {
            List<float[]> sums = new ArrayList<>();
            for (float[] one : values) {
                sums.add(new float[one.length]);
            }
            for (int part = 0; part < parts; part++) {
                List<float[]> there = onTheWay(values, (part + .5f) / parts);
                List<float[]> slopes = gradients.compute(inputs, there, score).gradients();
                for (int n = 0; n < sums.size(); n++) {
                    add(slopes.get(n), sums.get(n));
                }
            }
            for (int n = 0; n < sums.size(); n++) {
                timesWay(sums.get(n), values.get(n), ofPadding.get(n));
            }
            pulls.add(sums);
        }
        return pulls;
    }

    private List<float[]> onTheWay(List<float[]> values, float place) {
        List<float[]> there = new ArrayList<>();
        for (int n = 0; n < values.size(); n++) {
            float[] from = ofPadding.get(n);
            float[] to = values.get(n);
            float[] at = new float[to.length];
            for (int i = 0; i < to.length; i++) {
                at[i] = from[i % from.length] + place * (to[i] - from[i % from.length]);
            }
            there.add(at);
        }
        return there;
    }

    private static void add(float[] from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    private void timesWay(float[] slopes, float[] to, float[] from) {
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] *= (to[i] - from[i % from.length]) / parts;
        }
    }
}
