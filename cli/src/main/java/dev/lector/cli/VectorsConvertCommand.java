// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.nn.AtomicFile;
import dev.lector.vectors.VectorFile;
import dev.lector.vectors.VectorFormat;
import dev.lector.vectors.VectorWriter;
import dev.lector.vectors.WordVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** From one format of vectors to another. */
@Command(
        name = "convert",
        header = "Writes vectors in another format, chosen by the ending.",
        sortOptions = false,
        description = {
            "  .vec, .txt    word2vec's text          .bin          word2vec's binary",
            "  .npy          NumPy, with NAME.vocab   .safetensors  safetensors, with NAME.vocab",
            "  .lvec         Lector's own, which is mapped into memory: it opens at once, whatever its size",
            "All but .lvec may end in .gz."
        },
        footer = {
            "",
            "Examples:",
            "  lector vectors convert glove.txt.gz glove.lvec",
            "  lector vectors convert cc.en.300.bin small.lvec --words 100000 --int8",
            "  lector vectors convert glove.lvec glove.bin"
        })
final class VectorsConvertCommand extends LectorCommand {
    @Parameters(index = "0", paramLabel = "IN", description = "The vectors, in any format that is read.")
    private Path input;

    @Parameters(index = "1", paramLabel = "OUT", description = "Where they go.")
    private Path output;

    @Option(
            names = "--words",
            paramLabel = "N",
            description = "Only the first N words, the most frequent ones in most files.")
    private Integer words;

    @Option(names = "--int8", description = "Numbers of one byte: a quarter of the size (.lvec only).")
    private boolean int8;

    @Override
    void run() throws IOException {
        VectorFormat format = VectorWriter.formatOf(output);
        if (words != null && words < 1) {
            throw Failure.usage("--words takes a number of words, at least 1. Received: " + words + ".");
        }
        if (int8 && format != VectorFormat.LECTOR) {
            throw Failure.usage("--int8 needs a file that ends in .lvec. Received: " + output + ".");
        }
        AtomicFile.check(output);
        long start = System.nanoTime();
        VectorFile read = VectorFile.first(input, null, words == null ? Integer.MAX_VALUE : words);
        if (read.duplicates() > 0) {
            warn(read.duplicates() + " rows repeat a word; the first of each counts.");
        }
        WordVectors vectors = read.vectors();
        if (int8) {
            VectorWriter.writeInt8(vectors, output);
        } else {
            VectorWriter.write(vectors, format, output);
        }
        show(read, format, (System.nanoTime() - start) / 1e9);
    }

    private void show(VectorFile read, VectorFormat format, double seconds) throws IOException {
        WordVectors vectors = read.vectors();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("words", vectors.size());
            object.put("dimensions", vectors.dimensions());
            object.put("from", read.format().id());
            object.put("to", format.id());
            object.put("bytes", Files.size(output));
            object.put("seconds", seconds);
            printJson(object);
        } else {
            print(String.format(
                    Locale.ROOT,
                    "%,d words, %d dimensions, from %s to %s%s, in %s: %s, %,d bytes",
                    vectors.size(),
                    vectors.dimensions(),
                    read.format().id(),
                    format.id(),
                    int8 ? " (int8)" : "",
                    Progress.duration(seconds),
                    output,
                    Files.size(output)));
        }
    }
}
