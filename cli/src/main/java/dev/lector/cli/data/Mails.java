// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.lector.text.data.DocumentOptions;
import dev.lector.text.data.DocumentStream;
import dev.lector.text.data.Format;
import dev.lector.text.data.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;

/**
 * Raw mails, decoded as everywhere else. The other headers would give the answer away (lists, dates), so only the subject and
 * the body are kept.
 */
final class Mails implements Converter {
    private static final DocumentOptions MAIL = DocumentOptions.UNLABELLED
            .table(ReadOptions.DEFAULT.format(Format.MAIL))
            .metadata(false);

    @Override
    public boolean wants(String path) {
        return path.matches("package/data/(easy-ham|hard-ham|spam)-\\d/[^/]+\\.txt");
    }

    @Override
    public void begin(Writer to) throws IOException {
        Csv.header(to);
    }

    @Override
    public long convert(String path, InputStream from, Writer to) throws IOException {
        String[] parts = path.split("/");
        String text = "";
        try (DocumentStream mail = DocumentStream.open(path, from, MAIL)) {
            if (mail.hasNext()) {
                text = mail.next().document().text();
            }
        }
        CsvWriter csv = Csv.rows(to);
        csv.writeRecord(parts[2].startsWith("spam") ? "spam" : "ham", text.strip(), parts[2] + "/" + parts[3]);
        csv.flush();
        return 1;
    }
}
