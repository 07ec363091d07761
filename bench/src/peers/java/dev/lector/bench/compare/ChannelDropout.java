// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Drops whole channels of {@code (batch, channels, steps)}, as Keras's SpatialDropout1D; DJL has no such block. */
final class ChannelDropout extends AbstractBlock {
    private final float rate;

    ChannelDropout(float rate) {
        this.rate = rate;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
        if (!training) {
            return inputs;
        }
        NDArray x = inputs.singletonOrThrow();
        Shape channels = new Shape(x.getShape().get(0), x.getShape().get(1), 1);
        NDArray kept = Dropout.dropout(x.getManager().ones(channels), rate, true).singletonOrThrow();
        return new NDList(x.mul(kept));
    }
}
