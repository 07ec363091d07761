// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.recurrent.RNN;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The networks in DJL's blocks, from ids to one logit. */
final class DjlNetworks {
    private static final int FILTERS = 100;
    private static final int WORD = 50;
    /** Numbers of a place's vector. */
    private static final int PLACE = 20;

    private final Task task;

    private DjlNetworks(Task task) {
        this.task = task;
    }

    static Block block(Task task) {
        return new DjlNetworks(task).network();
    }

    private Block network() {
        return switch (task.network()) {
            case WORDS_CNN, CHAR_CNN -> pooled(threeConvolutions(trained(WORD)));
            case WORDS_CNN_PRETRAINED -> pooled(threeConvolutions(frozen()));
            case WORDS_CNN_REGULARISED -> regularised();
            case DILATED_CNN -> maximum(trained(WORD)
                            .add(convolution(5, 1))
                            .add(new ChannelDropout(0.2f))
                            .add(convolution(5, 2)))
                    .add(dense(FILTERS))
                    .add(Activation.reluBlock())
                    .add(dense(1));
            case MULTI_WIDTH_CNN -> trained(WORD)
                    .add(branches(DjlNetworks::same, 2, 3, 4, 5))
                    .add(dense(FILTERS))
                    .add(Activation.reluBlock())
                    .add(dense(1));
            case POSITIONAL_CNN -> maximum(new SequentialBlock().add(wordsAndPlaces()).add(convolution(4, 1)))
                    .add(dense(FILTERS))
                    .add(Activation.reluBlock())
                    .add(dense(1));
            case CHAR_CNN_LSTM -> characters();
            case KIM_CNN -> trained(300).add(branches(DjlNetworks::valid, 3, 4, 5)).add(dropout()).add(dense(1));
            case LSTM -> last(trained(32, true).add(lstm(32))).add(dense(1));
            case LSTM_128 -> last(trained(WORD, true).add(lstm(128))).add(dense(1));
            case GRU -> last(trained(32, true).add(GRU.builder()
                            .setStateSize(32)
                            .setNumLayers(1)
                            .optBatchFirst(true)
                            .build()))
                    .add(dense(1));
            case SIMPLE_RNN -> last(trained(32, true).add(RNN.builder()
                            .setStateSize(32)
                            .setNumLayers(1)
                            .setActivation(RNN.Activation.TANH)
                            .optBatchFirst(true)
                            .build()))
                    .add(dense(1));
        };
    }

    /** Ids {@code (batch, steps)} to vectors {@code (batch, dimension, steps)}. */
    private SequentialBlock trained(int dimension) {
        return trained(dimension, false);
    }

    private SequentialBlock trained(int dimension, boolean stepsFirst) {
        SequentialBlock block = new SequentialBlock().add(new IdEmbedding(task.words(), dimension, true));
        return stepsFirst ? block : block.add(channelsFirst());
    }

    /** A table that is not trained; what it holds makes no difference to the speed. */
    private SequentialBlock frozen() {
        return new SequentialBlock().add(new IdEmbedding(task.words(), FILTERS, false)).add(channelsFirst());
    }

    private static Block channelsFirst() {
        return LambdaBlock.singleton(vectors -> vectors.transpose(0, 2, 1));
    }

    /** The vectors of the words, and those of their places. */
    private Block wordsAndPlaces() {
        Block places = new SequentialBlock()
                .add(LambdaBlock.singleton(ids -> ids.getManager()
                        .arange((int) ids.getShape().get(1))
                        .reshape(1, ids.getShape().get(1))
                        .broadcast(ids.getShape())))
                .add(new IdEmbedding(task.words(), PLACE, true))
                .add(channelsFirst());
        return new ParallelBlock(DjlNetworks::join, List.of(frozen(), places));
    }

    private static SequentialBlock threeConvolutions(SequentialBlock words) {
        return words.add(convolution(4, 1)).add(convolution(4, 1)).add(convolution(4, 1));
    }

