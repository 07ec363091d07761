// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.TextClassifier;
import dev.lector.nn.WeightType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model with smaller weights. */
@Command(
        name = "compress",
        header = "Writes a model with weights of 16 or 8 bits.",
        description = {
            "bfloat16 halves the weights, int8 makes a quarter of them and a scale for each row. In memory they are floats"
                    + " again, so answers come as fast as before. Evaluate the small model before it is used.",
            "Rows of fewer than 8 numbers stay floats: a linear recipe with few labels gets no smaller.",
        },
        footer = {"", "Examples:", "  lector compress reviews.lector -o small.lector --weights int8"})
final class CompressCommand extends LectorCommand {
    @Parameters(paramLabel = "MODEL", description = "A file made by lector train.")
    private Path model;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "SMALL",
            required = true,
            description = "The file to write.")
    private Path output;

    @Option(
            names = "--weights",
            paramLabel = "TYPE",
            defaultValue = "int8",
            description = "bfloat16 or int8. Default: int8.")
    private String weights;

    @Override
    void run() throws IOException {
        WeightType type = WeightType.of(weights);
        TextClassifier whole = TextClassifier.loadForOneText(model);
        whole.weightType(type).save(output);
        long before = Files.size(model);
        long after = Files.size(output);
        if (after >= before && type != WeightType.FLOAT32) {
            warn(output + " is no smaller than " + model
                    + ": its weights stay floats, because their rows have fewer than"
                    + " 8 numbers, as those of a linear recipe with few labels have, or are of this type already.");
        }
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("bytes", after);
            map.put("bytesBefore", before);
            map.put("weights", type.id());
            map.put("model", output.toString());
            printJson(map);
            return;
        }
        print(String.format(
                Locale.ROOT, "%s: %,d bytes with %s weights, %,d before", output, after, type.id(), before));
    }
}
