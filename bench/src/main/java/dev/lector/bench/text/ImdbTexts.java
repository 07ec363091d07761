// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.text;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The 50,000 reviews of the Large Movie Review Dataset, {@code imdb/*.csv.gz} below the folder {@code LECTOR_DATA}. */
final class ImdbTexts {
    private ImdbTexts() {}

    static List<String> read() throws IOException {
        String data = System.getenv("LECTOR_DATA");
        if (data == null) {
            throw new IllegalArgumentException("The reviews lie below a folder. Received: LECTOR_DATA is not set."
                    + " Set it to the folder that holds imdb/train.csv.gz and imdb/test.csv.gz.");
        }
        List<String> texts = new ArrayList<>();
        for (String name : List.of("train.csv.gz", "test.csv.gz")) {
            Path file = Path.of(data, "imdb", name);
            try (Reader reader = new InputStreamReader(
                            new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8);
                    CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reader)) {
                rows.forEach(row -> texts.add(row.getField("text")));
            }
        }
        return texts;
    }
}
