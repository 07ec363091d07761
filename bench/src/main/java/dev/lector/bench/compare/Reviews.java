// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The movie reviews MR (Pang and Lee 2005) as ids. The most frequent words have the lowest ids from 1 on; 0 is padding;
 * words beyond the vocabulary are left out; long texts keep their end. So Keras's Tokenizer and pad_sequences do it.
 *
 * @param ids {@code (rows, steps)}
 * @param targets 1 for a positive review, else 0
 */
record Reviews(int steps, int[] ids, float[] targets) {
    private static final String FILTERS = "[\\s#$%&()*+\\-/:;<=>@\\[\\\\\\]^{|}~,.!\"?`]+";

    /**
     * Reads {@code mr.csv}, columns {@code label} ({@code pos}, {@code neg}) and {@code text}.
     *
     * @param words size of the vocabulary, padding included
     */
    static Reviews read(Path csv, int words, int steps) throws IOException {
        List<List<String>> texts = new ArrayList<>();
        List<Float> labels = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
            for (NamedCsvRecord row : reader) {
                texts.add(tokens(row.getField("text")));
                labels.add(row.getField("label").equals("pos") ? 1f : 0f);
            }
        }
        Map<String, Integer> index = index(texts, words);
        int[] ids = new int[texts.size() * steps];
        float[] targets = new float[texts.size()];
        for (int row = 0; row < texts.size(); row++) {
            int[] known =
                    texts.get(row).stream().filter(index::containsKey).mapToInt(index::get).toArray();
            int kept = Math.min(steps, known.length);
            System.arraycopy(known, known.length - kept, ids, (row + 1) * steps - kept, kept);
            targets[row] = labels.get(row);
        }
        return new Reviews(steps, ids, targets);
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

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (String token : text.toLowerCase(Locale.ROOT).split(FILTERS, -1)) {
            if (!token.isEmpty()) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    private static Map<String, Integer> index(List<List<String>> texts, int words) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        texts.forEach(text -> text.forEach(token -> counts.merge(token, 1, Integer::sum)));
        List<String> ranked = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(words - 1L)
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Integer> index = new HashMap<>();
        ranked.forEach(word -> index.put(word, index.size() + 1));
        return index;
    }
}
