// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A corpus as ranks of its words in a temporary file, cut into chunks of whole sentences that threads read on their own.
 * Its memory does not grow with the corpus but for 16 bytes a chunk.
 */
final class EncodedCorpus implements AutoCloseable {
    /** Stands behind each sentence. */
    static final int SENTENCE_END = -1;
    /** Longer sentences are cut, as word2vec does. */
    static final int LONGEST_SENTENCE = 1_000;

    private static final int CHUNK = 10_000;

    private final Path file;
    private final FileChannel channel;
    private long[] starts = new long[64];
    private long[] wordsBefore = new long[64];
    private int chunks;

    private EncodedCorpus(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Encodes a stream; words that are not in the vocabulary are left out, as word2vec does. */
    static EncodedCorpus encode(InputStream in, TrainingVocabulary words) throws IOException {
        Path file = Files.createTempFile("lector-corpus", ".ids");
        EncodedCorpus corpus = new EncodedCorpus(file);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
            corpus.write(new TokenReader(in), words, out);
        } catch (IOException | RuntimeException e) {
            corpus.close();
            throw e;
        }
        return corpus;
    }

    private void write(TokenReader tokens, TrainingVocabulary words, DataOutputStream out) throws IOException {
        long ints = 0;
        long count = 0;
        int sentence = 0;
        mark(0, 0);
        while (tokens.next()) {
            boolean ends = tokens.startsSentence() || sentence == LONGEST_SENTENCE;
            if (ends && sentence > 0) {
                out.writeInt(SENTENCE_END);
                ints++;
                sentence = 0;
                if (count - wordsBefore[chunks - 1] >= CHUNK) {
                    mark(ints, count);
                }
            }
            int rank = words.rank(tokens.word(), tokens.length());
            if (rank >= 0) {
                out.writeInt(rank);
                ints++;
                count++;
                sentence++;
            }
        }
        if (sentence > 0) {
            out.writeInt(SENTENCE_END);
            ints++;
        }
        mark(ints, count);
        chunks--;
    }

    private void mark(long ints, long words) {
        if (chunks == starts.length) {
            starts = Arrays.copyOf(starts, 2 * chunks);
            wordsBefore = Arrays.copyOf(wordsBefore, 2 * chunks);
        }
        starts[chunks] = ints;
        wordsBefore[chunks++] = words;
    }

    int chunks() {
        return chunks;
    }

    /** Words before a chunk; with {@code chunk = chunks()} all words. */
    long wordsBefore(int chunk) {
        return wordsBefore[chunk];
    }

    /** A thread's place to read chunks into. */
    final class Reader {
        private ByteBuffer bytes = ByteBuffer.allocateDirect(Integer.BYTES * 2 * CHUNK);
        private int[] ids = new int[2 * CHUNK];

        /** Reads a chunk; the number of ints. */
        int read(int chunk) throws IOException {
            int n = Math.toIntExact(starts[chunk + 1] - starts[chunk]);
            if (n > ids.length) {
                ids = new int[n];
                bytes = ByteBuffer.allocateDirect(Integer.BYTES * n);
            }
            bytes.clear().limit(Integer.BYTES * n);
            long from = Integer.BYTES * starts[chunk];
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, from + bytes.position()) < 0) {
                    throw new IOException(
                            "The temporary file of the corpus must stay as it was written. Received: file=" + file
                                    + ", shorter than before. Start again.");
                }
            }
            bytes.flip().asIntBuffer().get(ids, 0, n);
            return n;
        }

        /** Ranks of the words of the chunk read last. */
        int[] ids() {
            return ids;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
