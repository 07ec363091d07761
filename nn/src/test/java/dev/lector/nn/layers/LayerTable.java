// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import java.util.ArrayList;
import java.util.List;

/** Every layer with the settings that matter. A new layer is a new row. */
final class LayerTable {
    /** The built-in layers, and one that a user might write. */
    static final LayerCodec CODEC =
            LayerCodec.builtIn().with("Scale", Scale.class).with(Products.LAMBDA);

    /** An operation given as functions: the product of two inputs. */
    private static final class Products {
        static final Lambda LAMBDA = new Lambda(
                "product",
                shapes -> {
                    if (shapes.size() != 2) {
                        throw new IllegalArgumentException(
                                "Lambda has two inputs here. Received: shapes=" + shapes + ".");
                    }
                    return shapes.get(0);
                },
                (shapes, x, y) -> {
                    for (int i = 0; i < y.length; i++) {
                        y[i] = x[0][i] * x[1][i];
                    }
                },
                (shapes, x, y, gy, gx) -> {
                    for (int i = 0; i < y.length; i++) {
                        gx[0][i] += gy[i] * x[1][i];
                        gx[1][i] += gy[i] * x[0][i];
                    }
                });
    }

    private static final Shape SEQUENCE = Shape.of(9, 3);

    private LayerTable() {}

    static List<LayerCase> rows() {
        List<LayerCase> rows = new ArrayList<>(List.of(
                LayerCase.ofIds(new Embedding(11, 4), Shape.of(7, 4), 7, 11),
                LayerCase.ofIds(new Embedding(11, 4).maskZero(true), Shape.of(7, 4), 7, 11),
                LayerCase.of(new Dense(4), Shape.of(4), Shape.of(6)),
                LayerCase.of(new Dense(1).activation(Activation.SIGMOID), Shape.of(1), Shape.of(6)),
                LayerCase.of(new Dense(4).activation(Activation.SOFTMAX).useBias(false), Shape.of(9, 4), SEQUENCE)
                        .masked(false),
                LayerCase.of(new Dense(2).activation(Activation.GELU), Shape.of(2, 3, 2), Shape.of(2, 3, 4)),
                LayerCase.of(
                        new HierarchicalSoftmax(HuffmanTree.of(new long[] {2, 9, 1, 4, 4, 30, 1})),
                        Shape.of(7),
                        Shape.of(6)),
                LayerCase.ofSparse(new EmbeddingBags(List.of(3, 1, 9, 7), 4), Shape.of(16), 20),
                LayerCase.ofIds(new WordRegions(11, 1, 5), Shape.of(5), 7, 11),
                LayerCase.ofIds(new WordRegions(11, 3, 37), Shape.of(37), 7, 11),
                LayerCase.ofIds(new WordRegions(11, 9, 4), Shape.of(4), 7, 11),
                LayerCase.ofIds(new NgramSums(3, 40, 4), Shape.of(4), 7, 11),
                LayerCase.of(new ResponseNormalization(), Shape.of(37), Shape.of(37)),
                LayerCase.of(new ResponseNormalization(), SEQUENCE, SEQUENCE).masked(false),
                LayerCase.ofSparse(new Dense(3), Shape.of(3), 20),
                LayerCase.ofSparse(new Dense(3).activation(Activation.RELU), Shape.of(3), 20),
                LayerCase.ofSparse(new Dense(3).activation(Activation.SILU).useBias(false), Shape.of(3), 20),
                LayerCase.of(new Scale(), Shape.of(9, 3), SEQUENCE).masked(false),
                LayerCase.of(new Scale(Regularizer.l1(0.1f)), Shape.of(6), Shape.of(6)),
                LayerCase.of(new Dropout(0), Shape.of(9, 3), SEQUENCE),
                LayerCase.of(new Dropout(0.4f), Shape.of(9, 3), SEQUENCE).masked(false),
                LayerCase.of(new SpatialDropout1D(0), Shape.of(9, 3), SEQUENCE),
                LayerCase.of(new SpatialDropout1D(0.4f), Shape.of(9, 3), SEQUENCE)
                        .masked(false),
                LayerCase.of(Products.LAMBDA, Shape.of(9, 3), SEQUENCE, SEQUENCE),
                LayerCase.of(new Flatten(), Shape.of(27), SEQUENCE),
                LayerCase.of(new Flatten(), Shape.of(6), Shape.of(6)),
                LayerCase.of(new GlobalMaxPooling1D(), Shape.of(3), SEQUENCE),
                LayerCase.of(new GlobalMaxPooling1D(), Shape.of(3), SEQUENCE).masked(false),
                LayerCase.of(new GlobalAveragePooling1D(), Shape.of(3), SEQUENCE),
                LayerCase.of(new GlobalAveragePooling1D(), Shape.of(3), SEQUENCE)
                        .masked(true),
                LayerCase.of(new Concatenate(), Shape.of(9), Shape.of(2), Shape.of(3), Shape.of(4)),
                LayerCase.of(new Concatenate(), Shape.of(9, 5), SEQUENCE, Shape.of(9, 2))
                        .masked(false),
                LayerCase.of(new Concatenate(1), Shape.of(11, 3), SEQUENCE, Shape.of(2, 3))
                        .masked(false)));
        for (Activation activation : Activation.values()) {
            rows.add(LayerCase.of(new ActivationLayer(activation), SEQUENCE, SEQUENCE));
            rows.add(LayerCase.of(new Dense(4).activation(activation), Shape.of(4), Shape.of(6)));
        }
        normalizations(rows);
        merges(rows);
        poolings(rows);
        convolutions(rows);
        rows.addAll(RecurrentRows.rows());
        return rows;
    }

