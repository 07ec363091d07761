// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import dev.lector.text.Encoding.Bag;
import dev.lector.text.VectorizationWords.Split;
import dev.lector.text.VectorizationWords.Standardize;
import java.util.ArrayList;
import java.util.List;

/**
 * Keras's {@code TextVectorization}: settings whose {@link #adapt} makes a {@link TextPipeline} that gives Keras's ids and
 * values. The vocabulary is ordered by descending count; words of equal count in reverse order of their code points.
 * Immutable: {@code TextVectorization.DEFAULT.maxTokens(10_000).outputSequenceLength(200).adapt(texts)}.
 *
 * <p>In mode INT, id 0 is padding, 1 an unknown word, and rows are padded and cut at the end. In the other modes column 0
 * stands for all unknown words; its inverse document frequency is the mean of the others. {@code ngrams} of widths that do
 * not follow each other, callables and {@code ragged} have no counterpart.
 *
 * @param maxTokens size of the vocabulary at most, with Keras's own entries; 0 for all words
 * @param tokens {@code standardize} and {@code split}
 * @param minNgram tokens of the shortest n-gram
 * @param maxNgram tokens of the longest n-gram; Keras's {@code ngrams=n} is 1 to n
 * @param outputMode what a text becomes
 * @param outputSequenceLength ids a row in mode INT
 * @param padToMaxTokens whether a bag has {@code maxTokens} columns even if there are fewer words
 */
public record TextVectorization(
        int maxTokens,
        VectorizationWords tokens,
        int minNgram,
        int maxNgram,
        OutputMode outputMode,
        int outputSequenceLength,
        boolean padToMaxTokens) {
    /** Keras's defaults; in mode INT, {@link #outputSequenceLength(int)} must be given. */
    public static final TextVectorization DEFAULT =
            new TextVectorization(0, VectorizationWords.DEFAULT, 1, 1, OutputMode.INT, 0, false);

    /** The name that Keras gives to unknown words. */
    public static final String UNKNOWN = "[UNK]";

    /** What a text becomes. */
    public enum OutputMode {
        /** Ids. */
        INT,
        /** A bag with 1 for each word that occurs. */
        MULTI_HOT,
        /** A bag with counts. */
        COUNT,
        /** A bag with counts times {@code ln(1 + N/(1+df))}. */
        TF_IDF
    }

    /** Checks the settings. */
    public TextVectorization {
        if (maxTokens < 0 || outputSequenceLength < 0 || (padToMaxTokens && maxTokens == 0)) {
            throw new IllegalArgumentException("Limits must not be negative, and padding to them needs one. Received:"
                    + " maxTokens=" + maxTokens + ", outputSequenceLength=" + outputSequenceLength + ", padToMaxTokens="
                    + padToMaxTokens + ". Use 0 for no limit.");
        }
        CharacterNgrams.check(minNgram, maxNgram);
    }

    /** With {@code max_tokens} changed. */
    public TextVectorization maxTokens(int value) {
        return new TextVectorization(
                value, tokens, minNgram, maxNgram, outputMode, outputSequenceLength, padToMaxTokens);
    }

    /** With {@code standardize} changed. */
    public TextVectorization standardize(Standardize value) {
        return new TextVectorization(
                maxTokens,
                new VectorizationWords(value, tokens.split()),
                minNgram,
                maxNgram,
                outputMode,
                outputSequenceLength,
                padToMaxTokens);
    }

    /** With {@code split} changed. */
    public TextVectorization split(Split value) {
        return new TextVectorization(
                maxTokens,
                new VectorizationWords(tokens.standardize(), value),
                minNgram,
                maxNgram,
                outputMode,
                outputSequenceLength,
                padToMaxTokens);
    }

    /** With {@code ngrams} changed: Keras's {@code ngrams=n} is 1 and n, its tuple (2, 3) is 2 and 3. */
    public TextVectorization ngrams(int min, int max) {
        return new TextVectorization(maxTokens, tokens, min, max, outputMode, outputSequenceLength, padToMaxTokens);
    }

    /** With {@code output_mode} changed. */
    public TextVectorization outputMode(OutputMode value) {
        return new TextVectorization(
                maxTokens, tokens, minNgram, maxNgram, value, outputSequenceLength, padToMaxTokens);
    }

    /** With {@code output_sequence_length} changed. */
    public TextVectorization outputSequenceLength(int value) {
        return new TextVectorization(maxTokens, tokens, minNgram, maxNgram, outputMode, value, padToMaxTokens);
    }

    /** With {@code pad_to_max_tokens} changed. */
    public TextVectorization padToMaxTokens(boolean value) {
        return new TextVectorization(maxTokens, tokens, minNgram, maxNgram, outputMode, outputSequenceLength, value);
    }

    /** The pipeline of the words of texts. */
    public TextPipeline adapt(Iterable<String> texts) {
        WordCounts counts = new WordCounts(rule());
        texts.forEach(counts::add);
        WordCounts.Selection words =
                counts.selectByCodePoints(maxTokens == 0 ? 0 : Math.max(1, maxTokens - reserved()), List.of(UNKNOWN));
        Bag.Idf idf = outputMode == OutputMode.TF_IDF ? Bag.Idf.KERAS : Bag.Idf.NONE;
        return pipeline(words.vocabulary(), FeatureWeights.of(idf, counts.texts(), words.textsWith()));
    }

    /**
     * The pipeline of a given vocabulary: Keras's {@code set_vocabulary}.
     *
     * @param words without Keras's own entries, the empty one and {@value #UNKNOWN}
     * @param idfWeights one for each word in mode TF_IDF; else none
     */
    public TextPipeline withVocabulary(List<String> words, float... idfWeights) {
        if (maxTokens > 0 && words.size() + reserved() > maxTokens) {
            throw new IllegalArgumentException(
                    "A vocabulary must fit its limit. Received: words=" + words.size() + " and " + reserved()
                            + " of Keras's own, maxTokens=" + maxTokens + ". Give fewer words, or a higher limit.");
        }
        return pipeline(Vocabulary.of(words), FeatureWeights.of(idfWeights));
    }

    /** Keras's {@code get_vocabulary} of a pipeline that this made. */
    public List<String> vocabulary(TextPipeline pipeline) {
        List<String> words = new ArrayList<>();
        if (outputMode == OutputMode.INT) {
            words.add("");
        }
        words.add(UNKNOWN);
        words.addAll(pipeline.vocabulary().words());
        return words;
    }

    private TokenRule rule() {
        return tokens.ngrams(minNgram, maxNgram);
    }

    private int reserved() {
        return outputMode == OutputMode.INT ? 2 : 1;
    }

    private TextPipeline pipeline(Vocabulary words, FeatureWeights weights) {
        return new TextPipeline(List.of(), rule(), encoding(), words, weights);
    }

    private Encoding encoding() {
        if (outputMode == OutputMode.INT) {
            if (outputSequenceLength == 0) {
                throw new IllegalArgumentException("Rows of ids need a length. Received: outputSequenceLength=0. Give"
                        + " Keras's output_sequence_length; without one, Keras pads each batch to its longest text.");
            }
            return new Encoding.Ids(outputSequenceLength, Side.POST, Side.POST, true);
        }
        Bag bag = new Bag(outputMode == OutputMode.MULTI_HOT ? Bag.Mode.BINARY : Bag.Mode.COUNT)
                .unknown(true)
                .columns(padToMaxTokens ? maxTokens : 0);
        return outputMode == OutputMode.TF_IDF ? bag.idf(Bag.Idf.KERAS) : bag;
    }
}
