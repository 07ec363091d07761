// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts the tokens of texts, and the texts that each token occurs in. Not thread-safe. */
public final class WordCounts {
    private final WordTable table = new WordTable();
    private final TokenCursor cursor;
    private long[] counts = new long[64];
    private int[] texts = new int[64];
    private int[] lastText = new int[64];
    private int textCount;

    /** Begins with no text. */
    public WordCounts(TokenRule rule) {
        this.cursor = rule.cursor();
    }

    /** Counts the tokens of one text. */
    public void add(String text) {
        textCount++;
        cursor.reset(text);
        count();
    }

    /** Counts the tokens of one cleaned text. */
    void add(TextBuffer text) {
        textCount++;
        cursor.reset(text.chars, text.length, text.origins);
        count();
    }

    /** Counts given tokens as one text. */
    void add(List<String> tokens) {
        textCount++;
        for (String token : tokens) {
            int found = table.find(token);
            increment(found >= 0 ? found : table.add(token));
        }
    }

    /** Restores a count that was saved. */
    void restore(String word, long count, int textsWithWord) {
        int index = table.add(word);
        reserve(index);
        counts[index] = count;
        texts[index] = textsWithWord;
    }

    void restoreTexts(int value) {
        textCount = value;
    }

    private void count() {
        while (cursor.next()) {
            int found = table.find(cursor);
            increment(found >= 0 ? found : table.add(cursor.token, cursor.tokenLength, cursor.hash));
        }
    }

    private void increment(int index) {
        reserve(index);
        counts[index]++;
        if (lastText[index] != textCount) {
            lastText[index] = textCount;
            texts[index]++;
        }
    }

    private void reserve(int index) {
        if (index >= counts.length) {
            int size = Math.max(index + 1, counts.length * 2);
            counts = Arrays.copyOf(counts, size);
            texts = Arrays.copyOf(texts, size);
            lastText = Arrays.copyOf(lastText, size);
        }
    }

    /** How many texts were counted. */
    public int texts() {
        return textCount;
    }

    /** How many different words there are. */
    public int size() {
        return table.size();
    }

    /** The word that was seen as number {@code index}, from 0. */
    public String word(int index) {
        return table.word(index);
    }

    /** How often the word {@code index} occurs. */
    public long count(int index) {
        return counts[index];
    }

    /** In how many texts the word {@code index} occurs. */
    public int textsWith(int index) {
        return texts[index];
    }

    /** The index of a word, or -1. */
    public int indexOf(String word) {
        return table.find(word);
    }

    /** The words by descending count; words of equal count in the order they were first seen, as Keras has it. */
    public int[] order() {
        Integer[] order = new Integer[size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(counts[b], counts[a]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /**
     * The most frequent words.
     *
     * @param maxWords at most so many; 0 for all. Keras's {@code num_words} of n keeps n - 1
     * @param minCount only words that occur at least so often
     */
    public Vocabulary vocabulary(int maxWords, int minCount) {
        if (maxWords < 0 || minCount < 0) {
            throw new IllegalArgumentException("Limits of a vocabulary must not be negative. Received: maxWords="
                    + maxWords + ", minCount=" + minCount + ". Use 0 for no limit.");
        }
        List<String> words = new ArrayList<>();
        for (int index : order()) {
            if (counts[index] < minCount || (maxWords > 0 && words.size() == maxWords)) {
                break;
            }
            words.add(table.word(index));
        }
        return Vocabulary.of(words);
    }
}
