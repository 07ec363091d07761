// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.Weight;
import dev.lector.nn.WeightsFile;
import dev.lector.nn.WeightsFile.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ends a training when a figure has stopped getting better; Keras's EarlyStopping. The setters return this. */
public final class EarlyStopping implements Callback {
    private final Monitor monitor;
    private int patience;
    private boolean restoreBestWeights;
    private int startFromEpoch;
    private int wait;
    private int bestEpoch;
    private List<Tensor> bestWeights = List.of();

    /** Watches {@code val_loss}. */
    public EarlyStopping() {
        this("val_loss");
    }

    /** Watches a figure of {@link History.Epoch#logs}. */
    public EarlyStopping(String monitor) {
        this.monitor = new Monitor(monitor, 0);
    }

    /** The least change that counts as better, 0. */
    public EarlyStopping minDelta(double value) {
        monitor.minDelta(value);
        return this;
    }

    /** Epochs without a better value after which to stop, 0. */
    public EarlyStopping patience(int value) {
        patience = value;
        return this;
    }

    /** Which values are better. */
    public EarlyStopping mode(Mode value) {
        monitor.mode(value);
        return this;
    }

    /** Give the model the weights of its best epoch at the end, false. */
    public EarlyStopping restoreBestWeights(boolean value) {
        restoreBestWeights = value;
        return this;
    }

    /** Epochs at the beginning that do not count, 0. */
    public EarlyStopping startFromEpoch(int value) {
        startFromEpoch = value;
        return this;
    }

    /** The best epoch, from 1; 0 before there was one. */
    public int bestEpoch() {
        return bestEpoch;
    }

    @Override
    public void trainBegin(Training training) {
        monitor.best(Double.NaN);
        wait = 0;
        bestEpoch = 0;
        bestWeights = List.of();
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> logs) {
        double value = monitor.value(logs);
        if (training.epoch() <= startFromEpoch) {
            return;
        }
        wait++;
        if (monitor.improves(training, value)) {
            bestEpoch = training.epoch();
            wait = 0;
            if (restoreBestWeights) {
                keepWeights(training);
            }
        } else if (wait >= patience && training.epoch() > 1) {
            training.stop("EarlyStopping: " + monitor.figure() + " has not become better than " + monitor.best()
                    + " for " + wait + (wait == 1 ? " epoch" : " epochs"));
        }
    }

    @Override
    public void trainEnd(Training training) {
        for (Tensor kept : bestWeights) {
            float[] values = training.model().weight(kept.name()).values();
            System.arraycopy(kept.values(), 0, values, 0, values.length);
        }
    }

    private void keepWeights(Training training) {
        List<Tensor> kept = new ArrayList<>();
        for (Weight weight : training.model().weights()) {
            kept.add(new Tensor(
                    weight.name(), weight.spec().shape(), weight.values().clone()));
        }
        bestWeights = kept;
    }

    @Override
    public WeightsFile state() {
        return new WeightsFile(
                Map.of(
                        "best", Double.toString(monitor.best()),
                        "wait", Integer.toString(wait),
                        "bestEpoch", Integer.toString(bestEpoch)),
                bestWeights);
    }

    @Override
    public void restore(WeightsFile state) throws IOException {
        monitor.best(Checkpoint.decimal(state, "best"));
        wait = (int) Checkpoint.integer(state, "wait");
        bestEpoch = (int) Checkpoint.integer(state, "bestEpoch");
        bestWeights = state.tensors();
    }
}
