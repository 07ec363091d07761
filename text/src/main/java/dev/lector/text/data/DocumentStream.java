// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Streams the documents of a file, a folder or an archive, in constant memory. The reader of each file is chosen by looking
 * at it, unless the options name one. Not thread-safe.
 *
 * <p>Every document is returned, or is a blank row ({@link #blankRows()}), or is skipped ({@link #skippedRows()}), or is the
 * reason of a {@link BadInputException}, after which reading must not go on.
 */
public final class DocumentStream implements Iterator<DocumentStream.Entry>, AutoCloseable {
    /**
     * A document and its row.
     *
     * @param document text, labels, metadata, origin
     * @param row all columns of a table; of another file {@code origin, labels, text}
     */
    public record Entry(Document document, Row row) {}

    private final String source;
    private final Items items;
    private final DocumentOptions options;
    private final Tally tally;
    private final Map<Format, Long> files = new EnumMap<>(Format.class);
    private final Map<Format, String> descriptions = new EnumMap<>(Format.class);
    private RecordSource current;
    private Dialect dialect;
    private ColumnChoice columns;
    private Entry next;
    private boolean ended;

    private DocumentStream(String source, Items items, DocumentOptions options, Tally tally) throws IOException {
        this.source = source;
        this.items = items;
        this.options = options;
        this.tally = tally;
        try {
            openNext();
        } catch (IOException | RuntimeException e) {
            items.close();
            throw e;
        }
    }

    /**
     * Opens a file, a folder or an archive.
     *
     * @throws BadInputException if the first file cannot be read, or a column is missing
     */
    public static DocumentStream open(Path file, DocumentOptions options) throws IOException {
        Tally tally = new Tally(options.table().policy());
        return new DocumentStream(file.toString(), Items.of(file, options.table(), tally), options, tally);
    }

    /** Opens a stream; closing closes it. */
    public static DocumentStream open(String source, InputStream in, DocumentOptions options) throws IOException {
        Tally tally = new Tally(options.table().policy());
        return new DocumentStream(source, Items.of(source, in, options.table(), tally), options, tally);
    }

    /** Opens the next file that can be read; none at the end. */
    private void openNext() throws IOException {
        while (current == null && !ended) {
            try {
                Sample sample = items.next();
                ended = sample == null;
                current = ended ? null : records(sample);
            } catch (BadInputException e) {
                tally.reject(e, items.isContainer());
            }
        }
    }

    private RecordSource records(Sample sample) throws IOException {
        try {
            Format format = FormatDetector.of(sample, options.table().format(), items.isContainer());
            RecordSource records;
            if (format == null || format.isTable()) {
                TableRecords table = new TableRecords(sample, options, tally);
                dialect = dialect == null ? table.table.dialect() : dialect;
                columns = columns == null ? table.columns : columns;
                records = table;
            } else {
                FieldSource fields = Readers.of(sample, format, options, tally);
                records = new FieldRecords(sample, format, fields, options, tally);
            }
            files.merge(records.format(), 1L, Long::sum);
            descriptions.putIfAbsent(records.format(), records.description());
            return records;
        } catch (IOException | RuntimeException e) {
            sample.close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && current != null) {
                try {
                    next = current.next();
                    if (next == null) {
                        closeCurrent();
                        openNext();
                    }
                } catch (BadInputException e) {
                    tally.reject(e, items.isContainer());
                    if (!e.rowOnly()) {
                        closeCurrent();
                        openNext();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next != null;
    }

    private void closeCurrent() throws IOException {
        RecordSource done = current;
        current = null;
        done.close();
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more documents. Received: file=" + source + ".");
        }
        Entry entry = next;
        next = null;
        return entry;
    }

    /** The file, folder or archive. */
    public String source() {
        return source;
    }

    /** How it is read, for the user, in one line; of a folder or archive what was read of it so far. */
    public String description() {
        if (!items.isContainer()) {
            return descriptions.isEmpty()
                    ? ""
                    : descriptions.values().iterator().next();
        }
        List<String> counts = new ArrayList<>();
        files.forEach((format, count) -> counts.add(String.format(Locale.ROOT, "%,d of %s", count, format.title())));
        StringBuilder line = new StringBuilder("Files read: ")
                .append(counts.isEmpty() ? "none" : String.join(", ", counts))
                .append('.');
        for (Map.Entry<Format, String> each : descriptions.entrySet()) {
            String fields = each.getValue();
            fields = fields.substring(fields.indexOf(". ") + 2);
            line.append(' ')
                    .append(files.size() > 1 ? "In " + each.getKey().title() + ": " : "")
                    .append(fields);
        }
        return line.toString();
    }

    /** The names of the columns of the rows: of the first table, or of the rows beside other documents. */
    public List<String> columns() {
        return dialect == null ? FieldRecords.COLUMNS : dialect.columns();
    }

    /** How the first table is read; empty if no file is a table. */
    public Optional<Dialect> dialect() {
        return Optional.ofNullable(dialect);
    }

    /** How many bad rows, documents and files were left out so far. */
    public long skippedRows() {
        return tally.skipped;
    }

    /** How many blank rows were passed over so far. */
    public long blankRows() {
        return tally.blank;
    }

    /** Why something was left out: the first ten messages. */
    public List<String> skippedMessages() {
        return tally.messages();
    }

    /** What the user should know of what was read so far: rows left out, replaced bytes, the choice of columns. */
    public List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        if (columns != null) {
            columns.warning().ifPresent(warnings::add);
        }
        warnings.addAll(tally.warnings(source));
        return warnings;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            closeCurrent();
        }
        items.close();
    }
}
