// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeOption;
import dev.lector.nn.Model;
import dev.lector.nn.layers.Bidirectional;
import dev.lector.nn.layers.GRU;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.LSTM;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.SimpleRNN;
import java.util.function.IntFunction;

/** The lecture's recurrent networks over words, from Chollet, Deep Learning with Python (2017), 6.2 and 6.3. */
final class BookRecurrent {
    private static final String WORDS = "Words become trained vectors of 32 numbers; ";
    private static final String READS =
            " feeds one dense layer. The course reads the last 500 words of a text, and counts" + " padding as words.";

    private BookRecurrent() {}

    static Recipe simpleRnn() {
        return recipe(
                "simple-rnn",
                "a recurrent layer that remembers its last output alone (6.2)",
                WORDS + "a recurrent layer of 32 units reads them one after the other; its last output" + READS,
                SimpleRNN::new);
    }

    static Recipe lstm() {
        return recipe(
                "lstm",
                "a recurrent layer with a long memory: texts where words far apart belong together (6.2)",
                WORDS + "a layer of 32 LSTM units reads them one after the other; its last output" + READS
                        + " With reversed it reads from the end (6.3).",
                LSTM::new);
    }

    static Recipe gru() {
        return recipe(
                "gru",
                "a smaller kin of lstm, and faster",
                WORDS + "a layer of 32 gated recurrent units reads them one after the other; its last output" + READS,
                GRU::new);
    }

    static Recipe biLstm() {
        return recipe(
                "bi-lstm",
                "lstm from both ends (6.3)",
                WORDS + "one layer of 32 LSTM units reads them from the beginning and another from the end; the last"
                        + " outputs of both, side by side," + READS,
                units -> new Bidirectional(new LSTM(units)));
    }

    private static Recipe recipe(String name, String summary, String description, IntFunction<Layer> layer) {
        return BookSequences.recipe(
                name,
                summary,
                description,
                BookSequences.LONG,
                1,
                BookSequences.course("500", "128", BookSequences.MASK, "false"),
                WordTable.dimensions(32),
                (settings, pipeline, outputs) -> Model.sequential(
                        name,
                        Input.ids(pipeline.width()),
                        WordTable.layer(settings, pipeline).maskZero(settings.flag(BookSequences.MASK)),
                        layer.apply(settings.integer("units")),
                        outputs.layer()),
                false,
                RecipeOption.integer("units", 32, 1, 10_000, "units of the recurrent layer"),
                RecipeOption.flag(Pipelines.REVERSED, false, "read the texts from their end"),
                BookSequences.mask("leave padding out; the course reads it"));
    }
}