    private static SequentialBlock pooled(SequentialBlock windows) {
        return maximum(windows)
                .add(dense(FILTERS))
                .add(Activation.reluBlock())
                .add(dropout())
                .add(dense(FILTERS))
                .add(Activation.reluBlock())
                .add(dense(1));
    }

    private Block regularised() {
        SequentialBlock windows = frozen().add(convolution(4, 1))
                .add(new ChannelDropout(0.2f))
                .add(normalization())
                .add(convolution(4, 1))
                .add(new ChannelDropout(0.2f))
                .add(normalization())
                .add(convolution(4, 1));
        return maximum(windows)
                .add(dense(FILTERS))
                .add(Activation.reluBlock())
                .add(dropout())
                .add(normalization())
                .add(dense(FILTERS))
                .add(Activation.reluBlock())
                .add(dropout())
                .add(normalization())
                .add(dense(1));
    }

    /** One-hot characters as rows of a table that is not trained. */
    private Block characters() {
        SequentialBlock windows = new SequentialBlock()
                .add(new IdEmbedding(task.words(), task.words() - 1, false))
                .add(channelsFirst())
                .add(convolution(4, 1))
                .add(Pool.maxPool1dBlock(new Shape(5), new Shape(5)))
                .add(convolution(4, 1))
                .add(convolution(4, 1))
                .add(channelsFirst())
                .add(dropout(0.1f))
                .add(lstm(128));
        return last(windows).add(dense(FILTERS)).add(Activation.reluBlock()).add(dense(1));
    }

    private static Block lstm(int units) {
        return LSTM.builder()
                .setStateSize(units)
                .setNumLayers(1)
                .optBatchFirst(true)
                .build();
    }

    /** Of {@code (batch, steps, units)} the last step. */
    private static SequentialBlock last(SequentialBlock steps) {
        return steps.add(LambdaBlock.singleton(
                outputs -> outputs.get(new NDIndex(":, {}, :", outputs.getShape().get(1) - 1))));
    }

    private static SequentialBlock maximum(SequentialBlock windows) {
        return windows.add(Pool.globalMaxPool1dBlock());
    }

    private static Block branches(Function<Integer, Block> branch, Integer... widths) {
        return new ParallelBlock(
                DjlNetworks::join, Arrays.stream(widths).map(branch).toList());
    }

    private static NDList join(List<NDList> branches) {
        return new NDList(NDArrays.concat(
                new NDList(branches.stream().map(NDList::singletonOrThrow).toArray(NDArray[]::new)), 1));
    }

    private static Block valid(int width) {
        return maximum(new SequentialBlock().add(convolution(width, 1)));
    }

    /** Keras pads an even width by one step more on the right; PyTorch pads both sides alike, so one window is dropped. */
    private static Block same(int width) {
        SequentialBlock block = new SequentialBlock().add(bare(width, 1, width / 2));
        if (width % 2 == 0) {
            block.add(LambdaBlock.singleton(windows -> windows.get(":, :, 1:")));
        }
        return maximum(block.add(Activation.reluBlock()));
    }

    private static Block convolution(int width, int dilation) {
        return new SequentialBlock().add(bare(width, dilation, 0)).add(Activation.reluBlock());
    }

    private static Block bare(int width, int dilation, int padding) {
        return Conv1d.builder()
                .setFilters(FILTERS)
                .setKernelShape(new Shape(width))
                .optDilation(new Shape(dilation))
                .optPadding(new Shape(padding))
                .build();
    }

    private static Block normalization() {
        return BatchNorm.builder().optEpsilon(1e-3f).optMomentum(.99f).build();
    }

    private static Block dense(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private static Block dropout() {
        return dropout(0.5f);
    }

    private static Block dropout(float rate) {
        return Dropout.builder().optRate(rate).build();
    }
}
