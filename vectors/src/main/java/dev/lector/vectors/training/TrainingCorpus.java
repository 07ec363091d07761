// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * A text made ready: its words counted, their ranks in a temporary file.
 *
 * @param vocabulary words that occur often enough
 * @param encoded the text as ranks
 */
record TrainingCorpus(TrainingVocabulary vocabulary, EncodedCorpus encoded) implements AutoCloseable {

    /** Reads a text twice. */
    static TrainingCorpus open(Path file, int minCount, EncodedCorpus.Options options, TrainingWatch watch)
            throws IOException {
        return encode(file, count(file, minCount, watch), options, watch);
    }

    /** Reads a text whose words are counted. */
    static TrainingCorpus encode(
            Path file, TrainingVocabulary vocabulary, EncodedCorpus.Options options, TrainingWatch watch)
            throws IOException {
        watch.progress("encoding", 0, vocabulary.occurrences(), Double.NaN);
        try (InputStream in = CorpusFile.open(file)) {
            return new TrainingCorpus(vocabulary, EncodedCorpus.encode(in, vocabulary, options));
        }
    }

    /** Counts the words of a text. */
    static TrainingVocabulary count(Path file, int minCount, TrainingWatch watch) throws IOException {
        watch.progress("counting", 0, -1, Double.NaN);
        TrainingVocabulary vocabulary;
        try (InputStream in = CorpusFile.open(file)) {
            vocabulary = TrainingVocabulary.count(in, minCount);
        } catch (EOFException | ZipException damaged) {
            throw CorpusFile.damaged(file, damaged);
        }
        if (vocabulary.size() < 2) {
            throw new IOException(
                    "A corpus must hold at least two different words that occur often enough. Received: file="
                            + file + ", words=" + vocabulary.size() + ", min-count=" + minCount
                            + ". Give more text, or lower min-count.");
        }
        if (vocabulary.tooLong() > 0) {
            watch.note(vocabulary.tooLong() + " runs of more than " + TokenReader.LONGEST_WORD
                    + " bytes without a blank are no words and left out.");
        }
        if (vocabulary.notUtf8() > 0) {
            watch.note(vocabulary.notUtf8()
                    + " different words are no UTF-8 and left out. Convert the file if they matter.");
        }
        return vocabulary;
    }

    @Override
    public void close() throws IOException {
        encoded.close();
    }
}
