// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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

    /** Counts the tokens of one text after cleaning. */
    void add(String text, Cleaner cleaner) {
        textCount++;
        cleaner.reset(cursor, text);
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
            increment(found >= 0 ? found : table.add(cursor));
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

    /** Adds what another one counted of the texts that follow; not modified. The same as counting these texts here. */
    void add(WordCounts other) {
        int[] places = table.addAll(other.table);
        for (int i = 0; i < places.length; i++) {
            reserve(places[i]);
            counts[places[i]] += other.counts[i];
            texts[places[i]] += other.texts[i];
        }
        textCount += other.textCount;
    }

    /** The words by descending count; words of equal count in the order they were first seen, as Keras has it. */
    public int[] order() {
        return order(VocabularyLimits.NONE);
    }

    private int[] order(VocabularyLimits limits) {
        // Count and place in one number, so that millions are sorted without an object for each.
        int bits = 32 - Integer.numberOfLeadingZeros(size());
        long[] keys = new long[size()];
        int kept = 0;
        for (int i = 0; i < keys.length; i++) {
            if (limits.allow(counts[i], texts[i], textCount)) {
                if (counts[i] >> (62 - bits) != 0) {
                    throw new IllegalStateException("Words are ordered up to a count of 2^" + (62 - bits)
                            + ". Received: word=" + word(i) + ", count=" + counts[i] + ". Count fewer texts.");
                }
                keys[kept++] = -(counts[i] << bits) + i;
            }
        }
        Arrays.parallelSort(keys, 0, kept);
        int[] order = new int[kept];
        long mask = (1L << bits) - 1;
        Arrays.setAll(order, i -> (int) (keys[i] & mask));
        return order;
    }

    /**
     * The most frequent words.
     *
     * @param maxWords at most so many; 0 for all. Keras's {@code num_words} of n keeps n - 1
     * @param minCount only words that occur at least so often
     */
    public Vocabulary vocabulary(int maxWords, int minCount) {
        return vocabulary(VocabularyLimits.NONE.maxWords(maxWords).minCount(minCount));
    }

    /** The words within limits, the most frequent first, those of equal count in the order they were first seen. */
    public Vocabulary vocabulary(VocabularyLimits limits) {
        return select(limits).vocabulary;
    }

    /**
     * The words within limits.
     *
     * @param vocabulary as {@link #vocabulary(VocabularyLimits)}
     * @param textsWith in how many texts each of its words occurs, in its order
     */
    record Selection(Vocabulary vocabulary, int[] textsWith) {}

    /** As Keras's TextVectorization: words of equal count in reverse order of their code points, without the excluded. */
    Selection selectByCodePoints(int maxWords, List<String> excluded) {
        Comparator<String> byCodePoints = (a, b) ->
                Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
        int[] order = IntStream.range(0, size())
                .filter(i -> !excluded.contains(word(i)))
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(i -> counts[i])
                        .thenComparing(this::word, byCodePoints)
                        .reversed())
                .mapToInt(i -> i)
                .toArray();
        return selection(order, maxWords);
    }

    Selection select(VocabularyLimits limits) {
        return selection(order(limits), limits.maxWords());
    }

    private Selection selection(int[] order, int maxWords) {
        int kept = maxWords == 0 ? order.length : Math.min(order.length, maxWords);
        int[] textsWith = new int[kept];
        Arrays.setAll(textsWith, i -> texts[order[i]]);
        return new Selection(Vocabulary.of(table.select(order, kept)), textsWith);
    }
}
