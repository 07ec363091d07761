// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;

/**
 * Turns the numbers of rows of text to floats: blocks of rows go to other threads while the caller finds the next rows;
 * when enough are on their way, the caller takes a block itself. Results and the first fault do not depend on that.
 */
final class TextNumbers {
    private static final int BLOCK = 1 << 18;
    private static final int MOST_WAITING = 3;

    private final String file;
    private final VectorCollector to;
    private final Deque<Future<Block>> waiting = new ArrayDeque<>();
    private Block current;
    private int firstRow;

    /** Rows whose numbers follow one another, each ended by a blank. */
    private final class Block {
        private final int dimensions = to.dimensions();
        private final int row = firstRow;
        private final List<String> words = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();
        private byte[] bytes = new byte[BLOCK + 4096];
        private int length;
        private float[] values = new float[0];
        private VectorFileException fault;

        void add(byte[] line, int from, int end, String word, long number) {
            int count = end - from;
            if (length + count + 1 > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + count + 1, 2 * bytes.length));
            }
            System.arraycopy(line, from, bytes, length, count);
            length += count;
            bytes[length++] = ' ';
            words.add(word);
            lines.add(number);
        }

        Block parse() {
            values = new float[words.size() * dimensions];
            int at = 0;
            for (int i = 0; i < values.length; i++) {
                int end = at;
                while (bytes[end] != ' ' && bytes[end] != '\t') {
                    end++;
                }
                values[i] = FloatParser.parse(bytes, at, end);
                if (!Float.isFinite(values[i])) {
                    fault = new VectorFileException(
                            "The numbers of a vector must be finite numbers.",
                            file,
                            lines.get(i / dimensions),
                            "word='" + words.get(i / dimensions) + "', number="
                                    + TextReader.shorten(TextReader.ascii(bytes, at, end)),
                            "Correct the line.");
                    return this;
                }
                at = end;
                while (at < length && (bytes[at] == ' ' || bytes[at] == '\t')) {
                    at++;
                }
            }
            return this;
        }
    }

    TextNumbers(String file, VectorCollector to) {
        this.file = file;
        this.to = to;
    }

    /** Takes the numbers of the row that the collector has begun. */
    void add(byte[] line, int from, int end, String word, long number) throws VectorFileException {
        if (current == null) {
            firstRow = to.at() / to.dimensions();
            current = new Block();
        }
        current.add(line, from, end, word, number);
        if (current.length >= BLOCK) {
            hand();
        }
    }

    private void hand() throws VectorFileException {
        Block block = current;
        current = null;
        if (waiting.size() < MOST_WAITING) {
            waiting.add(ForkJoinPool.commonPool().submit(block::parse));
            return;
        }
        block.parse();
        // Blocks before it first, so that the first fault is told.
        finishWaiting();
        keep(block);
    }

    /** Waits for all rows. */
    void finish() throws VectorFileException {
        finishWaiting();
        if (current != null) {
            keep(current.parse());
            current = null;
        }
    }

    private void finishWaiting() throws VectorFileException {
        while (!waiting.isEmpty()) {
            collect(waiting.remove());
        }
    }

    private void collect(Future<Block> block) throws VectorFileException {
        boolean interrupted = false;
        while (true) {
            try {
                keep(block.get());
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw new IllegalStateException("Numbers could not be parsed.", e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(Block block) throws VectorFileException {
        if (block.fault != null) {
            throw block.fault;
        }
        System.arraycopy(block.values, 0, to.values(), block.row * block.dimensions, block.values.length);
    }
}
