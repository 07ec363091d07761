// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.text.data.Document;
import dev.lector.text.data.DocumentStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/** The rows of a file, some at a time. What was read before a fault is given first. */
final class Chunks implements Iterator<List<DocumentStream.Entry>> {
    /** Rows answered together: as many as the network takes at a time. */
    private static final int ROWS = 1_024;
    /** Characters from which on no more rows are taken together: it bounds the memory where texts are long. */
    private static final long MOST_CHARACTERS = 1 << 20;

    private final DocumentStream rows;
    private final Predicate<Document> wanted;
    private List<DocumentStream.Entry> next = List.of();
    private RuntimeException fault;

    Chunks(DocumentStream rows, Predicate<Document> wanted) {
        this.rows = rows;
        this.wanted = wanted;
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty()) {
            if (fault != null) {
                throw fault;
            }
            next = read();
            if (next.isEmpty() && fault != null) {
                throw fault;
            }
        }
        return !next.isEmpty();
    }

    private List<DocumentStream.Entry> read() {
        List<DocumentStream.Entry> chunk = new ArrayList<>(ROWS);
        long characters = 0;
        try {
            while (chunk.size() < ROWS && characters <= MOST_CHARACTERS && rows.hasNext()) {
                DocumentStream.Entry entry = rows.next();
                if (wanted.test(entry.document())) {
                    chunk.add(entry);
                    characters += entry.document().text().length();
                }
            }
        } catch (RuntimeException stopped) {
            fault = stopped;
        }
        return chunk;
    }

    @Override
    public List<DocumentStream.Entry> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The file has no more rows.");
        }
        List<DocumentStream.Entry> given = next;
        next = List.of();
        return given;
    }
}
