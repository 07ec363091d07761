// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.nn.train.History;
import dev.lector.nn.train.ProgressListener;
import java.util.Locale;
import java.util.Map;

/** Shows a training: a bar over all epochs on a terminal, and a line for each epoch that took long enough to care. */
final class TrainingBar implements ProgressListener, AutoCloseable {
    private static final double LINE_EVERY_SECONDS = 1;

    private final Console console;
    private final String task;
    private Progress progress;
    private long samples;
    private int firstEpoch = 1;
    private long lastLine = System.nanoTime();

    TrainingBar(Console console, String task) {
        this.console = console;
        this.task = task;
    }

    @Override
    public void trainingBegins(int first, int epochs, int samplesOfEpoch, int batches) {
        samples = samplesOfEpoch;
        firstEpoch = first;
        close();
        progress = new Progress(console, task, " texts", (epochs - first + 1L) * samplesOfEpoch, true);
        if (first > 1) {
            console.err().println("Going on from the checkpoint, at epoch " + first + ".");
        }
    }

    @Override
    public void batchDone(int epoch, int batch, int done, double loss, double samplesPerSecond) {
        progress.to((epoch - firstEpoch) * samples + done);
        // A solver has no loss on its way.
        if (!Double.isNaN(loss)) {
            progress.note(String.format(Locale.ROOT, " epoch %d, loss %.4f", epoch, loss));
        }
    }

    @Override
    public void epochDone(History.Epoch epoch) {
        long now = System.nanoTime();
        if (console.terminal() || now - lastLine < LINE_EVERY_SECONDS * 1e9) {
            return;
        }
        lastLine = now;
        StringBuilder line = new StringBuilder("epoch ").append(epoch.epoch());
        for (Map.Entry<String, Double> figure : epoch.logs().entrySet()) {
            line.append(String.format(Locale.ROOT, "  %s %.4f", figure.getKey().replace('_', ' '), figure.getValue()));
        }
        console.err().println(line);
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
