// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.layers.ActivationLayer;
import dev.lector.nn.layers.BatchNormalization;
import dev.lector.nn.layers.Bidirectional;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalAveragePooling1D;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.LayerNormalization;
import dev.lector.nn.layers.MeetsBatch;
import dev.lector.nn.layers.Padding;
import dev.lector.nn.layers.RecurrentLayer;
import dev.lector.nn.layers.SpatialDropout1D;
import java.util.List;

/**
 * How much of the padding (id 0) at both ends of a text may be left out without changing the result.
 *
 * <p>Windows that lie wholly in the padding have one and the same value, layer after layer; a global maximum needs one of
 * them. So under a stack of convolutions that ends in a global maximum, as many padding steps are enough as the topmost
 * window sees: with them no window sees both the text and what lies beyond the padding, the zeros of "same" and "causal". Layers
 * that treat all steps of a sample alike may stand between, and convolutions side by side. Under a masked average, or a masked
 * recurrent layer, none is needed.
 *
 * <p>A recurrent layer without a mask reads the padding. What stands in front of the texts is the same for all of them, so it
 * is cut, and carried once as a text of its own ({@link SharedPadding}); behind the texts nothing is cut.
 *
 * @param input index of the model's input that holds the texts
 * @param keep padding steps that must stay at each end, if the text has them
 * @param shared true if a recurrent layer reads the padding
 */
record Trim(int input, int keep, boolean shared) {
    private static final int FORBIDDEN = -1;

    /** The trim that a model allows in training or in predictions, or null. */
    static Trim of(Model model, boolean training) {
        boolean shared = model.nodes().stream().anyMatch(Trim::readsPadding);
        if (model.inputs().size() != 1
                || shared && training && model.nodes().stream().anyMatch(Trim::differsInTraining)) {
            return null;
        }
        int before = needOfInput(model, true);
        return before == FORBIDDEN ? null : new Trim(0, before + needOfInput(model, false), shared);
    }

    private static int needOfInput(Model model, boolean before) {
        Node input = model.inputs().get(0);
        int keep = 0;
        for (Node consumer : consumers(model, input)) {
            int need = consumer.layer() instanceof Embedding embedding
                    ? needAfter(model, consumer, embedding.maskZero(), before)
                    : FORBIDDEN;
            if (need == FORBIDDEN) {
                return FORBIDDEN;
            }
            keep = Math.max(keep, need);
        }
        return keep;
    }

    /** True for a recurrent layer that starts from the states that the padding leaves. */
    static boolean readsPadding(Node node) {
        return node.layer() instanceof RecurrentLayer && !node.inputs().get(0).masked();
    }

    /** True for a layer in whose training one text's padding is not like another's, or hangs on the texts of the batch. */
    private static boolean differsInTraining(Node node) {
        return node.layer() instanceof SpatialDropout1D
                || node.layer() instanceof MeetsBatch layer && layer.meets()
                || node.layer() instanceof RecurrentLayer loop && loop.dropout() + loop.recurrentDropout() > 0;
    }

    /** Steps that a window at the top sees before its own, or its own (if that is padding, one must stay) and those behind. */
    private static int needAfter(Model model, Node node, boolean masked, boolean before) {
        if (model.outputs().contains(node)) {
            return FORBIDDEN;
        }
        int keep = 0;
        for (Node consumer : consumers(model, node)) {
            int need = need(model, consumer, masked, before);
            if (need == FORBIDDEN) {
                return FORBIDDEN;
            }
            keep = Math.max(keep, need);
        }
        return keep;
    }

    private static int need(Model model, Node node, boolean masked, boolean before) {
        if (node.layer() instanceof GlobalMaxPooling1D) {
            return before ? 0 : 1;
        }
        if (node.layer() instanceof GlobalAveragePooling1D) {
            return masked ? 0 : FORBIDDEN;
        }
        if (node.layer() instanceof RecurrentLayer loop) {
            return needOf(model, node, loop, masked, before);
        }
        if (node.layer() instanceof Bidirectional both) {
            return needOf(model, node, both.layer(), masked, before);
        }
        if (node.layer() instanceof ActivationLayer
                || node.layer() instanceof SpatialDropout1D
                || node.layer() instanceof LayerNormalization) {
            return needAfter(model, node, masked, before);
        }
        if (node.layer() instanceof BatchNormalization) {
            // One step stays to stand for those that are cut, which it counts; masked ones it does not count at all.
            int need = needAfter(model, node, masked, before);
            return need == FORBIDDEN || masked ? need : Math.max(before ? 0 : 1, need);
        }
        if (node.layer() instanceof Concatenate concatenate && concatenate.joinsChannels() && !readsEveryStep(model)) {
            return needAfter(model, node, false, before);
        }
        if (node.layer() instanceof Conv1D conv
                && conv.strides() == 1
                && (conv.padding() == Padding.VALID || !readsEveryStep(model))) {
            int need = needAfter(model, node, false, before);
            int others = (conv.kernelSize() - 1) * conv.dilationRate();
            int left = conv.padding().left(1, others + 1, 1);
            return need == FORBIDDEN ? FORBIDDEN : need + (before ? left : others - left);
        }
        return FORBIDDEN;
    }

    /** True if there are layers to which a window at the end of the padding is not like one within it. */
    private static boolean readsEveryStep(Model model) {
        return model.nodes().stream()
                .anyMatch(node -> node.layer() instanceof BatchNormalization
                        || node.layer() instanceof RecurrentLayer
                        || node.layer() instanceof Bidirectional);
    }

    /** Steps that the mask calls padding leave the state as it is. */
    private static int needOf(Model model, Node node, RecurrentLayer loop, boolean masked, boolean before) {
        if (loop.stateful() || node.inputs().size() > 1) {
            return FORBIDDEN;
        }
        if (masked) {
            return loop.returnSequences() ? needAfter(model, node, true, before) : 0;
        }
        if (loop.goBackwards() || !(node.layer() instanceof RecurrentLayer)) {
            return FORBIDDEN;
        }
        // Its values over the padding differ from step to step: only another layer of the kind can start behind them.
        boolean goesOn = consumers(model, node).stream().allMatch(next -> next.layer() instanceof RecurrentLayer);
        return !loop.returnSequences() ? 0 : goesOn ? needAfter(model, node, false, before) : FORBIDDEN;
    }

    private static List<Node> consumers(Model model, Node node) {
        return model.nodes().stream()
                .filter(other -> other.inputs().contains(node))
                .toList();
    }

    /** Steps of padding that may be left out in front of the text at {@code ids[at]}. */
    int front(int[] ids, int at, int steps) {
        int zeros = 0;
        while (zeros < steps && ids[at + zeros] == 0) {
            zeros++;
        }
        // A text of nothing but padding keeps one step at least.
        return Math.min(Math.max(0, zeros - keep), steps - 1);
    }

    /** Steps of padding that may be left out behind the text at {@code ids[at]}; 0 if there is nothing but padding. */
    int back(int[] ids, int at, int steps) {
        if (shared) {
            return 0;
        }
        int zeros = 0;
        while (zeros < steps && ids[at + steps - 1 - zeros] == 0) {
            zeros++;
        }
        return zeros == steps ? 0 : Math.max(0, zeros - keep);
    }
}
