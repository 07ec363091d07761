// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.TextClassifier;
import dev.lector.nn.AtomicFile;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Summary;
import dev.lector.nn.Weight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is in a model file. */
@Command(
        name = "inspect",
        header = "Shows what a model is, where it comes from, and its network.",
        footer = {
            "",
            "Examples:",
            "  lector inspect reviews.lector",
            "  lector inspect reviews.lector --drawing reviews.svg"
        })
final class InspectCommand extends LectorCommand {
    @Parameters(paramLabel = "MODEL", description = "A file made by lector train.")
    private Path model;

    @Option(names = "--drawing", paramLabel = "FILE.svg", description = "Draws the network to this file.")
    private Path drawing;

    @Override
    void run() throws IOException {
        TextClassifier classifier = TextClassifier.loadForOneText(model);
        if (drawing != null) {
            AtomicFile.write(
                    drawing, out -> out.write(classifier.model().toSvg().getBytes(StandardCharsets.UTF_8)));
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", model.toString());
        map.put("bytes", Files.size(model));
        map.put("labels", classifier.labels());
        map.put("multiLabel", classifier.multiLabel());
        map.put("decision", classifier.decision().toMap());
        map.put("words", classifier.pipeline().vocabulary().size());
        map.put("parameters", classifier.model().parameters());
        map.put("network", network(classifier.model()));
        map.put("provenance", classifier.provenance());
        if (json) {
            printJson(map);
            return;
        }
        print(String.format(Locale.ROOT, "%s: %,.1f MB, whole and unaltered", model, Files.size(model) / 1e6));
        print("Labels       " + String.join(", ", classifier.labels()));
        print("Answers      " + classifier.decision().describe(classifier.multiLabel()));
        print(String.format(
                Locale.ROOT,
                "Words        %,d known",
                classifier.pipeline().vocabulary().size()));
        print("");
        show("", classifier.provenance());
        print("");
        print(Summary.of(classifier.model()).stripTrailing());
    }

    /** The layers in the order of their work; shapes are those of one text. */
    private static Map<String, Object> network(Model network) {
        List<Object> layers = new ArrayList<>();
        for (Node node : network.nodes()) {
            Map<String, Object> layer = new LinkedHashMap<>();
            layer.put("name", network.name(node));
            layer.put("type", node.layer().className());
            layer.put("inputs", node.inputs().stream().map(network::name).toList());
            layer.put("outputShape", Arrays.stream(node.shape().dims()).boxed().toList());
            layer.put("parameters", parameters(network.weights(node), false));
            layer.put("trainableParameters", parameters(network.weights(node), true));
            layers.add(layer);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", network.name());
        map.put("parameters", network.parameters());
        map.put("trainableParameters", parameters(network.weights(), true));
        map.put("layers", layers);
        return map;
    }

    private static long parameters(List<Weight> weights, boolean trainableOnly) {
        return weights.stream()
                .filter(weight -> weight.trainable() || !trainableOnly)
                .mapToLong(weight -> weight.values().length)
                .sum();
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
