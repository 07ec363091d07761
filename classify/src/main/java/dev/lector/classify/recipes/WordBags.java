// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.Outputs;
import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.classify.Recipes;
import dev.lector.nn.Model;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Input;
import dev.lector.nn.train.RMSprop;
import dev.lector.text.Encoding;
import dev.lector.text.TextPipeline;
import dev.lector.text.Vocabulary;
import java.util.List;

/** Dense layers on a bag of words: Chollet's networks for film reviews (3.5) and for newswires (3.6). */
final class WordBags {
    private static final String HASH = "hash";
    private static final String SHARED = " RMSprop on cross-entropy, stopped early. Order and number of words do not"
            + " matter; all words of a text are read.";

    private WordBags() {}

    static Recipe mlp() {
        return recipe(
                "mlp",
                RecipeGroup.GENERAL,
                "dense layers on the set of words of a text: a quick first answer on texts of any length",
                "A text is the set of its words: one column a word, 1 if it occurs (multi-hot). Two dense layers of 16"
                        + " units follow. This is the network for film reviews of Chollet, Deep Learning with Python"
                        + " (2017), 3.5.",
                16,
                "4");
    }

    static Recipe newswires() {
        return recipe(
                "newswire-dense",
                RecipeGroup.LECTURE,
                "mlp with wider layers, for many classes (3.6)",
                "A text is the set of its words: one column a word, 1 if it occurs (multi-hot). Two dense layers of 64"
                        + " units follow, wide enough to tell the 46 topics of newswires apart. This is the network of"
                        + " Chollet, Deep Learning with Python (2017), 3.6.",
                64,
                "8");
    }

    private static Recipe recipe(
            String name, RecipeGroup group, String summary, String description, int units, String courseEpochs) {
        return new NamedRecipe(
                name,
                group,
                summary,
                description + SHARED,
                Options.with(
                        new Options.Training(128, .001, 20, 2, Recipes.LOSS),
                        Options.words(10_000),
                        Options.minCount(),
                        RecipeOption.integer(
                                HASH,
                                0,
                                0,
                                10_000_000,
                                "hash words, known or not, into so many columns instead of keeping a vocabulary; 0 keeps"
                                        + " one"),
                        RecipeOption.integer("units", units, 1, 10_000, "units of each of the two layers"),
                        Options.dropout(0, "share of units dropped after each layer"),
                        WordRules.option()),
                NamedRecipe.values(
                        "words",
                        "10000",
                        "min-count",
                        "1",
                        "tokens",
                        "keras",
                        "batch-size",
                        "512",
                        "learning-rate",
                        "0.001",
                        "epochs",
                        courseEpochs,
                        "patience",
                        "0",
                        "monitor",
                        Recipes.ACCURACY),
                WordBags::read,
                (settings, pipeline, outputs) -> network(name, settings, pipeline, outputs),
                settings -> new RMSprop((float) settings.number("learning-rate")));
    }

    private static FittedPipeline read(RecipeSettings settings, List<String> texts) {
        WordRules.Chosen rules = WordRules.choose(settings, texts);
        int buckets = settings.integer(HASH);
        if (buckets > 0) {
            TextPipeline hashed = new TextPipeline(
                    rules.cleaning(),
                    rules.rule(),
                    new Encoding.Bag(Encoding.Bag.Mode.BINARY),
                    Vocabulary.hashed(buckets));
            return rules.note(new FittedPipeline(
                    hashed, rules.settings(), List.of("Words are hashed into " + buckets + " columns.")));
        }
        return rules.note(
                Pipelines.bag(rules.settings(), rules.cleaning(), rules.rule(), Encoding.Bag.Mode.BINARY, texts));
    }

    private static Model network(String name, RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
        Dense hidden = new Dense(settings.integer("units")).activation(Activation.RELU);
        Dropout dropout = new Dropout((float) settings.number("dropout"));
        return Model.sequential(
                name, Input.sparse(pipeline.width()), hidden, dropout, hidden, dropout, outputs.layer());
    }
}
