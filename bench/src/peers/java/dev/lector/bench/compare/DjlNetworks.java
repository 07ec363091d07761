// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The networks in DJL's blocks, from ids to one logit. */
final class DjlNetworks {
    private DjlNetworks() {}

    static Block block(Network network) {
        SequentialBlock words = embedding(network);
        return switch (network) {
            case WORDS_CNN -> words.add(convolution(4, 0))
                    .add(Activation.reluBlock())
                    .add(convolution(4, 0))
                    .add(Activation.reluBlock())
                    .add(convolution(4, 0))
                    .add(Activation.reluBlock())
                    .add(Pool.globalMaxPool1dBlock())
                    .add(dense(Network.FILTERS))
                    .add(Activation.reluBlock())
                    .add(dropout())
                    .add(dense(Network.FILTERS))
                    .add(Activation.reluBlock())
                    .add(dense(1));
            case KIM_CNN -> words.add(branches(DjlNetworks::valid, 3, 4, 5))
                    .add(dropout())
                    .add(dense(1));
            case MULTI_WIDTH_CNN -> words.add(branches(DjlNetworks::same, 2, 3, 4, 5))
                    .add(dense(Network.FILTERS))
                    .add(Activation.reluBlock())
                    .add(dense(1));
        };
    }

    /** Ids {@code (batch, steps)} to vectors {@code (batch, dimension, steps)}. */
    private static SequentialBlock embedding(Network network) {
        return new SequentialBlock()
                .add(new IdEmbedding(Network.WORDS, network.dimension()))
                .add(LambdaBlock.singleton(vectors -> vectors.transpose(0, 2, 1)));
    }

    private static Block branches(Function<Integer, Block> branch, Integer... widths) {
        return new ParallelBlock(DjlNetworks::join, Arrays.stream(widths).map(branch).toList());
    }

    private static NDList join(List<NDList> branches) {
        return new NDList(NDArrays.concat(
                new NDList(branches.stream().map(NDList::singletonOrThrow).toArray(NDArray[]::new)), 1));
    }

    private static Block valid(int width) {
        return new SequentialBlock()
                .add(convolution(width, 0))
                .add(Activation.reluBlock())
                .add(Pool.globalMaxPool1dBlock());
    }

    /** Keras pads an even width by one step more on the right; PyTorch pads both sides alike, so one window is dropped. */
    private static Block same(int width) {
        SequentialBlock block = new SequentialBlock().add(convolution(width, width / 2));
        if (width % 2 == 0) {
            block.add(LambdaBlock.singleton(windows -> windows.get(":, :, 1:")));
        }
        return block.add(Activation.reluBlock()).add(Pool.globalMaxPool1dBlock());
    }

    private static Block convolution(int width, int padding) {
        return Conv1d.builder()
                .setFilters(Network.FILTERS)
                .setKernelShape(new Shape(width))
                .optPadding(new Shape(padding))
                .build();
    }

    private static Block dense(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private static Block dropout() {
        return Dropout.builder().optRate(0.5f).build();
    }
}
