// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** {@code [{"text": "...", "class": 1}, ...]}; the last element of each file is empty, with class null. */
final class Reviews implements Converter {
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public boolean wants(String path) {
        return path.matches("package/test/fixtures/(amazon|imdb|yelp)\\.json");
    }

    @Override
    public void begin(Writer to) throws IOException {
        Csv.header(to);
    }

    @Override
    public long convert(String path, InputStream from, Writer to) throws IOException {
        String source = path.substring(path.lastIndexOf('/') + 1, path.length() - ".json".length());
        CsvWriter csv = Csv.rows(to);
        long rows = 0;
        String text = null;
        int label = -1;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), from)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "text".equals(json.currentName())) {
                    text = json.getString();
                } else if (token == JsonToken.VALUE_NUMBER_INT && "class".equals(json.currentName())) {
                    label = json.getIntValue();
                } else if (token == JsonToken.END_OBJECT) {
                    if (label >= 0 && text != null) {
                        csv.writeRecord(label == 1 ? "positive" : "negative", text.strip(), source);
                        rows++;
                    }
                    text = null;
                    label = -1;
                }
            }
        }
        csv.flush();
        return rows;
    }
}
