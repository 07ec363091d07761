// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Gradients;
import dev.lector.nn.IdSamples;
import dev.lector.nn.InputKind;
import dev.lector.nn.Node;
import dev.lector.nn.layers.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Integrated gradients over the words' vectors (Sundararajan, Taly and Yan 2017, equation 1): with {@code x} the vectors
 * of a text and {@code x'} those of padding, value i gets {@code (xᵢ - x'ᵢ)·∫₀¹ ∂F/∂xᵢ(x' + α(x - x')) dα}, F being the
 * evidence for a label; a word's share is the sum over its vector. All shares sum to {@code F(x) - F(x')}.
 *
 * <p>The integral is a mean over the middles of equal parts of the way. As long as the sum misses the difference, the parts
 * are cut in three, of which the middle one is known already.
 *
 * <p>In a network with a mask the way begins at vectors of 0 under the text's own mask.
 *
 * <p>Thread-safe.
 */
final class IntegratedGradients {
    private static final int FIRST_PARTS = 16;
    private static final int MOST_PARTS = FIRST_PARTS * 81;
    /** Floats of one call, about; bounds the memory. */
    private static final int CHUNK = 1 << 19;
    /** Half of the 1 % that is promised. */
    private static final double RELATIVE_ERROR = .005;

    private static final double ABSOLUTE_ERROR = 1e-4;

    private final Logits logits;
    /** What reads the words' ids. */
    private final List<Node> readers;

    private final List<InnerValues> vectors;
    private final Gradients gradients;

    IntegratedGradients(Logits logits) {
        this.logits = logits;
        Node words = Inputs.text(logits.model());
        if (((Input) words.layer()).kind() != InputKind.IDS) {
            throw new IllegalArgumentException(
                    "Integrated gradients need a network that reads words one by one." + " Received: input="
                            + words.layer() + ". Use the method shapley, which asks nothing of a network.");
        }
        this.readers = logits.model().nodes().stream()
                .filter(node -> node.inputs().contains(words))
                .toList();
        this.vectors =
                readers.stream().map(node -> InnerValues.of(logits, node)).toList();
        this.gradients = Gradients.of(logits.model(), readers, logits.kernels());
    }

    /**
     * The share of each step of a text.
     *
     * @param ids of the text, as many as the network's input has steps
     * @param without ids of the text without its words
     * @return one share a step
     */
    double[] shares(int[] ids, int[] without, Evidence evidence) {
        List<float[]> from = vectors(without);
        if (logits.masked()) {
            from.forEach(values -> Arrays.fill(values, 0));
        }
        List<float[]> to = vectors(ids);
        double difference = logits.of(new IdSamples(ids.length, ids), evidence)[0]
                - logits.of(new IdSamples(ids.length, without), evidence)[0];
        double[] sums = new double[ids.length];
        int parts = FIRST_PARTS;
        add(ids, evidence, from, to, parts, false, sums);
        while (parts < MOST_PARTS && !complete(sums, parts, difference)) {
            parts *= 3;
            add(ids, evidence, from, to, parts, true, sums);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= parts;
        }
        return sums;
    }

    private static boolean complete(double[] sums, int parts, double difference) {
        double sum = Arrays.stream(sums).sum() / parts;
        return Math.abs(sum - difference) <= RELATIVE_ERROR * Math.abs(difference) + ABSOLUTE_ERROR;
    }

    private List<float[]> vectors(int[] ids) {
        return vectors.stream()
                .map(inner -> inner.values(new IdSamples(ids.length, ids)))
                .toList();
    }

    /** Adds the gradients at the middles of the parts, each times the way; {@code between} leaves out every third. */
    private void add(
            int[] ids,
            Evidence evidence,
            List<float[]> from,
            List<float[]> to,
            int parts,
            boolean between,
            double[] sums) {
        int values = Math.max(1, to.stream().mapToInt(array -> array.length).sum());
        int rows = Math.max(1, Math.min(parts, CHUNK / values));
        List<Double> places = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            if (!between || part % 3 != 1) {
                places.add((part + .5) / parts);
            }
            if (places.size() == rows || (part == parts - 1 && !places.isEmpty())) {
                addPlaces(ids, evidence, from, to, places, sums);
                places.clear();
            }
        }
    }

    private void addPlaces(
            int[] ids, Evidence evidence, List<float[]> from, List<float[]> to, List<Double> places, double[] sums) {
        int[] texts = new int[places.size() * ids.length];
        for (int r = 0; r < places.size(); r++) {
            System.arraycopy(ids, 0, texts, r * ids.length, ids.length);
        }
        List<float[]> values = new ArrayList<>();
        for (int n = 0; n < readers.size(); n++) {
            values.add(onTheWay(from.get(n), to.get(n), places));
        }
        Gradients.Result result = gradients.compute(
                Inputs.of(logits.model(), new IdSamples(ids.length, texts)), values, evidence.score());
        for (int n = 0; n < readers.size(); n++) {
            float[] gradient = result.gradients().get(n);
            int size = to.get(n).length;
            int channels = size / ids.length;
            for (int i = 0; i < gradient.length; i++) {
                int at = i % size;
                sums[at / channels] += (double) gradient[i] * (to.get(n)[at] - from.get(n)[at]);
            }
        }
    }

    private static float[] onTheWay(float[] from, float[] to, List<Double> places) {
        float[] values = new float[places.size() * to.length];
        for (int r = 0; r < places.size(); r++) {
            double place = places.get(r);
            for (int i = 0; i < to.length; i++) {
                values[r * to.length + i] = (float) (from[i] + place * (to[i] - from[i]));
            }
        }
        return values;
    }
}
