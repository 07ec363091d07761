// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.TextClassifier;
import dev.lector.nn.kernels.KernelChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What is in a model file. */
@Command(
        name = "inspect",
        header = "Shows what a model is and where it comes from.",
        footer = {"", "Examples:", "  lector inspect reviews.lector"})
final class InspectCommand extends LectorCommand {
    @Parameters(paramLabel = "MODEL", description = "A file made by lector train.")
    private Path model;

    @Override
    void run() throws IOException {
        TextClassifier classifier = TextClassifier.load(model, KernelChoice.plain());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", model.toString());
        map.put("bytes", Files.size(model));
        map.put("labels", classifier.labels());
        map.put("words", classifier.pipeline().vocabulary().size());
        map.put("parameters", classifier.model().parameters());
        map.put("provenance", classifier.provenance());
        if (json) {
            printJson(map);
            return;
        }
        print(String.format(Locale.ROOT, "%s: %,.1f MB, whole and unaltered", model, Files.size(model) / 1e6));
        print("Labels       " + String.join(", ", classifier.labels()));
        print(String.format(
                Locale.ROOT,
                "Words        %,d known",
                classifier.pipeline().vocabulary().size()));
        print("");
        show("", classifier.provenance());
    }

    /** Nested settings, one a line. */
    private void show(String indent, Map<?, ?> map) {
        map.forEach((name, value) -> {
            if (value instanceof Map<?, ?> below) {
                print(indent + name);
                show(indent + "  ", below);
            } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map) {
                print(String.format(Locale.ROOT, "%s%s: %d entries (--json shows them)", indent, name, list.size()));
            } else {
                print(indent + name + ": " + value);
            }
        });
    }
}
