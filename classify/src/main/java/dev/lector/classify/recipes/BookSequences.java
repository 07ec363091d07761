// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import static dev.lector.nn.layers.Activation.RELU;

import dev.lector.classify.Outputs;
import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.classify.Recipes;
import dev.lector.nn.Model;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Flatten;
import dev.lector.nn.layers.GlobalAveragePooling1D;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.MaxPooling1D;
import dev.lector.nn.train.RMSprop;
import dev.lector.text.TextPipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lecture's networks over a text's words in their order, from Chollet, Deep Learning with Python (2017), chapter 6. */
final class BookSequences {
    private static final String FLATTEN = "flatten";
    private static final String AVERAGE = "average";
    static final String MASK = "mask";
    private static final Pipelines.Steps SHORT = new Pipelines.Steps(.95, 0, 1, 100);
    static final Pipelines.Steps LONG = new Pipelines.Steps(.95, 0, 1, 500);
    private static final Options.Training TRAINING = new Options.Training(32, .001, 20, 2, Recipes.ACCURACY);

    private BookSequences() {}

    /** The lecture's settings of every training, and others: name, value, name, value. */
    static String[] course(String steps, String batchSize, String... others) {
        List<String> all = new ArrayList<>(List.of(
                "words",
                "10000",
                "min-count",
                "1",
                "tokens",
                "keras",
                "steps",
                steps,
                "batch-size",
                batchSize,
                "learning-rate",
                "0.001",
                "epochs",
                "10",
                "patience",
                "0",
                "monitor",
                Recipes.ACCURACY));
        all.addAll(Arrays.asList(WordTable.courseZeros()));
        all.addAll(Arrays.asList(others));
        return all.toArray(String[]::new);
    }

    static NamedRecipe recipe(
            String name,
            String summary,
            String description,
            Pipelines.Steps steps,
            int fewestSteps,
            String[] course,
            RecipeOption dimensions,
            NamedRecipe.Network network,
            boolean frozen,
            RecipeOption... own) {
        List<RecipeOption> options = new ArrayList<>(
                List.of(Options.words(10_000), Options.minCount(), Options.steps(), Options.keep(), dimensions));
        options.addAll(Arrays.asList(own));
        options.addAll(List.of(WordRules.option(), WordTable.freeze(frozen), WordTable.noVector()));
        return new NamedRecipe(
                name,
                RecipeGroup.LECTURE,
                summary,
                description + " RMSprop on cross-entropy, stopped early.",
                Options.with(TRAINING, options.toArray(RecipeOption[]::new)),
                NamedRecipe.values(course),
                (settings, texts) -> {
                    Pipelines.checkSteps(settings, fewestSteps, "The network of " + name);
                    return WordRules.read(settings, texts, steps);
                },
                network,
                settings -> new RMSprop((float) settings.number("learning-rate")));
    }

    static RecipeOption mask(String help) {
        return RecipeOption.flag(MASK, true, help);
    }

    static Recipe flattenDense() {
        return recipe(
                "flatten-dense",
                "every word at its place, one dense layer (6.1)",
                "Words become trained vectors of 8 numbers, which stand one after the other before one dense layer: a word"
                        + " means something else at every place. The course reads the last 20 words of a text.",
                SHORT,
                1,
                course("20", "32"),
                WordTable.dimensions(8),
                (settings, pipeline, outputs) -> Model.sequential(
                        "flatten-dense",
                        Input.ids(pipeline.width()),
                        WordTable.layer(settings, pipeline),
                        new Flatten(),
                        outputs.layer()),
                false);
    }

    static Recipe gloveDense() {
        return recipe(
                "glove-dense",
                "frozen vectors of a file, flattened or averaged, two dense layers (6.1)",
                "Words are vectors of a file, which training leaves as they are; they stand one after the other (pooling"
                        + " flatten), or only their mean is taken (pooling average), before a dense layer of 32 and the last."
                        + " The lecture says that the mean is better. The course reads the last 100 words of a text.",
                SHORT,
                1,
                course("100", "32", "pooling", FLATTEN, MASK, "false"),
                WordTable.dimensions(100),
                (settings, pipeline, outputs) -> Model.sequential(
                        "glove-dense",
                        Input.ids(pipeline.width()),
                        WordTable.layer(settings, pipeline).maskZero(settings.flag(MASK)),
                        settings.choice("pooling").equals(FLATTEN) ? new Flatten() : new GlobalAveragePooling1D(),
                        new Dense(settings.integer("units")).activation(RELU),
                        outputs.layer()),
                true,
                RecipeOption.integer("units", 32, 1, 10_000, "units of the dense layer"),
                RecipeOption.choice(
                        "pooling", AVERAGE, List.of(FLATTEN, AVERAGE), "what becomes of the words' vectors"),
                mask("leave padding out of the mean; the course counts it"));
    }

    static Recipe convnet() {
        return recipe(
                "convnet",
                "two convolutions of width 7 with pooling between them: long texts, much faster than recurrence (6.4)",
                "Words become trained vectors of 128 numbers; 32 filters of width 7, of each five steps the strongest"
                        + " answer, 32 filters of width 7 over these, and the strongest answer of each filter. The course"
                        + " reads the last 500 words of a text. Its program forgets the sigmoid of the last layer; it is"
                        + " here.",
                new Pipelines.Steps(.95, 0, 41, 500),
                41,
                course("500", "128", "learning-rate", "0.0001"),
                WordTable.dimensions(128),
                BookSequences::convnet,
                false,
                RecipeOption.integer("filters", 32, 1, 10_000, "filters of each convolution"));
    }

    private static Model convnet(RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
        Conv1D convolution = new Conv1D(settings.integer("filters"), 7).activation(RELU);
        return Model.sequential(
                "convnet",
                Input.ids(pipeline.width()),
                WordTable.layer(settings, pipeline),
                convolution,
                new MaxPooling1D(5),
                convolution,
                new GlobalMaxPooling1D(),
                outputs.layer());
    }
}
