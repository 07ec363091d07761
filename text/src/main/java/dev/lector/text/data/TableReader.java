// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Streams the rows of a table: CSV, TSV, unquoted {@code label,text}, lines, JSON Lines or a JSON array, compressed or
 * not. Memory does not grow with the file. Not thread-safe.
 *
 * <p>Every row of the file is returned, or is a blank row ({@link #blankRows()}), or is skipped ({@link #skippedRows()}),
 * or is the reason of a {@link BadInputException}, after which reading must not go on.
 */
public final class TableReader implements Iterator<Row>, AutoCloseable {
    private final String source;
    private final Dialect dialect;
    private final Tally tally;
    private final Sample sample;
    private final RowSource rows;
    private Row next;

    TableReader(Sample sample, ReadOptions options, Tally tally) throws IOException {
        this.source = sample.source;
        this.sample = sample;
        this.tally = tally;
        Dialect detected = DialectDetector.detect(sample, options);
        Reader characters = DialectDetector.decoder(sample, detected, tally);
        this.rows = rows(detected, characters, options.maxField());
        this.dialect = detected.header() ? withHeader(detected) : detected;
    }

    /**
     * Opens a file.
     *
     * @throws BadInputException if it is empty, or its header cannot be used
     */
    public static TableReader open(Path file, ReadOptions options) throws IOException {
        return open(file.toString(), Files.newInputStream(file), options);
    }

    /**
     * Opens a stream; closing the reader closes it.
     *
     * @param source a name for messages
     */
    public static TableReader open(String source, InputStream in, ReadOptions options) throws IOException {
        try {
            return new TableReader(Sample.of(source, in), options, new Tally(options.policy()));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private RowSource rows(Dialect detected, Reader in, int maxField) {
        return switch (detected.format()) {
            case QUOTED -> new CsvSource(source, in, detected.separator(), maxField);
            case JSON_ARRAY -> JsonSource.array(source, in, maxField);
            case JSON_LINES -> JsonSource.lines(source, new LineReader(source, in, maxField), maxField);
            case UNQUOTED, LABEL_TEXT, LINES ->
                new LineSource(source, new LineReader(source, in, maxField), detected.format(), detected.separator());
            default ->
                throw new IllegalArgumentException("A table must have rows. Received: format="
                        + detected.format().id() + ". Read it as documents.");
        };
    }

    private Dialect withHeader(Dialect detected) throws IOException {
        Row header = rows.next();
        while (header != null && header.isBlank()) {
            tally.blank++;
            header = rows.next();
        }
        if (header == null) {
            throw DialectDetector.empty(source);
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String value : header.values()) {
            String name = value.isBlank() ? "column" + (names.size() + 1) : value.strip();
            if (!seen.add(name)) {
                throw BadInputException.file(
                        "The names of the columns must differ.",
                        source,
                        header.line(),
                        "column '" + name + "' twice",
                        "Rename one, or say that there is no header.");
            }
            names.add(name);
        }
        return new Dialect(
                detected.format(),
                detected.separator(),
                detected.charset(),
                detected.bom(),
                detected.gzip(),
                true,
                names);
    }

    /** How the file is read, with the names of its columns. */
    public Dialect dialect() {
        return dialect;
    }

    /** The file's name. */
    public String source() {
        return source;
    }

    /** How many bad rows were left out so far. */
    public long skippedRows() {
        return tally.skipped;
    }

    /** How many blank rows were passed over so far. */
    public long blankRows() {
        return tally.blank;
    }

    /** How many sequences of bytes that are no characters were replaced so far. */
    public long replacedBytes() {
        return tally.replaced;
    }

    /** Why rows were skipped: the first ten messages. */
    public List<String> skippedMessages() {
        return tally.messages();
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            try {
                Row row = rows.next();
                if (row == null) {
                    return false;
                }
                if (row.isBlank()) {
                    tally.blank++;
                } else {
                    next = checked(row);
                }
            } catch (BadInputException e) {
                tally.reject(e, false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return true;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The file has no more rows. Received: file=" + source + ".");
        }
        Row row = next;
        next = null;
        return row;
    }

    private Row checked(Row row) {
        if (row.json() != null) {
            return row;
        }
        int fields = row.values().size();
        if (fields != dialect.columns().size()) {
            throw BadInputException.row(
                    "A row must have as many fields as there are columns.",
                    source,
                    row.line(),
                    "fields=" + fields + ", columns=" + dialect.columns().size(),
                    fields > dialect.columns().size() && dialect.format() == Format.QUOTED
                            ? "Quote fields that hold the separator, or set the format to label and text."
                            : "Mend the row, or skip bad rows.");
        }
        return new Row(row.line(), dialect.columns(), row.values(), null);
    }

    @Override
    public void close() throws IOException {
        sample.close();
    }
}
