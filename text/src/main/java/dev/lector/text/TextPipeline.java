// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From a text to a row of numbers: cleaning, tokens, vocabulary, encoding. One value for training and serving, so the two
 * cannot drift apart. Immutable and thread-safe.
 *
 * @param cleaning steps on the text, in order
 * @param rule how the cleaned text is cut into tokens
 * @param encoding what the tokens become
 * @param vocabulary the known tokens
 */
public record TextPipeline(List<Cleaning> cleaning, TokenRule rule, Encoding encoding, Vocabulary vocabulary) {
    /** Copies the list. */
    public TextPipeline {
        cleaning = List.copyOf(cleaning);
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
        WordCounts counts = new WordCounts(rule);
        Cleaner cleaner = new Cleaner(cleaning);
        for (String text : texts) {
            if (cleaning.isEmpty()) {
                counts.add(text);
            } else {
                counts.add(cleaner.clean(text));
            }
        }
        return new TextPipeline(cleaning, rule, encoding, counts.vocabulary(maxWords, minCount));
    }

    /** How many different ids there are with 0: the rows of an embedding, or the columns of a bag. */
    public int idCount() {
        return vocabulary.size() + firstId();
    }

    /** The id of the vocabulary's first word. */
    public int firstId() {
        return unknownId() + 1;
    }

    /** How many values a row has: steps, or columns. */
    public int width() {
        return encoding instanceof Encoding.Ids ids ? ids.steps() : idCount();
    }

    /** The word of an id, or null for padding and for the id of unknown words. */
    public String word(int id) {
        return id < firstId() ? null : vocabulary.word(id - firstId());
    }

    /** The id of unknown words, or 0 if they are left out. */
    public int unknownId() {
        return encoding instanceof Encoding.Ids ids && ids.unknown() ? 1 : 0;
    }

    /** One text as one row. */
    public EncodedTexts encode(String text) {
        return encodeAll(List.of(text));
    }

    /** Each text as a row. */
    public EncodedTexts encodeAll(List<String> texts) {
        Pass pass = new Pass(this);
        int[] tokens = new int[texts.size()];
        int[] known = new int[texts.size()];
        if (encoding instanceof Encoding.Ids settings) {
            int steps = settings.steps();
            int[] rows = new int[PadSequences.checkedSize(texts.size(), steps)];
            int r = 0;
            for (String text : texts) {
                tokens[r] = pass.read(text);
                if (settings.reversed()) {
                    pass.reverse();
                }
                PadSequences.place(
                        pass.ids,
                        pass.length,
                        rows,
                        r * steps + (settings.padding() == Side.PRE ? 0 : settings.margin()),
                        settings.room(),
                        settings.padding(),
                        settings.truncating());
                for (int i = r * steps; i < (r + 1) * steps; i++) {
                    known[r] += rows[i] >= pass.firstId ? 1 : 0;
                }
                r++;
            }
            return new EncodedTexts(new IdRows(texts.size(), steps, rows), tokens, known);
        }
        SparseBuilder rows = new SparseBuilder(idCount(), weight(((Encoding.Bag) encoding).mode()));
        int r = 0;
        for (String text : texts) {
            tokens[r] = pass.read(text);
            known[r++] = pass.length;
            rows.add(pass.ids, pass.length);
        }
        return new EncodedTexts(rows.build(), tokens, known);
    }

    /** Every token of a text, known or not, with its id, its place in the row and its place in the text. */
    public List<TracedToken> trace(String text) {
        Pass pass = new Pass(this);
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
        int shift = settings.truncating() == Side.PRE ? length - kept : 0;
        int offset = settings.padding() == Side.PRE ? settings.room() - length : settings.margin();
        tokens.replaceAll(t -> {
            int place = (settings.reversed() ? turned - t.position() : t.position()) + shift;
            boolean inRow = t.position() >= 0 && place >= 0 && place < length;
            return new TracedToken(t.word(), t.id(), inRow ? place + offset : -1, t.start(), t.end());
        });
        return tokens;
    }

