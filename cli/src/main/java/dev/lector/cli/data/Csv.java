// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;

/** Rows of label, text and source. */
final class Csv {
    private Csv() {}

    static void header(Writer to) throws IOException {
        to.write("label,text,source\n");
    }

    /** A writer of rows that leaves {@code to} open. */
    static CsvWriter rows(Writer to) {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(to);
    }
}
