// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.Locale;

/** How the answers for the windows of a long text become one. A text of one window has that window's answer. */
public enum Pooling {
    /**
     * The mean of the windows' logits (of a softmax, of the logarithms of its probabilities): each window speaks as loudly as
     * it is sure.
     */
    MEAN,
    /**
     * Where a text has one label, the answer of the window that is surest of its own; where it may have several, for each
     * label that of the window that is surest of it.
     */
    MAX;

    /** A sigmoid's probability in float32 cannot come nearer to 1, so it is not let nearer to 0, either: ±16.6 as a logit. */
    private static final double NEAREST = 0x1p-24;

    /** The name on the command line and in the model file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The pooling of a name, or null if there is none. */
    static Pooling of(String name) {
        for (Pooling pooling : values()) {
            if (pooling.toString().equals(name)) {
                return pooling;
            }
        }
        return null;
    }

    /**
     * One answer a text.
     *
     * @param values {@code (windows, outputs.count())}, probabilities; not modified
     * @param starts the first window of each text, and the number of all windows
     * @return {@code (texts, outputs.count())}; {@code values} itself if each text has one window
     */
    float[] pool(float[] values, int[] starts, Outputs outputs) {
        int texts = starts.length - 1;
        int width = outputs.count();
        if (values.length == texts * width) {
            return values;
        }
        float[] pooled = new float[texts * width];
        for (int text = 0; text < texts; text++) {
            int from = starts[text];
            int to = starts[text + 1];
            if (to - from == 1 || (this == MAX && !outputs.multiLabel())) {
                int row = to - from == 1 ? from : surest(values, from, to, outputs);
                System.arraycopy(values, row * width, pooled, text * width, width);
            } else if (this == MAX) {
                highest(values, from, to, width, pooled, text * width);
            } else if (outputs.softmax()) {
                meanOfSoftmax(values, from, to, width, pooled, text * width);
            } else {
                meanOfSigmoids(values, from, to, width, pooled, text * width);
            }
        }
        return pooled;
    }

    /** The row of the highest probability of any label. */
    private static int surest(float[] values, int from, int to, Outputs outputs) {
        int width = outputs.count();
        int best = from;
        float highest = -1;
        for (int row = from; row < to; row++) {
            for (int i = row * width; i < (row + 1) * width; i++) {
                // One sigmoid is the probability of two labels.
                float sure = width == 1 ? Math.abs(values[i] - .5f) : values[i];
                if (sure > highest) {
                    highest = sure;
                    best = row;
                }
            }
        }
        return best;
    }

    private static void highest(float[] values, int from, int to, int width, float[] pooled, int at) {
        for (int c = 0; c < width; c++) {
            for (int row = from; row < to; row++) {
                pooled[at + c] = Math.max(pooled[at + c], values[row * width + c]);
            }
        }
    }

    private static void meanOfSigmoids(float[] values, int from, int to, int width, float[] pooled, int at) {
        for (int c = 0; c < width; c++) {
            double sum = 0;
            for (int row = from; row < to; row++) {
                double p = Math.max(NEAREST, Math.min(1 - NEAREST, values[row * width + c]));
                sum += StrictMath.log(p) - StrictMath.log1p(-p);
            }
            pooled[at + c] = (float) (1 / (1 + StrictMath.exp(-sum / (to - from))));
        }
    }

    private static void meanOfSoftmax(float[] values, int from, int to, int width, float[] pooled, int at) {
        double[] means = new double[width];
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < width; c++) {
            for (int row = from; row < to; row++) {
                means[c] += StrictMath.log(Math.max(NEAREST, values[row * width + c])) / (to - from);
            }
            highest = Math.max(highest, means[c]);
        }
        double sum = 0;
        for (int c = 0; c < width; c++) {
            means[c] = StrictMath.exp(means[c] - highest);
            sum += means[c];
        }
        for (int c = 0; c < width; c++) {
            pooled[at + c] = (float) (means[c] / sum);
        }
    }
}
