// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Raw mails. The other headers would give the answer away (lists, dates), so only the subject and the body are kept,
 * the body as it was sent.
 */
final class Mails implements Converter {
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
        String mail = decode(from.readAllBytes()).replace("\r\n", "\n");
        int body = mail.indexOf("\n\n");
        String headers = body < 0 ? mail : mail.substring(0, body);
        CsvWriter csv = Csv.rows(to);
        csv.writeRecord(
                parts[2].startsWith("spam") ? "spam" : "ham",
                (subject(headers) + "\n" + (body < 0 ? "" : mail.substring(body + 2))).strip(),
                parts[2] + "/" + parts[3]);
        csv.flush();
        return 1;
    }

    private static String subject(String headers) {
        for (String line : headers.split("\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("subject:")) {
                return line.substring("subject:".length()).strip();
            }
        }
        return "";
    }

    /** UTF-8 where that is what it is; else windows-1252, in which every byte but five means something. */
    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }
}
