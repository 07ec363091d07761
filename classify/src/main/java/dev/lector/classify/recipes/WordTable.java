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
    private static final String RANDOM = "random";
    private static final String ZEROS = "zeros";

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
                List.of(RANDOM, ZEROS),
                "what a word starts with that the file of vectors does not have; random has the spread of the others");
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
        WordVectors vectors = source.of(words);
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
                settings.choice(NO_VECTOR).equals(ZEROS) ? "0" : "random ones of the same spread"));
        TextPipeline pipeline = withVectorWords(fitted.pipeline(), settings, notes);
        return new FittedPipeline(pipeline, settings.chosen(DIMENSIONS, Integer.toString(vectors.dimensions())), notes);
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
    static Embedding layer(RecipeSettings settings, TextPipeline pipeline, Initializer otherwise) {
        return layer(settings, pipeline, otherwise, !settings.flag(FREEZE));
    }

    /** The table as a layer that is trained, or is not. */
    static Embedding layer(RecipeSettings settings, TextPipeline pipeline, Initializer otherwise, boolean trainable) {
        Embedding table = new Embedding(pipeline.idCount(), settings.integer(DIMENSIONS)).trainable(trainable);
        VectorSource source = settings.vectors();
        if (source == null) {
            return table.embeddingsInitializer(otherwise);
        }
        WordVectors vectors = source.of(pipeline.vocabulary().words());
        return table.embeddingsInitializer(
                new Start(pipeline, vectors, settings.choice(NO_VECTOR).equals(ZEROS)));
    }

    /** The table as a layer, with Keras's start where there are no vectors. */
    static Embedding layer(RecipeSettings settings, TextPipeline pipeline) {
        return layer(settings, pipeline, new Initializers.RandomUniform());
    }

    /**
     * Rows of words with a vector are that vector, row 0 (padding) is 0. Other rows are 0, or uniform with the variance of
     * the vectors found, as Kim (2014) has it.
     */
    private record Start(TextPipeline pipeline, WordVectors vectors, boolean zeros) implements Initializer {
        @Override
        public void fill(Shape shape, long key, float[] values) {
            int width = shape.dim(-1);
            boolean[] found = new boolean[shape.dim(0)];
            double squares = 0;
            long count = 0;
            for (int id = 0; id < found.length; id++) {
                String word = pipeline.word(id);
                int place = word == null ? -1 : vectors.indexOf(word);
                if (place >= 0) {
                    found[id] = true;
                    vectors.copy(place, values, id * width);
                    for (int i = id * width; i < (id + 1) * width; i++, count++) {
                        squares += (double) values[i] * values[i];
                    }
                }
            }
            float limit = (float) Math.sqrt(3 * squares / Math.max(1, count));
            for (int i = 0; i < values.length; i++) {
                int id = i / width;
                if (!found[id]) {
                    values[i] = zeros || id == 0 ? 0 : limit * (2 * CounterRandom.uniform(key, i) - 1);
                }
            }
        }

        @Override
        public Initializer saved() {
            return new Initializers.Stored();
        }
    }
}
