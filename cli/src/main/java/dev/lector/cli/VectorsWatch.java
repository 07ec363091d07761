// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.vectors.training.TrainingWatch;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Shows the progress, and on Ctrl-C lets the training write its checkpoint. */
final class VectorsWatch implements TrainingWatch, AutoCloseable {
    private static final long SECONDS_TO_SAVE = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "lector-stop");
    private final Console console;
    private final Path output;
    private final String unit;
    private volatile boolean stopped;
    private Progress progress;
    private String stage = "";
    private long began;
    private long first;
    private long done;
    private long last;

    /**
     * Begins to watch.
     *
     * @param output where the vectors go; the checkpoint stands beside it
     * @param unit what is counted while training
     */
    VectorsWatch(Console console, Path output, String unit) {
        this.console = console;
        this.output = output;
        this.unit = unit;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void interrupted() {
        stopped = true;
        try {
            if (!ended.await(SECONDS_TO_SAVE, TimeUnit.SECONDS)) {
                console.err().println("warning: The checkpoint took too long and is not written.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void progress(String now, long words, long total, double loss) {
        if (!now.equals(stage)) {
            closeBar();
            stage = now;
            began = System.nanoTime();
            first = words;
            done = words;
            progress = new Progress(console, now, now.equals("training") ? " " + unit : " words", total, total > 0);
        }
        done = Math.max(done, words);
        last = System.nanoTime();
        progress.to(done);
        if (!Double.isNaN(loss)) {
            progress.note(String.format(Locale.ROOT, " loss %.4f", loss));
        }
    }

    /** What the last stage did in a second. */
    double rate() {
        return (done - first) / ((last - began) / 1e9);
    }

    @Override
    public void note(String line) {
        console.err().println(line);
    }

    /** True once Ctrl-C was pressed. */
    boolean stopped() {
        return stopped;
    }

    @Override
    public boolean stop() {
        return stopped;
    }

    @Override
    public Path checkpoint() {
        return output.resolveSibling(output.getFileName() + ".checkpoint");
    }

    private void closeBar() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }

    @Override
    public synchronized void close() {
        closeBar();
        ended.countDown();
        if (!stopped) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
