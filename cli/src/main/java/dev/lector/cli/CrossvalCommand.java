// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.CrossValidation;
import dev.lector.classify.LabelledTexts;
import dev.lector.text.data.Folds;
import dev.lector.text.data.NearDuplicates;
import dev.lector.text.data.Splits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Figures of a recipe on rows that it was not trained on. */
@Command(
        name = "crossval",
        header = "Judges a recipe by cross-validation: each fold is predicted by a model trained on the others.",
        footer = {
            "",
            "Examples:",
            "  lector crossval reviews.csv --folds 10 --recipe kim-cnn",
            "  lector crossval mails.csv --recipe svm --group-duplicates",
            "  lector crossval reviews.csv --splits folds.txt"
        })
final class CrossvalCommand extends LectorCommand {
    @Parameters(paramLabel = "DATA", description = "The labelled texts.")
    private Path file;

    @Option(names = "--folds", paramLabel = "N", defaultValue = "10", description = "How many (${DEFAULT-VALUE}).")
    private int folds;

    @Option(
            names = "--splits",
            paramLabel = "FILE",
            description =
                    "The fold of each row, a number from 0 on each line, instead of stratified folds made by --seed.")
    private Path splits;

    @Option(
            names = "--group-duplicates",
            description = "Keep texts that are nearly the same (half of their runs of three words) in one fold.")
    private boolean groupDuplicates;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Part of the training rows of each fold that stops the training early (${DEFAULT-VALUE}).")
    private double validation;

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private LabelOptions labels = new LabelOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Override
    void run() throws IOException {
        FastPath.open();
        if (groupDuplicates && splits != null) {
            throw Failure.usage("--group-duplicates makes folds, --splits gives them. Received: both. Leave one out.");
        }
        LabelledTexts texts = labels.read(this, data, file, null, false);
        List<int[]> rows = splits == null ? made(texts) : rows(Folds.read(splits, texts.rows()));
        CrossValidation result;
        try (TrainingBar bar = new TrainingBar(console, "training")) {
            result = CrossValidation.run(
                    options.run().validationShare(validation).listener(bar),
                    texts,
                    rows,
                    (evaluation, fold) -> say(String.format(
                            Locale.ROOT,
                            "fold %d of %d: accuracy %.2f %%",
                            fold,
                            rows.size(),
                            100 * evaluation.accuracy())));
        }
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            Map<String, Object> figures = result.toMap();
            for (String figure : new String[] {"accuracy", "macroF1", "microF1", "seconds"}) {
                object.put(figure, figures.get(figure));
            }
            figures.forEach(object::putIfAbsent);
            printJson(object);
        } else {
            print(result.toString().stripTrailing());
        }
    }

    private List<int[]> made(LabelledTexts texts) {
        if (!groupDuplicates) {
            return CrossValidation.folds(texts, folds, options.seed());
        }
        if (texts.multiLabel()) {
            throw Failure.usage(
                    "--group-duplicates is for texts with one label. Received: --multi-label. Leave one out.");
        }
        int[] groups = NearDuplicates.groups(texts.texts(), NearDuplicates.LIKENESS);
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        say((texts.rows() - count) + " of " + texts.rows()
                + " texts are nearly the same as another; they stay in its fold.");
        List<String> single = texts.sets().stream().map(set -> set.get(0)).toList();
        return rows(Splits.folds(single, groups, folds, options.seed()));
    }

    private static List<int[]> rows(Folds folds) {
        return IntStream.range(0, folds.count())
                .mapToObj(fold -> folds.split(fold).test())
                .toList();
    }
}
