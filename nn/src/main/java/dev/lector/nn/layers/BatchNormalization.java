// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.records.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives each channel mean 0 and variance 1, then scales and shifts it (Ioffe and Szegedy 2015, algorithm 1): {@code y = (x -
 * mean) / √(variance + epsilon) · gamma + beta}. In training mean and variance (divided by the count, not by one less) are
 * those of all positions of the batch, whatever its blocks, and the moving ones follow: {@code moving = moving·momentum +
 * batch's·(1 - momentum)}. Otherwise, and where {@code trainable} is false, the moving ones are used.
 *
 * <p>Input and output {@code (batch, ..., channels)}; weights gamma, beta, moving_mean and moving_variance, {@code
 * (channels)} each; no optimizer touches the last two. A mask is handed on; as in Keras, masked steps are left out of the
 * statistics, but they are normalized.
 *
 * @param momentum from 0 to 1: what stays of the moving statistics in a step
 * @param epsilon added to the variance
 * @param center whether there is a beta
 * @param scale whether there is a gamma
 * @param betaInitializer beta before training
 * @param gammaInitializer gamma before training
 * @param movingMeanInitializer the moving mean before training
 * @param movingVarianceInitializer the moving variance before training
 * @param betaRegularizer penalty, or null
 * @param gammaRegularizer penalty, or null
 * @param betaConstraint applied after each optimizer step, or null
 * @param gammaConstraint applied after each optimizer step, or null
 * @param trainable false freezes the weights and the moving statistics, which are then used in training, too
 */
public record BatchNormalization(
        double momentum,
        float epsilon,
        boolean center,
        boolean scale,
        Initializer betaInitializer,
        Initializer gammaInitializer,
        Initializer movingMeanInitializer,
        Initializer movingVarianceInitializer,
        Regularizer betaRegularizer,
        Regularizer gammaRegularizer,
        Constraint betaConstraint,
        Constraint gammaConstraint,
        boolean trainable)
        implements MeetsBatch {
    // Rows of what blocks share, each a value a channel. The first three are also derived from the moving statistics.
    private static final int SHIFT = 0;
    private static final int CENTER = 1;
    private static final int SCALE = 2;
    private static final int SLOPE = 3;
    private static final int OFFSET = 4;
    private static final int INVERSE = 5;

    /** Checks the settings. */
    public BatchNormalization {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException(
                    "BatchNormalization needs a momentum from 0 to 1. Received: momentum=" + momentum + ".");
        }
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "BatchNormalization needs epsilon > 0. Received: epsilon=" + epsilon + ".");
        }
        Settings.present("BatchNormalization", "betaInitializer", betaInitializer);
        Settings.present("BatchNormalization", "gammaInitializer", gammaInitializer);
        Settings.present("BatchNormalization", "movingMeanInitializer", movingMeanInitializer);
        Settings.present("BatchNormalization", "movingVarianceInitializer", movingVarianceInitializer);
    }

    /** With gamma and beta, momentum 0.99, epsilon 0.001. */
    public BatchNormalization() {
        this(
                0.99,
                1e-3f,
                true,
                true,
                new Initializers.Zeros(),
                new Initializers.Ones(),
                new Initializers.Zeros(),
                new Initializers.Ones(),
                null,
                null,
                null,
                null,
                true);
    }

    /** With {@code momentum} changed. */
    public BatchNormalization momentum(double value) {
        return Records.with(this, "momentum", value);
    }

    /** With {@code epsilon} changed. */
    public BatchNormalization epsilon(float value) {
        return Records.with(this, "epsilon", value);
    }

    /** With {@code center} changed. */
    public BatchNormalization center(boolean value) {
        return Records.with(this, "center", value);
    }

    /** With {@code scale} changed. */
    public BatchNormalization scale(boolean value) {
        return Records.with(this, "scale", value);
    }

    /** With {@code betaInitializer} changed. */
    public BatchNormalization betaInitializer(Initializer value) {
        return Records.with(this, "betaInitializer", value);
    }

    /** With {@code gammaInitializer} changed. */
    public BatchNormalization gammaInitializer(Initializer value) {
        return Records.with(this, "gammaInitializer", value);
    }

    /** With {@code movingMeanInitializer} changed. */
    public BatchNormalization movingMeanInitializer(Initializer value) {
        return Records.with(this, "movingMeanInitializer", value);
    }

    /** With {@code movingVarianceInitializer} changed. */
    public BatchNormalization movingVarianceInitializer(Initializer value) {
        return Records.with(this, "movingVarianceInitializer", value);
    }

    /** With {@code betaRegularizer} changed. */
    public BatchNormalization betaRegularizer(Regularizer value) {
        return Records.with(this, "betaRegularizer", value);
    }

    /** With {@code gammaRegularizer} changed. */
    public BatchNormalization gammaRegularizer(Regularizer value) {
        return Records.with(this, "gammaRegularizer", value);
    }

    /** With {@code betaConstraint} changed. */
    public BatchNormalization betaConstraint(Constraint value) {
        return Records.with(this, "betaConstraint", value);
    }

    /** With {@code gammaConstraint} changed. */
    public BatchNormalization gammaConstraint(Constraint value) {
        return Records.with(this, "gammaConstraint", value);
    }

    /** With {@code trainable} changed. */
    public BatchNormalization trainable(boolean value) {
        return Records.with(this, "trainable", value);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        Shape channels = Shape.of(Settings.only(this, inputs).dim(-1));
        List<WeightSpec> weights = new ArrayList<>();
        if (scale) {
            weights.add(new WeightSpec("gamma", channels, gammaInitializer, gammaRegularizer, gammaConstraint, true));
        }
        if (center) {
            weights.add(new WeightSpec("beta", channels, betaInitializer, betaRegularizer, betaConstraint, true));
        }
        weights.add(new WeightSpec("moving_mean", channels, movingMeanInitializer, null, null, false));
        weights.add(new WeightSpec("moving_variance", channels, movingVarianceInitializer, null, null, false));
        return weights;
    }

    private int beta() {
        return scale ? 1 : 0;
    }

    private int movingMean() {
        return beta() + (center ? 1 : 0);
    }

    @Override
    public MaskRule maskRule() {
        return MaskRule.PASS;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Settings.only(this, inputs);
    }

    @Override
    public boolean meets() {
        return trainable;
    }

    /** The count of positions, then centers, sums and sums of squares; on the way back two sums. */
    @Override
    public int sums(List<Shape> inputs) {
        return 1 + 3 * inputs.get(0).dim(-1);
    }

    /** The rows named above, then the count of positions. */
    @Override
    public int common(List<Shape> inputs) {
        return 6 * inputs.get(0).dim(-1) + 1;
    }

    /** Derived: shift, center and scale of a prediction. Scratch: how often each position counts. */
    @Override
    public Memory memory(List<Shape> inputs, int rows, Kernels kernels) {
        Shape input = inputs.get(0);
        int channels = input.dim(-1);
        return Memory.derived(3 * channels).withScratch(rows * (input.size() / channels));
    }

    @Override
    public void prepare(Pass pass) {
        int channels = pass.inputShape(0).dim(-1);
        float[] mean = pass.weight(movingMean());
        float[] variance = pass.weight(movingMean() + 1);
        float[] map = pass.derived(0);
        for (int c = 0; c < channels; c++) {
            map[SHIFT * channels + c] = center ? pass.weight(beta())[c] : 0;
            map[CENTER * channels + c] = mean[c];
            map[SCALE * channels + c] =
                    (float) ((scale ? pass.weight(0)[c] : 1) / Math.sqrt((double) variance[c] + epsilon));
        }
    }

    @Override
    public void sum(Pass pass) {
        int positions = countPositions(pass);
        float count = 0;
        for (int i = 0; i < positions; i++) {
            count += pass.scratch()[i];
        }
        pass.sums()[pass.sumsAt()] = count;
        pass.kernels()
                .moments(
                        positions,
                        channels(pass),
                        pass.scratch(),
                        0,
                        pass.input(0),
                        pass.inputAt(0),
                        pass.sums(),
                        pass.sumsAt() + 1);
    }

    @Override
    public void meet(Meeting meeting) {
        BatchMoments batch = BatchMoments.of(meeting);
        int channels = batch.channels();
        meeting.common()[6 * channels] = (float) batch.count();
        for (int c = 0; c < channels; c++) {
            share(meeting, c, channels, batch.mean(c), batch.variance(c));
            move(meeting.weights()[movingMean()], c, batch.mean(c));
            move(meeting.weights()[movingMean() + 1], c, batch.variance(c));
        }
    }

    private void share(Meeting meeting, int c, int channels, double mean, double variance) {
        float[] common = meeting.common();
        double inverse = 1 / Math.sqrt(variance + epsilon);
        common[SHIFT * channels + c] = center ? meeting.weights()[beta()][c] : 0;
        common[CENTER * channels + c] = (float) mean;
        common[SCALE * channels + c] = (float) (scale ? meeting.weights()[0][c] * inverse : inverse);
        common[INVERSE * channels + c] = (float) inverse;
    }

    private void move(float[] moving, int c, double now) {
        moving[c] = (float) (moving[c] * momentum + now * (1 - momentum));
    }

    @Override
    public void forward(Pass pass) {
        float[] map = pass.training() && trainable ? pass.common() : pass.derived(0);
        pass.kernels()
                .normalize(
                        positions(pass),
                        channels(pass),
                        pass.input(0),
                        pass.inputAt(0),
                        map,
                        0,
                        pass.output(),
                        pass.outputAt());
    }

    /** Sums of the gradient, and of its product with the normalized input; they are also the gradients of beta and gamma. */
    @Override
    public void sumBackward(Pass pass) {
        Kernels kernels = pass.kernels();
        int channels = channels(pass);
        float[] sums = pass.sums();
        int at = pass.sumsAt();
        kernels.normalizeSums(
                positions(pass),
                channels,
                pass.input(0),
                pass.inputAt(0),
                pass.outputGradient(),
                pass.outputGradientAt(),
                pass.common(),
                CENTER * channels,
                sums,
                at);
        kernels.multiply(channels, pass.common(), INVERSE * channels, sums, at + channels);
        if (center && pass.weightGradient(beta()) != null) {
            kernels.add(channels, sums, at, pass.weightGradient(beta()), 0);
        }
        if (scale && pass.weightGradient(0) != null) {
            kernels.add(channels, sums, at + channels, pass.weightGradient(0), 0);
        }
    }

    @Override
    public void meetBackward(Meeting meeting) {
        int channels = (meeting.length() - 1) / 3;
        float[] common = meeting.common();
        double count = Math.max(1, common[6 * channels]);
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double product = 0;
            for (int block = 0; block < meeting.blocks(); block++) {
                sum += meeting.sums()[block * meeting.length() + c];
                product += meeting.sums()[block * meeting.length() + channels + c];
            }
            double share = -common[SCALE * channels + c] / count;
            common[SLOPE * channels + c] = (float) (share * product * common[INVERSE * channels + c]);
            common[OFFSET * channels + c] = (float) (share * sum);
        }
    }

    @Override
    public void backward(Pass pass) {
        if (pass.inputGradient(0) == null) {
            return;
        }
        if (!(pass.training() && trainable)) {
            backwardOfMap(pass);
            return;
        }
        int channels = channels(pass);
        pass.kernels()
                .normalizeBackward(
                        countPositions(pass),
                        channels,
                        pass.scratch(),
                        0,
                        pass.input(0),
                        pass.inputAt(0),
                        pass.outputGradient(),
                        pass.outputGradientAt(),
                        pass.common(),
                        CENTER * channels,
                        pass.inputGradient(0),
                        pass.inputGradientAt(0));
    }

    /** The way back where the moving statistics were used: they do not depend on the input. */
    private static void backwardOfMap(Pass pass) {
        Kernels kernels = pass.kernels();
        int channels = channels(pass);
        int n = pass.rows() * pass.inputShape(0).size();
        float[] g = pass.outputGradient();
        for (int i = 0; i < n; i += channels) {
            kernels.multiply(channels, pass.derived(0), SCALE * channels, g, pass.outputGradientAt() + i);
        }
        kernels.add(n, g, pass.outputGradientAt(), pass.inputGradient(0), pass.inputGradientAt(0));
    }

    /** Writes to scratch how often each position counts: masked ones do not, and one may stand for others that were cut. */
    private static int countPositions(Pass pass) {
        int positions = positions(pass);
        float[] counts = pass.scratch();
        Arrays.fill(counts, 0, positions, 1);
        boolean[] mask = pass.mask(0);
        if (mask != null) {
            int perStep = positions / (pass.rows() * pass.inputShape(0).dim(0));
            for (int i = 0; i < positions; i++) {
                counts[i] = mask[pass.maskAt(0) + i / perStep] ? 1 : 0;
            }
            return positions;
        }
        int steps = positions / pass.rows();
        for (int r = 0; r < pass.rows(); r++) {
            counts[r * steps] += pass.cutBefore(r);
            counts[(r + 1) * steps - 1] += pass.cutBehind(r);
        }
        return positions;
    }

    private static int positions(Pass pass) {
        return pass.rows() * (pass.inputShape(0).size() / channels(pass));
    }

    private static int channels(Pass pass) {
        return pass.inputShape(0).dim(-1);
    }
}
