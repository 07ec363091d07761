// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Questions to word vectors, all of them by cosine: the vectors are brought to length 1 once. Exact: every word is looked
 * at. Immutable and thread-safe.
 */
public final class VectorSpace {
    /** Added to a divisor of 3CosMul, as its authors do. */
    private static final double EPSILON = .001;

    private static final int MOST_SPELLINGS = 5;

    private final WordVectors vectors;
    private final Kernels kernels = KernelChoice.best();
    private final int dimensions;
    private final float[] unit;

    /**
     * A word and how near it is.
     *
     * @param score the cosine, −1 to 1; of {@link #analogyByProducts} a quotient of cosines, 0 or more
     */
    public record Scored(String word, double score) {}

    /** Copies the vectors. A vector of zeros is near to nothing: its cosines are 0. */
    public VectorSpace(WordVectors vectors) {
        this.vectors = vectors;
        dimensions = vectors.dimensions();
        unit = new float[vectors.size() * dimensions];
        for (int word = 0; word < vectors.size(); word++) {
            vectors.copy(word, unit, word * dimensions);
            normalize(unit, word * dimensions);
        }
    }

    /** The vectors asked. */
    public WordVectors vectors() {
        return vectors;
    }

    private void normalize(float[] values, int at) {
        double norm = Math.sqrt(kernels.sumOfSquares(dimensions, values, at));
        if (norm > 0) {
            kernels.scale(dimensions, (float) (1 / norm), values, at);
        }
    }

    /** Cosine of two words. */
    public double similarity(String a, String b) {
        return kernels.dot(dimensions, unit, at(a), unit, at(b));
    }

    /** The words nearest to a word, itself left out, the nearest first. */
    public List<Scored> nearest(String word, int most) {
        float[] of = Arrays.copyOfRange(unit, at(word), at(word) + dimensions);
        return best(cosines(of), most, Set.of(word));
    }

    /**
     * The words nearest to a vector, the nearest first.
     *
     * @param vector of {@code dimensions} numbers, of any length but 0; not modified
     */
    public List<Scored> nearest(float[] vector, int most) {
        if (vector.length != dimensions) {
            throw new IllegalArgumentException("A vector must have as many numbers as the words' vectors. Received: "
                    + vector.length + " instead of " + dimensions + ".");
        }
        float[] of = vector.clone();
        normalize(of, 0);
        return best(cosines(of), most, Set.of());
    }

    /**
     * {@code a} is to {@code b} as {@code c} is to what? By 3CosAdd (Mikolov, Yih and Zweig 2013): nearest to
     * {@code b − a + c}, the three words left out.
     */
    public List<Scored> analogy(String a, String b, String c, int most) {
        float[] sum = Arrays.copyOfRange(unit, at(b), at(b) + dimensions);
        kernels.axpy(dimensions, -1, unit, at(a), sum, 0);
        kernels.axpy(dimensions, 1, unit, at(c), sum, 0);
        normalize(sum, 0);
        return best(cosines(sum), most, Set.of(a, b, c));
    }

    /**
     * The same by 3CosMul (Levy and Goldberg 2014, equation 4): {@code cos(x, b)·cos(x, c) / (cos(x, a) + 0.001)}, the
     * cosines moved to 0 to 1.
     */
    public List<Scored> analogyByProducts(String a, String b, String c, int most) {
        double[] ofA = cosines(Arrays.copyOfRange(unit, at(a), at(a) + dimensions));
        double[] ofB = cosines(Arrays.copyOfRange(unit, at(b), at(b) + dimensions));
        double[] ofC = cosines(Arrays.copyOfRange(unit, at(c), at(c) + dimensions));
        for (int i = 0; i < ofA.length; i++) {
            ofA[i] = (1 + ofB[i]) / 2 * ((1 + ofC[i]) / 2) / ((1 + ofA[i]) / 2 + EPSILON);
        }
        return best(ofA, most, Set.of(a, b, c));
    }

    /** The words of a list with their cosine to the mean of all of them, the one that fits least first. */
    public List<Scored> oddOneOut(List<String> words) {
        if (words.size() < 3) {
            throw new IllegalArgumentException(
                    "The odd one is found among three words or more. Received: words=" + words + ". Give more.");
        }
        float[] mean = new float[dimensions];
        for (String word : words) {
            kernels.add(dimensions, unit, at(word), mean, 0);
        }
        normalize(mean, 0);
        return words.stream()
                .map(word -> new Scored(word, kernels.dot(dimensions, mean, 0, unit, at(word))))
                .sorted(Comparator.comparingDouble(Scored::score))
                .toList();
    }

    /** A list in the order of its cosines to a word, the nearest first. */
    public List<Scored> rank(String word, List<String> words) {
        return words.stream()
                .map(one -> new Scored(one, similarity(word, one)))
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .toList();
    }

    /**
     * Where the unit vector of a word stands.
     *
     * @throws IllegalArgumentException if the word has none; the message offers words of like spelling
     */
    private int at(String word) {
        int place = vectors.indexOf(word);
        if (place < 0) {
            List<String> like = Spelling.nearest(word, vectors.words(), MOST_SPELLINGS);
            throw new IllegalArgumentException("A word of a question must have a vector. Received: word=" + word + ". "
                    + (like.isEmpty()
                            ? "No word is spelt like it."
                            : "Spelt like it: " + String.join(", ", like) + "."));
        }
        return place * dimensions;
    }

    private double[] cosines(float[] of) {
        double[] cosines = new double[vectors.size()];
        for (int word = 0; word < cosines.length; word++) {
            cosines[word] = kernels.dot(dimensions, of, 0, unit, word * dimensions);
        }
        return cosines;
    }

    /** The highest scores; of equal ones the word that stands first. */
    private List<Scored> best(double[] scores, int most, Set<String> without) {
        int room = Math.max(0, Math.min(most, scores.length));
        int[] best = new int[room];
        int found = 0;
        for (int word = 0; word < scores.length && room > 0; word++) {
            boolean full = found == room;
            if (full && !(scores[word] > scores[best[found - 1]])) {
                continue;
            }
            if (without.contains(vectors.words().get(word))) {
                continue;
            }
            int i = full ? room - 1 : found++;
            for (; i > 0 && scores[word] > scores[best[i - 1]]; i--) {
                best[i] = best[i - 1];
            }
            best[i] = word;
        }
        List<Scored> result = new ArrayList<>(found);
        for (int i = 0; i < found; i++) {
            result.add(new Scored(vectors.words().get(best[i]), scores[best[i]]));
        }
        return result;
    }
}
