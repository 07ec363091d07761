// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

/** A file, or a row of it, that cannot be read. The message is one line: the rule, what was received, what to do next. */
public class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How much cannot be read because of it. */
    private enum Scope {
        ROW,
        FILE,
        ALL
    }

    private final String source;
    private final long line;
    private final Scope scope;

    private BadInputException(String message, String source, long line, Scope scope) {
        super(message);
        this.source = source;
        this.line = line;
        this.scope = scope;
    }

    /** The file cannot be read on. */
    static BadInputException file(String rule, String source, long line, String received, String next) {
        return of(rule, source, line, received, next, Scope.FILE);
    }

    /** Neither the file nor those behind it can be read: their archive is broken or hostile. */
    static BadInputException all(String rule, String source, String received, String next) {
        return of(rule, source, 0, received, next, Scope.ALL);
    }

    /** This row cannot be read, the following ones can. */
    static BadInputException row(String rule, String source, long line, String received, String next) {
        return of(rule, source, line, received, next, Scope.ROW);
    }

    private static BadInputException of(
            String rule, String source, long line, String received, String next, Scope scope) {
        String message = rule + " Received: file=" + source + (line > 0 ? ", line=" + line : "")
                + (received.isEmpty() ? "" : ", " + received) + ". " + next;
        return new BadInputException(message, source, line, scope);
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
        return scope == Scope.ROW;
    }

    /** Whether only one file is concerned, so that the other files of a folder can be read. */
    boolean fileOnly() {
        return scope == Scope.FILE;
    }
}