    /** The settings without the vocabulary, as strings, numbers, booleans and lists: for the model file. */
    public Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("cleaning", cleaning.stream().map(TextPipeline::name).toList());
        config.put("filters", rule.filters());
        config.put("lower", rule.lower());
        config.put("split", rule.split());
        config.put("charLevel", rule.charLevel());
        if (encoding instanceof Encoding.Ids ids) {
            config.put("encoding", "ids");
            config.put("steps", ids.steps());
            config.put("padding", name(ids.padding()));
            config.put("truncating", name(ids.truncating()));
            config.put("unknown", ids.unknown());
            // Only where it says something: files of texts in their order are as they always were.
            if (ids.reversed()) {
                config.put("reversed", true);
            }
            if (ids.margin() > 0) {
                config.put("margin", ids.margin());
            }
        } else {
            config.put("encoding", "bag");
            config.put("mode", name(((Encoding.Bag) encoding).mode()));
        }
        return config;
    }

    /**
     * The pipeline of {@link #config} and a vocabulary.
     *
     * @throws IllegalArgumentException if a setting is missing, unknown or of the wrong kind
     */
    public static TextPipeline of(Map<String, Object> config, Vocabulary vocabulary) {
        Settings settings = new Settings(config);
        List<Cleaning> cleaning = new ArrayList<>();
        for (Object step : settings.take("cleaning", List.class)) {
            cleaning.add(settings.constant(Cleaning.class, "cleaning", step));
        }
        TokenRule rule = new TokenRule(
                settings.take("filters", String.class),
                settings.take("lower", Boolean.class),
                settings.take("split", String.class),
                settings.take("charLevel", Boolean.class));
        String kind = settings.take("encoding", String.class);
        Encoding encoding;
        if (kind.equals("ids")) {
            encoding = new Encoding.Ids(
                    settings.take("steps", Number.class).intValue(),
                    settings.constant(Side.class, "padding"),
                    settings.constant(Side.class, "truncating"),
                    settings.take("unknown", Boolean.class),
                    config.containsKey("reversed") && settings.take("reversed", Boolean.class),
                    config.containsKey("margin")
                            ? settings.take("margin", Number.class).intValue()
                            : 0);
        } else if (kind.equals("bag")) {
            encoding = new Encoding.Bag(settings.constant(Encoding.Bag.Mode.class, "mode"));
        } else {
            throw settings.refused("encoding", kind);
        }
        settings.end();
        return new TextPipeline(cleaning, rule, encoding, vocabulary);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static SparseBuilder.Weight weight(Encoding.Bag.Mode mode) {
        return switch (mode) {
            case BINARY -> (id, count, length) -> 1;
            case COUNT -> (id, count, length) -> count;
            case FREQ -> (id, count, length) -> (double) count / length;
        };
    }

    /** Runs the cleaning steps over two buffers. */
    private static final class Cleaner {
        private final List<Cleaning> steps;
        private TextBuffer from = new TextBuffer();
        private TextBuffer to = new TextBuffer();

        Cleaner(List<Cleaning> steps) {
            this.steps = steps;
        }

        TextBuffer clean(String text) {
            from.set(text);
            for (Cleaning step : steps) {
                to.length = 0;
                step.apply(from, to);
                TextBuffer swap = from;
                from = to;
                to = swap;
            }
            return from;
        }
    }

    /** What one call scribbles on. */
    private static final class Pass {
        private final TextPipeline pipeline;
        private final Cleaner cleaner;
        private final TokenCursor cursor;
        private final int unknownId;
        private final int firstId;
        private int[] ids = new int[256];
        private int length;

        Pass(TextPipeline pipeline) {
            this.pipeline = pipeline;
            this.cleaner = new Cleaner(pipeline.cleaning);
            this.cursor = pipeline.rule.cursor();
            this.unknownId = pipeline.unknownId();
            this.firstId = pipeline.firstId();
        }

        void reset(String text) {
            if (pipeline.cleaning.isEmpty()) {
                cursor.reset(text);
            } else {
                TextBuffer cleaned = cleaner.clean(text);
                cursor.reset(cleaned.chars, cleaned.length, cleaned.origins);
            }
        }

        /** Turns the ids of the text that was read round. */
        void reverse() {
            for (int i = 0, j = length - 1; i < j; i++, j--) {
                int id = ids[i];
                ids[i] = ids[j];
                ids[j] = id;
            }
        }

        /** The id of the cursor's token, 0 if it is left out. */
        int id() {
            int place = pipeline.vocabulary.indexOf(cursor);
            return place >= 0 ? place + firstId : unknownId;
        }

        /** Reads the ids of a text; returns the number of its tokens. */
        int read(String text) {
            reset(text);
            length = 0;
            int tokens = 0;
            while (cursor.next()) {
                tokens++;
                int id = id();
                if (id != 0) {
                    if (length == ids.length) {
                        ids = Arrays.copyOf(ids, length * 2);
                    }
                    ids[length++] = id;
                }
            }
            return tokens;
        }
    }
}
