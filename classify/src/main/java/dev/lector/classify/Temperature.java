// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Temperature scaling (Guo et al. 2017, On Calibration of Modern Neural Networks, eq. 9): the values before softmax or
 * sigmoid are divided by one number. Above 1 it makes answers less sure, below 1 surer. It keeps their order.
 *
 * @param temperature above 0
 */
public record Temperature(double temperature) implements Calibration {
    /** The distance of a float probability from 1 that cannot be told from 0 any more. */
    private static final double LEAST = 0x1p-25;

    private static final double COLDEST = 1e-3;
    private static final double HOTTEST = 1e3;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 80;

    /** Checks the range. */
    public Temperature {
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A temperature is a number above 0. Received: temperature=" + temperature
                    + ". Give 1 to change nothing.");
        }
    }

    /**
     * The temperature of least log loss, by golden section over its logarithm, in which the loss has one valley.
     *
     * @param probabilities {@code (rows, labels)}, not modified
     * @param truth {@code (rows, labels)}, true where a label applies
     */
    static Temperature fit(float[] probabilities, boolean[] truth, Outputs outputs) {
        double low = StrictMath.log(COLDEST);
        double high = StrictMath.log(HOTTEST);
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double lossLeft = loss(left, probabilities, truth, outputs);
        double lossRight = loss(right, probabilities, truth, outputs);
        for (int step = 0; step < STEPS; step++) {
            if (lossLeft < lossRight) {
                high = right;
                right = left;
                lossRight = lossLeft;
                left = high - GOLDEN * (high - low);
                lossLeft = loss(left, probabilities, truth, outputs);
            } else {
                low = left;
                left = right;
                lossLeft = lossRight;
                right = low + GOLDEN * (high - low);
                lossRight = loss(right, probabilities, truth, outputs);
            }
        }
        return new Temperature(StrictMath.exp((low + high) / 2));
    }

    private static double loss(double logTemperature, float[] probabilities, boolean[] truth, Outputs outputs) {
        double inverse = StrictMath.exp(-logTemperature);
        int labels = outputs.labels();
        double[] row = new double[labels];
        double loss = 0;
        for (int at = 0; at < probabilities.length; at += labels) {
            scale(probabilities, at, row, inverse, outputs);
            for (int c = 0; c < labels; c++) {
                if (truth[at + c]) {
                    loss -= StrictMath.log(Math.max(row[c], Double.MIN_NORMAL));
                } else if (outputs.multiLabel()) {
                    loss -= StrictMath.log(Math.max(1 - row[c], Double.MIN_NORMAL));
                }
            }
        }
        return loss;
    }

    private static void scale(float[] probabilities, int at, double[] row, double inverse, Outputs outputs) {
        int labels = outputs.labels();
        if (!outputs.softmax()) {
            // Of two labels the network gives the second, which is the more exact number.
            int first = outputs.count() == 1 ? 1 : 0;
            for (int c = first; c < labels; c++) {
                double p = Math.max(Float.MIN_VALUE, probabilities[at + c]);
                double logOdds = StrictMath.log(p / Math.max(LEAST, 1 - p));
                row[c] = 1 / (1 + StrictMath.exp(-inverse * logOdds));
            }
            row[0] = first == 1 ? 1 - row[1] : row[0];
            return;
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < labels; c++) {
            row[c] = inverse * StrictMath.log(Math.max(probabilities[at + c], Float.MIN_VALUE));
            highest = Math.max(highest, row[c]);
        }
        double sum = 0;
        for (int c = 0; c < labels; c++) {
            row[c] = StrictMath.exp(row[c] - highest);
            sum += row[c];
        }
        for (int c = 0; c < labels; c++) {
            row[c] /= sum;
        }
    }

    @Override
    public float[] apply(float[] probabilities, Outputs outputs) {
        float[] scaled = new float[probabilities.length];
        double[] row = new double[outputs.labels()];
        for (int at = 0; at < scaled.length; at += row.length) {
            scale(probabilities, at, row, 1 / temperature, outputs);
            for (int c = 0; c < row.length; c++) {
                scaled[at + c] = (float) row[c];
            }
        }
        return scaled;
    }

    @Override
    public void check(Outputs outputs) {}

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "temperature");
        map.put("temperature", temperature);
        return map;
    }
}
