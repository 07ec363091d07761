// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.fasttext;

import dev.lector.classify.TextClassifier;
import dev.lector.nn.Model;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.HierarchicalSoftmax;
import dev.lector.nn.layers.HuffmanTree;
import dev.lector.nn.layers.Initializers;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Layer;
import dev.lector.text.TextPipeline;
import java.util.LinkedHashMap;
import java.util.Map;

/** fastText as a network: a sparse row whose values sum to 1, times a matrix, is the mean of the matrix's rows. */
public final class FastTextNetwork {
    private FastTextNetwork() {}

    /**
     * The network, with all weights 0.
     *
     * @param width columns of the input
     * @param labels at least 2; of two, one sigmoid is the probability of the second
     * @param tree of the labels if the loss is {@link FastTextLoss#HS} and they are more than two, else null
     */
    public static Model of(int width, int dim, int labels, FastTextLoss loss, HuffmanTree tree) {
        float reach = 1f / dim;
        Dense rows = new Dense(dim).useBias(false).kernelInitializer(new Initializers.RandomUniform(-reach, reach));
        return Model.sequential("fasttext", Input.sparse(width), rows, output(labels, loss, tree));
    }

    private static Layer output(int labels, FastTextLoss loss, HuffmanTree tree) {
        Dense dense = new Dense(labels == 2 ? 1 : labels).useBias(false).kernelInitializer(new Initializers.Zeros());
        if (labels > 2 && loss == FastTextLoss.HS) {
            return new HierarchicalSoftmax(tree);
        }
        boolean oneOfMany = labels > 2 && loss == FastTextLoss.SOFTMAX;
        return dense.activation(oneOfMany ? Activation.SOFTMAX : Activation.SIGMOID);
    }

    /** Puts output rows, as {@link FastTextTraining#train} gives them, into the network's last weight. */
    public static void setOutput(Model model, float[] rows) {
        float[] kernel = model.weights().get(1).values();
        int dim = model.nodes().get(1).shape().size();
        if (model.outputs().get(0).layer() instanceof HierarchicalSoftmax) {
            System.arraycopy(rows, 0, kernel, 0, kernel.length);
            return;
        }
        int units = rows.length / dim;
        for (int u = 0; u < units; u++) {
            for (int j = 0; j < dim; j++) {
                kernel[j * units + u] = rows[u * dim + j];
            }
        }
    }

    static void checkSupervised(FastTextModel file) {
        if (!file.arguments().supervised() || file.labels().size() < 2) {
            throw new IllegalArgumentException("A classifier answers with one of at least two labels. Received: a "
                    + (file.arguments().supervised() ? "model" : "file of word vectors") + " with "
                    + file.labels().size() + " labels. Train with fastText supervised.");
        }
    }

    static TextClassifier classifier(FastTextModel file) {
        checkSupervised(file);
        FastTextLoss loss = loss(file.arguments().loss());
        int labels = file.labels().size();
        if (labels == 2 && loss == FastTextLoss.OVA) {
            throw new IllegalArgumentException(
                    "Of two labels, a classifier here gives one probability; one-vs-all has two"
                            + " independent ones. Received: loss=ova, labels=" + file.labels()
                            + ". Train with -loss softmax, or ask FastTextModel.predict.");
        }
        int dim = file.arguments().dim();
        TextPipeline pipeline = file.pipeline();
        Model model =
                of(pipeline.width(), dim, labels, loss, loss == FastTextLoss.HS && labels > 2 ? file.tree() : null);
        float[] input = model.weights().get(0).values();
        System.arraycopy(file.input(), 0, input, 0, input.length);
        setOutput(model, labels == 2 ? difference(file, loss) : file.output());
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("recipe", "fasttext");
        provenance.put("source", "a file of fastText");
        return new TextClassifier(pipeline, model, file.labels(), provenance);
    }

    /** The row of which the sigmoid is the probability of the second of two labels. */
    private static float[] difference(FastTextModel file, FastTextLoss loss) {
        int dim = file.arguments().dim();
        float[] row = new float[dim];
        boolean right = loss == FastTextLoss.HS && file.tree().turns(1)[0];
        for (int j = 0; j < dim; j++) {
            row[j] = loss == FastTextLoss.HS
                    ? (right ? file.output()[j] : -file.output()[j])
                    : file.output()[dim + j] - file.output()[j];
        }
        return row;
    }

    private static FastTextLoss loss(int code) {
        return switch (code) {
            case FastTextArguments.HS -> FastTextLoss.HS;
            case FastTextArguments.SOFTMAX -> FastTextLoss.SOFTMAX;
            default -> FastTextLoss.OVA;
        };
    }
}
