// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.classify.VectorSource;
import dev.lector.nn.CounterRandom;
import dev.lector.nn.Shape;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.Initializer;
import dev.lector.nn.layers.Initializers;
import dev.lector.text.Encoding;
import dev.lector.text.TextPipeline;
import dev.lector.text.Vocabulary;
import dev.lector.vectors.WordVectors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The table of a network's words: its options, and its start, from a file of vectors or at random. */
final class WordTable {
    static final String DIMENSIONS = "dimensions";
    static final String FREEZE = "freeze";
    private static final String NO_VECTOR = "no-vector";
    private static final String VECTOR_WORDS = "vector-words";
    private static final String VECTOR_SCALE = "vector-scale";
    private static final String FITTED = "fitted";
    private static final String RANDOM = "random";
    private static final String ZEROS = "zeros";
    private static final String NGRAMS = "ngrams";
    private static final String LEARNED = "learned";

    private WordTable() {}

    /** The option {@code dimensions}. */
    static RecipeOption dimensions(int count) {
        return RecipeOption.integer(
                DIMENSIONS, count, 1, 10_000, "numbers in a word's vector; with --vectors as many as the file's have");
    }

    /** The option {@code freeze}. */
    static RecipeOption freeze(boolean value) {
        return RecipeOption.flag(FREEZE, value, "keep vectors of a file as they are instead of training them further");
    }

    /** The option {@code no-vector}. */
    static RecipeOption noVector() {
        return RecipeOption.choice(
                NO_VECTOR,
                RANDOM,
                List.of(RANDOM, ZEROS, NGRAMS, LEARNED),
                "what a word starts with that the file of vectors does not have; random has the spread of the others,"
                        + " ngrams is the mean of its character n-grams in a .bin of fastText, learned is one trained"
                        + " vector for all of them, and for words that no training text has");
    }

    /** The option {@code vector-words}. */
    static RecipeOption vectorWords(int count) {
        return RecipeOption.integer(
                VECTOR_WORDS,
                count,
                0,
                10_000_000,
                "with --vectors: so many of the file's first words are known even if no training text has them");
    }

    /** The option {@code vector-scale}: for networks whose other settings were chosen for a random start. */
    static RecipeOption vectorScale() {
        return RecipeOption.choice(
                VECTOR_SCALE,
                FITTED,
                List.of(FITTED, "file"),
                "fitted: vectors of a file are centred and scaled to the spread of the random start whose place they take;"
                        + " file: they are taken as they are");
    }

    private static boolean isFitted(RecipeSettings settings) {
        return settings.has(VECTOR_SCALE) && settings.choice(VECTOR_SCALE).equals(FITTED);
    }

    /** What the course takes for words that its file does not have. */
    static String[] courseZeros() {
        return new String[] {NO_VECTOR, ZEROS};
    }

    /** Looks for the vocabulary's vectors: with them come the dimensions, and a note that says how many words have one. */
    static FittedPipeline start(FittedPipeline fitted) {
        RecipeSettings settings = fitted.settings();
        VectorSource source = settings.vectors();
        if (source == null) {
            if (settings.flag(FREEZE)) {
                throw new IllegalArgumentException("Only vectors of a file can be frozen. Received: freeze=true, no"
                        + " vectors. Give a file: --vectors FILE; lector data fetch glove brings one and prints its"
                        + " path.");
            }
            return fitted;
        }
        List<String> words = fitted.pipeline().vocabulary().words();
        WordVectors vectors = vectors(settings, words);
        if (settings.isGiven(DIMENSIONS) && settings.integer(DIMENSIONS) != vectors.dimensions()) {
            throw new IllegalArgumentException("The table of words is as wide as the vectors it starts from. Received:"
                    + " dimensions=" + settings.integer(DIMENSIONS) + ", vectors=" + source.name() + " with "
                    + vectors.dimensions() + ". Leave dimensions out.");
        }
        long found = words.stream().filter(word -> vectors.indexOf(word) >= 0).count();
        if (found == 0) {
            throw new IllegalArgumentException("Some words of the training texts must have vectors. Received: vectors="
                    + source.name() + ", found=0 of " + words.size()
                    + ". Take vectors of the texts' language, in lower case.");
        }
        List<String> notes = new ArrayList<>(fitted.notes());
        notes.add(String.format(
                Locale.ROOT,
                "%,d of %,d words (%.1f %%) start from %d-dimensional vectors of %s, %s; the others from %s.",
                found,
                words.size(),
                100.0 * found / words.size(),
                vectors.dimensions(),
                source.name(),
                settings.flag(FREEZE) ? "frozen" : "trained further",
                others(settings)));
        if (settings.choice(NO_VECTOR).equals(NGRAMS)) {
            notes.add("Words that the file does not have got vectors from their character n-grams.");
        }
        if (isFitted(settings)) {
            notes.add("These vectors are centred and scaled to the spread of a random start (vector-scale).");
        }
        TextPipeline known = settings.choice(NO_VECTOR).equals(LEARNED)
                ? withVectorOnly(fitted.pipeline(), settings, vectors)
                : fitted.pipeline();
        TextPipeline pipeline = withVectorWords(known, settings, notes);
        return new FittedPipeline(pipeline, settings.chosen(DIMENSIONS, Integer.toString(vectors.dimensions())), notes);
    }

    private static String others(RecipeSettings settings) {
        return switch (settings.choice(NO_VECTOR)) {
            case ZEROS -> "0";
            case LEARNED -> "one that all of them share";
            default -> "random ones of the same spread";
        };
    }

