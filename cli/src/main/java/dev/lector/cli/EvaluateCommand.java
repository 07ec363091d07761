// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.Evaluation;
import dev.lector.classify.EvaluationReport;
import dev.lector.classify.LabelledTexts;
import dev.lector.classify.TextClassifier;
import dev.lector.classify.UnseenLabels;
import dev.lector.nn.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
            "  lector evaluate reviews.lector test.csv --json",
            "  lector evaluate reviews.lector test.csv --report test.html --train-data reviews.csv"
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

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description =
                    "Write a page with the figures, confusions, curves, calibration and the most confident mistakes.")
    private Path report;

    @Option(
            names = "--train-data",
            paramLabel = "FILE",
            description = "With --report: the texts the model was trained on, to look for near-duplicates among them.")
    private Path trainData;

    @Mixin
    private LabelOptions labels = new LabelOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Override
    void run() throws IOException {
        long start = System.nanoTime();
        if (trainData != null && report == null) {
            throw Failure.usage(
                    "--train-data is for the page of --report. Received: no --report. Add --report FILE.html.");
        }
        if (report != null) {
            AtomicFile.check(report);
        }
        FastPath.open();
        TextClassifier classifier = TextClassifier.load(model);
        LabelledTexts texts = labels.read(this, data, file, "test", classifier.multiLabel());
        UnseenLabels unseen = unseenWrong ? UnseenLabels.COUNT_AS_WRONG : UnseenLabels.FAIL;
        Evaluation evaluation = report == null ? classifier.evaluate(texts, unseen) : page(classifier, texts, unseen);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (json) {
            printJson(headline(evaluation, seconds));
        } else {
            print(evaluation.toString().stripTrailing());
            say(texts.rows() + " rows in " + Progress.duration(seconds));
        }
    }

    private Evaluation page(TextClassifier classifier, LabelledTexts texts, UnseenLabels unseen) throws IOException {
        List<String> training = trainData == null
                ? null
                : labels.read(this, data, trainData, "train", classifier.multiLabel())
                        .texts();
        EvaluationReport full = EvaluationReport.of(classifier, texts, training, unseen);
        String title = model.getFileName() + " on " + file.getFileName();
        AtomicFile.write(report, out -> out.write(full.toHtml(title).getBytes(StandardCharsets.UTF_8)));
        say("Report: " + report);
        return full.evaluation();
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
