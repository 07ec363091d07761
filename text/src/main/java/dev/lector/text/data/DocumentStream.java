// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Streams the documents of a table beside their rows, for files larger than memory; an output can then repeat the columns
 * of the input. Not thread-safe.
 */
public final class DocumentStream implements Iterator<DocumentStream.Entry>, AutoCloseable {
    private static final int LOOK_AHEAD_ROWS = 1000;
    private static final int LOOK_AHEAD_CHARACTERS = 1 << 22;

    /**
     * A document and its row.
     *
     * @param document text, label, line
     * @param row all columns
     */
    public record Entry(Document document, Row row) {}

    private final TableReader table;
    private final DocumentOptions options;
    private final Deque<Row> ahead = new ArrayDeque<>();
    private final ColumnChoice columns;
    private Entry next;

    private DocumentStream(TableReader table, DocumentOptions options) {
        this.table = table;
        this.options = options;
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

    /**
     * Opens a file and chooses its columns.
     *
     * @throws BadInputException if the file cannot be read, or a column is missing
     */
    public static DocumentStream open(Path file, DocumentOptions options) throws IOException {
        return of(TableReader.open(file, options.table()), options);
    }

    /** Opens a stream; closing closes it. */
    public static DocumentStream open(String source, InputStream in, DocumentOptions options) throws IOException {
        return of(TableReader.open(source, in, options.table()), options);
    }

    private static DocumentStream of(TableReader table, DocumentOptions options) throws IOException {
        try {
            return new DocumentStream(table, options);
        } catch (RuntimeException e) {
            table.close();
            throw e;
        }
    }

    /** The columns and why they were chosen. */
    public ColumnChoice columns() {
        return columns;
    }

    /** The reader below: dialect, and counts of what was left out so far. */
    public TableReader table() {
        return table;
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            if (ahead.isEmpty() && !table.hasNext()) {
                return false;
            }
            Row row = ahead.isEmpty() ? table.next() : ahead.remove();
            try {
                next = new Entry(document(row), row);
            } catch (BadInputException e) {
                table.reject(e);
            }
        }
        return true;
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The file has no more rows. Received: file=" + table.source() + ".");
        }
        Entry entry = next;
        next = null;
        return entry;
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
        String label = columns.label() == null ? null : row.value(columns.label());
        label = label == null || label.isBlank() ? null : label.strip();
        if (label == null && options.labels()) {
            throw BadInputException.row(
                    "A label must not be empty.",
                    table.source(),
                    row.line(),
                    "label column=" + columns.label(),
                    "Add the label, or skip bad rows.");
        }
        return new Document(text, label, row.line());
    }

    /** What the user should know of the rows read so far: skipped rows, replaced bytes, the choice of columns. */
    public List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        columns.warning().ifPresent(warnings::add);
        if (table.skippedRows() > 0) {
            warnings.add(new Warning(
                    Warning.Kind.SKIPPED_ROWS,
                    table.skippedRows() + " rows of " + table.source() + " were left out. The first: "
                            + table.skippedMessages().get(0)));
        }
        if (table.replacedBytes() > 0) {
            warnings.add(new Warning(
                    Warning.Kind.REPLACED_BYTES,
                    table.replacedBytes() + " sequences of bytes in " + table.source() + " are no "
                            + table.dialect().charset().name() + " and were replaced by U+FFFD."));
        }
        return warnings;
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
