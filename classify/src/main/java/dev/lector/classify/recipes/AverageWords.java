// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.Recipes;
import dev.lector.nn.Model;
import dev.lector.nn.layers.GlobalAveragePooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.train.Adam;
import java.util.Map;

/** The mean of the words' vectors: fastText's idea, without its n-grams. */
final class AverageWords {
    private static final Pipelines.Steps STEPS = new Pipelines.Steps(.99, 0, 1, 1_000);

    private AverageWords() {}

    static Recipe recipe() {
        return new NamedRecipe(
                "average",
                RecipeGroup.GENERAL,
                "the mean of the words' vectors: fast, and strong on long texts such as reviews and mails",
                "Words become trained vectors of 50 numbers; the mean over the words of a text, padding not counted,"
                        + " feeds one dense layer. The order of words does not matter. Adam on cross-entropy, stopped early."
                        + " The idea is that of fastText (Joulin et al. 2016) without n-grams.",
                Options.with(
                        new Options.Training(32, .002, 30, 2, Recipes.LOSS),
                        Options.words(30_000),
                        Options.minCount(),
                        Options.steps(),
                        Options.keep(),
                        WordTable.dimensions(50),
                        WordRules.option(),
                        WordTable.freeze(false),
                        WordTable.noVector(),
                        WordTable.vectorWords(20_000)),
                Map.of(),
                (settings, texts) -> WordRules.read(settings, texts, STEPS),
                (settings, pipeline, outputs) -> Model.sequential(
                        "average",
                        Input.ids(pipeline.width()),
                        WordTable.layer(settings, pipeline).maskZero(true),
                        new GlobalAveragePooling1D(),
                        outputs.layer()),
                settings -> new Adam((float) settings.number("learning-rate")));
    }
}
