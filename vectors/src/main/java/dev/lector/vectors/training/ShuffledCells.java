// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.CounterRandom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The cells of a square matrix of counts in a temporary file, dealt out by the blocks of their row and column, and within
 * such a pair of blocks at random to so many parts that each fits the memory. Read part by part and shuffled there, the
 * cells of a pair of blocks come in an order drawn from all its orders, whatever their number.
 */
final class ShuffledCells implements Cooccurrences.Sink, AutoCloseable {
    /** Ints of a cell: place of the row, place of the column, bits of the value. */
    static final int CELL = 3;

    private static final int CELLS_A_PART = 1 << 20;
    private static final int CELLS_A_BUFFER = 1 << 12;

    private final WordBlocks blocks;
    private final int parts;
    private final long key;
    private final ChunkedFile file;
    private final int[][][] buffers;
    private final int[][] filled;
    private final ByteBuffer[] bytes;
    private final int[] positions;
    private final AtomicLong cells = new AtomicLong();

    /**
     * Begins empty.
     *
     * @param most at least as many cells as there will be
     */
    ShuffledCells(WordBlocks blocks, long most, int workers, Path folder, long key) throws IOException {
        this.blocks = blocks;
        this.key = key;
        parts = (int) (1 + most / WordBlocks.BLOCKS / WordBlocks.BLOCKS / CELLS_A_PART);
        file = new ChunkedFile(folder, Math.multiplyExact(blocks.tasks(), WordBlocks.BLOCKS * parts));
        buffers = new int[workers][WordBlocks.BLOCKS * parts][CELL * CELLS_A_BUFFER];
        filled = new int[workers][WordBlocks.BLOCKS * parts];
        bytes = new ByteBuffer[workers];
        for (int i = 0; i < workers; i++) {
            bytes[i] = ChunkedFile.buffer(CELL * CELLS_A_BUFFER * Integer.BYTES);
        }
        positions = new int[blocks.words()];
        for (int word = 0; word < positions.length; word++) {
            positions[word] = blocks.position(word);
        }
    }

    @Override
    public void row(int worker, int task, int word, RowSum row) throws IOException {
        int place = positions[word];
        for (int i = 0; i < row.count(); i++) {
            int column = row.column(i);
            int bucket = WordBlocks.block(column) * parts + part(word, column);
            int[] buffer = buffers[worker][bucket];
            int at = filled[worker][bucket];
            buffer[at] = place;
            buffer[at + 1] = positions[column];
            buffer[at + 2] = Float.floatToRawIntBits((float) row.sum(i));
            filled[worker][bucket] = at + CELL;
            if (at + CELL == buffer.length) {
                flush(worker, task, bucket);
            }
        }
        cells.addAndGet(row.count());
    }

    private int part(int word, int column) {
        return parts == 1 ? 0 : CounterRandom.below(parts, key, (long) word << 32 | column);
    }

    private void flush(int worker, int task, int bucket) throws IOException {
        bytes[worker].clear();
        bytes[worker].asIntBuffer().put(buffers[worker][bucket], 0, filled[worker][bucket]);
        bytes[worker].limit(filled[worker][bucket] * Integer.BYTES);
        file.append(task * WordBlocks.BLOCKS * parts + bucket, bytes[worker]);
        filled[worker][bucket] = 0;
    }

    @Override
    public void end(int worker, int task) throws IOException {
        for (int bucket = 0; bucket < filled[worker].length; bucket++) {
            flush(worker, task, bucket);
        }
    }

    /** Cells in all. */
    long size() {
        return cells.get();
    }

    /** Parts of each pair of blocks. */
    int parts() {
        return parts;
    }

    /** A thread's place to read cells into. */
    final class Reader {
        private final ByteBuffer buffer = ChunkedFile.buffer(1 << 18);
        private int[] cells = new int[0];

        /**
         * Reads and shuffles one part of a pair of blocks.
         *
         * @param order key of the order
         * @return the number of cells
         */
        int read(int rowBlock, int columnBlock, int part, long order) throws IOException {
            int length = 0;
            for (int task = blocks.firstTask(rowBlock); task < blocks.firstTask(rowBlock + 1); task++) {
                int stream = (task * WordBlocks.BLOCKS + columnBlock) * parts + part;
                int ints = Math.toIntExact(file.length(stream) / Integer.BYTES);
                if (length + ints > cells.length) {
                    cells = Arrays.copyOf(cells, Math.max(length + ints, 2 * length));
                }
                ChunkedFile.Reader reader = file.reader(stream, buffer);
                while (ints > 0) {
                    ByteBuffer ready = reader.need(Integer.BYTES);
                    int now = Math.min(ints, ready.remaining() / Integer.BYTES);
                    ready.asIntBuffer().get(cells, length, now);
                    ready.position(ready.position() + now * Integer.BYTES);
                    length += now;
                    ints -= now;
                }
            }
            shuffle(length / CELL, order);
            return length / CELL;
        }

        private void shuffle(int count, long order) {
            RandomBits random = new RandomBits();
            random.restart(order);
            for (int i = count - 1; i > 0; i--) {
                int a = CELL * i;
                int b = CELL * random.below(i + 1);
                for (int j = 0; j < CELL; j++) {
                    int cell = cells[a + j];
                    cells[a + j] = cells[b + j];
                    cells[b + j] = cell;
                }
            }
        }

        /** The cells read last. */
        int[] cells() {
            return cells;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
