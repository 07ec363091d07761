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
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** How rows are divided for cross-validation. */
final class FoldOptions {
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

    /** Refuses options that exclude each other. */
    void check() {
        if (groupDuplicates && splits != null) {
            throw Failure.usage("--group-duplicates makes folds, --splits gives them. Received: both. Leave one out.");
        }
    }

    /** Part of the training rows of each fold that stops the training early. */
    double validation() {
        return validation;
    }

    /** The rows of each fold. */
    List<int[]> rows(LectorCommand command, LabelledTexts texts, long seed) throws IOException {
        if (splits != null) {
            return rows(Folds.read(splits, texts.rows()));
        }
        if (!groupDuplicates) {
            return CrossValidation.folds(texts, folds, seed);
        }
        if (texts.multiLabel()) {
            throw Failure.usage(
                    "--group-duplicates is for texts with one label. Received: --multi-label. Leave one out.");
        }
        int[] groups = NearDuplicates.groups(texts.texts(), NearDuplicates.LIKENESS);
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        command.say((texts.rows() - count) + " of " + texts.rows()
                + " texts are nearly the same as another; they stay in its fold.");
        List<String> single = texts.sets().stream().map(set -> set.get(0)).toList();
        return rows(Splits.folds(single, groups, folds, seed));
    }

    private static List<int[]> rows(Folds folds) {
        return IntStream.range(0, folds.count())
                .mapToObj(fold -> folds.split(fold).test())
                .toList();
    }
}
