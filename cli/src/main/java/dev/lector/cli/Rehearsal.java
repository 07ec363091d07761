// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.Recipes;
import dev.lector.classify.TrainingRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the launcher runs once, in the background, to make the start-up cache: the JVM keeps the classes that were loaded
 * here. So this trains small models, asks each for a label, and says nothing.
 */
final class Rehearsal {
    private static final List<String> RECIPES = List.of("average", "kim-cnn", "words-cnn", "lstm");
    private static final int ROWS = 40;

    private Rehearsal() {}

    /** Takes no arguments; exit status 0 if all went well. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("lector-rehearsal");
        Path model = folder.resolve("model.lector");
        int worst = 0;
        try {
            for (String recipe : RECIPES) {
                train(recipe).run(texts(), labels()).classifier().save(model);
                for (String[] command : commands(model.toString())) {
                    worst = Math.max(worst, Lector.run(silent(), command));
                }
            }
        } finally {
            Files.deleteIfExists(model);
            Files.deleteIfExists(folder);
        }
        System.exit(worst);
    }

    /** Without the Vector API, as the command that answers one text. */
    private static TrainingRun train(String recipe) {
        return new TrainingRun(Recipes.byName(recipe)).set("epochs", "1").threads(1);
    }

    private static List<String[]> commands(String model) {
        return List.of(
                new String[] {"predict", model, "a good film"},
                new String[] {"predict", "--json", model, "a bad film"},
                new String[] {"explain", model, "a good film"},
                new String[] {"inspect", model});
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            texts.add((row % 2 == 0 ? "a good film, number " : "a bad film, not to be seen, number ") + row);
        }
        return texts;
    }

    private static List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            labels.add(row % 2 == 0 ? "pos" : "neg");
        }
        return labels;
    }

    private static Console silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(InputStream.nullInputStream(), nowhere, nowhere, 0, false);
    }
}
