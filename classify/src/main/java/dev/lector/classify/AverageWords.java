// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalAveragePooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.train.Adam;
import dev.lector.nn.train.Optimizer;
import dev.lector.text.TextPipeline;
import java.util.List;

/** The mean of the words' vectors: fastText's idea, without its n-grams. */
final class AverageWords implements Recipe {
    private static final FittedPipeline.Steps STEPS = new FittedPipeline.Steps(.99, 0, 1, 1_000);

    @Override
    public String name() {
        return "average";
    }

    @Override
    public String summary() {
        return "the mean of the words' vectors: fast, and strong on long texts such as reviews and mails";
    }

    @Override
    public String description() {
        return "Words become trained vectors of 50 numbers; the mean over the words of a text, padding not counted,"
                + " feeds one dense layer. The order of words does not matter. Adam on cross-entropy, stopped early."
                + " The idea is that of fastText (Joulin et al. 2016) without n-grams.";
    }

    @Override
    public List<RecipeOption> options() {
        return Recipes.withCommon(
                30_000,
                32,
                .002,
                30,
                2,
                Recipes.LOSS,
                Recipes.steps(),
                RecipeOption.integer("dimensions", 50, 1, 10_000, "numbers in a word's vector"),
                WordRules.option());
    }

    @Override
    public FittedPipeline fit(RecipeSettings settings, List<String> texts) {
        WordRules.Chosen rules = WordRules.choose(settings, texts);
        return rules.note(FittedPipeline.ids(rules.settings(), rules.cleaning(), rules.rule(), STEPS, texts));
    }

    @Override
    public Model network(RecipeSettings settings, TextPipeline pipeline, int labels) {
        return Model.sequential(
                name(),
                Input.ids(pipeline.width()),
                new Embedding(pipeline.idCount(), settings.integer("dimensions")).maskZero(true),
                new GlobalAveragePooling1D(),
                Outputs.layer(labels));
    }

    @Override
    public Optimizer optimizer(RecipeSettings settings) {
        return new Adam((float) settings.number("learning-rate"));
    }
}
