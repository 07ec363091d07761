// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.golden;

import dev.lector.nn.FloatSamples;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Samples;
import dev.lector.nn.Shape;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.Weight;
import dev.lector.nn.golden.GoldenFile.Case;
import dev.lector.nn.golden.GoldenFile.Tensor;
import dev.lector.nn.golden.GoldenFile.Words;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.ActivationLayer;
import dev.lector.nn.layers.AveragePooling1D;
import dev.lector.nn.layers.BatchNormalization;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Constraint;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.Flatten;
import dev.lector.nn.layers.GlobalAveragePooling1D;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.LayerNormalization;
import dev.lector.nn.layers.MaxPooling1D;
import dev.lector.nn.layers.Padding;
import dev.lector.nn.layers.Regularizer;
import dev.lector.nn.layers.SpatialDropout1D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Builds a case's network with Lector and gives it the case's weights and samples. */
final class GoldenNetwork {
    private final Case golden;
    private final boolean constrained;
    private final boolean floatsFromTable;
    private final List<Node> inputs = new ArrayList<>();
    private final List<Samples> samples = new ArrayList<>();
    private final Model model;

    /**
     * A network with the weights that the case begins with.
     *
     * @param constrained false to leave out constraints on weights
     * @param floatsFromTable true to read every input of values from an Embedding, one row a step of a sample: the
     *     gradient of its table is the gradient by the input
     */
    GoldenNetwork(Case golden, boolean constrained, boolean floatsFromTable) {
        this.golden = golden;
        this.constrained = constrained;
        this.floatsFromTable = floatsFromTable;
        Map<String, Node> nodes = new LinkedHashMap<>();
        Node last = null;
        for (String line : golden.lines().get("node")) {
            String[] words = line.split(" ");
            Words settings = new Words(line, 3);
            if (words[1].equals("Input")) {
                last = input(words[0], settings);
            } else if (words[1].equals("Output")) {
                last = nodes.get(words[2]).output(settings.whole("index", 0));
            } else {
                List<Node> feeds =
                        Arrays.stream(words[2].split(",")).map(nodes::get).toList();
                last = Node.of(words[0], layer(words[1], settings), feeds);
            }
            settings.end();
            nodes.put(words[0], last);
        }
        this.model = Model.of(golden.name(), inputs, List.of(last));
        for (Weight weight : model.weights()) {
            float[] values = golden.floats("w0/" + weight.name());
            if (values == null) {
                values = golden.floats(
                        "in/" + weight.name().substring(0, weight.name().indexOf('/')));
            }
            System.arraycopy(values, 0, weight.values(), 0, weight.values().length);
        }
    }

    Model model() {
        return model;
    }

    List<Samples> samples() {
        return samples;
    }

    private Node input(String name, Words settings) {
        String kind = settings.text("kind", "");
        int[] dims = Arrays.stream(settings.text("shape", "").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        Tensor tensor = golden.tensors().get("in/" + name);
        int rows = tensor.dims()[0];
        Node node;
        if (kind.equals("ids")) {
            samples.add(new IdSamples(dims[0], tensor.ints()));
            node = Input.ids(dims[0]).node(name);
        } else if (floatsFromTable) {
            int steps = dims.length == 1 ? 1 : dims[0];
            int[] ids = new int[rows * steps];
            Arrays.setAll(ids, i -> i);
            samples.add(new IdSamples(steps, ids));
            node = Input.ids(steps).node(name + "_rows");
            inputs.add(node);
            node = node.then(name, new Embedding(rows * steps, dims[dims.length - 1]));
            return dims.length == 1 ? node.then(new Flatten()) : node;
        } else if (kind.equals("sparse")) {
            samples.add(sparse(rows, dims[0], tensor.floats()));
            node = Input.sparse(dims[0]).node(name);
        } else {
            samples.add(new FloatSamples(Shape.of(dims), tensor.floats()));
            node = Input.floats(dims).node(name);
        }
        inputs.add(node);
        return node;
    }

    private static SparseSamples sparse(int rows, int columns, float[] values) {
        int[] starts = new int[rows + 1];
        int[] indices = new int[values.length];
        float[] entries = new float[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                indices[count] = i % columns;
                entries[count++] = values[i];
            }
            starts[i / columns + 1] = count;
        }
        return new SparseSamples(columns, starts, Arrays.copyOf(indices, count), Arrays.copyOf(entries, count));
    }

