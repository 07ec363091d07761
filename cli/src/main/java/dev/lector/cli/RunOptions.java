// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.Recipes;
import dev.lector.classify.TrainingRun;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** How to train: the recipe and what is changed in it. */
final class RunOptions {
    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "The network; lector recipes lists them. Default: words-cnn.")
    private String recipe;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Change an option of the recipe; lector recipes NAME lists them. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training texts at most.")
    private Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Texts in one training step.")
    private Integer batchSize;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "One seed, one model, bit for bit (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Default: all processors; the model does not depend on it.")
    private Integer threads;

    long seed() {
        return seed;
    }

    TrainingRun run() {
        TrainingRun run = new TrainingRun(recipe == null ? Recipes.DEFAULT : Recipes.byName(recipe))
                .seed(seed)
                .set(settings);
        run = epochs == null ? run : run.set("epochs", epochs.toString());
        run = batchSize == null ? run : run.set("batch-size", batchSize.toString());
        return threads == null ? run : run.threads(threads);
    }
}
