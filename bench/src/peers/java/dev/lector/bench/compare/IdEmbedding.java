// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** PyTorch's embedding of ids; DJL's own blocks ask for a vocabulary of strings. */
final class IdEmbedding extends AbstractBlock {
    private final int words;
    private final int dimension;
    private final Parameter embedding;

    IdEmbedding(int words, int dimension, boolean trained) {
        this.words = words;
        this.dimension = dimension;
        this.embedding = addParameter(Parameter.builder()
                .setName("embedding")
                .setType(Parameter.Type.WEIGHT)
                .optRequiresGrad(trained)
                .build());
    }

    @Override
    public void prepare(Shape[] inputs) {
        embedding.setShape(new Shape(words, dimension));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0].add(dimension)};
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        return Embedding.embedding(
                inputs.head(),
                store.getValue(embedding, inputs.head().getDevice(), training),
                SparseFormat.DENSE);
    }
}
