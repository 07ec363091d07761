// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * From a text to a row of numbers: cleaning, tokens, vocabulary, encoding. One value for training and serving, so the two
 * cannot drift apart. Immutable and thread-safe.
 *
 * @param cleaning steps on the text, in order
 * @param rule how the cleaned text is cut into tokens
 * @param encoding what the tokens become
 * @param vocabulary the known tokens
 * @param weights of the vocabulary's tokens, if the encoding has an idf; else {@link FeatureWeights#NONE}
 */
public record TextPipeline(
        List<Cleaning> cleaning, TokenRule rule, Encoding encoding, Vocabulary vocabulary, FeatureWeights weights) {
    /** Texts encoded at a time where only their columns are wanted. */
    private static final int CHUNK = 10_000;

    /** Copies the list and checks that there is a weight for each token, or none. */
    public TextPipeline {
        cleaning = List.copyOf(cleaning);
        if (encoding instanceof Encoding.Bag bag && bag.columns() > 0 && bag.columns() <= vocabulary.size()) {
            throw new IllegalArgumentException(
                    "A row needs a column for each token, and one more. Received: columns=" + bag.columns()
                            + ", tokens=" + vocabulary.size() + ". Give more columns, or limit the vocabulary.");
        }
        boolean weighted = encoding instanceof Encoding.Bag bag && bag.idf() != Encoding.Bag.Idf.NONE;
        if (weights.size() != (weighted ? vocabulary.size() : 0)) {
            throw new IllegalArgumentException("A bag with an idf has a weight for each token, any other encoding none."
                    + " Received: encoding=" + encoding + ", tokens=" + vocabulary.size() + ", weights="
                    + weights.size() + ". Fit the pipeline on texts.");
        }
    }

    /** A pipeline without weights: its encoding has no idf. */
    public TextPipeline(List<Cleaning> cleaning, TokenRule rule, Encoding encoding, Vocabulary vocabulary) {
        this(cleaning, rule, encoding, vocabulary, FeatureWeights.NONE);
    }

    /**
     * A pipeline whose vocabulary is made from texts.
     *
     * @param maxWords size of the vocabulary at most; 0 for all words. Keras's {@code num_words} of n is n - 1 here
     * @param minCount words that occur less often are left out
     * @param texts the training texts, read once
     */
    public static TextPipeline fit(
            List<Cleaning> cleaning,
            TokenRule rule,
            Encoding encoding,
            int maxWords,
            int minCount,
            Iterable<String> texts) {
        return fit(
                cleaning,
                rule,
                encoding,
                VocabularyLimits.NONE.maxWords(maxWords).minCount(minCount),
                texts,
                Runtime.getRuntime().availableProcessors());
    }

    /**
     * A pipeline whose vocabulary, and weights if the encoding has an idf, are made from texts.
     *
     * @param limits of the vocabulary
     * @param texts the training texts, read once; a list is counted by several threads
     * @param threads at most; the result does not depend on them
     */
    public static TextPipeline fit(
            List<Cleaning> cleaning,
            TokenRule rule,
            Encoding encoding,
            VocabularyLimits limits,
            Iterable<String> texts,
            int threads) {
        WordCounts counts;
        if (texts instanceof List<String> list && texts instanceof RandomAccess) {
            List<WordCounts> parts =
                    Ranges.map(list.size(), threads, (from, to) -> count(cleaning, rule, list.subList(from, to)));
            counts = parts.get(0);
            parts.subList(1, parts.size()).forEach(counts::add);
        } else {
            counts = count(cleaning, rule, texts);
        }
        WordCounts.Selection words = counts.select(limits);
        FeatureWeights weights = encoding instanceof Encoding.Bag bag
                ? FeatureWeights.of(bag.idf(), counts.texts(), words.textsWith())
                : FeatureWeights.NONE;
        return new TextPipeline(cleaning, rule, encoding, words.vocabulary(), weights);
    }

    private static WordCounts count(List<Cleaning> cleaning, TokenRule rule, Iterable<String> texts) {
        WordCounts counts = new WordCounts(rule);
        Cleaner cleaner = new Cleaner(cleaning);
        for (String text : texts) {
            counts.add(text, cleaner);
        }
        return counts;
    }

    /**
     * A pipeline to bags of a given vocabulary, such as hashed buckets, whose weights are made from texts.
     *
     * @param texts the training texts
     * @param threads at most; the result does not depend on them
     */
    public static TextPipeline fit(
            List<Cleaning> cleaning,
            TokenRule rule,
            Encoding.Bag encoding,
            Vocabulary vocabulary,
            List<String> texts,
            int threads) {
        Encoding.Bag present = new Encoding.Bag(Encoding.Bag.Mode.BINARY);
        TextPipeline pipeline = new TextPipeline(cleaning, rule, present, vocabulary);
        if (encoding.idf() == Encoding.Bag.Idf.NONE) {
            return pipeline.encoding(encoding);
        }
        int[] textsWith = new int[vocabulary.size()];
        for (int from = 0; from < texts.size(); from += CHUNK) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + CHUNK));
            SparseRows rows = (SparseRows) pipeline.encodeAll(some, threads).rows();
            for (int column : rows.indices()) {
                textsWith[column - 1]++;
            }
        }
        return new TextPipeline(
                cleaning, rule, encoding, vocabulary, FeatureWeights.of(encoding.idf(), texts.size(), textsWith));
    }

    /** The same with another encoding that has no idf. */
    public TextPipeline encoding(Encoding value) {
        return new TextPipeline(cleaning, rule, value, vocabulary);
    }

    /** How many different ids there are with 0: the rows of an embedding, or the columns of a bag that are not always empty. */
    public int idCount() {
        return vocabulary.size() + firstId();
    }

    /** The id of the vocabulary's first word. */
    public int firstId() {
        return unknownId() + 1;
    }

    /** How many values a row has: steps, or columns. */
    public int width() {
        if (encoding instanceof HashedFeatures hashed) {
            return hashed.columns(vocabulary);
        }
        if (encoding instanceof Encoding.Ids ids) {
            return ids.steps();
        }
        int columns = ((Encoding.Bag) encoding).columns();
        return columns == 0 ? idCount() : columns;
    }

    /** The word of an id, or null for padding and for the id of unknown words. */
    public String word(int id) {
        return id < firstId() ? null : vocabulary.word(id - firstId());
    }

    /** The id of unknown words, or 0 if they are left out. */
    public int unknownId() {
        return encoding instanceof Encoding.Ids ids && ids.unknown() ? 1 : 0;
    }

    /** For one text after the other, on one thread. */
    public TextEncoder encoder() {
        return new TextEncoder(this);
    }

    /** One text as one row. */
    public EncodedTexts encode(String text) {
        return encodeAll(List.of(text));
    }

    /** Each text as a row. */
    public EncodedTexts encodeAll(List<String> texts) {
        return encodeAll(texts, 1);
    }

    /**
     * Each text as a row.
     *
     * @param threads at most; the rows do not depend on them
     */
    public EncodedTexts encodeAll(List<String> texts, int threads) {
        int[] tokens = new int[texts.size()];
        int[] known = new int[texts.size()];
        if (encoding instanceof Encoding.Ids settings) {
            int[] rows = new int[PadSequences.checkedSize(texts.size(), settings.steps())];
            Ranges.map(texts.size(), threads, (from, to) -> {
                EncodingPass pass = new EncodingPass(this);
                int row = from;
                for (String text : texts.subList(from, to)) {
                    tokens[row] = pass.read(text);
                    known[row] = pass.place(settings, rows, row);
                    row++;
                }
                return pass;
            });
            return new EncodedTexts(new IdRows(texts.size(), settings.steps(), rows), tokens, known);
        }
        List<SparseBuilder> parts = Ranges.map(texts.size(), threads, (from, to) -> {
            EncodingPass pass = new EncodingPass(this);
            SparseBuilder rows = builder();
            int row = from;
            for (String text : texts.subList(from, to)) {
                tokens[row] = pass.read(text);
                known[row++] = pass.known;
                rows.add(pass.ids, pass.length);
            }
            return rows;
        });
        return new EncodedTexts(SparseBuilder.join(parts), tokens, known);
    }

    /**
     * Each text as its windows ({@link Encoding.Ids#windows}); as one row where the encoding has no windows.
     *
     * @param threads at most; the rows do not depend on them
     */
    public EncodedWindows encodeWindows(List<String> texts, int threads) {
        return EncodedWindows.of(this, texts, threads);
    }

    /**
     * The windows of a text in their order, each with the tokens that stand in it; their positions are those in the window.
     *
     * @throws IllegalStateException if the encoding has no windows
     */
    public List<TracedWindow> traceWindows(String text) {
        return TracedWindow.of(this, text);
    }

    /** True if a text may be several rows. */
    public boolean windows() {
        return encoding instanceof Encoding.Ids ids && ids.windows();
    }

    /**
     * Bags of given ids, one list a row, as the encoding weighs them.
     *
     * @throws IllegalStateException if the encoding is no bag
     */
    public SparseRows bags(List<int[]> ids) {
        SparseBuilder rows = builder();
        for (int[] row : ids) {
            rows.add(row, row.length);
        }
        return rows.build();
    }

    SparseBuilder builder() {
        if (encoding instanceof HashedFeatures) {
            return new SparseBuilder(width(), (id, count, length) -> (double) count / length, Encoding.Bag.Norm.NONE);
        }
        if (!(encoding instanceof Encoding.Bag bag)) {
            throw new IllegalStateException(
                    "Bags are made by an encoding to bags. Received: encoding=" + encoding + ". Use Encoding.Bag.");
        }
        Encoding.Bag.Mode mode = bag.mode();
        SparseBuilder.Weight weight = bag.idf() == Encoding.Bag.Idf.NONE
                ? (id, count, length) -> mode.of(count, length)
                : (id, count, length) -> mode.of(count, length) * weights.get(id - 1);
        return new SparseBuilder(width(), weight, bag.norm());
    }

    /**
     * A row for each set of words of a text that are present, by {@link HashedFeatures}: no n-gram of words reaches over one
     * that is not.
     *
     * @param words of the text, in order
     * @param present for each row, which of them
     */
    public SparseRows hashedRows(List<String> words, List<boolean[]> present) {
        FeaturePass features = ((HashedFeatures) encoding).pass(vocabulary);
        SparseBuilder rows = builder();
        for (boolean[] some : present) {
            features.begin();
            for (int i = 0; i < some.length; i++) {
                char[] word = words.get(i).toCharArray();
                if (some[i]) {
                    features.word(word, 0, word.length, vocabulary.indexOf(words.get(i)));
                } else {
                    features.gap();
                }
            }
            features.end();
            rows.add(features.ids, features.length);
        }
        return rows.build();
    }

    /**
     * With only the buckets of {@link HashedNgrams} that texts use. n-grams of others still count in the length of a text.
     *
     * @param threads at most; the result does not depend on them
     */
    public TextPipeline keepUsedBuckets(List<String> texts, int threads) {
        HashedNgrams ngrams = (HashedNgrams) encoding;
        List<BitSet> parts = Ranges.map(texts.size(), threads, (from, to) -> {
            EncodingPass pass = new EncodingPass(this);
            BitSet used = new BitSet(ngrams.buckets().count());
            for (String text : texts.subList(from, to)) {
                pass.read(text);
                for (int i = 0; i < pass.length; i++) {
                    if (pass.ids[i] >= vocabulary.size()) {
                        used.set(pass.ids[i] - vocabulary.size());
                    }
                }
            }
            return used;
        });
        BitSet all = parts.get(0);
        parts.subList(1, parts.size()).forEach(all::or);
        return encoding(ngrams.buckets(ngrams.buckets().keep(all, true)));
    }

    /** The row of one word alone, by {@link HashedFeatures}: itself and the n-grams of its characters. */
    public SparseRows hashedRow(String word) {
        FeaturePass features = ((HashedFeatures) encoding).pass(vocabulary);
        SparseBuilder rows = builder();
        features.begin();
        features.word(word.toCharArray(), 0, word.length(), vocabulary.indexOf(word));
        rows.add(features.ids, features.length);
        return rows.build();
    }

    /** Every token of a text, known or not, with its id, its place in the row and its place in the text. */
    public List<TracedToken> trace(String text) {
        EncodingPass pass = new EncodingPass(this);
        List<TracedToken> tokens = new ArrayList<>();
        pass.reset(text);
        int kept = 0;
        while (pass.cursor.next()) {
            int id = pass.id();
            tokens.add(new TracedToken(
                    pass.cursor.token(), id, id == 0 ? -1 : kept++, pass.cursor.start(), pass.cursor.end()));
        }
        if (!(encoding instanceof Encoding.Ids settings)) {
            tokens.replaceAll(t -> new TracedToken(t.word(), t.id(), -1, t.start(), t.end()));
            return tokens;
        }
        int length = Math.min(kept, settings.room());
        int turned = kept - 1;
        int left = kept - length;
        int head = PadSequences.head(kept, length, settings.truncating());
        int offset = settings.padding() == Side.PRE ? settings.room() - length : settings.margin();
        tokens.replaceAll(t -> {
            int from = settings.reversed() ? turned - t.position() : t.position();
            boolean inRow = t.position() >= 0 && (from < head || from >= head + left);
            int place = from < head ? from : from - left;
            return new TracedToken(t.word(), t.id(), inRow ? place + offset : -1, t.start(), t.end());
        });
        return tokens;
    }

    /**
     * The settings without vocabulary and weights, as strings, numbers, booleans, lists and maps: for the model file.
     */
    public Map<String, Object> config() {
        return PipelineConfig.of(this);
    }

    /**
     * The pipeline of {@link #config} and a vocabulary.
     *
     * @throws IllegalArgumentException if a setting is missing, unknown or of the wrong kind
     */
    public static TextPipeline of(Map<String, Object> config, Vocabulary vocabulary) {
        return of(config, vocabulary, FeatureWeights.NONE);
    }

    /**
     * The pipeline of {@link #config}, a vocabulary and weights.
     *
     * @throws IllegalArgumentException if a setting is missing, unknown or of the wrong kind, or if the weights do not fit
     */
    public static TextPipeline of(Map<String, Object> config, Vocabulary vocabulary, FeatureWeights weights) {
        return PipelineConfig.read(config, vocabulary, weights);
    }
}
