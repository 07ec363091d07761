// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.vectors;

import com.sun.management.OperatingSystemMXBean;
import dev.lector.vectors.VectorFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How long a file of vectors takes to read: all, 10,000 words that lie all over it, and its first 10,000 words. */
public final class LoadVectors {
    private static final int WANTED = 10_000;
    private static final int ROUNDS = 3;

    private LoadVectors() {}

    private interface Reading {
        VectorFile read() throws IOException;
    }

    /** Prints seconds (of all processors) of each reading of {@code FILE}, the first of which is that of a JVM that has just started. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Set<String> wanted = new HashSet<>();
        time("all words", () -> {
            VectorFile all = VectorFile.read(file);
            List<String> words = all.vectors().words();
            for (int i = 0; i < WANTED && wanted.size() < WANTED; i++) {
                wanted.add(words.get((int) ((long) i * words.size() / WANTED)));
            }
            return all;
        });
        time(wanted.size() + " of the words", () -> VectorFile.read(file, null, wanted::contains));
        time("the first " + WANTED, () -> VectorFile.first(file, null, WANTED));
    }

    private static void time(String what, Reading reading) throws IOException {
        StringBuilder seconds = new StringBuilder();
        int words = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            long processor = processorTime();
            words = reading.read().vectors().size();
            seconds.append(String.format(
                    Locale.ROOT,
                    "  %.2f s (%.2f)",
                    (System.nanoTime() - begin) / 1e9,
                    (processorTime() - processor) / 1e9));
        }
        System.out.printf(Locale.ROOT, "%-20s %,9d vectors%s%n", what, words, seconds);
    }

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
