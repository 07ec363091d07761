// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.Pooling;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.Recipes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Options that recipes share. */
final class Options {
    /** Which part of a long text is read. */
    static final String KEEP = "keep";

    static final String HEAD = "head";
    static final String TAIL = "tail";
    static final String BOTH = "both";
    static final String WINDOWS = "windows";

    /** Words that the windows of a text have in common. */
    static final String OVERLAP = "window-overlap";

    private Options() {}

    /**
     * How a recipe is trained unless the user says otherwise.
     *
     * @param monitor {@link Recipes#LOSS} or {@link Recipes#ACCURACY}
     */
    record Training(int batchSize, double learningRate, int epochs, int patience, String monitor) {}

    /** A recipe's own options, then those of every training. */
    static List<RecipeOption> with(Training training, RecipeOption... own) {
        List<RecipeOption> options = new ArrayList<>();
        for (RecipeOption option : own) {
            options.add(option);
            if (option.name().equals(KEEP)) {
                options.addAll(windows());
            }
        }
        options.add(RecipeOption.integer("batch-size", training.batchSize, 1, 1_000_000, "texts in one training step"));
        options.add(RecipeOption.number(
                "learning-rate", training.learningRate, 1e-9, 1e6, "learning rate of the optimizer"));
        options.add(
                RecipeOption.integer("epochs", training.epochs, 1, 100_000, "passes over the training texts at most"));
        options.add(RecipeOption.integer(
                "patience",
                training.patience,
                0,
                100_000,
                "epochs without a better validation figure before training stops; 0 never stops early"));
        options.add(RecipeOption.choice(
                "monitor",
                training.monitor,
                List.of(Recipes.LOSS, Recipes.ACCURACY),
                "validation figure that says which epoch is best; loss gives the more honest probabilities"));
        return options;
    }

    /** The option {@code words}. */
    static RecipeOption words(int count) {
        return RecipeOption.integer(
                "words", count, 0, 10_000_000, "size of the vocabulary, padding counted; 0 for all words");
    }

    /** The option {@code min-count}. */
    static RecipeOption minCount() {
        return RecipeOption.integer("min-count", 1, 1, 1_000_000, "words that occur less often are left out");
    }

    /** The option {@code steps}, chosen from the data unless given. */
    static RecipeOption steps() {
        return RecipeOption.integerFromData("steps", 1, 100_000, "words read of a text");
    }

    /** The option {@code keep}; {@link #with} adds those of windows. */
    static RecipeOption keep() {
        return RecipeOption.choice(
                KEEP,
                RecipeOption.AUTO,
                List.of(HEAD, TAIL, BOTH, WINDOWS),
                "which part of a text longer than steps is read; both: half of the steps from each end; windows: all of"
                        + " it, piece by piece; chosen: tail, with reversed head");
    }

    /** The option {@code keep} of a network that reads one row a text. */
    static RecipeOption keepOnePart() {
        return RecipeOption.choice(
                KEEP,
                RecipeOption.AUTO,
                List.of(HEAD, TAIL, BOTH),
                "which part of a text longer than steps is read; both: half of the steps from each end; chosen: tail");
    }

    private static List<RecipeOption> windows() {
        return List.of(
                RecipeOption.integer(
                        OVERLAP, 0, 0, 50_000, "words that neighbouring windows of a text have in common at least"),
                RecipeOption.choice(
                        Recipes.WINDOW_POOLING,
                        Pooling.MEAN.toString(),
                        Arrays.stream(Pooling.values()).map(Pooling::toString).toList(),
                        "the answer for a text by windows: the mean of their logits, or that of the surest"));
    }

    /** The option {@code dropout}. */
    static RecipeOption dropout(double rate, String help) {
        return RecipeOption.number("dropout", rate, 0, .99, help);
    }
}
