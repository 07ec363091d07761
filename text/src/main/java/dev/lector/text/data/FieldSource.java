// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;

/** What a file that is no table says, document by document. */
interface FieldSource {
    /**
     * The fields of the next document, or null at the end.
     *
     * @throws BadInputException if it cannot be read; if only this document is concerned, the next call goes on behind it
     */
    Fields next() throws IOException;

    /** One document. */
    static FieldSource of(Single single) {
        boolean[] read = new boolean[1];
        return () -> {
            if (read[0]) {
                return null;
            }
            read[0] = true;
            return single.read();
        };
    }

    /** Reads the only document of a file. */
    interface Single {
        Fields read() throws IOException;
    }
}
