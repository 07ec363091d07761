// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.nn.layers.Embedding;
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

    static Recipe charCnn() {
        return recipe(
                "char-cnn",
                "three convolutions over characters: misspelt texts, languages without blanks",
                "Characters become trained vectors of 50 numbers; three convolutions of 100 filters of width 4, the"
                        + " strongest answer of each filter, two dense layers of 100.",
                settings -> 10,
                course(),
                (settings, pipeline, labels) -> NotebookWords.threeConvolutions(
                        "char-cnn",
                        settings,
                        pipeline,
                        labels,
                        new Embedding(pipeline.idCount(), settings.integer("dimensions")),
                        1),
                RecipeOption.integer("dimensions", 50, 1, 10_000, "numbers in a character's vector"),
                Options.dropout(.5, "share of values dropped after the first dense layer"));
    }
}
