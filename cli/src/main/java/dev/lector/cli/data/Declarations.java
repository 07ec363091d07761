// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One HTML file a translation, made by a program: no markup within a paragraph, and two entities in all. */
final class Declarations implements Converter {
    private static final Pattern LANGUAGE = Pattern.compile("<html[^>]* lang=\"([^\"]+)\"");
    private static final Pattern PARAGRAPH = Pattern.compile("<p>([^<]+)</p>");

    @Override
    public boolean wants(String path) {
        return path.matches("package/declaration/[^/]+\\.html");
    }

    @Override
    public void begin(Writer to) throws IOException {
        Csv.header(to);
    }

    @Override
    public long convert(String path, InputStream from, Writer to) throws IOException {
        String html = new String(from.readAllBytes(), StandardCharsets.UTF_8);
        Matcher language = LANGUAGE.matcher(html);
        if (!language.find()) {
            throw new IOException("A declaration must name its language. Received: file=" + path
                    + " without lang. Report it: Lector expects this version of the package.");
        }
        CsvWriter csv = Csv.rows(to);
        long rows = 0;
        for (Matcher paragraph = PARAGRAPH.matcher(html); paragraph.find(); rows++) {
            String text = paragraph.group(1).replace("&#x3C;", "<").replace("&#x26;", "&");
            csv.writeRecord(language.group(1), text.strip(), path.substring("package/".length()));
        }
        csv.flush();
        return rows;
    }
}
