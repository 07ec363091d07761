// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Some of the networks in DL4J's layers, from ids to one probability. */
final class Dl4jNetworks {
    private static final int FILTERS = 100;
    private static final int WORD = 50;

    private final Task task;
    private final GraphBuilder graph = new NeuralNetConfiguration.Builder()
            .seed(Task.SEED)
            .updater(new Adam(0.001))
            .weightInit(WeightInit.XAVIER_UNIFORM)
            .graphBuilder()
            .addInputs("ids");

    private Dl4jNetworks(Task task) {
        this.task = task;
    }

    static ComputationGraphConfiguration of(Task task) {
        return new Dl4jNetworks(task).configuration();
    }

    private ComputationGraphConfiguration configuration() {
        String last =
                switch (task.network()) {
                    case WORDS_CNN -> wordsCnn();
                    case MULTI_WIDTH_CNN -> dense("dense", branches(words(WORD), ConvolutionMode.Same, 2, 3, 4, 5));
                    case KIM_CNN -> branches(words(300), ConvolutionMode.Truncate, 3, 4, 5);
                    case LSTM -> lstm(words(32), 32);
                    case LSTM_128 -> lstm(words(WORD), 128);
                    default -> throw new IllegalArgumentException("DL4J runs words-cnn, multi-width-cnn, kim-cnn, lstm and"
                            + " lstm-128 here. Received: network=" + task.network().label()
                            + ". Leave it out, or leave out the peer dl4j.");
                };
        OutputLayer.Builder output = new OutputLayer.Builder(LossFunctions.LossFunction.XENT)
                .activation(Activation.SIGMOID)
                .nOut(1);
        if (task.network() == Network.KIM_CNN) {
            // A dropout layer of its own fails on what branches join: its shapes do not agree on the way back.
            output.dropOut(0.5);
        }
        return graph.addLayer("output", output.build(), last)
                .setOutputs("output")
                // What its embedding wants to hear: the size of the vocabulary where others have channels.
                .setInputTypes(InputType.recurrent(task.words(), task.steps()))
                .build();
    }

    private String words(int dimension) {
        EmbeddingSequenceLayer layer = new EmbeddingSequenceLayer.Builder()
                .nIn(task.words())
                .nOut(dimension)
                .inputLength(task.steps())
                .build();
        graph.addLayer("words", layer, "ids");
        return "words";
    }

    private String wordsCnn() {
        String below = words(WORD);
        for (int i = 0; i < 3; i++) {
            below = convolution("conv_" + i, 4, ConvolutionMode.Truncate, below);
        }
        below = dense("dense_0", maximum("maximum", below));
        return dense("dense_1", dropout("dropout", below));
    }

    private String branches(String words, ConvolutionMode mode, int... widths) {
        String[] pooled = new String[widths.length];
        for (int i = 0; i < widths.length; i++) {
            pooled[i] = maximum("maximum_" + widths[i], convolution("width_" + widths[i], widths[i], mode, words));
        }
        graph.addVertex("joined", new MergeVertex(), pooled);
        return "joined";
    }

    private String convolution(String name, int width, ConvolutionMode mode, String below) {
        Convolution1DLayer layer = new Convolution1DLayer.Builder(width)
                .nOut(FILTERS)
                .convolutionMode(mode)
                .activation(Activation.RELU)
                .build();
        graph.addLayer(name, layer, below);
        return name;
    }

    private String maximum(String name, String below) {
        graph.addLayer(name, new GlobalPoolingLayer.Builder(PoolingType.MAX).build(), below);
        return name;
    }

    private String dense(String name, String below) {
        DenseLayer layer = new DenseLayer.Builder()
                .nOut(FILTERS)
                .activation(Activation.RELU)
                .build();
        graph.addLayer(name, layer, below);
        return name;
    }

    private String dropout(String name, String below) {
        graph.addLayer(name, new DropoutLayer(0.5), below);
        return name;
    }

    private String lstm(String words, int units) {
        LSTM layer = new LSTM.Builder()
                .nOut(units)
                .activation(Activation.TANH)
                .gateActivationFunction(Activation.SIGMOID)
                .build();
        graph.addLayer("lstm", new LastTimeStep(layer), words);
        return "lstm";
    }
}