    private static void normalizations(List<LayerCase> rows) {
        LayerNormalization layer = new LayerNormalization();
        rows.add(LayerCase.of(layer, SEQUENCE, SEQUENCE).masked(false));
        rows.add(LayerCase.of(layer.epsilon(0.3f), Shape.of(37), Shape.of(37)));
        rows.add(LayerCase.of(layer.scale(false), Shape.of(2, 3, 4), Shape.of(2, 3, 4)));
        rows.add(LayerCase.of(layer.center(false), SEQUENCE, SEQUENCE));
        BatchNormalization batch = new BatchNormalization();
        rows.add(LayerCase.of(batch, SEQUENCE, SEQUENCE));
        rows.add(LayerCase.of(batch, SEQUENCE, SEQUENCE).masked(false));
        rows.add(LayerCase.of(batch.momentum(0.5).epsilon(0.3f), Shape.of(37), Shape.of(37)));
        rows.add(LayerCase.of(batch.scale(false), Shape.of(2, 3, 4), Shape.of(2, 3, 4)));
        rows.add(LayerCase.of(batch.center(false), SEQUENCE, SEQUENCE));
        rows.add(LayerCase.of(batch.trainable(false), SEQUENCE, SEQUENCE));
    }

    private static void merges(List<LayerCase> rows) {
        for (Layer layer : List.of(new Add(), new Multiply(), new Average(), new Maximum(), new Minimum())) {
            rows.add(LayerCase.of(layer, Shape.of(6), Shape.of(6), Shape.of(6), Shape.of(6)));
            rows.add(LayerCase.of(layer, SEQUENCE, SEQUENCE, SEQUENCE));
            rows.add(LayerCase.of(layer, SEQUENCE, Shape.of(9, 1), SEQUENCE, Shape.of(3)));
            rows.add(LayerCase.of(layer, Shape.of(2, 9, 3), Shape.of(9, 1), Shape.of(2, 1, 3), Shape.of(1, 9, 1)));
        }
        for (Layer layer : List.of(new Add(), new Average())) {
            rows.add(LayerCase.of(layer, SEQUENCE, SEQUENCE, SEQUENCE).masked(false));
        }
        rows.add(LayerCase.of(new Multiply(), SEQUENCE, SEQUENCE, SEQUENCE).masked(true));
        rows.add(LayerCase.of(new Subtract(), Shape.of(6), Shape.of(6), Shape.of(6)));
        rows.add(LayerCase.of(new Subtract(), SEQUENCE, SEQUENCE, Shape.of(1, 3)));
        rows.add(LayerCase.of(new Dot(1), Shape.of(1), Shape.of(6), Shape.of(6)));
        for (boolean normalize : new boolean[] {false, true}) {
            rows.add(LayerCase.of(new Dot(-1).normalize(normalize), Shape.of(9, 5), SEQUENCE, Shape.of(5, 3)));
            rows.add(LayerCase.of(new Dot(1, 2).normalize(normalize), Shape.of(3, 5), SEQUENCE, Shape.of(5, 9)));
            rows.add(LayerCase.of(
                    new Dot(2, 1).normalize(normalize), Shape.of(2, 3, 4), Shape.of(2, 5, 3), Shape.of(5, 4)));
        }
        rows.add(LayerCase.of(new Reshape(9, -1), SEQUENCE, Shape.of(3, 9)));
        rows.add(LayerCase.of(new Reshape(3, -1), Shape.of(3, 9), SEQUENCE));
        rows.add(LayerCase.of(new Reshape(27), Shape.of(27), SEQUENCE));
        rows.add(LayerCase.of(new Part(1, 12, Shape.of(5, 3)), Shape.of(5, 3), Shape.of(30)));
    }

