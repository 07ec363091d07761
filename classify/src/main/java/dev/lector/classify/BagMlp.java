// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Input;
import dev.lector.nn.train.Optimizer;
import dev.lector.nn.train.RMSprop;
import dev.lector.text.Encoding;
import dev.lector.text.TextPipeline;
import java.util.List;

/** Dense layers on a bag of words. */
final class BagMlp implements Recipe {
    @Override
    public String name() {
        return "mlp";
    }

    @Override
    public String summary() {
        return "dense layers on the set of words of a text: a quick first answer on texts of any length";
    }

    @Override
    public String description() {
        return "A text is the set of its words: one column a word, 1 if it occurs. Two dense layers of 16 units follow."
                + " RMSprop on cross-entropy, stopped early. This is the network for film reviews of Chollet, Deep"
                + " Learning with Python (2017). Order and number of words do not matter; all words of a text are read.";
    }

    @Override
    public List<RecipeOption> options() {
        return Recipes.withCommon(
                10_000,
                128,
                .001,
                20,
                2,
                Recipes.LOSS,
                RecipeOption.integer("units", 16, 1, 10_000, "units of each of the two layers"),
                RecipeOption.number("dropout", 0, 0, .99, "share of units dropped after each layer"),
                WordRules.option());
    }

    @Override
    public FittedPipeline fit(RecipeSettings settings, List<String> texts) {
        WordRules.Chosen rules = WordRules.choose(settings, texts);
        return rules.note(
                FittedPipeline.bag(rules.settings(), rules.cleaning(), rules.rule(), Encoding.Bag.Mode.BINARY, texts));
    }

    @Override
    public Model network(RecipeSettings settings, TextPipeline pipeline, int labels) {
        Dense hidden = new Dense(settings.integer("units")).activation(Activation.RELU);
        Dropout dropout = new Dropout((float) settings.number("dropout"));
        return Model.sequential(
                name(), Input.sparse(pipeline.width()), hidden, dropout, hidden, dropout, Outputs.layer(labels));
    }

    @Override
    public Optimizer optimizer(RecipeSettings settings) {
        return new RMSprop((float) settings.number("learning-rate"));
    }
}
