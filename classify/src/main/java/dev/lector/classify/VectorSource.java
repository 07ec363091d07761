// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.vectors.SubwordVectors;
import dev.lector.vectors.VectorFile;
import dev.lector.vectors.VectorFormat;
import dev.lector.vectors.WordVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where word vectors come from that a network starts with. A file is read when a vocabulary is known, and only its words
 * are kept; it is read again only if words are asked for that were not asked for before. Thread-safe.
 */
public final class VectorSource {
    private final String name;
    private final Path file;
    private final VectorFormat format;
    private final Set<String> asked = new HashSet<>();
    /** The file's first words, as many as were asked for. */
    private List<String> first = List.of();

    private WordVectors vectors;
    /** The whole file with its n-grams, once it was asked for. */
    private SubwordVectors subwords;

    private VectorSource(String name, Path file, VectorFormat format, WordVectors vectors) {
        this.name = name;
        this.file = file;
        this.format = format;
        this.vectors = vectors;
    }

    /** Vectors from memory. */
    public static VectorSource of(String name, WordVectors vectors) {
        return new VectorSource(name, null, null, vectors);
    }

    /**
     * A file of vectors, see {@link VectorFile}.
     *
     * @param format or null to have it detected
     * @throws IllegalArgumentException if there is no such file
     */
    public static VectorSource file(Path file, VectorFormat format) {
        String path = file.toString().replaceFirst("(?i)(\\.zip)!.*", "$1");
        if (!Files.isRegularFile(file) && !Files.isRegularFile(Path.of(path))) {
            throw new IllegalArgumentException("Word vectors come from a file that exists. Received: vectors=" + file
                    + ". Check the path; lector data fetch glove brings a file and prints its path.");
        }
        return new VectorSource(file.toString(), file, format, null);
    }

    /** The file's name, for reports. */
    public String name() {
        return name;
    }

    /**
     * Vectors among which are those of all {@code words} that have one.
     *
     * @throws UncheckedIOException if the file cannot be read; its cause is the message for the user
     */
    public synchronized WordVectors of(Collection<String> words) {
        if (file == null || (vectors != null && asked.containsAll(words))) {
            return vectors;
        }
        asked.addAll(words);
        read(first.size());
        return vectors;
    }

    /**
     * Vectors of {@code words}, those that the file does not have made of their character n-grams. Words none of whose
     * n-grams is known are left out.
     *
     * @throws UncheckedIOException if the file is no {@code .bin} of fastText with n-grams; its cause is the message for
     *     the user
     */
    public synchronized WordVectors withNgrams(Collection<String> words) {
        if (file == null) {
            throw new IllegalArgumentException("Vectors of n-grams come from a .bin of fastText. Received: vectors="
                    + name + ", from memory. Name such a file, or choose random or zeros.");
        }
        try {
            subwords = subwords == null ? VectorFile.readSubwords(file) : subwords;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> found = new ArrayList<>();
        List<float[]> rows = new ArrayList<>();
        for (String word : new LinkedHashSet<>(words)) {
            float[] vector = subwords.vector(word);
            if (vector != null) {
                found.add(word);
                rows.add(vector);
            }
        }
        int dimensions = subwords.words().dimensions();
        float[] values = new float[rows.size() * dimensions];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * dimensions, dimensions);
        }
        return new WordVectors(found, dimensions, values);
    }

    /**
     * The first words, which in most files are the most frequent; {@link #of} has their vectors.
     *
     * @param count at most
     */
    public synchronized List<String> first(int count) {
        if (file == null) {
            return vectors.words().subList(0, Math.min(count, vectors.size()));
        }
        if (first.size() < count) {
            read(count);
            asked.addAll(first);
        }
        return first.subList(0, Math.min(count, first.size()));
    }

    private void read(int count) {
        Set<String> beginning = new LinkedHashSet<>();
        try {
            vectors = VectorFile.read(file, format, word -> {
                        boolean early = beginning.size() < count && beginning.add(word);
                        return early || asked.contains(word);
                    })
                    .vectors();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        first = List.copyOf(beginning);
    }
}
