// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes. Results go to {@code out}, all else to {@code err}; both are UTF-8.
 *
 * @param in standard input
 * @param out results; flushed when the command ends, or by the command that streams
 * @param err messages and progress
 * @param columns width of the terminal that {@code err} is, 0 if it is none
 * @param colour whether {@code out} may be coloured
 */
record Console(InputStream in, PrintStream out, PrintStream err, int columns, boolean colour) {
    /** The console of this process; the launcher says what Java cannot see: {@code lector.columns, lector.colour,
     * lector.interactive}. */
    static Console ofProcess() {
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                false,
                StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Console(
                System.in, out, err, Integer.getInteger("lector.columns", 0), Boolean.getBoolean("lector.colour"));
    }

    /** Whether messages go to a terminal, on which a line may be drawn over. */
    boolean terminal() {
        return columns > 0;
    }

    /** Whether a person sits at standard input and output, as the launcher says: {@code lector.interactive}. */
    boolean interactive() {
        return in == System.in && Boolean.getBoolean("lector.interactive");
    }

    /** Text in an ANSI colour, if {@code out} is a terminal that shows it. */
    String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Fails if what was printed did not arrive: a full disk, a closed pipe. */
    void check() {
        out.flush();
        if (out.checkError()) {
            throw new Failure("Standard output must take what is written. Received: an error of the pipe or the disk."
                    + " Check where it goes, or use --output FILE.");
        }
    }
}
