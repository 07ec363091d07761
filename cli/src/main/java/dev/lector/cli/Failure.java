// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

/** Something the user can mend: its message is the one line that is shown. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** A failed run: exit status 1. */
    Failure(String message) {
        this(1, message, null);
    }

    /** A failed run with its cause, which {@code --stacktrace} shows. */
    Failure(String message, Throwable cause) {
        this(1, message, cause);
    }

    private Failure(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Wrong usage: exit status 2. */
    static Failure usage(String message) {
        return new Failure(2, message, null);
    }

    int status() {
        return status;
    }
}
