// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.Outputs;
import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.nn.Model;
import dev.lector.nn.Shape;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.Initializers;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.LSTM;
import dev.lector.nn.layers.MaxPooling1D;
import dev.lector.nn.train.Adam;
import dev.lector.text.Cleaning;
import dev.lector.text.Encoding;
import dev.lector.text.TextPipeline;
import dev.lector.text.TokenRule;
import dev.lector.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** The networks over characters of the course's notebook on convolutional networks. */
final class NotebookCharacters {
    private static final String COURSE = "course";
    private static final String DATA = "data";
    private static final String CODE = "code";
    private static final String INTENDED = "intended";
    private static final int MOST_CHARACTERS = 5_000;
    private static final Pipelines.Steps STEPS = new Pipelines.Steps(.95, 0, 200, 400);

    private NotebookCharacters() {}

    private static NamedRecipe recipe(
            String name,
            String summary,
            String description,
            ToIntFunction<RecipeSettings> fewestSteps,
            String[] course,
            NamedRecipe.Network network,
            RecipeOption... own) {
        List<RecipeOption> options = new ArrayList<>(List.of(
                RecipeOption.choice(
                        "alphabet",
                        RecipeOption.AUTO,
                        List.of(COURSE, DATA),
                        "course: its 70 characters of English; data: every character of the training texts"),
                RecipeOption.flag("lower", true, "take upper case as lower case; the course leaves capitals out"),
                RecipeOption.integerFromData("steps", 1, 100_000, "characters read of a text"),
                Options.keep(),
                RecipeOption.integer("filters", 100, 1, 10_000, "filters of each convolution, units of dense layers")));
        options.addAll(Arrays.asList(own));
        return new NamedRecipe(
                name,
                RecipeGroup.NOTEBOOK_CHARACTERS,
                summary,
                description + " Adam on cross-entropy, stopped early. It reads 200 characters of a text, more if the"
                        + " training texts are longer; the course reads 40, with a batch of 1,024, and has the same with"
                        + " 200.",
                Options.with(NotebookWords.TRAINING, options.toArray(RecipeOption[]::new)),
                NamedRecipe.values(course),
                (settings, texts) -> read(settings, texts, name, fewestSteps.applyAsInt(settings)),
                network,
                settings -> new Adam((float) settings.number("learning-rate")));
    }

    private static String[] course(String... others) {
        List<String> all = new ArrayList<>(List.of("alphabet", COURSE, "lower", "false"));
        all.addAll(Arrays.asList(others));
        return NotebookWords.course(all.toArray(String[]::new));
    }

    private static FittedPipeline read(RecipeSettings settings, List<String> texts, String network, int fewest) {
        Pipelines.checkSteps(settings, fewest, "The network of " + network);
        RecipeSettings chosen = settings;
        String why = null;
        if (settings.choice("alphabet") == null) {
            boolean foreign = WordRules.isForeign(texts);
            chosen = settings.chosen("alphabet", foreign ? DATA : COURSE);
            why = foreign
                    ? "The alphabet is that of the training texts: too many letters are not ASCII."
                    : "The alphabet is the course's: letters, digits, punctuation, blank and newline.";
        }
        TokenRule rule = TokenRule.CHARACTERS.lower(settings.flag("lower"));
        List<Cleaning> cleaning = List.of(Cleaning.REMOVE_APOSTROPHES);
        Vocabulary alphabet = chosen.choice("alphabet").equals(COURSE)
                ? Vocabulary.courseCharacters()
                : TextPipeline.fit(cleaning, rule, new Encoding.Bag(Encoding.Bag.Mode.COUNT), MOST_CHARACTERS, 1, texts)
                        .vocabulary();
        FittedPipeline fitted = Pipelines.characters(chosen, cleaning, rule, alphabet, STEPS, texts);
        return why == null ? fitted : WordRules.noted(fitted, why);
    }

    static Recipe charCnnLstm() {
        return recipe(
                "char-cnn-lstm",
                "convolutions over one-hot characters, then an LSTM over what they found",
                "Each character is a vector of zeros with one 1; three convolutions of 100 filters of width 4, with the"
                        + " strongest answer of each five steps taken after the first; an LSTM of 128 units, a dense layer of"
                        + " 100. With one-hot intended padding is all zeros. With one-hot code it is as the notebook's"
                        + " program has it: padding is the first unit vector, each character the next, and the last"
                        + " character all zeros.",
                // (38 - 3) / 5 - 3 - 3 = 1 step for the LSTM.
                settings -> 38,
                course("one-hot", CODE),
                NotebookCharacters::charCnnLstm,
                RecipeOption.choice("one-hot", INTENDED, List.of(INTENDED, CODE), "which vectors characters are"),
                RecipeOption.integer("units", 128, 1, 10_000, "units of the LSTM"),
                Options.dropout(.1, "share of values dropped before the LSTM, and of its outputs between steps"));
    }

    private static Model charCnnLstm(RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
        Conv1D convolution = new Conv1D(settings.integer("filters"), 4).activation(Activation.RELU);
        float dropout = (float) settings.number("dropout");
        return Model.sequential(
                "char-cnn-lstm",
                Input.ids(pipeline.width()),
                oneHot(pipeline.idCount(), settings.choice("one-hot").equals(CODE) ? 0 : 1),
                convolution,
                new MaxPooling1D(5),
                convolution,
                convolution,
                new LSTM(settings.integer("units")).dropout(dropout).recurrentDropout(dropout),
                new Dense(settings.integer("filters")).activation(Activation.RELU),
                outputs.layer());
    }

    /** A frozen table of unit vectors: id {@code shift} is the first; an id without one of its own is all zeros. */
    private static Embedding oneHot(int ids, int shift) {
        int depth = ids - 1;
        float[] rows = new float[ids * depth];
        for (int id = shift; id < depth + shift; id++) {
            rows[id * depth + id - shift] = 1;
        }
        return new Embedding(ids, depth)
                .embeddingsInitializer(new Initializers.Given(Shape.of(ids, depth), rows))
                .trainable(false);
    }

    static Recipe charCnn() {
        return recipe(
                "char-cnn",
                "three convolutions over characters: misspelt texts, languages without blanks",
                "Characters become trained vectors of 50 numbers; three convolutions of 100 filters of width 4, the"
                        + " strongest answer of each filter, two dense layers of 100.",
                settings -> 10,
                course(),
                (settings, pipeline, outputs) -> NotebookWords.threeConvolutions(
                        "char-cnn",
                        settings,
                        pipeline,
                        outputs,
                        new Embedding(pipeline.idCount(), settings.integer("dimensions")),
                        1),
                RecipeOption.integer("dimensions", 50, 1, 10_000, "numbers in a character's vector"),
                Options.dropout(.5, "share of values dropped after the first dense layer"));
    }
}
