// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows by RFC 4180. Where a quote is broken, the ends of all following rows are a guess; therefore that ends reading under
 * any policy.
 */
final class CsvSource implements RowSource {
    private static final int MAX_FIELDS = 100_000;
    /** FastCSV's unit of reading; its buffer needs as much beside the field. */
    private static final int READ = 8192;

    private final String source;
    private final int maxField;
    private final Fields fields = new Fields();
    private final CloseableIterator<Row> rows;

    CsvSource(String source, Reader in, char separator, int maxField) {
        this.source = source;
        this.maxField = maxField;
        this.rows = CsvReader.builder()
                .fieldSeparator(separator)
                .quoteCharacter('"')
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(maxField + 2 * READ)
                .build(fields, in)
                .iterator();
    }

    @Override
    public Row next() throws IOException {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (CsvParseException e) {
            throw translate(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private BadInputException translate(CsvParseException e) {
        if (e.getCause() instanceof BadInputException own) {
            return own;
        }
        String message = String.valueOf(e.getMessage());
        String received = "field=" + (fields.values.size() + 1);
        if (message.startsWith("Unclosed")) {
            return BadInputException.file(
                    "A quote that begins a field must be closed.",
                    source,
                    fields.line(),
                    received,
                    "The rest of the file was read as part of this field: close the quote, or set the format to unquoted.");
        }
        if (message.startsWith("Unexpected character after closing quote")) {
            return BadInputException.file(
                    "After the quote that closes a field comes a separator or a line end.",
                    source,
                    fields.line(),
                    received,
                    "Double the quotes within the field (\"\"), look for a quote that is not closed before, or set the format"
                            + " to unquoted.");
        }
        if (message.startsWith("The maximum buffer size")) {
            return tooLong(received);
        }
        return BadInputException.file("A row must follow RFC 4180.", source, fields.line(), message, "Mend the row.");
    }

    private BadInputException tooLong(String received) {
        return BadInputException.file(
                "A field must not be longer than the limit.",
                source,
                fields.line(),
                received + ", limit=" + maxField,
                "Look for a quote on this line that is never closed, or for missing line ends; or raise the limit.");
    }

    /** Collects the fields of a record. */
    private final class Fields extends AbstractBaseCsvCallbackHandler<Row> {
        private final List<String> values = new ArrayList<>();
        private long breaks;
        private long size;

        /** The line on which the field that comes next begins. */
        long line() {
            return Math.max(1, getStartingLineNumber()) + breaks;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            values.clear();
            breaks = 0;
            size = 0;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            size += length;
            if (length > maxField || size > 4L * maxField) {
                throw tooLong("field=" + (index + 1));
            }
            if (index == MAX_FIELDS) {
                throw BadInputException.file(
                        "A row must not have more than " + MAX_FIELDS + " fields.",
                        source,
                        line(),
                        "more",
                        "Check the separator.");
            }
            values.add(length == 0 ? "" : new String(buffer, offset, length));
            if (quoted) {
                countBreaks(buffer, offset, length);
            }
        }

        private void countBreaks(char[] buffer, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                boolean second = buffer[i] == '\n' && i > offset && buffer[i - 1] == '\r';
                if ((buffer[i] == '\n' || buffer[i] == '\r') && !second) {
                    breaks++;
                }
            }
        }

        @Override
        protected void handleEmpty() {
            values.add("");
        }

        @Override
        protected Row buildRecord() {
            return Row.of(getStartingLineNumber(), List.of(), values.toArray(String[]::new));
        }
    }
}
