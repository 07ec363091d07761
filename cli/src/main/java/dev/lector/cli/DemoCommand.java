// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.Recipes;
import dev.lector.classify.TextClassifier;
import dev.lector.classify.Trained;
import dev.lector.classify.TrainingRun;
import dev.lector.cli.data.ExampleData;
import dev.lector.nn.AtomicFile;
import dev.lector.text.data.DocumentOptions;
import dev.lector.text.data.Documents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A first model, from nothing. */
@Command(
        name = "demo",
        header = "Fetches 3,000 labelled sentences, trains on them, and shows what came of it.",
        footer = {"", "Examples:", "  lector demo"})
final class DemoCommand extends LectorCommand {
    private static final String RECIPE = "words-cnn";
    private static final List<String> TEXTS = List.of(
            "The food was delicious and the staff were friendly.",
            "Not worth the money, it broke after two days.",
            "I expected a bad film, but I loved every minute.");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODEL",
            defaultValue = "reviews.lector",
            description = "The model file (${DEFAULT-VALUE}).")
    private Path output;

    @Override
    void run() throws Exception {
        long start = System.nanoTime();
        AtomicFile.check(output);
        FastPath.open();
        Path file = DataCommand.fetch(console, ExampleData.REVIEWS);
        Documents documents =
                Documents.read(file, DocumentOptions.LABELLED.text("text").label("label"));
        show(String.format(
                Locale.ROOT,
                "%,d sentences of reviews (amazon, imdb, yelp): %s",
                documents.size(),
                documents.labelCounts()));
        show("Training " + RECIPE + ": " + Recipes.byName(RECIPE).summary());
        Trained trained;
        try (TrainingBar bar = new TrainingBar(console, "training")) {
            trained = new TrainingRun(Recipes.byName(RECIPE)).listener(bar).run(documents.texts(), documents.labels());
        }
        TextClassifier classifier = trained.classifier();
        classifier.save(output);
        show(trained.report().toString().stripTrailing());
        show("");
        show("The words that decided, by their share of the log-odds:");
        List<Map<String, Object>> explained = new ArrayList<>();
        for (String text : TEXTS) {
            var explanation = classifier.explain(text);
            ExplainCommand.lines(console, explanation, 3).forEach(this::show);
            explained.add(ExplainCommand.toMap(explanation, 0));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        show("");
        show(String.format(Locale.ROOT, "Model %s, in %s. Try next:", output, Progress.duration(seconds)));
        show("  lector predict " + output + " \"what a lovely surprise\"");
        show("  lector explain " + output + " \"not a good film\"");
        show("  lector train YOUR.csv -o your.lector      a file with the columns text and label");
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            Map<String, Object> report = trained.report().toMap();
            for (String figure : new String[] {"accuracy", "macroF1", "microF1"}) {
                object.put(figure, report.get(figure));
            }
            object.put("seconds", seconds);
            object.put("model", output.toString());
            object.put("explanations", explained);
            report.forEach(object::putIfAbsent);
            printJson(object);
        }
    }

    private void show(String line) {
        if (json) {
            say(line);
        } else {
            print(line);
            console.out().flush();
        }
    }
}
