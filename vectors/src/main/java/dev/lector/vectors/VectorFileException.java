// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.IOException;

/** A file of word vectors that cannot be read. The message is one line: the rule, what was received, what to do next. */
public final class VectorFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;

    VectorFileException(String rule, String file, long line, String received, String next) {
        super(rule + " Received: file=" + file + (line > 0 ? ", line=" + line : "")
                + (received.isEmpty() ? "" : ", " + received) + ". " + next);
        this.file = file;
        this.line = line;
    }

    /** The file's name. */
    public String file() {
        return file;
    }

    /** The line, from 1; 0 if it concerns the whole file. */
    public long line() {
        return line;
    }
}
