// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.WeightsFile;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.layers.LayerCodec;
import dev.lector.nn.layers.ModelCodec;
import dev.lector.text.TextPipeline;
import dev.lector.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of a classifier stands where in its model file. */
final class SavedClassifier {
    private static final String VOCABULARY = "vocabulary.txt";
    private static final String WEIGHTS = "weights.safetensors";
    private static final ModelCodec CODEC = new ModelCodec(LayerCodec.builtIn());

    private SavedClassifier() {}

    static void save(TextClassifier classifier, Path file) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("labels", classifier.labels());
        fields.put("pipeline", classifier.pipeline().config());
        fields.put("network", CODEC.encode(classifier.model()));
        fields.put("provenance", classifier.provenance());
        Map<String, ModelFile.Writer> parts = new LinkedHashMap<>();
        parts.put(VOCABULARY, classifier.pipeline().vocabulary()::write);
        parts.put(WEIGHTS, WeightsFile.of(classifier.model())::write);
        ModelFile.write(file, fields, parts);
    }

    static TextClassifier load(Path path, Kernels kernels) throws IOException {
        try (ModelFile file = ModelFile.open(path)) {
            Fields header = file.header();
            List<String> labels = header.texts("labels");
            Map<String, Object> settings = header.map("pipeline");
            Map<String, Object> network = header.map("network");
            Map<String, Object> provenance = header.map("provenance");
            header.end();
            Vocabulary vocabulary = file.part(VOCABULARY, in -> Vocabulary.read(in, VOCABULARY));
            WeightsFile weights = file.part(WEIGHTS, in -> WeightsFile.read(in, file.bytes(WEIGHTS)));
            return assemble(file, network, weights, settings, vocabulary, labels, provenance, kernels);
        }
    }

    private static TextClassifier assemble(
            ModelFile file,
            Map<String, Object> network,
            WeightsFile weights,
            Map<String, Object> settings,
            Vocabulary vocabulary,
            List<String> labels,
            Map<String, Object> provenance,
            Kernels kernels)
            throws ModelFileException {
        try {
            // The weights, which the file's length bounds, bound what the network's settings may ask for.
            long parameters = weights.tensors().stream()
                    .mapToLong(tensor -> tensor.values().length)
                    .sum();
            Model model = CODEC.decode(network, parameters);
            weights.copyTo(model);
            return new TextClassifier(TextPipeline.of(settings, vocabulary), model, labels, provenance, kernels);
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw file.altered("its parts do not fit together: " + e.getMessage());
        }
    }
}
