// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Saves the weights whenever a figure is better than ever before; Keras's ModelCheckpoint with {@code save_best_only} and
 * {@code save_weights_only}. The file is always whole. To resume a training, see {@link FitOptions#checkpoint}.
 */
public final class ModelCheckpoint implements Callback {
    private final Path file;
    private final Monitor monitor;

    /**
     * Watches {@code val_loss}.
     *
     * @param file replaced each time
     */
    public ModelCheckpoint(Path file) {
        this(file, "val_loss");
    }

    /**
     * Watches a figure of {@link History.Epoch#logs}.
     *
     * @param file replaced each time
     */
    public ModelCheckpoint(Path file, String monitor) {
        this.file = file;
        this.monitor = new Monitor(monitor, 0);
    }

    /** Which values are better; returns this. */
    public ModelCheckpoint mode(Mode value) {
        monitor.mode(value);
        return this;
    }

    @Override
    public void trainBegin(Training training) {
        monitor.best(Double.NaN);
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> logs) throws IOException {
        if (monitor.improves(training, monitor.value(logs))) {
            WeightsFile.of(training.model()).save(file);
        }
    }

    @Override
    public WeightsFile state() {
        return new WeightsFile(Map.of("best", Double.toString(monitor.best())), List.of());
    }

    @Override
    public void restore(WeightsFile state) throws IOException {
        monitor.best(Checkpoint.decimal(state, "best"));
    }
}
