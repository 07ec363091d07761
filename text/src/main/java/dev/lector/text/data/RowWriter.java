// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.Closeable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes rows of input with added columns, as CSV (RFC 4180) or JSON Lines, in UTF-8. Closing closes the stream. */
public final class RowWriter implements Closeable {
    private final List<String> columns;
    private final List<String> added;
    private final char separator;
    private final Writer out;
    private final CsvWriter csv;
    private final JsonFactory json;
    /** The columns of the row before, and where in them those of the header stand: mostly all rows have the same. */
    private List<String> known = new ArrayList<>();

    private int[] places = new int[0];

    private RowWriter(OutputStream out, JsonFactory json, char separator, List<String> columns, List<String> added) {
        this.columns = List.copyOf(columns);
        this.added = List.copyOf(added);
        this.separator = separator;
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.json = json;
        this.csv = json != null
                ? null
                : CsvWriter.builder()
                        .fieldSeparator(separator)
                        .lineDelimiter(LineDelimiter.LF)
                        .build(this.out);
    }

    private static RowWriter begin(
            OutputStream out, JsonFactory json, char separator, List<String> columns, List<String> added) {
        for (String name : added) {
            if (columns.contains(name) || added.indexOf(name) != added.lastIndexOf(name)) {
                throw new IllegalArgumentException(
                        "The names of the columns of an output must differ. Received: added='" + name + "', columns="
                                + columns + ". Give the added column another name.");
            }
        }
        RowWriter writer = new RowWriter(out, json, separator, columns, added);
        if (writer.csv != null) {
            List<String> header = new ArrayList<>(columns);
            header.addAll(added);
            writer.csv.writeRecord(header);
        }
        return writer;
    }

    /** CSV with a header: the input's columns in order, then the added ones. */
    public static RowWriter csv(OutputStream out, char separator, List<String> columns, List<String> added) {
        return begin(out, null, separator, columns, added);
    }

    /** JSON Lines: each object has the keys of its row in order, then the added ones. */
    public static RowWriter jsonLines(OutputStream out, List<String> columns, List<String> added) {
        return begin(out, new JsonFactory(), ',', columns, added);
    }

    /**
     * A writer of further rows of the same file into another stream: several threads may write parts that are then put
     * together.
     */
    public RowWriter part(OutputStream to) {
        return new RowWriter(to, json, separator, columns, added);
    }

    /** Gives to the stream what was written so far. */
    public void flush() throws IOException {
        if (csv == null) {
            out.flush();
        } else {
            csv.flush();
        }
    }

    /**
     * Writes a row.
     *
     * @param row its columns must be among those given in the beginning
     * @param values of the added columns: strings, numbers, booleans or null
     */
    public void write(Row row, List<?> values) throws IOException {
        if (values.size() != added.size()) {
            throw new IllegalArgumentException(
                    "Each added column needs a value. Received: columns=" + added + ", values=" + values.size() + ".");
        }
        try {
            if (json == null) {
                writeCsv(row, values);
            } else {
                writeJson(row, values);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e;
        }
    }

    private void writeCsv(Row row, List<?> values) {
        if (row.columns() != known) {
            findPlaces(row);
        }
        List<String> fields = new ArrayList<>(columns.size() + added.size());
        List<String> given = row.values();
        for (int place : places) {
            String value = place < 0 || place >= given.size() ? null : given.get(place);
            fields.add(value == null ? "" : value);
        }
        for (Object value : values) {
            fields.add(
                    value == null ? "" : value instanceof Double number ? Millionths.text(number) : value.toString());
        }
        csv.writeRecord(fields);
    }

    private void findPlaces(Row row) {
        for (String name : row.columns()) {
            if (!columns.contains(name)) {
                throw new IllegalArgumentException("CSV has the columns of its header only. Received: line="
                        + row.line() + ", column=" + name + ", header=" + columns + ". Write JSON Lines instead.");
            }
        }
        places = columns.stream().mapToInt(row.columns()::indexOf).toArray();
        known = row.columns();
    }

    private void writeJson(Row row, List<?> values) throws IOException {
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), new OpenWriter(out))) {
            boolean checked = row.columns() == known;
            known = row.columns();
            generator.writeStartObject();
            for (int i = 0; i < row.columns().size(); i++) {
                String name = row.columns().get(i);
                if (!checked && added.contains(name)) {
                    throw new IllegalArgumentException(
                            "The names of the columns of an output must differ. Received: line=" + row.line() + ", key="
                                    + name + ". Give the added column another name.");
                }
                generator.writeName(name);
                String raw = row.json() == null ? null : row.json().get(i);
                if (raw != null) {
                    generator.writeRawValue(raw);
                } else {
                    generator.writeString(row.values().get(i));
                }
            }
            for (int i = 0; i < added.size(); i++) {
                writeAdded(generator, added.get(i), values.get(i));
            }
            generator.writeEndObject();
        }
        out.write('\n');
    }

    private static void writeAdded(JsonGenerator generator, String name, Object value) {
        generator.writeName(name);
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value instanceof Float number && Float.isFinite(number)) {
            generator.writeNumber(number);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            generator.writeNumber(number);
        } else if (value instanceof Integer || value instanceof Long) {
            generator.writeNumber(((Number) value).longValue());
        } else {
            generator.writeString(value.toString());
        }
    }

    @Override
    public void close() throws IOException {
        if (csv == null) {
            out.close();
        } else {
            csv.close();
        }
    }

    /** Keeps the stream open behind a generator that is closed after each row. */
    private static final class OpenWriter extends FilterWriter {
        OpenWriter(Writer out) {
            super(out);
        }

        @Override
        public void write(char[] chars, int offset, int length) throws IOException {
            out.write(chars, offset, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
