// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.Comparison;
import dev.lector.classify.LabelledTexts;
import dev.lector.classify.Recipes;
import dev.lector.classify.TrainingRun;
import dev.lector.nn.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recipes side by side on the same folds. */
@Command(
        name = "compare",
        header = "Compares recipes by cross-validation on the same folds, with a paired test.",
        description =
                "Each recipe is trained on the other folds and predicts each fold, as in lector crossval. The best is"
                        + " compared with each of the others: the difference with its 95 % interval, by the corrected resampled"
                        + " t-test over the folds, and McNemar's test over all rows. A recipe that does not stop early is"
                        + " trained on all rows of the other folds.",
        footer = {
            "",
            "Examples:",
            "  lector compare reviews.csv --recipes nbsvm,kim-cnn,average",
            "  lector compare reviews.csv --recipes svm,svm:ngrams=1,svm:ngrams=1:c=0.5 --folds 5",
            "  lector compare reviews.csv --recipes nbsvm,words-cnn --report recipes.html"
        })
final class CompareCommand extends LectorCommand {
    @Parameters(paramLabel = "DATA", description = "The labelled texts.")
    private Path file;

    @Option(
            names = "--recipes",
            paramLabel = "NAME[:OPTION=VALUE...],...",
            required = true,
            split = ",",
            description =
                    "The recipes, at least two; behind a colon what is set in one, as lector recipes NAME lists it.")
    private List<String> recipes;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write a page with the picture of all folds, the figures and the differences.")
    private Path report;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "One seed, the same folds and the same figures (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Default: all processors; the figures do not depend on it.")
    private Integer threads;

    @Mixin
    private FoldOptions folds = new FoldOptions();

    @Mixin
    private LabelOptions labels = new LabelOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Override
    void run() throws IOException {
        folds.check();
        Map<String, TrainingRun> runs = new LinkedHashMap<>();
        for (String recipe : recipes) {
            if (runs.put(recipe.strip(), named(recipe.strip())) != null) {
                throw Failure.usage("--recipes names each recipe once. Received: " + recipe.strip()
                        + " twice. Leave one out, or set something in it.");
            }
        }
        if (runs.size() < 2) {
            throw Failure.usage("--recipes names at least two recipes. Received: " + String.join(",", recipes)
                    + ". Name another, or use lector crossval for one.");
        }
        if (report != null) {
            AtomicFile.check(report);
        }
        FastPath.open();
        LabelledTexts texts = labels.read(this, data, file, null, false);
        List<int[]> rows = folds.rows(this, texts, seed);
        Comparison comparison;
        try (TrainingBar bar = new TrainingBar(console, "training")) {
            runs.replaceAll((name, run) -> run.listener(bar));
            comparison = Comparison.run(
                    runs,
                    texts,
                    rows,
                    (name, evaluation, fold) -> say(String.format(
                            Locale.ROOT,
                            "%s, fold %d of %d: accuracy %.2f %%",
                            name,
                            fold,
                            rows.size(),
                            100 * evaluation.accuracy())));
        }
        if (report != null) {
            String page = comparison.toHtml(String.valueOf(file.getFileName()));
            AtomicFile.write(report, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
            say("Report: " + report);
        }
        if (json) {
            printJson(comparison.toMap());
        } else {
            print(comparison.toString().stripTrailing());
        }
    }

    /** A recipe and what is set in it: {@code svm:ngrams=1:c=0.5}. */
    private TrainingRun named(String recipe) {
        String[] parts = recipe.split(":", -1);
        TrainingRun run = new TrainingRun(Recipes.byName(parts[0])).seed(seed).validationShare(folds.validation());
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 1) {
                throw Failure.usage("What is set in a recipe is OPTION=VALUE. Received: " + parts[i] + " in " + recipe
                        + ". Write it as in svm:ngrams=1.");
            }
            run = run.set(parts[i].substring(0, equals), parts[i].substring(equals + 1));
        }
        return threads == null ? run : run.threads(threads);
    }
}
