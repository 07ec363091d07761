// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** The rows of a table as documents. */
final class TableRecords implements RecordSource {
    private static final int LOOK_AHEAD_ROWS = 1000;
    private static final int LOOK_AHEAD_CHARACTERS = 1 << 22;

    final TableReader table;
    final ColumnChoice columns;
    private final DocumentOptions options;
    private final Tally tally;
    private final String part;
    private final Deque<Row> ahead = new ArrayDeque<>();

    TableRecords(Sample sample, DocumentOptions options, Tally tally) throws IOException {
        this.table = new TableReader(sample, options.table(), tally);
        this.options = options;
        this.tally = tally;
        this.part = sample.path == null ? null : PathFields.part(sample.path);
        long characters = 0;
        while (ahead.size() < LOOK_AHEAD_ROWS && characters < LOOK_AHEAD_CHARACTERS && table.hasNext()) {
            Row row = table.next();
            ahead.add(row);
            for (String value : row.values()) {
                characters += value == null ? 0 : value.length();
            }
        }
        this.columns = ColumnChoice.of(table.source(), table.dialect().columns(), new ArrayList<>(ahead), options);
    }

    @Override
    public DocumentStream.Entry next() {
        if (ahead.isEmpty() && !table.hasNext()) {
            return null;
        }
        Row row = ahead.isEmpty() ? table.next() : ahead.remove();
        return new DocumentStream.Entry(document(row), row);
    }

    private Document document(Row row) {
        String text = row.value(columns.text());
        if (text == null && row.columns().contains(columns.text())) {
            text = "";
        }
        if (text == null) {
            throw BadInputException.row(
                    "A row must have a text.",
                    table.source(),
                    row.line(),
                    "keys=" + row.columns() + ", text column=" + columns.text(),
                    "Add it, or skip bad rows.");
        }
        List<String> labels = columns.label() == null ? List.of() : labels(row);
        Labels.check(labels, options, table.source(), row.line(), "label column=" + columns.label());
        return new Document(
                TextForm.of(text, options.nfc(), tally), labels, metadata(row), new Origin(table.source(), row.line()));
    }

    private List<String> labels(Row row) {
        String value = row.value(columns.label());
        int at = row.columns().indexOf(columns.label());
        boolean array = value != null && row.json() != null && row.json().get(at) != null && value.startsWith("[");
        List<String> values = array ? elements(value) : value == null ? List.of() : List.of(value);
        return Labels.of(values, options, tally);
    }

    /** The strings of a JSON array; if it holds anything else, the array itself is the one value. */
    private static List<String> elements(String array) {
        List<String> elements = new ArrayList<>();
        try (JsonParser json = JsonSource.factory(array.length()).createParser(ObjectReadContext.empty(), array)) {
            json.nextToken();
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                if (token == null || token.isStructStart()) {
                    return List.of(array);
                }
                elements.add(json.getString());
            }
        }
        return elements;
    }

    private Map<String, List<String>> metadata(Row row) {
        if (!options.metadata() && part == null) {
            return Map.of();
        }
        Map<String, List<String>> metadata = new LinkedHashMap<>();
        if (options.metadata()) {
            for (int i = 0; i < row.columns().size(); i++) {
                String name = row.columns().get(i);
                String value = row.values().get(i);
                if (value != null && !name.equals(columns.text()) && !name.equals(columns.label())) {
                    metadata.put(name, List.of(value));
                }
            }
        }
        if (part != null) {
            metadata.putIfAbsent(Document.PART, List.of(part));
        }
        return metadata;
    }

    @Override
    public Format format() {
        return table.dialect().format();
    }

    @Override
    public String description() {
        return table.dialect().describe() + ". " + columns.why() + ".";
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
