// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.vectors.training.Phrases;
import dev.lector.vectors.training.TrainingWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Joins phrases of a text. */
@Command(
        name = "phrases",
        header = "Joins words that stand together more often than by chance: new_york.",
        description = "As word2phrase. Run on its own result it finds longer phrases.",
        footer = {
            "",
            "Examples:",
            "  lector vectors phrases corpus.txt -o phrases.txt",
            "  lector vectors phrases phrases.txt -o longer.txt --threshold 50"
        })
final class VectorsPhrasesCommand extends LectorCommand {
    @Parameters(paramLabel = "TEXT", description = "The text, as train reads it.")
    private Path text;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where the text goes, gzipped if the name ends in .gz.")
    private Path output;

    @Option(names = "--threshold", defaultValue = "100", description = "Higher joins fewer (${DEFAULT-VALUE}).")
    private double threshold;

    @Option(
            names = "--min-count",
            defaultValue = "5",
            description = "Rarer words and pairs are never joined (${DEFAULT-VALUE}).")
    private int minCount;

    @Override
    void run() throws IOException {
        long joined = phrases().join(text, output, new TrainingWatch() {
            @Override
            public void note(String line) {
                say(line);
            }
        });
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("joined", joined);
            object.put("output", output.toString());
            printJson(object);
        } else {
            print(String.format(Locale.ROOT, "%,d pairs of words joined: %s", joined, output));
        }
    }

    private Phrases phrases() {
        try {
            return new Phrases(threshold, minCount);
        } catch (IllegalArgumentException outOfRange) {
            throw Failure.usage(outOfRange.getMessage());
        }
    }
}
