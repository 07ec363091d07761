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
    private static final int KEPT_MESSAGES = 10;

    private final String source;
    private final Dialect dialect;
    private final Policy policy;
    private final Sample sample;
    private final DecodingReader characters;
    private final RowSource rows;
    private final List<String> skipped = new ArrayList<>();
    private long skippedRows;
    private long blankRows;
    private Row next;

    private TableReader(Sample sample, ReadOptions options) throws IOException {
        this.source = sample.source;
        this.sample = sample;
        this.policy = options.policy();
        Dialect detected = DialectDetector.detect(sample, options);
        this.characters = DialectDetector.decoder(sample, detected, options.policy() == Policy.SKIP);
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
            return new TableReader(Sample.of(source, in), options);
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
        };
    }

    private Dialect withHeader(Dialect detected) throws IOException {
        Row header = rows.next();
        while (header != null && header.isBlank()) {
            blankRows++;
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
        return skippedRows;
    }

    /** How many blank rows were passed over so far. */
    public long blankRows() {
        return blankRows;
    }

    /** How many sequences of bytes that are no characters were replaced so far. */
    public long replacedBytes() {
        return characters.replaced();
    }

    /** Why rows were skipped: the first ten messages. */
    public List<String> skippedMessages() {
        return List.copyOf(skipped);
    }

    /**
     * Treats a row that was returned as bad: throws, or counts it as skipped, as the policy says.
     *
     * @param bad why
     */
    void reject(BadInputException bad) {
        if (policy == Policy.FAIL || !bad.rowOnly()) {
            throw bad;
        }
        skippedRows++;
        if (skipped.size() < KEPT_MESSAGES) {
            skipped.add(bad.getMessage());
        }
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
                    blankRows++;
                } else {
                    next = checked(row);
                }
            } catch (BadInputException e) {
                reject(e);
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
