// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the figures were measured on. */
final class Machine {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int TICKS_A_SECOND = 100;
    private static final int LOOK_MILLIS = 250;

    private Machine() {}

    /** Model of the processor, and the number of its cores that this process may use. */
    static String processor() {
        String model = System.getProperty("os.arch");
        Path cpuInfo = Path.of("/proc/cpuinfo");
        if (Files.isReadable(cpuInfo)) {
            for (String line : lines(cpuInfo)) {
                if (line.startsWith("model name")) {
                    model = line.substring(line.indexOf(':') + 1).strip();
                    break;
                }
            }
        }
        return model + ", " + Runtime.getRuntime().availableProcessors() + " cores";
    }

    /** The Java runtime. */
    static String java() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
    }

    /**
     * Processor time, in seconds since the machine started, of everything but this process, its children, and those of
     * them that have ended; 0 where the system does not tell. Threads that wait for each other lose far more than the
     * share that a neighbour takes, so rounds with a neighbour are told apart.
     */
    static double secondsOfOthers() {
        if (!Files.isReadable(STAT)) {
            return 0;
        }
        String[] all = lines(STAT).get(0).split("\\s+");
        long busy = ticks(all, 1) + ticks(all, 2) + ticks(all, 3) + ticks(all, 6) + ticks(all, 7) + ticks(all, 8);
        ProcessHandle own = ProcessHandle.current();
        long mine = ticks(own.pid())
                + own.descendants().mapToLong(child -> ticks(child.pid())).sum();
        return (double) (busy - mine) / TICKS_A_SECOND;
    }

    /** Of a process and its children that have ended; 0 if it is gone. */
    private static long ticks(long process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return ticks(fields, 11) + ticks(fields, 12) + ticks(fields, 13) + ticks(fields, 14);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Waits until other processes leave the machine alone for a moment.
     *
     * @param seconds after which it is measured all the same
     */
    static void awaitQuiet(double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            double before = secondsOfOthers();
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if ((secondsOfOthers() - before) * 1000 / LOOK_MILLIS <= Figures.QUIET) {
                return;
            }
        }
    }

    private static long ticks(String[] fields, int index) {
        return Long.parseLong(fields[index]);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
