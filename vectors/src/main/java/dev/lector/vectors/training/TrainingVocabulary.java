// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The words of a corpus that occur often enough, the most frequent first; of equal counts the first seen. */
final class TrainingVocabulary {
    private final WordTable table;
    /** Rank of each number of the table; -1 for rare words. */
    private final int[] ranks;

    private final int[] numbers;
    private final long occurrences;
    private final long tooLong;
    private final int notUtf8;

    private TrainingVocabulary(WordTable table, int[] numbers, long tooLong, int notUtf8) {
        this.table = table;
        this.numbers = numbers;
        ranks = new int[table.size()];
        Arrays.fill(ranks, -1);
        long sum = 0;
        for (int rank = 0; rank < numbers.length; rank++) {
            ranks[numbers[rank]] = rank;
            sum += table.count(numbers[rank]);
        }
        occurrences = sum;
        this.tooLong = tooLong;
        this.notUtf8 = notUtf8;
    }

    /** Counts the words of a stream. */
    static TrainingVocabulary count(InputStream in, int minCount) throws IOException {
        WordTable table = new WordTable();
        TokenReader tokens = new TokenReader(in);
        while (tokens.next()) {
            table.add(tokens.word(), tokens.length(), 1);
        }
        List<Integer> kept = new ArrayList<>();
        int notUtf8 = 0;
        for (int number = 0; number < table.size(); number++) {
            if (table.count(number) >= minCount) {
                // Two that are decoded with replacements could become the same word.
                if (decoded(table.bytes(number)) == null) {
                    notUtf8++;
                } else {
                    kept.add(number);
                }
            }
        }
        kept.sort(Comparator.comparingLong((Integer number) -> -table.count(number)));
        return new TrainingVocabulary(
                table, kept.stream().mapToInt(Integer::intValue).toArray(), tokens.tooLong(), notUtf8);
    }

    int size() {
        return numbers.length;
    }

    /** Occurrences of the word of a rank. */
    long count(int rank) {
        return table.count(numbers[rank]);
    }

    /** Occurrences of all words kept. */
    long occurrences() {
        return occurrences;
    }

    /**
     * Chance of each word to be kept at one place: word2vec's formula, which differs from the paper's.
     *
     * @param sample words more frequent than this share are left out at times; 0 keeps all
     */
    float[] keepChances(double sample) {
        float[] chances = new float[size()];
        double threshold = sample * occurrences;
        for (int word = 0; word < chances.length; word++) {
            double share = count(word) / threshold;
            chances[word] = threshold == 0 ? 1 : (float) ((StrictMath.sqrt(share) + 1) / share);
        }
        return chances;
    }

    /** Runs of the corpus that are too long for a word and were left out. */
    long tooLong() {
        return tooLong;
    }

    /** Rank of a word; -1 if it is not kept. */
    int rank(byte[] word, int length) {
        int number = table.find(word, length);
        return number < 0 ? -1 : ranks[number];
    }

    /** Different words that occur often enough, but are no UTF-8 and were left out. */
    int notUtf8() {
        return notUtf8;
    }

    /** The word, or null if the bytes are no UTF-8. */
    private static String decoded(byte[] word) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(word))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** All words, the most frequent first. */
    List<String> words() {
        List<String> words = new ArrayList<>(size());
        for (int rank = 0; rank < size(); rank++) {
            words.add(word(rank));
        }
        return words;
    }

    /** The word of a rank. */
    String word(int rank) {
        return decoded(table.bytes(numbers[rank]));
    }
}