    private Layer layer(String className, Words words) {
        Layer recurrent = GoldenRecurrent.layer(className, words);
        return recurrent != null ? recurrent : other(className, words);
    }

    private Layer other(String className, Words words) {
        return switch (className) {
            case "Embedding" ->
                new Embedding(words.whole("input_dim", 0), words.whole("output_dim", 0))
                        .maskZero(words.flag("mask_zero", false))
                        .trainable(words.flag("trainable", true))
                        .embeddingsRegularizer(regularizer("embeddings", words))
                        .embeddingsConstraint(constraint("embeddings", words));
            case "Conv1D" ->
                new Conv1D(words.whole("filters", 0), words.whole("kernel_size", 0))
                        .strides(words.whole("strides", 1))
                        .padding(padding(words))
                        .dilationRate(words.whole("dilation_rate", 1))
                        .activation(activation(words))
                        .useBias(words.flag("use_bias", true))
                        .kernelRegularizer(regularizer("kernel", words))
                        .biasRegularizer(regularizer("bias", words))
                        .kernelConstraint(constraint("kernel", words));
            case "Dense" ->
                new Dense(words.whole("units", 0))
                        .activation(activation(words))
                        .useBias(words.flag("use_bias", true))
                        .kernelRegularizer(regularizer("kernel", words))
                        .biasRegularizer(regularizer("bias", words))
                        .kernelConstraint(constraint("kernel", words));
            case "MaxPooling1D" -> {
                MaxPooling1D pooling = new MaxPooling1D(words.whole("pool_size", 0)).padding(padding(words));
                int strides = words.whole("strides", 0);
                yield strides == 0 ? pooling : pooling.strides(strides);
            }
            case "AveragePooling1D" -> {
                AveragePooling1D pooling = new AveragePooling1D(words.whole("pool_size", 0)).padding(padding(words));
                int strides = words.whole("strides", 0);
                yield strides == 0 ? pooling : pooling.strides(strides);
            }
            case "GlobalMaxPooling1D" -> new GlobalMaxPooling1D();
            case "GlobalAveragePooling1D" -> new GlobalAveragePooling1D();
            case "Activation" -> new ActivationLayer(activation(words));
            case "Dropout" -> new Dropout(words.number("rate", 0));
            case "SpatialDropout1D" -> new SpatialDropout1D(words.number("rate", 0));
            case "BatchNormalization" ->
                new BatchNormalization()
                        .momentum(words.precise("momentum", 0.99))
                        .epsilon(words.number("epsilon", 1e-3f))
                        .center(words.flag("center", true))
                        .scale(words.flag("scale", true))
                        .gammaRegularizer(regularizer("gamma", words))
                        .betaRegularizer(regularizer("beta", words))
                        .gammaConstraint(constraint("gamma", words))
                        .trainable(words.flag("trainable", true));
            case "LayerNormalization" ->
                new LayerNormalization()
                        .epsilon(words.number("epsilon", 1e-3f))
                        .center(words.flag("center", true))
                        .scale(words.flag("scale", true))
                        .gammaRegularizer(regularizer("gamma", words))
                        .betaRegularizer(regularizer("beta", words))
                        .gammaConstraint(constraint("gamma", words))
                        .trainable(words.flag("trainable", true));
            case "Flatten" -> new Flatten();
            case "Concatenate" -> new Concatenate(words.whole("axis", -1));
            default -> throw new IllegalArgumentException(className);
        };
    }

    private static Activation activation(Words words) {
        return Activation.valueOf(words.text("activation", "linear").toUpperCase(Locale.ROOT));
    }

    private static Padding padding(Words words) {
        return Padding.valueOf(words.text("padding", "valid").toUpperCase(Locale.ROOT));
    }

    private static Regularizer regularizer(String part, Words words) {
        float l1 = words.number(part + "_l1", 0);
        float l2 = words.number(part + "_l2", 0);
        return l1 == 0 && l2 == 0 ? null : new Regularizer(l1, l2);
    }

    private Constraint constraint(String part, Words words) {
        float norm = words.number(part + "_max_norm", 0);
        return norm == 0 || !constrained ? null : Constraint.maxNorm(norm);
    }
}
