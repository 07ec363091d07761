// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.CalibrationMethod;
import dev.lector.classify.ClassWeights;
import dev.lector.classify.DecisionOptions;
import dev.lector.classify.Recipe;
import dev.lector.classify.Recipes;
import dev.lector.classify.TrainingRun;
import dev.lector.classify.VectorSource;
import dev.lector.vectors.VectorFormat;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How to train: the recipe and what is changed in it. */
final class RunOptions {
    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "What to train; lector recipes lists them. Default: words-cnn; lector train tries two.")
    private String recipe;

    @Option(
            names = "--course",
            description = "Take the course's own settings of the recipe; --set and the options below come on top.")
    private boolean course;

    @Option(
            names = "--vectors",
            paramLabel = "FILE",
            description =
                    "Start the words from the vectors of a file (lector vectors --help lists the formats), also .gz or"
                            + " .zip (FILE.zip!ENTRY); the model keeps what it needs. lector data fetch glove brings one.")
    private Path vectors;

    @Option(
            names = "--vectors-format",
            paramLabel = "FORMAT",
            description =
                    "glove, word2vec, word2vec-binary, fasttext, numpy, safetensors, lector or wink; detected if not given.")
    private String vectorsFormat;

    @Option(names = "--freeze", description = "Keep the vectors of --vectors as they are.")
    private boolean freeze;

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
            names = "--class-weight",
            paramLabel = "balanced|LABEL=W,...",
            description = "Let the rows of a class count more: all classes alike, or so many times.")
    private String classWeight;

    @Option(
            names = "--focal",
            paramLabel = "GAMMA",
            description = "Train with focal loss, in which rows that are answered well count less; 2 is usual.")
    private Double focal;

    @Option(
            names = "--calibrate",
            paramLabel = "METHOD",
            description = "Make the probabilities come true as often as they say, learnt from the validation rows:"
                    + " temperature, or isotonic for a thousand such rows and more.")
    private CalibrationMethod calibration = CalibrationMethod.NONE;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description =
                    "Reject answers as none of the labels below the probability that lets this share of the answers to"
                            + " the validation rows be right, as 0.95.")
    private double precision;

    @Option(
            names = "--reject-below",
            paramLabel = "P",
            description = "Reject answers below this probability as none of the labels.")
    private double rejectBelow;

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

    private VectorFormat format() {
        if (vectorsFormat == null) {
            return null;
        }
        return Arrays.stream(VectorFormat.values())
                .filter(known -> known.id().equals(vectorsFormat.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Failure.usage("--vectors-format must be one of "
                        + Arrays.stream(VectorFormat.values())
                                .map(VectorFormat::id)
                                .collect(Collectors.joining(", "))
                        + ". Received: " + vectorsFormat + ". Leave it out to have it detected."));
    }

    /** True if a recipe is named, or something is set that only some recipes have. */
    boolean namesRecipe() {
        return recipe != null
                || course
                || vectors != null
                || freeze
                || !settings.isEmpty()
                || epochs != null
                || batchSize != null
                || focal != null;
    }

    TrainingRun run() {
        return run(recipe == null ? Recipes.DEFAULT : Recipes.byName(recipe));
    }

    TrainingRun run(Recipe of) {
        TrainingRun run = new TrainingRun(of).seed(seed);
        run = course ? run.course() : run;
        run = vectors == null ? run : run.vectors(VectorSource.file(vectors, format()));
        if (vectors == null && (freeze || vectorsFormat != null)) {
            throw Failure.usage(
                    (freeze ? "--freeze" : "--vectors-format")
                            + " needs --vectors. Received: no vectors. Add --vectors FILE; lector data fetch glove brings one.");
        }
        run = freeze ? run.set("freeze", "true") : run;
        run = run.set(settings);
        run = epochs == null ? run : run.set("epochs", epochs.toString());
        run = batchSize == null ? run : run.set("batch-size", batchSize.toString());
        run = classWeight == null ? run : run.classWeights(ClassWeights.parse(classWeight));
        run = focal == null ? run : run.focal(focal);
        run = run.decision(new DecisionOptions(calibration, rejectBelow, precision));
        return threads == null ? run : run.threads(threads);
    }
}
