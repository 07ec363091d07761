// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import java.util.Map;

/** The figure that a callback watches, and its best value so far; Keras's MonitorCallback. */
final class Monitor {
    private final String figure;
    private Mode mode = Mode.AUTO;
    private double minDelta;
    private double best = Double.NaN;

    Monitor(String figure, double minDelta) {
        this.figure = figure;
        this.minDelta = minDelta;
    }

    void mode(Mode value) {
        mode = value;
    }

    void minDelta(double value) {
        minDelta = Math.abs(value);
    }

    double best() {
        return best;
    }

    void best(double value) {
        best = value;
    }

    String figure() {
        return figure;
    }

    /** This epoch's value. */
    double value(Map<String, Double> logs) {
        Double value = logs.get(figure);
        if (value == null) {
            throw new IllegalArgumentException("A callback must monitor a figure of the training. Received: monitor="
                    + figure + ", figures=" + logs.keySet()
                    + ". A figure that begins with val_ needs validation data.");
        }
        return value;
    }

    /** True if the value is the best so far by more than {@code minDelta}; it is then kept. NaN is never better. */
    boolean improves(Training training, double value) {
        boolean higher = mode == Mode.AUTO ? training.higherIsBetter(figure) : mode == Mode.MAX;
        boolean better =
                Double.isNaN(best) ? !Double.isNaN(value) : higher ? value - minDelta > best : value + minDelta < best;
        if (better) {
            best = value;
        }
        return better;
    }
}
