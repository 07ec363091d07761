// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.CounterRandom;
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

    /**
     * What is left out of the text.
     *
     * @param longestSentence longer sentences are cut
     * @param keep chance of each word to be kept at one place; null keeps all
     * @param key of these chances
     */
    record Options(int longestSentence, float[] keep, long key) {
        /** The whole text, with sentences as word2vec has them. */
        static final Options SENTENCES = new Options(LONGEST_SENTENCE, null, 0);

        private boolean keeps(int rank, long place) {
            return keep == null || keep[rank] >= 1 || CounterRandom.uniform(key, place) < keep[rank];
        }
    }

    private final Path file;
    private final FileChannel channel;
    private long[] starts = new long[64];
    private long[] wordsBefore = new long[64];
    private int chunks;

    private EncodedCorpus(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Encodes a stream with sentences as word2vec has them; words that are not in the vocabulary are left out. */
    static EncodedCorpus encode(InputStream in, TrainingVocabulary words) throws IOException {
        return encode(in, words, Options.SENTENCES);
    }

    /** Encodes a stream; words that are not in the vocabulary are left out, as word2vec does. */
    static EncodedCorpus encode(InputStream in, TrainingVocabulary words, Options options) throws IOException {
        Path file = Files.createTempFile("lector-corpus", ".ids");
        EncodedCorpus corpus = new EncodedCorpus(file);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
            corpus.write(new TokenReader(in), words, options, out);
        } catch (IOException | RuntimeException e) {
            corpus.close();
            throw e;
        }
        return corpus;
    }

    private void write(TokenReader tokens, TrainingVocabulary words, Options options, DataOutputStream out)
            throws IOException {
        long ints = 0;
        long count = 0;
        long places = 0;
        int sentence = 0;
        mark(0, 0);
        while (tokens.next()) {
            boolean ends = tokens.startsSentence() || sentence == options.longestSentence();
            if (ends && sentence > 0) {
                out.writeInt(SENTENCE_END);
                ints++;
                sentence = 0;
                if (count - wordsBefore[chunks - 1] >= CHUNK) {
                    mark(ints, count);
                }
            }
            int rank = words.rank(tokens.word(), tokens.length());
            if (rank >= 0 && options.keeps(rank, places++)) {
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

    /** Ranks and sentence ends in all. */
    long length() {
        return starts[chunks];
    }

    /** Reads ranks and sentence ends, {@code n} from {@code from} on. */
    void read(long from, int n, int[] to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20);
        for (int done = 0; done < n; ) {
            int now = Math.min(n - done, bytes.capacity() / Integer.BYTES);
            read(from + done, now, bytes);
            bytes.asIntBuffer().get(to, done, now);
            done += now;
        }
    }

    /** Fills a buffer with ints of the file and flips it. */
    private void read(long from, int n, ByteBuffer bytes) throws IOException {
        bytes.clear().limit(Integer.BYTES * n);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, Integer.BYTES * from + bytes.position()) < 0) {
                throw new IOException("The temporary file of the corpus must stay as it was written. Received: file="
                        + file + ", shorter than before. Start again.");
            }
        }
        bytes.flip();
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
            EncodedCorpus.this.read(starts[chunk], n, bytes);
            bytes.asIntBuffer().get(ids, 0, n);
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
