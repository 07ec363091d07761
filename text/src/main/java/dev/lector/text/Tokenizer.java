// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keras's {@code Tokenizer}: fitted on texts, it turns texts into lists of word ids or bags of words. Ids begin at 1 with
 * the most frequent word; words of equal count keep the order in which they were first seen.
 *
 * <p>Keras's {@code analyzer} has no counterpart: cut the text yourself and use {@link #fitOnTokens} and
 * {@link #tokensToSequences}. Not thread-safe; {@link TextPipeline} is what a classifier holds.
 */
public final class Tokenizer {
    /** How {@link #textsToMatrix} weighs a word that stands c times in a text of n known words. */
    public enum Mode {
        /** 1. */
        BINARY,
        /** c. */
        COUNT,
        /** c/n. */
        FREQ,
        /** (1 + ln c) · ln(1 + documents/(1 + documents with the word)). */
        TFIDF
    }

    final int numWords;
    final KerasWords rule;
    final String oovToken;
    WordCounts counts;
    /** The index: {@code words.word(i)} has the id {@code ids[i]}. */
    WordTable words = new WordTable();

    int[] ids = new int[0];
    final Map<Integer, String> indexWord = new HashMap<>();
    final Map<Integer, Integer> indexDocs = new LinkedHashMap<>();
    int documentCount;

    /** All words, Keras's default filters. */
    public Tokenizer() {
        this(0);
    }

    /** Keras's defaults with a limit, see {@link #Tokenizer(int, KerasWords, String)}. */
    public Tokenizer(int numWords) {
        this(numWords, TokenRule.WORDS, null);
    }

    /**
     * A tokenizer that has seen no text.
     *
     * @param numWords only ids below it are given, that is {@code numWords - 1} words; 0 for all words
     * @param rule filters, lower, split and char_level
     * @param oovToken the word that stands for unknown words, with id 1; null to leave unknown words out
     */
    public Tokenizer(int numWords, KerasWords rule, String oovToken) {
        if (numWords < 0) {
            throw new IllegalArgumentException("The number of words must not be negative. Received: numWords="
                    + numWords + ". Use 0 for all words.");
        }
        this.numWords = numWords;
        this.rule = rule;
        this.oovToken = oovToken;
        this.counts = new WordCounts(rule);
    }

    /** Counts the words of more texts and numbers all words anew. */
    public void fitOnTexts(Iterable<String> texts) {
        for (String text : texts) {
            documentCount++;
            counts.add(text);
        }
        index();
    }

    /** As {@link #fitOnTexts} for texts that are cut already; tokens are lower-cased if the rule says so. */
    public void fitOnTokens(Iterable<List<String>> texts) {
        for (List<String> tokens : texts) {
            documentCount++;
            counts.add(rule.lower() ? tokens.stream().map(LowerCase::of).toList() : tokens);
        }
        index();
    }

    /** Counts documents for TF-IDF from ids alone. */
    public void fitOnSequences(List<int[]> sequences) {
        documentCount += sequences.size();
        for (int[] sequence : sequences) {
            Set<Integer> seen = new HashSet<>();
            for (int id : sequence) {
                if (seen.add(id)) {
                    indexDocs.merge(id, 1, Integer::sum);
                }
            }
        }
    }

    private void index() {
        words = new WordTable();
        int first = oovToken == null ? 0 : 1;
        if (oovToken != null) {
            words.add(oovToken);
        }
        ids = new int[counts.size() + first];
        Arrays.fill(ids, 0, first, 1);
        int id = first;
        for (int word : counts.order()) {
            id++;
            // The out-of-vocabulary token may itself occur as a word: as in a Python dict, the later id wins.
            int known = oovToken == null ? -1 : words.find(counts.word(word));
            ids[known >= 0 ? known : words.add(counts.word(word))] = id;
            indexDocs.put(id, counts.textsWith(word));
        }
        indexWords();
    }

    void indexWords() {
        indexWord.clear();
        for (int i = 0; i < words.size(); i++) {
            indexWord.put(ids[i], words.word(i));
        }
    }

    /** The ids of each text; words beyond {@code numWords} and unknown words are left out, or become the id of the OOV token. */
    public List<int[]> textsToSequences(Iterable<String> texts) {
        TokenCursor cursor = fittedCursor();
        int[] buffer = new int[64];
        List<int[]> sequences = new ArrayList<>();
        for (String text : texts) {
            cursor.reset(text);
            int length = 0;
            while (cursor.next()) {
                int id = idAt(words.find(cursor));
                if (id > 0) {
                    if (length == buffer.length) {
                        buffer = Arrays.copyOf(buffer, length * 2);
                    }
                    buffer[length++] = id;
                }
            }
            sequences.add(Arrays.copyOf(buffer, length));
        }
        return sequences;
    }

    /** As {@link #textsToSequences} for texts that are cut already. */
    public List<int[]> tokensToSequences(Iterable<List<String>> texts) {
        fittedCursor();
        List<int[]> sequences = new ArrayList<>();
        for (List<String> tokens : texts) {
            sequences.add(tokens.stream()
                    .mapToInt(t -> idAt(words.find(rule.lower() ? LowerCase.of(t) : t)))
                    .filter(id -> id > 0)
                    .toArray());
        }
        return sequences;
    }

    /** The id given for the word at a place of the index (-1 for an unknown word); 0 if it is left out. */
    private int idAt(int place) {
        int oov = oovToken == null ? 0 : ids[words.find(oovToken)];
        if (place < 0) {
            return oov;
        }
        return numWords > 0 && ids[place] >= numWords ? oov : ids[place];
    }

    /** The words of each sequence, joined by blanks. */
    public List<String> sequencesToTexts(List<int[]> sequences) {
        fittedCursor();
        String oov = oovToken == null ? null : indexWord.get(ids[words.find(oovToken)]);
        List<String> texts = new ArrayList<>();
        for (int[] sequence : sequences) {
            List<String> text = new ArrayList<>();
            for (int id : sequence) {
                String word = numWords > 0 && id >= numWords ? null : indexWord.get(id);
                if (word == null) {
                    word = oov;
                }
                if (word != null) {
                    text.add(word);
                }
            }
            texts.add(String.join(" ", text));
        }
        return texts;
    }

    /** Bags of words, see {@link #sequencesToMatrix}. */
    public SparseRows textsToMatrix(Iterable<String> texts, Mode mode) {
        return sequencesToMatrix(textsToSequences(texts), mode);
    }

    /**
     * Bags of words. Keras makes a dense matrix of doubles; these are the same values, sparse and as floats.
     *
     * @return {@code (texts, numWords)}, or as many columns as words + 1 without a limit; column 0 is empty
     */
    public SparseRows sequencesToMatrix(List<int[]> sequences, Mode mode) {
        if (numWords == 0 && words.size() == 0) {
            throw new IllegalStateException("A bag of words needs a width. Received: numWords=0 and no words."
                    + " Fit the tokenizer on texts first, or give numWords.");
        }
        if (mode == Mode.TFIDF && documentCount == 0) {
            throw new IllegalStateException(
                    "TF-IDF needs document counts. Received: documents=0. Fit the tokenizer on texts first.");
        }
        SparseBuilder rows = new SparseBuilder(numWords == 0 ? words.size() + 1 : numWords, weight(mode));
        for (int[] sequence : sequences) {
            rows.add(sequence, sequence.length);
        }
        return rows.build();
    }

    private SparseBuilder.Weight weight(Mode mode) {
        if (mode == Mode.BINARY) {
            return (id, count, length) -> 1;
        }
        if (mode == Mode.COUNT) {
            return (id, count, length) -> count;
        }
        if (mode == Mode.FREQ) {
            return (id, count, length) -> (double) count / length;
        }
        return (id, count, length) ->
                (1 + Math.log(count)) * Math.log(1 + documentCount / (1.0 + indexDocs.getOrDefault(id, 0)));
    }

    private TokenCursor fittedCursor() {
        if (words.size() == 0 && documentCount == 0) {
            throw new IllegalStateException(
                    "A tokenizer must know its words before it encodes. Received: no texts. Call fitOnTexts first.");
        }
        return rule.cursor();
    }

    /** Each word with its id, all words, in the order of Keras's dict. */
    public Map<String, Integer> wordIndex() {
        Map<String, Integer> index = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            index.put(words.word(i), ids[i]);
        }
        return index;
    }

    /** How often each word was seen, in the order of first sight. */
    public Map<String, Long> wordCounts() {
        Map<String, Long> result = new LinkedHashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            result.put(counts.word(i), counts.count(i));
        }
        return result;
    }

    /** In how many texts each word was seen. */
    public Map<String, Integer> wordDocs() {
        Map<String, Integer> result = new LinkedHashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            result.put(counts.word(i), counts.textsWith(i));
        }
        return result;
    }

    /** How many texts were fitted. */
    public int documentCount() {
        return documentCount;
    }

    /** Keras's {@code to_json}: {@code tokenizer_from_json} reads it. */
    public String toJson() {
        return TokenizerJson.write(this);
    }

    /**
     * Reads what Keras's or this class's {@code to_json} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Tokenizer fromJson(String json) {
        return TokenizerJson.read(json);
    }
}
