// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.io.IOException;

/** A file that is not a model Lector can use: its message says whether it is cut short, altered, newer or no model. */
public final class ModelFileException extends IOException {
    private static final long serialVersionUID = 1;

    ModelFileException(String message) {
        super(message);
    }

    ModelFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
