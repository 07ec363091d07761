// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.lector.text.IdRows;
import dev.lector.text.PadSequences;
import dev.lector.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The movie reviews MR (Pang and Lee 2005) as ids, by Keras's Tokenizer and pad_sequences: the most frequent words have
 * the lowest ids from 1 on; 0 is padding, in front; words beyond the vocabulary are left out; long texts keep their end.
 *
 * @param ids {@code (rows, steps)}
 * @param targets 1 for a positive review, else 0
 */
record Reviews(int steps, int[] ids, float[] targets) {
    /**
     * Reads {@code mr.csv}, columns {@code label} ({@code pos}, {@code neg}) and {@code text}.
     *
     * @param words size of the vocabulary, padding included
     */
    static Reviews read(Path csv, int words, int steps) throws IOException {
        List<String> texts = new ArrayList<>();
        List<Float> labels = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
            for (NamedCsvRecord row : reader) {
                texts.add(row.getField("text"));
                labels.add(row.getField("label").equals("pos") ? 1f : 0f);
            }
        }
        Tokenizer tokenizer = new Tokenizer(words);
        tokenizer.fitOnTexts(texts);
        IdRows rows = PadSequences.pad(tokenizer.textsToSequences(texts), steps);
        float[] targets = new float[texts.size()];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = labels.get(row);
        }
        return new Reviews(steps, rows.ids(), targets);
    }

    /** Number of texts. */
    int rows() {
        return targets.length;
    }

    /** Share of the positions that hold no word. */
    double padding() {
        long empty = 0;
        for (int id : ids) {
            empty += id == 0 ? 1 : 0;
        }
        return (double) empty / ids.length;
    }
}
