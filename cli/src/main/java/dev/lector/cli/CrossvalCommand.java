// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.CrossValidation;
import dev.lector.text.data.Documents;
import dev.lector.text.data.Folds;
import dev.lector.text.data.NearDuplicates;
import dev.lector.text.data.Splits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    @Option(names = "--label", paramLabel = "FIELD", description = "The column, field or path that holds the label.")
    private String label;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Part of the training rows of each fold that stops the training early (${DEFAULT-VALUE}).")
    private double validation;

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Override
    void run() throws IOException {
        FastPath.open();
        if (groupDuplicates && splits != null) {
            throw Failure.usage("--group-duplicates makes folds, --splits gives them. Received: both. Leave one out.");
        }
        Documents documents = data.labelled(this, file, label, null);
        Folds chosen = splits == null
                ? Splits.folds(documents.labels(), groups(documents), folds, options.seed())
                : Folds.read(splits, documents.size());
        List<int[]> rows = new ArrayList<>();
        for (int fold = 0; fold < chosen.count(); fold++) {
            rows.add(chosen.split(fold).test());
        }
        CrossValidation result;
        try (TrainingBar bar = new TrainingBar(console, "training")) {
            result = CrossValidation.run(
                    options.run().validationShare(validation).listener(bar),
                    documents.texts(),
                    documents.labels(),
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

    /** Which texts must stay together; null if each may go anywhere. */
    private int[] groups(Documents documents) {
        if (!groupDuplicates) {
            return null;
        }
        int[] groups = NearDuplicates.groups(documents.texts(), NearDuplicates.LIKENESS);
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        say((documents.size() - count) + " of " + documents.size()
                + " texts are nearly the same as another; they stay in" + " its fold.");
        return groups;
    }
}