    /** Words that the file does not have become the unknown word, whose vector is trained like the others. */
    private static TextPipeline withVectorOnly(TextPipeline pipeline, RecipeSettings settings, WordVectors vectors) {
        if (settings.flag(FREEZE) || !(pipeline.encoding() instanceof Encoding.Ids ids)) {
            throw new IllegalArgumentException("A learned vector needs a table that is trained. Received: "
                    + NO_VECTOR + "=" + LEARNED + ", " + FREEZE + "=" + settings.flag(FREEZE)
                    + ". Leave one of them out.");
        }
        List<String> found = pipeline.vocabulary().words().stream()
                .filter(word -> vectors.indexOf(word) >= 0)
                .toList();
        return new TextPipeline(pipeline.cleaning(), pipeline.rule(), ids.unknown(true), Vocabulary.of(found));
    }

    private static WordVectors vectors(RecipeSettings settings, List<String> words) {
        VectorSource source = settings.vectors();
        return settings.choice(NO_VECTOR).equals(NGRAMS) ? source.withNgrams(words) : source.of(words);
    }

    /** Words of the file that no training text has mean something by their vectors alone: they join the vocabulary. */
    private static TextPipeline withVectorWords(TextPipeline pipeline, RecipeSettings settings, List<String> notes) {
        int first = settings.has(VECTOR_WORDS) ? settings.integer(VECTOR_WORDS) : 0;
        if (first == 0) {
            return pipeline;
        }
        Set<String> words = new LinkedHashSet<>(pipeline.vocabulary().words());
        int trained = words.size();
        words.addAll(settings.vectors().first(first));
        notes.add(
                String.format(Locale.ROOT, "%,d words more are known by their vectors alone.", words.size() - trained));
        return new TextPipeline(
                pipeline.cleaning(), pipeline.rule(), pipeline.encoding(), Vocabulary.of(List.copyOf(words)));
    }

    /**
     * The table as a layer.
     *
     * @param otherwise the start without vectors
     */
    static Embedding layer(RecipeSettings settings, TextPipeline pipeline, Initializers.RandomUniform otherwise) {
        return layer(settings, pipeline, otherwise, !settings.flag(FREEZE));
    }

    /** The table as a layer that is trained, or is not. */
    static Embedding layer(
            RecipeSettings settings, TextPipeline pipeline, Initializers.RandomUniform otherwise, boolean trainable) {
        Embedding table = new Embedding(pipeline.idCount(), settings.integer(DIMENSIONS)).trainable(trainable);
        VectorSource source = settings.vectors();
        if (source == null) {
            return table.embeddingsInitializer(otherwise);
        }
        WordVectors vectors = vectors(settings, pipeline.vocabulary().words());
        double deviation = isFitted(settings) ? (otherwise.maxval() - otherwise.minval()) / Math.sqrt(12) : 0;
        return table.embeddingsInitializer(
                new Start(pipeline, vectors, settings.choice(NO_VECTOR).equals(ZEROS), deviation));
    }

    /** The table as a layer, with Keras's start where there are no vectors. */
    static Embedding layer(RecipeSettings settings, TextPipeline pipeline) {
        return layer(settings, pipeline, new Initializers.RandomUniform());
    }

    /**
     * Rows of words with a vector are that vector, row 0 (padding) is 0. Other rows are 0, or uniform with the variance of
     * the vectors found, as Kim (2014) has it.
     *
     * @param deviation of all numbers of the vectors found, which are centred and scaled to it; 0 leaves them as they are
     */
    private record Start(TextPipeline pipeline, WordVectors vectors, boolean zeros, double deviation)
            implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            int width = shape.dim(-1);
            boolean[] found = copyFound(shape.dim(0), width, values);
            if (deviation > 0) {
                center(found, width, values);
                scale(found, width, values);
            }
            double square = deviation > 0 ? deviation * deviation : meanSquare(found, width, values);
            float limit = (float) Math.sqrt(3 * square);
            for (int i = 0; i < values.length; i++) {
                int id = i / width;
                if (!found[id]) {
                    values[i] = zeros || id == 0 ? 0 : limit * (2 * CounterRandom.uniform(key, i) - 1);
                }
            }
        }

        private boolean[] copyFound(int rows, int width, float[] values) {
            boolean[] found = new boolean[rows];
            for (int id = 0; id < rows; id++) {
                String word = pipeline.word(id);
                int place = word == null ? -1 : vectors.indexOf(word);
                if (place >= 0) {
                    found[id] = true;
                    vectors.copy(place, values, id * width);
                }
            }
            return found;
        }

        private static void center(boolean[] found, int width, float[] values) {
            for (int column = 0; column < width; column++) {
                double sum = 0;
                int count = 0;
                for (int id = 0; id < found.length; id++) {
                    sum += found[id] ? values[id * width + column] : 0;
                    count += found[id] ? 1 : 0;
                }
                float mean = (float) (sum / Math.max(1, count));
                for (int id = 0; id < found.length; id++) {
                    values[id * width + column] -= found[id] ? mean : 0;
                }
            }
        }

        /** To the deviation; a single vector, which is 0 when it is centred, stays so. */
        private void scale(boolean[] found, int width, float[] values) {
            double square = meanSquare(found, width, values);
            float factor = square == 0 ? 1 : (float) (deviation / Math.sqrt(square));
            for (int i = 0; i < values.length; i++) {
                values[i] *= found[i / width] ? factor : 1;
            }
        }

        /** Of the numbers of the rows found. */
        private static double meanSquare(boolean[] found, int width, float[] values) {
            double squares = 0;
            long count = 0;
            for (int i = 0; i < values.length; i++) {
                squares += found[i / width] ? (double) values[i] * values[i] : 0;
                count += found[i / width] ? 1 : 0;
            }
            return squares / Math.max(1, count);
        }

        @Override
        public Initializer saved() {
            return new Initializers.Stored();
        }
    }
}
