// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.CounterRandom;
import dev.lector.vectors.WordVectors;
import java.util.ArrayList;
import java.util.List;

/** Made-up texts: words without meaning among which a few belong to one class. */
record SmallData(List<String> texts, List<String> labels) {
    private static final String[] NEUTRAL =
            ("the film was on a story with some people in it and then we saw that they had been there for an hour or"
                            + " two")
                    .split(" ");
    private static final String[][] BEARING = {
        {"dull", "boring", "awful", "poor"},
        {"superb", "lovely", "great", "moving"},
        {"parcel", "refund", "late", "order"}
    };
    private static final String[] LABELS = {"neg", "pos", "shop"};

    /** {@code rows} texts of 6 to 12 words in {@code classes} classes, two words of the class in each. */
    static SmallData of(int rows, int classes, long seed) {
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            long key = CounterRandom.key(seed, row);
            int label = row % classes;
            String[] words = new String[6 + CounterRandom.below(7, key, 0)];
            for (int w = 0; w < words.length; w++) {
                words[w] = NEUTRAL[CounterRandom.below(NEUTRAL.length, key, 100 + w)];
            }
            for (int i = 0; i < 2; i++) {
                words[CounterRandom.below(words.length, key, 200 + i)] =
                        BEARING[label][CounterRandom.below(BEARING[label].length, key, 300 + i)];
            }
            texts.add(String.join(" ", words));
            labels.add(LABELS[label]);
        }
        return new SmallData(texts, labels);
    }

    /** A run of a recipe that is small enough for a test. */
    static TrainingRun run(Recipe recipe) {
        TrainingRun run = new TrainingRun(recipe).threads(2);
        if (recipe.group() == RecipeGroup.LINEAR) {
            return run;
        }
        if (RecipeSettings.defaults(recipe).has("epochs")) {
            run = run.set("batch-size", "16").set("epochs", "12");
        }
        if (frozen(recipe)) {
            run = run.vectors(vectors(16));
        }
        return switch (recipe.name()) {
            case "words-cnn", "dilated-cnn", "multi-width-cnn" ->
                run.set("filters", "24").set("dimensions", "16").set("steps", "14");
            case "words-cnn-regularised" ->
                run.set("filters", "24")
                        .set("steps", "14")
                        .set("dropout", "0.1")
                        .set("filter-dropout", "0");
            case "words-cnn-pretrained", "positional-cnn" ->
                run.set("filters", "24").set("steps", "14");
            case "kim-cnn" -> run.set("filters", "12").set("dimensions", "24");
            case "char-cnn" -> run.set("filters", "32").set("steps", "60").set("epochs", "25");
            case "char-cnn-lstm" ->
                run.set("filters", "32").set("units", "16").set("steps", "80").set("epochs", "25");
            case "convnet" -> run.set("steps", "41").set("dimensions", "16").set("learning-rate", "0.01");
            case "simple-rnn", "lstm", "gru", "bi-lstm" ->
                run.set("units", "16").set("dimensions", "16").set("learning-rate", "0.01");
            case "wide-mlp" -> run.set("units", "64").set("learning-rate", "0.01");
            case "fasttext" ->
                run.set("dim", "16").set("lr", "0.5").set("epoch", "40").set("deterministic", "true");
            case "seq-cnn", "seq2-bown-cnn" -> run.set("filters", "24");
            case "language-id" ->
                run.set("four-grams", "5000").set("trigrams", "2000").set("learning-rate", "0.01");
            case "average", "glove-dense" -> run.set("learning-rate", "0.02");
            default -> run.set("learning-rate", "0.01");
        };
    }

    /** True if the recipe trains on vectors of a file alone. */
    static boolean frozen(Recipe recipe) {
        return recipe.takesVectors() && RecipeSettings.defaults(recipe).flag("freeze");
    }

    /** Made-up vectors for the words of these texts but for a few. */
    static VectorSource vectors(int dimensions) {
        List<String> words = new ArrayList<>(List.of(NEUTRAL));
        for (String[] bearing : BEARING) {
            words.addAll(List.of(bearing));
        }
        words.removeAll(List.of("the", "was"));
        List<String> known = words.stream().distinct().toList();
        float[] values = new float[known.size() * dimensions];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (.4 * CounterRandom.normal(7, i));
        }
        return VectorSource.of("made-up vectors", new WordVectors(known, dimensions, values));
    }
}
