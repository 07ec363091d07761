// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which recipe to train where nobody named one: a linear and a neural one learn from the same part of the training rows, and
 * the one that answers the rest better is taken; if both are equal, the linear one. Validation rows take no part, so the
 * figures that follow are of rows that chose nothing.
 *
 * @param entries in the order they were tried
 * @param trainingRows that each recipe learnt from
 * @param heldRows that each recipe answered
 */
public record RecipeTrial(List<Entry> entries, int trainingRows, int heldRows) {
    /** More rows make a trial longer, but seldom change which recipe is better. */
    public static final int MOST_ROWS = 20_000;
    /** With fewer rows, chance decides a trial. */
    public static final int FEWEST_ROWS = 100;

    private static final double HELD_SHARE = .2;
    /** Characters of the middle text, above which convolutions over words take long and gain little. */
    private static final int LONG = 1_000;

    /** Copies the list. */
    public RecipeTrial {
        entries = List.copyOf(entries);
    }

    /**
     * A recipe that was tried.
     *
     * @param recipe its name
     * @param figure its micro F1, which is the accuracy where a text has one label
     * @param seconds of training and answering
     */
    public record Entry(String recipe, double figure, double seconds) {}

    /** The recipes to try on data: first the linear, then the neural one. */
    public static List<Recipe> candidates(LabelledTexts data) {
        boolean two = !data.multiLabel() && DataCheck.count(data).size() == 2;
        return List.of(Recipes.byName(two ? "nbsvm" : "svm"), neural(data));
    }

    /** The neural recipe for texts as long as these. */
    public static Recipe neural(LabelledTexts data) {
        int[] lengths = data.texts().stream().mapToInt(String::length).sorted().toArray();
        boolean longTexts = lengths.length > 0 && lengths[lengths.length / 2] > LONG;
        return Recipes.byName(longTexts ? "average" : "kim-cnn");
    }

    /** True if there are so many rows that a trial says something. */
    public static boolean worthwhile(LabelledTexts data) {
        return data.rows() >= FEWEST_ROWS;
    }

    /**
     * Tries recipes, until one answers all texts rightly: no other can be better.
     *
     * @param runs at least one, with the same seed, validation rows and threads; their decisions and checkpoints are left out
     * @param data what the chosen recipe will be trained on, validation rows still in it; not modified
     * @param done hears each figure
     */
    public static RecipeTrial run(List<TrainingRun> runs, LabelledTexts data, Consumer<Entry> done) {
        LabelledTexts rows = runs.get(0).trainingRows(data);
        long seed = runs.get(0).seed();
        if (rows.rows() > MOST_ROWS) {
            rows = rows.select(Stratified.split(rows, (double) MOST_ROWS / rows.rows(), seed)[1]);
        }
        int[][] split = Stratified.split(rows, HELD_SHARE, seed);
        LabelledTexts training = rows.select(split[0]);
        LabelledTexts held = rows.select(split[1]);
        List<Entry> entries = new ArrayList<>();
        for (TrainingRun run : runs) {
            long start = System.nanoTime();
            TextClassifier classifier = run.forTrial().run(training).classifier();
            Evaluation evaluation = classifier.evaluate(held, UnseenLabels.COUNT_AS_WRONG);
            double seconds = (System.nanoTime() - start) / 1e9;
            Entry entry = new Entry(run.recipe().name(), evaluation.micro().f1(), seconds);
            entries.add(entry);
            done.accept(entry);
            if (entry.figure == 1) {
                break;
            }
        }
        return new RecipeTrial(entries, training.rows(), held.rows());
    }

    /** The recipe that answered best; of equals the first. */
    public String best() {
        Entry best = entries.get(0);
        for (Entry entry : entries) {
            best = entry.figure > best.figure ? entry : best;
        }
        return best.recipe;
    }

    /** What was tried and what came out, in a sentence. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Tried on %,d texts, after training on %,d others: %s. Taken: %s.",
                heldRows,
                trainingRows,
                entries.stream()
                        .map(entry -> String.format(Locale.ROOT, "%s %.2f %%", entry.recipe, 100 * entry.figure))
                        .collect(Collectors.joining(", ")),
                best());
    }

    /** The figures, ready for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> tried = new LinkedHashMap<>();
        for (Entry entry : entries) {
            tried.put(entry.recipe, Map.of("microF1", entry.figure, "seconds", entry.seconds));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("taken", best());
        map.put("trainingRows", trainingRows);
        map.put("heldRows", heldRows);
        map.put("recipes", tried);
        return map;
    }
}
