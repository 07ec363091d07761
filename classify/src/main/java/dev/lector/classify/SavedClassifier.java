// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Shape;
import dev.lector.nn.WeightType;
import dev.lector.nn.WeightsFile;
import dev.lector.nn.WeightsFile.Tensor;
import dev.lector.nn.layers.LayerCodec;
import dev.lector.nn.layers.ModelCodec;
import dev.lector.text.FeatureWeights;
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
    /** The weights of the vocabulary's words, where the encoding has them. */
    private static final String FEATURES = "features.safetensors";

    private static final ModelCodec CODEC = new ModelCodec(LayerCodec.builtIn());

    private SavedClassifier() {}

    static void save(TextClassifier classifier, Path file) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("labels", classifier.labels());
        // Left out where it says nothing, so that an older Lector reads the file.
        if (classifier.multiLabel()) {
            fields.put("multiLabel", true);
        }
        if (!classifier.decision().equals(Decision.DEFAULT)) {
            fields.put("decision", classifier.decision().toMap());
        }
        if (classifier.pipeline().windows()) {
            fields.put("pooling", classifier.pooling().toString());
        }
        fields.put("pipeline", classifier.pipeline().config());
        fields.put("network", CODEC.encode(classifier.model()));
        fields.put("provenance", classifier.provenance());
        Map<String, ModelFile.Writer> parts = new LinkedHashMap<>();
        parts.put(VOCABULARY, classifier.pipeline().vocabulary()::write);
        WeightsFile weights = WeightsFile.of(classifier.model());
        boolean full = classifier.weightType() == WeightType.FLOAT32;
        parts.put(WEIGHTS, full ? weights::write : weights.as(classifier.weightType())::write);
        FeatureWeights features = classifier.pipeline().weights();
        if (features.size() > 0) {
            parts.put(FEATURES, file(features)::write);
        }
        int version = classifier.pipeline().windows()
                ? ModelFile.VERSION
                : full ? ModelFile.FULL_WEIGHTS : ModelFile.ONE_ROW_A_TEXT;
        ModelFile.write(file, version, fields, parts);
    }

    /** A copy of a network with rounded weights. */
    static Model rounded(Model model, WeightType type) {
        Model copy = CODEC.decode(CODEC.encode(model), model.parameters());
        try {
            WeightsFile.of(model).as(type).copyTo(copy);
        } catch (IOException e) {
            throw new IllegalStateException("A copy of a network has the weights of the network.", e);
        }
        return copy;
    }

    private static WeightsFile file(FeatureWeights features) {
        return new WeightsFile(Map.of(), List.of(new Tensor("idf", Shape.of(features.size()), features.toArray())));
    }

    private static FeatureWeights features(ModelFile file) throws IOException {
        if (!file.has(FEATURES)) {
            return FeatureWeights.NONE;
        }
        WeightsFile read = file.part(FEATURES, in -> WeightsFile.read(in, file.bytes(FEATURES)));
        if (read.tensors().size() != 1 || !read.tensors().get(0).name().equals("idf")) {
            throw file.altered(FEATURES + " must hold the tensor idf, and nothing else");
        }
        return FeatureWeights.of(read.tensors().get(0).values());
    }

    static TextClassifier load(Path path, TextNetwork.Use use) throws IOException {
        try (ModelFile file = ModelFile.open(path)) {
            Fields header = file.header();
            List<String> labels = header.texts("labels");
            boolean multiLabel = header.has("multiLabel") && header.flag("multiLabel");
            Fields decision = header.has("decision") ? header.object("decision") : null;
            Pooling pooling = header.has("pooling") ? Pooling.of(header.text("pooling")) : Pooling.MEAN;
            if (pooling == null) {
                throw file.altered("its pooling must be one of " + List.of(Pooling.values()));
            }
            Map<String, Object> settings = header.map("pipeline");
            Map<String, Object> network = header.map("network");
            Map<String, Object> provenance = header.map("provenance");
            header.end();
            Vocabulary vocabulary = file.part(VOCABULARY, in -> Vocabulary.read(in, VOCABULARY));
            WeightsFile weights = file.part(WEIGHTS, in -> WeightsFile.read(in, file.bytes(WEIGHTS)));
            TextPipeline pipeline = pipeline(file, settings, vocabulary);
            return assemble(file, network, weights, pipeline, labels, multiLabel, pooling, decision, provenance, use);
        }
    }

    private static TextPipeline pipeline(ModelFile file, Map<String, Object> settings, Vocabulary vocabulary)
            throws IOException {
        try {
            return TextPipeline.of(settings, vocabulary, features(file));
        } catch (IllegalArgumentException e) {
            throw file.altered("its parts do not fit together: " + e.getMessage());
        }
    }

    private static TextClassifier assemble(
            ModelFile file,
            Map<String, Object> network,
            WeightsFile weights,
            TextPipeline pipeline,
            List<String> labels,
            boolean multiLabel,
            Pooling pooling,
            Fields decision,
            Map<String, Object> provenance,
            TextNetwork.Use use)
            throws ModelFileException {
        try {
            // The weights, which the file's length bounds, bound what the network's settings may ask for.
            long parameters = weights.tensors().stream()
                    .mapToLong(tensor -> tensor.values().length)
                    .sum();
            Model model = CODEC.decode(network, parameters);
            weights.copyTo(model);
            Outputs outputs = new Outputs(labels.size(), multiLabel);
            return new TextClassifier(
                    new TextNetwork(pipeline, model, outputs, pooling, use),
                    labels,
                    decision == null ? Decision.DEFAULT : Decision.of(decision),
                    provenance,
                    weights.type());
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw file.altered("its parts do not fit together: " + e.getMessage());
        }
    }
}
