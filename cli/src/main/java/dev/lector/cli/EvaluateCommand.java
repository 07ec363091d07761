// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.Evaluation;
import dev.lector.classify.LabelledTexts;
import dev.lector.classify.TextClassifier;
import dev.lector.classify.UnseenLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How well a model answers labelled texts. */
@Command(
        name = "evaluate",
        header = "Shows how well a model answers the labelled texts of a file.",
        footer = {
            "",
            "Examples:",
            "  lector evaluate reviews.lector test.csv",
            "  lector evaluate reviews.lector test.csv --json"
        })
final class EvaluateCommand extends LectorCommand {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A file made by lector train.")
    private Path model;

    @Parameters(index = "1", paramLabel = "DATA", description = "The labelled texts, as for lector train.")
    private Path file;

    @Option(
            names = "--unseen-wrong",
            description = "Count rows whose label the model does not know as wrong, instead of stopping.")
    private boolean unseenWrong;

    @Mixin
    private LabelOptions labels = new LabelOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Override
    void run() throws IOException {
        long start = System.nanoTime();
        FastPath.open();
        TextClassifier classifier = TextClassifier.load(model);
        LabelledTexts texts = labels.read(this, data, file, "test", classifier.multiLabel());
        Evaluation evaluation =
                classifier.evaluate(texts, unseenWrong ? UnseenLabels.COUNT_AS_WRONG : UnseenLabels.FAIL);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (json) {
            printJson(headline(evaluation, seconds));
        } else {
            print(evaluation.toString().stripTrailing());
            say(texts.rows() + " rows in " + Progress.duration(seconds));
        }
    }

    /** The figures, the four of the headline first. */
    static Map<String, Object> headline(Evaluation evaluation, double seconds) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("accuracy", evaluation.accuracy());
        object.put("macroF1", evaluation.macro().f1());
        object.put("microF1", evaluation.micro().f1());
        object.put("seconds", seconds);
        evaluation.toMap().forEach(object::putIfAbsent);
        return object;
    }
}
