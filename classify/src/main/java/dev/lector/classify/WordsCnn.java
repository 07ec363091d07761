// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.train.Adam;
import dev.lector.nn.train.Optimizer;
import dev.lector.text.Cleaning;
import dev.lector.text.TextPipeline;
import dev.lector.text.TokenRule;
import java.util.List;

/** Three convolutions over words, the first network of the course. */
final class WordsCnn implements Recipe {
    /** The course's filters: Keras's without the underscore; it removes apostrophes before. */
    private static final TokenRule WORDS = TokenRule.WORDS.filters("#$%&()*+-/:;<=>@[\\]^{|}~\t\n,.!\"?`");

    private static final FittedPipeline.Steps STEPS = new FittedPipeline.Steps(.95, 0, 40, 400);
    private static final int WIDTH = 4;
    private static final int CONVOLUTIONS = 3;

    @Override
    public String name() {
        return "words-cnn";
    }

    @Override
    public String summary() {
        return "three convolutions over words: short texts where the order of words counts";
    }

    @Override
    public String description() {
        return "Words become trained vectors of 50 numbers; three convolutions of 100 filters of width 4, so that a"
                + " filter of the last sees ten words; the strongest answer of each filter; two dense layers of 100."
                + " Adam on cross-entropy, stopped early. This is the first network of the course on convolutional"
                + " networks for texts. It reads 40 words of a text, more if the training texts are longer. The course"
                + " trains with a batch of 1,024.";
    }

    @Override
    public List<RecipeOption> options() {
        return Recipes.withCommon(
                10_000,
                32,
                .001,
                20,
                2,
                Recipes.ACCURACY,
                Recipes.steps(),
                RecipeOption.integer("dimensions", 50, 1, 10_000, "numbers in a word's vector"),
                RecipeOption.integer("filters", 100, 1, 10_000, "filters of each convolution, units of each layer"),
                RecipeOption.number("dropout", .5, 0, .99, "share of values dropped after the first dense layer"));
    }

    @Override
    public FittedPipeline fit(RecipeSettings settings, List<String> texts) {
        int fewest = CONVOLUTIONS * (WIDTH - 1) + 1;
        if (settings.integerOrAuto("steps").orElse(fewest) < fewest) {
            throw new IllegalArgumentException("Three convolutions of width 4 need at least " + fewest
                    + " steps. Received: steps=" + settings.integer("steps") + ". Give more, or leave steps out.");
        }
        return FittedPipeline.ids(settings, List.of(Cleaning.REMOVE_APOSTROPHES), WORDS, STEPS, texts);
    }

    @Override
    public Model network(RecipeSettings settings, TextPipeline pipeline, int labels) {
        int filters = settings.integer("filters");
        Conv1D convolution = new Conv1D(filters, WIDTH).activation(Activation.RELU);
        return Model.sequential(
                name(),
                Input.ids(pipeline.width()),
                new Embedding(pipeline.idCount(), settings.integer("dimensions")),
                convolution,
                convolution,
                convolution,
                new GlobalMaxPooling1D(),
                new Dense(filters).activation(Activation.RELU),
                new Dropout((float) settings.number("dropout")),
                new Dense(filters).activation(Activation.RELU),
                Outputs.layer(labels));
    }

    @Override
    public Optimizer optimizer(RecipeSettings settings) {
        return new Adam((float) settings.number("learning-rate"));
    }
}
