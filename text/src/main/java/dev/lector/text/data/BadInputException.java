// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

/** A file, or a row of it, that cannot be read. The message is one line: the rule, what was received, what to do next. */
public class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final long line;
    private final boolean rowOnly;

    private BadInputException(String message, String source, long line, boolean rowOnly) {
        super(message);
        this.source = source;
        this.line = line;
        this.rowOnly = rowOnly;
    }

    /** The file cannot be read on. */
    static BadInputException file(String rule, String source, long line, String received, String next) {
        return of(rule, source, line, received, next, false);
    }

    /** This row cannot be read, the following ones can. */
    static BadInputException row(String rule, String source, long line, String received, String next) {
        return of(rule, source, line, received, next, true);
    }

    private static BadInputException of(
            String rule, String source, long line, String received, String next, boolean rowOnly) {
        String message = rule + " Received: file=" + source + (line > 0 ? ", line=" + line : "")
                + (received.isEmpty() ? "" : ", " + received) + ". " + next;
        return new BadInputException(message, source, line, rowOnly);
    }

    /** The file's name. */
    public String source() {
        return source;
    }

    /** The line, from 1; 0 if it concerns the whole file. */
    public long line() {
        return line;
    }

    /** Whether only one row is concerned, so that {@link Policy#SKIP} can leave it out. */
    boolean rowOnly() {
        return rowOnly;
    }
}
