// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.InputKind;
import dev.lector.nn.Shape;
import dev.lector.nn.records.Records;
import java.util.List;
import java.util.Set;

/**
 * The means of embeddings of several bags, side by side. The columns of a sparse row belong to bags that follow one another; a
 * bag's output is the mean of its columns' rows, weighted by the values: {@code Σ v·row / Σ v}, 0 for an empty bag.
 *
 * <p>Input {@code (batch, columns)}, sparse; output {@code (batch, bags·outputDim)}; weight embeddings
 * {@code (columns, outputDim)}. Keras has no such layer; PyTorch's EmbeddingBag is one bag of it.
 *
 * @param columns of each bag
 * @param outputDim numbers a bag
 * @param embeddingsInitializer the embeddings before training
 */
public record EmbeddingBags(List<Integer> columns, int outputDim, Initializer embeddingsInitializer) implements Layer {
    /** Checks the settings. */
    public EmbeddingBags {
        columns = List.copyOf(columns);
        Settings.positive("EmbeddingBags", "outputDim", outputDim);
        Settings.present("EmbeddingBags", "embeddingsInitializer", embeddingsInitializer);
        if (columns.isEmpty() || columns.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException(
                    "EmbeddingBags needs bags of at least one column. Received: columns=" + columns + ".");
        }
    }

    /** Uniform in ±.05, as Keras's Embedding. */
    public EmbeddingBags(List<Integer> columns, int outputDim) {
        this(columns, outputDim, new Initializers.RandomUniform(-.05f, .05f));
    }

    /** With {@code embeddingsInitializer} changed. */
    public EmbeddingBags embeddingsInitializer(Initializer value) {
        return Records.with(this, "embeddingsInitializer", value);
    }

    @Override
    public Set<InputKind> reads() {
        return Set.of(InputKind.SPARSE);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        Shape embeddings = Shape.of(Settings.only(this, inputs).dim(-1), outputDim);
        return List.of(new WeightSpec("embeddings", embeddings, embeddingsInitializer));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        int all = columns.stream().mapToInt(Integer::intValue).sum();
        if (Settings.only(this, inputs).size() != all) {
            throw new IllegalArgumentException("EmbeddingBags reads rows of as many columns as its bags have. Received:"
                    + " shape=" + inputs.get(0) + ", columns=" + columns + ".");
        }
        return Shape.of(columns.size() * outputDim);
    }

    @Override
    public void forward(Pass pass) {
        int width = columns.size() * outputDim;
        pass.kernels().fill(pass.rows() * width, 0, pass.output(), pass.outputAt());
        for (int row = 0; row < pass.rows(); row++) {
            int at = pass.outputAt() + row * width;
            shares(pass, row, (entry, bag, share) -> {
                int from = pass.sparseIndices(0)[entry] * outputDim;
                pass.kernels().axpy(outputDim, share, pass.weight(0), from, pass.output(), at + bag * outputDim);
            });
        }
    }

    @Override
    public void backward(Pass pass) {
        float[] gradient = pass.weightGradient(0);
        for (int row = 0; gradient != null && row < pass.rows(); row++) {
            int at = pass.outputGradientAt() + row * columns.size() * outputDim;
            shares(pass, row, (entry, bag, share) -> {
                int to = pass.sparseIndices(0)[entry] * outputDim;
                pass.kernels().axpy(outputDim, share, pass.outputGradient(), at + bag * outputDim, gradient, to);
            });
        }
    }

    private void shares(Pass pass, int row, Shares shares) {
        int at = pass.sparseStartsAt(0) + row;
        shares(
                pass.sparseIndices(0),
                pass.sparseValues(0),
                pass.sparseStarts(0)[at],
                pass.sparseStarts(0)[at + 1],
                shares);
    }

    /** Hears what an entry counts in its bag. */
    public interface Shares {
        /**
         * One entry.
         *
         * @param entry its index
         * @param bag from 0
         * @param share its value, divided by the sum of the values of its bag in the row; 0 if that is 0
         */
        void share(int entry, int bag, float share);
    }

    /**
     * Goes through the entries of a sparse row.
     *
     * @param indices column of each entry, ascending within a row
     * @param values value of each entry
     * @param from the row's first entry
     * @param to the end of its entries
     */
    public void shares(int[] indices, float[] values, int from, int to, Shares shares) {
        int entry = from;
        int limit = 0;
        for (int bag = 0; bag < columns.size() && entry < to; bag++) {
            limit += columns.get(bag);
            int last = entry;
            float sum = 0;
            for (; last < to && indices[last] < limit; last++) {
                sum += values[last];
            }
            for (; entry < last; entry++) {
                shares.share(entry, bag, sum == 0 ? 0 : values[entry] / sum);
            }
        }
    }
}
