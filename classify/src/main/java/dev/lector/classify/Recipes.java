// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The recipes by name, and what they share. */
public final class Recipes {
    /** The recipe for users who name none. */
    public static final Recipe DEFAULT = new WordsCnn();

    /** Values of the option {@code monitor}. */
    static final String LOSS = "loss";

    static final String ACCURACY = "accuracy";

    private static final List<Recipe> ALL = List.of(DEFAULT, new KimCnn(), new AverageWords(), new BagMlp());

    private Recipes() {}

    /** Every recipe, the default first. */
    public static List<Recipe> all() {
        return ALL;
    }

    /**
     * The recipe of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static Recipe byName(String name) {
        for (Recipe recipe : ALL) {
            if (recipe.name().equals(name)) {
                return recipe;
            }
        }
        throw new IllegalArgumentException(
                "There is no recipe of this name. Received: recipe=" + Lists.oneLine(name, 60) + ". Use one of "
                        + ALL.stream().map(Recipe::name).toList() + ".");
    }

    /** The options that every recipe has, after its own. */
    static List<RecipeOption> withCommon(
            int words,
            int batchSize,
            double learningRate,
            int epochs,
            int patience,
            String monitor,
            RecipeOption... own) {
        List<RecipeOption> options = new ArrayList<>();
        options.add(RecipeOption.integer(
                "words", words, 0, 10_000_000, "size of the vocabulary, padding counted; 0 for all words"));
        options.add(RecipeOption.integer("min-count", 1, 1, 1_000_000, "words that occur less often are left out"));
        options.addAll(Arrays.asList(own));
        options.add(RecipeOption.integer("batch-size", batchSize, 1, 1_000_000, "texts in one training step"));
        options.add(RecipeOption.number("learning-rate", learningRate, 1e-9, 1e6, "learning rate of the optimizer"));
        options.add(RecipeOption.integer("epochs", epochs, 1, 100_000, "passes over the training texts at most"));
        options.add(RecipeOption.integer(
                "patience",
                patience,
                0,
                100_000,
                "epochs without a better validation figure before training stops; 0 never stops early"));
        options.add(RecipeOption.choice(
                "monitor",
                monitor,
                List.of(LOSS, ACCURACY),
                "validation figure that says which epoch is best; loss gives the more honest probabilities"));
        return List.copyOf(options);
    }

    /** The option {@code steps}, chosen from the data unless given. */
    static RecipeOption steps() {
        return RecipeOption.integerFromData("steps", 1, 100_000, "words read of a text");
    }
}
