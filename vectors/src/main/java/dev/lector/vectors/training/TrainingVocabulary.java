// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import java.io.IOException;
import java.io.InputStream;
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

    private TrainingVocabulary(WordTable table, int[] numbers, long tooLong) {
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
    }

    /** Counts the words of a stream. */
    static TrainingVocabulary count(InputStream in, int minCount) throws IOException {
        WordTable table = new WordTable();
        TokenReader tokens = new TokenReader(in);
        while (tokens.next()) {
            table.add(tokens.word(), tokens.length(), 1);
        }
        List<Integer> kept = new ArrayList<>();
        for (int number = 0; number < table.size(); number++) {
            if (table.count(number) >= minCount) {
                kept.add(number);
            }
        }
        kept.sort(Comparator.comparingLong((Integer number) -> -table.count(number)));
        return new TrainingVocabulary(
                table, kept.stream().mapToInt(Integer::intValue).toArray(), tokens.tooLong());
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

    /** Runs of the corpus that are too long for a word and were left out. */
    long tooLong() {
        return tooLong;
    }

    /** Rank of a word; -1 if it is not kept. */
    int rank(byte[] word, int length) {
        int number = table.find(word, length);
        return number < 0 ? -1 : ranks[number];
    }

    /** All words, the most frequent first. */
    List<String> words() {
        List<String> words = new ArrayList<>(size());
        for (int rank = 0; rank < size(); rank++) {
            words.add(word(rank));
        }
        return words;
    }

    /** The word of a rank; bytes that are no UTF-8 are replaced. */
    String word(int rank) {
        return new String(table.bytes(numbers[rank]), StandardCharsets.UTF_8);
    }
}
