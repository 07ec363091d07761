// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.nn.AtomicFile;
import dev.lector.vectors.VectorWriter;
import dev.lector.vectors.WordVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes word vectors of a text. */
@Command(
        name = "train",
        header = "Makes word vectors of a text: word2vec, GloVe, fastText, or counts and their decomposition.",
        sortOptions = false,
        description =
                "The text has words parted by white space, a sentence a line, in UTF-8, plain or gzipped. Ctrl-C keeps a"
                        + " checkpoint beside the output; the same command then goes on from there. word2vec and fastText"
                        + " change their tables from several threads without locks, so two runs differ slightly; with"
                        + " --threads 1 they give the same bits. glove and ppmi-svd give the same bits on any number of"
                        + " threads.",
        footer = {
            "",
            "Examples:",
            "  lector vectors train corpus.txt -o vectors.txt",
            "  lector vectors train corpus.txt.gz -o vectors.txt.gz --cbow --dimensions 200 --window 8",
            "  lector vectors train corpus.txt -o vectors.txt --model glove --window 10 --epochs 15",
            "  lector vectors train corpus.txt -o vectors.txt --model fasttext --also words.txt",
            "  lector vectors train corpus.txt -o vectors.txt --model ppmi-svd --window 2"
        })
final class VectorsTrainCommand extends LectorCommand {
    @Parameters(paramLabel = "TEXT", description = "The text.")
    private Path text;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description =
                    "Where the vectors go: word2vec's text, or by its ending .bin, .npy, .safetensors or .lvec (see"
                            + " lector vectors convert); .gz may follow.")
    private Path output;

    @Mixin
    private VectorsModelOptions model;

    @Override
    void run() throws IOException {
        AtomicFile.check(output);
        VectorsModelOptions.Maker maker = model.maker();
        FastPath.open();
        long start = System.nanoTime();
        try (VectorsWatch watch = new VectorsWatch(console, output, model.unit())) {
            WordVectors vectors = maker.make(text, watch);
            if (watch.stopped()) {
                return;
            }
            VectorWriter.write(vectors, VectorWriter.formatOf(output), output);
            Files.deleteIfExists(watch.checkpoint());
            show(vectors, (System.nanoTime() - start) / 1e9, watch.rate());
        }
    }

    private void show(WordVectors vectors, double seconds, double rate) {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("seconds", seconds);
            object.put("words", vectors.size());
            object.put("dimensions", vectors.dimensions());
            object.put(model.unit() + "PerSecond", rate);
            object.put("output", output.toString());
            printJson(object);
        } else {
            print(String.format(
                    Locale.ROOT,
                    "%,d words, %d dimensions, in %s (%,.0f %s a second while training): %s",
                    vectors.size(),
                    vectors.dimensions(),
                    Progress.duration(seconds),
                    rate,
                    model.unit(),
                    output));
        }
    }
}