    private static void poolings(List<LayerCase> rows) {
        for (int[] s : new int[][] {{2, 2, 4, 5}, {3, 1, 7, 9}, {3, 2, 4, 5}, {2, 3, 3, 3}, {9, 4, 1, 3}}) {
            MaxPooling1D max = new MaxPooling1D(s[0]).strides(s[1]);
            AveragePooling1D average = new AveragePooling1D(s[0]).strides(s[1]);
            rows.add(LayerCase.of(max, Shape.of(s[2], 3), SEQUENCE));
            rows.add(LayerCase.of(max.padding(Padding.SAME), Shape.of(s[3], 3), SEQUENCE));
            rows.add(LayerCase.of(average, Shape.of(s[2], 3), SEQUENCE));
            rows.add(LayerCase.of(average.padding(Padding.SAME), Shape.of(s[3], 3), SEQUENCE));
        }
    }

    /** Every kind of padding, stride and dilation; activations and biases take turns. */
    private static void convolutions(List<LayerCase> rows) {
        Activation[] activations = Activation.values();
        for (Padding padding : Padding.values()) {
            for (int[] steps : new int[][] {{1, 1}, {2, 1}, {3, 1}, {1, 2}, {1, 3}}) {
                for (int width = 1; width <= 4; width++) {
                    int gap = (width - 1) * steps[1];
                    int windows = padding == Padding.VALID
                            ? (9 - gap + steps[0] - 1) / steps[0]
                            : (9 + steps[0] - 1) / steps[0];
                    if (windows < 1) {
                        continue;
                    }
                    Conv1D layer = new Conv1D(4, width)
                            .padding(padding)
                            .strides(steps[0])
                            .dilationRate(steps[1])
                            .activation(activations[rows.size() % activations.length])
                            .useBias(rows.size() % 5 > 0);
                    rows.add(LayerCase.of(layer, Shape.of(windows, 4), SEQUENCE));
                }
            }
        }
        rows.add(LayerCase.of(
                new Conv1D(2, 12).padding(Padding.SAME).activation(Activation.RELU), Shape.of(9, 2), SEQUENCE));
        rows.add(LayerCase.of(new Conv1D(2, 12).padding(Padding.CAUSAL).dilationRate(2), Shape.of(9, 2), SEQUENCE));
    }
}
