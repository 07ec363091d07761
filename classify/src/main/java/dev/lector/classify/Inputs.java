// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Samples;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.StoredIds;
import dev.lector.text.EncodedTexts;
import dev.lector.text.IdRows;
import dev.lector.text.SparseRows;
import java.util.ArrayList;
import java.util.List;

/**
 * How encoded texts and the inputs of a network meet: an input named {@link #POSITIONS} is given the places 0, 1, 2, ... of
 * the steps; every other input is given the text's row.
 */
public final class Inputs {
    /** The name of an input that takes the places of the steps. */
    public static final String POSITIONS = "positions";

    private Inputs() {}

    /** The input that takes the text's row. */
    static Node text(Model model) {
        return model.inputs().stream()
                .filter(input -> !model.name(input).equals(POSITIONS))
                .findFirst()
                .orElseThrow();
    }

    /** Samples for each input of the model, in its order. */
    static List<Samples> of(Model model, EncodedTexts encoded) {
        return of(model, samples(encoded));
    }

    /** Samples for each input of the model, in its order, from the rows of texts. */
    public static List<Samples> of(Model model, Samples texts) {
        List<Samples> inputs = new ArrayList<>();
        for (Node input : model.inputs()) {
            boolean places = model.name(input).equals(POSITIONS);
            inputs.add(!places ? texts : positions(texts, input.shape().size()));
        }
        return inputs;
    }

    private static Samples positions(Samples texts, int steps) {
        Positions positions = new Positions(texts.rows(), steps);
        if (texts instanceof StoredIds) {
            return positions;
        }
        int[] ids = new int[Math.multiplyExact(texts.rows(), steps)];
        positions.read(null, 0, texts.rows(), ids);
        return new IdSamples(steps, ids);
    }

    /** 0, 1, 2, ... for every row. */
    private record Positions(int rows, int steps) implements StoredIds {
        @Override
        public void read(int[] rows, int from, int count, int[] ids) {
            for (int i = 0; i < count * steps; i++) {
                ids[i] = i % steps;
            }
        }
    }

    static Samples samples(EncodedTexts encoded) {
        if (encoded.rows() instanceof IdRows rows) {
            return new IdSamples(rows.steps(), rows.ids());
        }
        SparseRows rows = (SparseRows) encoded.rows();
        return new SparseSamples(rows.columns(), rows.starts(), rows.indices(), rows.values());
    }
}
