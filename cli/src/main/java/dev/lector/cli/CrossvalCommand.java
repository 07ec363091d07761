// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.CrossValidation;
import dev.lector.classify.LabelledTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private FoldOptions folds = new FoldOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private LabelOptions labels = new LabelOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Override
    void run() throws IOException {
        FastPath.open();
        folds.check();
        LabelledTexts texts = labels.read(this, data, file, null, false);
        List<int[]> rows = folds.rows(this, texts, options.seed());
        CrossValidation result;
        try (TrainingBar bar = new TrainingBar(console, "training")) {
            result = CrossValidation.run(
                    options.run().validationShare(folds.validation()).listener(bar),
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
}
