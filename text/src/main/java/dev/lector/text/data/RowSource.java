// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;

/** Rows of one format. */
interface RowSource {
    /**
     * The next row, or null at the end.
     *
     * @throws BadInputException if it cannot be read; if only this row is concerned, the next call goes on behind it
     */
    Row next() throws IOException;
}
