// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.WeightsFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Lowers the learning rate when a figure has stopped getting better; Keras's ReduceLROnPlateau. With a schedule it scales
 * what the schedule gives. The setters return this.
 */
public final class ReduceLROnPlateau implements Callback {
    private final Monitor monitor;
    private float factor = 0.1f;
    private int patience = 10;
    private int cooldown;
    private float minRate;
    private int wait;
    private int cooling;

    /** Watches {@code val_loss}. */
    public ReduceLROnPlateau() {
        this("val_loss");
    }

    /** Watches a figure of {@link History.Epoch#logs}. */
    public ReduceLROnPlateau(String monitor) {
        this.monitor = new Monitor(monitor, 1e-4);
    }

    /** What the rate is multiplied by, 0.1. */
    public ReduceLROnPlateau factor(float value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "The factor of a falling rate must lie between 0 and 1. Received: factor=" + value + ".");
        }
        factor = value;
        return this;
    }

    /** Epochs without a better value after which to lower the rate, 10. */
    public ReduceLROnPlateau patience(int value) {
        patience = value;
        return this;
    }

    /** The least change that counts as better, 1e-4. */
    public ReduceLROnPlateau minDelta(double value) {
        monitor.minDelta(value);
        return this;
    }

    /** Which values are better. */
    public ReduceLROnPlateau mode(Mode value) {
        monitor.mode(value);
        return this;
    }

    /** Epochs to wait after the rate was lowered, 0. */
    public ReduceLROnPlateau cooldown(int value) {
        cooldown = value;
        return this;
    }

    /** The lowest rate, 0. */
    public ReduceLROnPlateau minRate(float value) {
        minRate = value;
        return this;
    }

    @Override
    public void trainBegin(Training training) {
        monitor.best(Double.NaN);
        wait = 0;
        cooling = 0;
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> logs) {
        double value = monitor.value(logs);
        if (cooling > 0) {
            cooling--;
            wait = 0;
        }
        if (monitor.improves(training, value)) {
            wait = 0;
        } else if (cooling == 0) {
            wait++;
            float rate = training.learningRate();
            if (wait >= patience && rate > minRate) {
                training.rateFactor(training.rateFactor() * Math.max(rate * factor, minRate) / rate);
                cooling = cooldown;
                wait = 0;
            }
        }
    }

    @Override
    public WeightsFile state() {
        return new WeightsFile(
                Map.of(
                        "best", Double.toString(monitor.best()),
                        "wait", Integer.toString(wait),
                        "cooling", Integer.toString(cooling)),
                List.of());
    }

    @Override
    public void restore(WeightsFile state) throws IOException {
        monitor.best(Checkpoint.decimal(state, "best"));
        wait = (int) Checkpoint.integer(state, "wait");
        cooling = (int) Checkpoint.integer(state, "cooling");
    }
}
