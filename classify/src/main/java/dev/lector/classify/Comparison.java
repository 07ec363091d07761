// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.classify.report.ComparisonPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recipes side by side on the same folds of the same rows ({@link CrossValidation}), each against the best of them
 * ({@link PairedTest}). They are ranked and tested by micro F1, which is the accuracy where a text has one label. The best was
 * chosen by these very folds, so its own figure is a little too good; and the more recipes are looked at, the more often one
 * is told apart by chance: the values of p are not corrected for that.
 *
 * @param entries the best first
 * @param multiLabel whether a text may have several labels
 * @param rows of the data
 */
public record Comparison(List<Entry> entries, boolean multiLabel, int rows) {
    /** Copies the list. */
    public Comparison {
        entries = List.copyOf(entries);
    }

    /**
     * One recipe.
     *
     * @param name of the recipe, with what was set in it
     * @param result its cross-validation
     * @param toBest this recipe against the best; null for the best
     */
    public record Entry(String name, CrossValidation result, PairedTest toBest) {}

    /** Hears how a comparison goes. */
    @FunctionalInterface
    public interface Listener {
        /** Nobody. */
        Listener NONE = (name, evaluation, fold) -> {};

        /** A recipe was judged by a fold, counted from 1. */
        void foldDone(String name, Evaluation evaluation, int fold);
    }

    /**
     * Compares.
     *
     * @param runs at least two by the names to show, in the order to run them; one whose recipe does not stop early holds no
     *     rows back unless its decision is learnt from them
     * @param folds the rows of each fold, from 0; every row in exactly one
     */
    public static Comparison run(
            Map<String, TrainingRun> runs, LabelledTexts data, List<int[]> folds, Listener listener) {
        if (runs.size() < 2) {
            throw new IllegalArgumentException("A comparison needs at least two recipes. Received: recipes="
                    + runs.keySet() + ". Name another, or use cross-validation for one.");
        }
        Map<String, CrossValidation> results = new LinkedHashMap<>();
        Map<String, boolean[]> right = new LinkedHashMap<>();
        runs.forEach((name, run) -> {
            boolean[] rows = new boolean[data.rows()];
            TrainingRun usual = run.needsValidation() ? run : run.validationShare(0);
            results.put(
                    name,
                    CrossValidation.run(
                            usual, data, folds, rows, (evaluation, fold) -> listener.foldDone(name, evaluation, fold)));
            right.put(name, rows);
        });
        return of(results, right, data.multiLabel());
    }

    static Comparison of(Map<String, CrossValidation> results, Map<String, boolean[]> right, boolean multiLabel) {
        List<String> names = new ArrayList<>(results.keySet());
        // A stable sort: of equals the first that was named is the best.
        names.sort((a, b) ->
                Double.compare(results.get(b).microF1(), results.get(a).microF1()));
        String best = names.get(0);
        double[] bestFolds = figures(results.get(best));
        List<Entry> entries = new ArrayList<>();
        for (String name : names) {
            PairedTest test = name.equals(best)
                    ? null
                    : PairedTest.of(
                            figures(results.get(name)),
                            bestFolds,
                            1.0 / (bestFolds.length - 1),
                            right.get(name),
                            right.get(best));
            entries.add(new Entry(name, results.get(name), test));
        }
        return new Comparison(entries, multiLabel, right.get(best).length);
    }

    private static double[] figures(CrossValidation result) {
        return result.folds().stream().mapToDouble(fold -> fold.micro().f1()).toArray();
    }

    /** The recipe of the highest figure. */
    public Entry best() {
        return entries.get(0);
    }

    /** The figure that the recipes are ranked by, as users call it. */
    public String figure() {
        return multiLabel ? "micro F1" : "accuracy";
    }

    /** The names of the recipes that the folds do not tell apart from the best. */
    public List<String> likeTheBest() {
        return entries.stream()
                .filter(entry -> entry.toBest != null && !entry.toBest.differs())
                .map(Entry::name)
                .toList();
    }

    /** What the folds say about the best, in a sentence. */
    public String verdict() {
        List<String> like = likeTheBest();
        String others = like.isEmpty()
                ? ", and the folds tell it apart from all others."
                : ". The folds do not tell it apart from " + String.join(", ", like) + ".";
        return best().name() + " has the highest " + figure() + others;
    }

    /** The figures as numbers, text, lists and maps, ready for JSON; those of the best first. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        CrossValidation best = best().result();
        map.put("best", best().name());
        map.put("accuracy", best.accuracy());
        map.put("macroF1", best.macroF1());
        map.put("microF1", best.microF1());
        map.put(
                "seconds",
                entries.stream().mapToDouble(entry -> entry.result.seconds()).sum());
        map.put("rows", rows);
        map.put("folds", best.folds().size());
        map.put("likeTheBest", likeTheBest());
        map.put("test", "corrected resampled t-test over the folds (p), McNemar's exact test over the rows (mcNemarP)");
        List<Object> recipes = new ArrayList<>();
        for (Entry entry : entries) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("recipe", entry.name);
            one.putAll(entry.result.toMap());
            one.put("toBest", entry.toBest == null ? null : entry.toBest.toMap());
            recipes.add(one);
        }
        map.put("recipes", recipes);
        return map;
    }

    /** Tables and a picture for a terminal of 80 columns. */
    @Override
    public String toString() {
        return ComparisonTable.of(this);
    }

    /**
     * One HTML page that needs no other file.
     *
     * @param title the data's name
     */
    public String toHtml(String title) {
        return ComparisonPage.of(title, this);
    }

    /** The figures of a recipe's folds. */
    public double[] folds(Entry entry) {
        return figures(entry.result);
    }
}
