// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long work is: a bar with rate and time left on a terminal, a plain line every few seconds elsewhere. */
final class Progress implements AutoCloseable {
    private static final long BETWEEN_LINES = 5_000_000_000L;

    private final Console console;
    private final String task;
    private final String unit;
    private final long most;
    private final boolean rate;
    private final ProgressBar bar;
    private final long start = System.nanoTime();
    private long lastLine = start;
    private long done;

    /**
     * Begins.
     *
     * @param task what is done, in a word or two
     * @param unit what is counted, as {@code " texts"}
     * @param most how many there are, or -1 if that is not known
     * @param rate whether so many a second means something
     */
    Progress(Console console, String task, String unit, long most, boolean rate) {
        this.console = console;
        this.task = task;
        this.unit = unit;
        this.most = most;
        this.rate = rate;
        this.bar = console.terminal() ? bar() : null;
    }

    /** A consumer of our own choice keeps the library from loading native code to ask how wide the terminal is. */
    private ProgressBar bar() {
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(most)
                .setUnit(unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(console.err(), console.columns() - 1));
        if (rate) {
            builder.showSpeed();
        }
        return builder.build();
    }

    /** So many are done in all. */
    void to(long now) {
        done = now;
        if (bar != null) {
            bar.stepTo(now);
            return;
        }
        long time = System.nanoTime();
        if (time - lastLine >= BETWEEN_LINES) {
            lastLine = time;
            console.err().println(line(time));
        }
    }

    /** A note behind the bar, as the loss. */
    void note(String text) {
        if (bar != null) {
            bar.setExtraMessage(text);
        }
    }

    private String line(long time) {
        double seconds = (time - start) / 1e9;
        double speed = done / Math.max(seconds, 1e-9);
        String fast = rate ? String.format(Locale.ROOT, ", %,.0f a second", speed) : "";
        if (most <= 0) {
            return String.format(Locale.ROOT, "%s: %,d%s%s", task, done, unit, fast);
        }
        return String.format(
                Locale.ROOT,
                "%s: %d %% (%,d of %,d%s)%s, %s left",
                task,
                100 * done / most,
                done,
                most,
                unit,
                fast,
                done == 0 ? "?" : duration((most - done) / Math.max(speed, 1e-9)));
    }

    /** Seconds as a person says them. */
    static String duration(double seconds) {
        if (seconds < 90) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        return seconds < 5400
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
