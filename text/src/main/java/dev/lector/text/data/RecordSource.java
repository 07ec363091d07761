// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.Closeable;
import java.io.IOException;

/** The documents of one file. */
interface RecordSource extends Closeable {
    /**
     * The next document with its row, or null at the end.
     *
     * @throws BadInputException if it cannot be read; if only this document is concerned, the next call goes on behind it
     */
    DocumentStream.Entry next() throws IOException;

    /** How the file is read. */
    Format format();

    /** The same for the user, in one line. */
    String description();
}
