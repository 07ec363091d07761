// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.IOException;

/** Rows of a matrix whose words stand in a file of their own. */
final class MatrixRows {
    private MatrixRows() {}

    static void read(BinaryInput in, VectorCollector to, WordList words, long count, long width, boolean doubles)
            throws IOException {
        in.checkSizes(count, width);
        int dimensions = (int) width;
        to.dimensions(dimensions);
        for (long row = 0; row < count && !to.full(); row++) {
            String word = words.next();
            if (word == null) {
                throw words.fault(row, count);
            }
            if (to.begin(word)) {
                in.readFloats(to.values(), to.at(), dimensions, doubles);
                in.checkFinite(word, to.values(), to.at(), dimensions);
            } else {
                in.skip(width * (doubles ? Double.BYTES : Float.BYTES));
            }
        }
        if (!to.full() && words.next() != null) {
            throw words.fault(count + 1, count);
        }
    }
}
