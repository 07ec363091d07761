// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.StoredIds;
import dev.lector.text.EncodedWindows;
import dev.lector.text.IdRows;
import dev.lector.text.TextPipeline;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled texts, and what they are encoded to, in temporary files instead of in memory: of each row the memory holds where
 * its text begins and which labels it has, 12 bytes. A {@link TrainingRun} gives the same classifier of them, bit for bit.
 *
 * <pre>{@code
 * try (StoredRows rows = new StoredRows(folder, false)) {
 *     while (reader.hasNext()) {
 *         rows.add(reader.next().text(), List.of(label));
 *     }
 *     Trained trained = new TrainingRun(Recipes.byName("average")).storage(rows).run(rows.texts());
 * }
 * }</pre>
 *
 * <p>Adding is for one thread; when all rows are added, any number of threads may read.
 */
public final class StoredRows implements AutoCloseable {
    /** Rows encoded at a time, and numbers in one piece of a list. */
    private static final int CHUNK = 1 << 13;

    private final Path folder;
    private final boolean multiLabel;
    private final TemporaryFile texts;
    private final List<TemporaryFile> encoded = new ArrayList<>();
    /** Where each text begins, in pieces. */
    private final List<long[]> begins = new ArrayList<>();
    /** Which of the sets each row has, in pieces. */
    private final List<int[]> sets = new ArrayList<>();

    private final List<List<String>> differentSets = new ArrayList<>();
    private final Map<List<String>, Integer> indexOfSet = new HashMap<>();
    private int rows;

    /**
     * Begins without rows.
     *
     * @param folder for temporary files; it must exist
     * @param multiLabel whether a text may have several labels, or none
     * @throws java.io.UncheckedIOException if no file can be made there
     */
    public StoredRows(Path folder, boolean multiLabel) {
        this.folder = folder;
        this.multiLabel = multiLabel;
        this.texts = new TemporaryFile(folder, "lector-texts");
    }

    /**
     * Adds a row.
     *
     * @param text without halves of surrogate pairs, as the readers give it ({@code Documents.normalized})
     * @param labels none twice; one, unless a text may have several
     * @throws java.io.UncheckedIOException if the disk is full
     */
    public void add(String text, List<String> labels) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (hasSurrogates(text) && !text.equals(new String(bytes, StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("A text to store must be made of whole characters. Received: half of a"
                    + " surrogate pair in row " + (rows + 1) + ". Normalize the text with Documents.normalized.");
        }
        int at = rows % CHUNK;
        if (at == 0) {
            begins.add(new long[CHUNK]);
            sets.add(new int[CHUNK]);
        }
        begins.get(rows / CHUNK)[at] = texts.size();
        sets.get(rows / CHUNK)[at] = indexOf(labels);
        texts.append(bytes);
        rows = Math.addExact(rows, 1);
    }

    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private int indexOf(List<String> labels) {
        Integer known = indexOfSet.get(labels);
        if (known == null) {
            known = differentSets.size();
            List<String> set = List.copyOf(labels);
            differentSets.add(set);
            indexOfSet.put(set, known);
        }
        return known;
    }

    /** How many rows there are. */
    public int size() {
        return rows;
    }

    /** Bytes on the disk so far. */
    public long bytes() {
        return texts.size() + encoded.stream().mapToLong(TemporaryFile::size).sum();
    }

    /** The rows, as a view: a text is read when it is asked for. */
    public LabelledTexts texts() {
        return new LabelledTexts(
                Lists.view(rows, this::text),
                Lists.view(rows, row -> differentSets.get(sets.get(row / CHUNK)[row % CHUNK])),
                multiLabel);
    }

    private String text(int row) {
        long begin = begin(row);
        byte[] bytes = new byte[(int) (begin(row + 1) - begin)];
        texts.read(begin, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long begin(int row) {
        return row == rows ? texts.size() : begins.get(row / CHUNK)[row % CHUNK];
    }

    /**
     * Encodes texts to a file that lives as long as this.
     *
     * @param pipeline to ids
     * @param threads at most; the ids do not depend on them
     */
    TrainingRows.Encoded encode(List<String> rows, TextPipeline pipeline, int threads) {
        TemporaryFile file = new TemporaryFile(folder, "lector-ids");
        encoded.add(file);
        int[] starts = new int[rows.size() + 1];
        for (int from = 0; from < rows.size(); from += CHUNK) {
            // A copy: the threads take texts from memory, and the file is read in one go.
            List<String> some = new ArrayList<>(rows.subList(from, Math.min(rows.size(), from + CHUNK)));
            EncodedWindows windows = pipeline.encodeWindows(some, threads);
            int[] ids = ((IdRows) windows.encoded().rows()).ids();
            byte[] bytes = new byte[Integer.BYTES * ids.length];
            ByteBuffer.wrap(bytes).asIntBuffer().put(ids);
            file.append(bytes);
            for (int text = 1; text <= some.size(); text++) {
                starts[from + text] = Math.addExact(starts[from], windows.starts()[text]);
            }
        }
        return new TrainingRows.Encoded(new FileIds(file, starts[rows.size()], pipeline.width()), starts);
    }

    /** Ids of a file, {@code (rows, steps)}. */
    private record FileIds(TemporaryFile file, int rows, int steps) implements StoredIds {
        @Override
        public void read(int[] rows, int from, int count, int[] ids) {
            byte[] bytes = new byte[Integer.BYTES * steps];
            for (int r = 0; r < count; r++) {
                long row = rows == null ? from + r : rows[from + r];
                file.read(row * bytes.length, bytes);
                ByteBuffer.wrap(bytes).asIntBuffer().get(ids, r * steps, steps);
            }
        }
    }

    /** Deletes the files; the rows cannot be read any more. */
    @Override
    public void close() {
        texts.close();
        encoded.forEach(TemporaryFile::close);
    }
}
