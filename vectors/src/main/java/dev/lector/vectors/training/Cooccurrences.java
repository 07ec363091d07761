// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.vectors.threads.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts which words stand near which. The corpus is taken in runs that fit the memory. Of a run all places of each word
 * are known, so that a row is summed up in a table of one row, without sorting or hashing; the rows go to the disk in the
 * order of the words, and the runs are merged row by row. A corpus of one run goes straight to its end. So memory holds
 * one run and one row a thread, whatever the corpus and the number of different pairs; sums are the same on any number of
 * threads.
 */
final class Cooccurrences {
    /** Words of a run: 128 MB with their places. */
    static final int RUN = 1 << 24;

    private static final int BUFFER = 1 << 20;
    private static final int CELL = Integer.BYTES + Double.BYTES;

    private final TrainingCorpus corpus;
    private final ContextWindow window;
    private final WordBlocks blocks;
    private final Path folder;
    private final int run;
    private final double[] weights;
    private final AtomicLong counted = new AtomicLong();

    /** What takes the rows: those of one task in order, tasks on several threads at a time. */
    interface Sink {
        /** A row. */
        void row(int worker, int task, int word, RowSum row) throws IOException;

        /** All rows of a task have come. */
        void end(int worker, int task) throws IOException;
    }

    /**
     * Prepares.
     *
     * @param folder for temporary files
     * @param run words of a run
     */
    Cooccurrences(TrainingCorpus corpus, ContextWindow window, WordBlocks blocks, Path folder, int run) {
        this.corpus = corpus;
        this.window = window;
        this.blocks = blocks;
        this.folder = folder;
        this.run = run;
        weights = new double[window.size() + 1];
        for (int d = 1; d <= window.size(); d++) {
            weights[d] = window.weight(d);
        }
        if ((long) blocks.words() * window.kinds() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("All contexts of a word must fit one array. Received: words="
                    + blocks.words() + ", kinds of context=" + window.kinds()
                    + ". Raise min-count, or take a smaller window.");
        }
    }

    /** Columns of the matrix. */
    int columns() {
        return blocks.words() * window.kinds();
    }

    /**
     * Counts, and gives every row to the sink.
     *
     * @return false if the watch stopped it
     */
    boolean count(Workers workers, TrainingWatch watch, Sink sink) throws IOException {
        RowSum[] rows = new RowSum[workers.threads()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new RowSum(columns());
        }
        long length = corpus.encoded().length();
        if (length <= run) {
            return countRun(0, length, rows, workers, watch, sink);
        }
        List<ChunkedFile> spilled = new ArrayList<>();
        try {
            for (long from = 0; from < length; from += run) {
                ChunkedFile file = new ChunkedFile(folder, blocks.tasks());
                spilled.add(file);
                if (!countRun(from, Math.min(length, from + run), rows, workers, watch, new Spill(file, rows.length))) {
                    return false;
                }
            }
            return merge(spilled, rows, workers, watch, sink);
        } finally {
            for (ChunkedFile file : spilled) {
                file.close();
            }
        }
    }

    private boolean countRun(long from, long to, RowSum[] rows, Workers workers, TrainingWatch watch, Sink sink)
            throws IOException {
        CorpusSegment segment = new CorpusSegment(corpus.encoded(), blocks.words(), from, to, window.size());
        return workers.run(blocks.tasks(), watch::stop, (worker, task) -> {
            RowSum row = rows[worker];
            long places = 0;
            for (int i = 0; i < blocks.taskSize(task); i++) {
                int word = blocks.rank(task, i);
                segment.addTo(row, word, window, weights);
                sink.row(worker, task, word, row);
                row.clear();
                places += segment.count(word);
            }
            sink.end(worker, task);
            watch.progress(
                    "co-occurrences",
                    counted.addAndGet(places),
                    corpus.vocabulary().occurrences(),
                    Double.NaN);
        });
    }

    private boolean merge(List<ChunkedFile> spilled, RowSum[] rows, Workers workers, TrainingWatch watch, Sink sink)
            throws IOException {
        AtomicInteger merged = new AtomicInteger();
        ByteBuffer[][] buffers = new ByteBuffer[rows.length][spilled.size()];
        return workers.run(blocks.tasks(), watch::stop, (worker, task) -> {
            List<ChunkedFile.Reader> readers = new ArrayList<>();
            for (int i = 0; i < spilled.size(); i++) {
                if (buffers[worker][i] == null) {
                    buffers[worker][i] = ChunkedFile.buffer(BUFFER / 16);
                }
                readers.add(spilled.get(i).reader(task, buffers[worker][i]));
            }
            for (int i = 0; i < blocks.taskSize(task); i++) {
                for (ChunkedFile.Reader reader : readers) {
                    readRow(reader, rows[worker]);
                }
                sink.row(worker, task, blocks.rank(task, i), rows[worker]);
                rows[worker].clear();
            }
            sink.end(worker, task);
            watch.progress("merging", merged.incrementAndGet(), blocks.tasks(), Double.NaN);
        });
    }

    private static void readRow(ChunkedFile.Reader reader, RowSum row) throws IOException {
        int cells = reader.need(Integer.BYTES).getInt();
        for (int i = 0; i < cells; i++) {
            ByteBuffer bytes = reader.need(CELL);
            row.add(bytes.getInt(), bytes.getDouble());
        }
    }

    /** Writes rows to the file of a run, a task's rows one after the other: their number of cells, then column and sum of each. */
    private static final class Spill implements Sink {
        private final ChunkedFile file;
        private final ByteBuffer[] buffers;

        Spill(ChunkedFile file, int workers) {
            this.file = file;
            buffers = new ByteBuffer[workers];
            for (int i = 0; i < workers; i++) {
                buffers[i] = ChunkedFile.buffer(BUFFER);
            }
        }

        @Override
        public void row(int worker, int task, int word, RowSum row) throws IOException {
            ByteBuffer bytes = buffers[worker];
            flushUnless(Integer.BYTES, task, bytes);
            bytes.putInt(row.count());
            for (int i = 0; i < row.count(); i++) {
                flushUnless(CELL, task, bytes);
                bytes.putInt(row.column(i)).putDouble(row.sum(i));
            }
        }

        private void flushUnless(int room, int task, ByteBuffer bytes) throws IOException {
            if (bytes.remaining() < room) {
                file.append(task, bytes.flip());
            }
        }

        @Override
        public void end(int worker, int task) throws IOException {
            file.append(task, buffers[worker].flip());
        }
    }
}
