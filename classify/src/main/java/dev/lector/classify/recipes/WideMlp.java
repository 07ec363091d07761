// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.Recipes;
import dev.lector.nn.Model;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Input;
import dev.lector.nn.train.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** TF-IDF into one wide hidden layer (Galke and Scherp 2022). */
final class WideMlp {
    private WideMlp() {}

    static Recipe recipe() {
        List<RecipeOption> own = new ArrayList<>();
        own.add(NgramBags.ngrams(1));
        own.add(NgramBags.weighting(NgramBags.TFIDF));
        own.addAll(NgramBags.limits(20_000));
        own.add(RecipeOption.integer("units", 1024, 1, 100_000, "units of the hidden layer"));
        own.add(Options.dropout(.5, "share of the hidden units dropped"));
        own.add(NgramBags.tokens());
        return new NamedRecipe(
                "wide-mlp",
                RecipeGroup.GENERAL,
                "TF-IDF into one wide hidden layer: topics of texts of any length",
                "One column a word, TF-IDF in rows of length 1; a dense layer of 1,024 units, half of them dropped while"
                        + " it is trained, and Adam on cross-entropy, stopped early. Galke and Scherp (2022) found it as"
                        + " good as networks on graphs of words.",
                Options.with(new Options.Training(64, .001, 30, 3, Recipes.LOSS), own.toArray(RecipeOption[]::new)),
                Map.of(),
                NgramBags::read,
                (settings, pipeline, outputs) -> Model.sequential(
                        "wide-mlp",
                        Input.sparse(pipeline.width()),
                        new Dense(settings.integer("units")).activation(Activation.RELU),
                        new Dropout((float) settings.number("dropout")),
                        outputs.layer()),
                settings -> new Adam((float) settings.number("learning-rate")));
    }
}
