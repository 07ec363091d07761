// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * One run of the command, as a user would type it, within this process.
 *
 * @param status exit status
 * @param out what it printed
 * @param err what it said beside that
 */
record Run(int status, String out, String err) {
    static Run lector(String... args) {
        return lector(new byte[0], args);
    }

    static Run lector(byte[] in, String... args) {
        return lector(new ByteArrayInputStream(in), args);
    }

    static Run lector(InputStream in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Lector.run(
                new Console(
                        in,
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        0,
                        false),
                args);
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The one line that begins with {@code error: }, checked for the grammar of errors. */
    String error() {
        String[] lines = err.lines().filter(line -> line.startsWith("error: ")).toArray(String[]::new);
        if (lines.length != 1 || !lines[0].matches("error: [A-Z\\-].*[.:] Received: .+\\. [A-Z].*[.?]")) {
            throw new AssertionError("expected one line 'error: RULE. Received: .... NEXT.', got:\n" + err);
        }
        if (err.contains("\tat ") || err.contains("Exception")) {
            throw new AssertionError("a stack trace or an exception's name is shown:\n" + err);
        }
        return lines[0];
    }
}
