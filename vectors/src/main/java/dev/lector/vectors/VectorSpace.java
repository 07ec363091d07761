// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Questions to word vectors, all of them by cosine: the vectors are brought to length 1 once. Exact: every vector is looked
 * at, or, once there were {@value #SCANS_BEFORE_CODES} questions for the nearest, ruled out by a bound that needs four
 * bits of each number; the answers are the same bits. Thread-safe.
 */
public final class VectorSpace {
    /** Added to a divisor of 3CosMul, as its authors do. */
    private static final double EPSILON = .001;

    private static final int MOST_SPELLINGS = 5;
    private static final int LANES = 4;
    /** Rows that stay in the cache while all questions of a batch are put to them. */
    private static final int BLOCK = 256;
    /** Making codes costs about as much as so many scans: whenever questions end, at most twice the least is spent. */
    private static final int SCANS_BEFORE_CODES = 32;
    /** Of fewer words than this for each one wanted, too many would be left to look at. */
    private static final int WORDS_FOR_EACH = 64;

    private final WordVectors vectors;
    private final Kernels kernels = KernelChoice.best();
    private final int dimensions;
    /** Numbers of a row, filled up with zeros. */
    private final int width;

    private final float[] unit;
    private final AtomicInteger scans = new AtomicInteger();
    private final boolean mayCode;
    private volatile CodedRows codes;

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
        width = (dimensions + LANES - 1) / LANES * LANES;
        long values = (long) vectors.size() * width;
        if (values > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("Vectors that are asked must fit one array. Received: words="
                    + vectors.size() + ", dimensions=" + dimensions + ". Take the first words only.");
        }
        unit = new float[(int) values];
        mayCode = true;
        for (int word = 0; word < vectors.size(); word++) {
            vectors.copy(word, unit, word * width);
            normalize(unit, word * width);
        }
    }

    private VectorSpace(VectorSpace same, CodedRows codes) {
        vectors = same.vectors;
        dimensions = same.dimensions;
        width = same.width;
        unit = same.unit;
        mayCode = codes != null;
        this.codes = codes;
    }

    /** The same, its codes made now instead of by a question: an eighth more memory, half a second for 34 million numbers. */
    public VectorSpace withCodes() {
        return codes != null ? this : new VectorSpace(this, new CodedRows(vectors.size(), width, unit));
    }

    /** The same that looks at every vector, however many questions there are: what the other way is tested against. */
    public VectorSpace withoutCodes() {
        return new VectorSpace(this, null);
    }

    /** The vectors asked. */
    public WordVectors vectors() {
        return vectors;
    }

    private void normalize(float[] values, int at) {
        double norm = Math.sqrt(kernels.sumOfSquares(dimensions, values, at));
        if (!(norm > 1e-15 && norm < 1e15)) {
            divideByLargest(values, at);
            norm = Math.sqrt(kernels.sumOfSquares(dimensions, values, at));
        }
        if (norm > 0) {
            kernels.scale(dimensions, (float) (1 / norm), values, at);
        }
    }

    /** For numbers whose squares would not fit a float. */
    private void divideByLargest(float[] values, int at) {
        double largest = 0;
        for (int i = at; i < at + dimensions; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        for (int i = at; i < at + dimensions && largest > 0; i++) {
            values[i] = (float) (values[i] / largest);
        }
    }

    /** Cosine of two words. */
    public double similarity(String a, String b) {
        return kernels.dot(dimensions, unit, at(a), unit, at(b));
    }

    /** The words nearest to a word, itself left out, the nearest first. */
    public List<Scored> nearest(String word, int most) {
        return best(new float[][] {row(word)}, most, new int[][] {{place(word)}})
                .get(0);
    }

    /** The same for many words at once, in less time than one after the other. */
    public List<List<Scored>> nearest(List<String> words, int most) {
        float[][] queries = words.stream().map(this::row).toArray(float[][]::new);
        int[][] without = words.stream().map(word -> new int[] {place(word)}).toArray(int[][]::new);
        return best(queries, most, without);
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
        float[] of = Arrays.copyOf(vector, width);
        normalize(of, 0);
        return best(new float[][] {of}, most, new int[1][0]).get(0);
    }

    /**
     * {@code a} is to {@code b} as {@code c} is to what? By 3CosAdd (Mikolov, Yih and Zweig 2013): nearest to
     * {@code b − a + c}, the three words left out.
     */
    public List<Scored> analogy(String a, String b, String c, int most) {
        float[] sum = row(b);
        kernels.axpy(dimensions, -1, unit, at(a), sum, 0);
        kernels.axpy(dimensions, 1, unit, at(c), sum, 0);
        normalize(sum, 0);
        return best(new float[][] {sum}, most, new int[][] {{place(a), place(b), place(c)}})
                .get(0);
    }

    /**
     * The same by 3CosMul (Levy and Goldberg 2014, equation 4): {@code cos(x, b)·cos(x, c) / (cos(x, a) + 0.001)}, the
     * cosines moved to 0 to 1.
     */
    public List<Scored> analogyByProducts(String a, String b, String c, int most) {
        float[][] queries = {row(a), row(b), row(c)};
        Top top = new Top(Math.min(most, vectors.size()), place(a), place(b), place(c));
        float[][] cosines = new float[3][BLOCK];
        for (int first = 0; first < vectors.size(); first += BLOCK) {
            int count = Math.min(BLOCK, vectors.size() - first);
            for (int q = 0; q < 3; q++) {
                kernels.rowDots(count, width, unit, first * width, width, queries[q], 0, cosines[q], 0);
            }
            for (int i = 0; i < count; i++) {
                double product = (1.0 + cosines[1][i]) / 2 * ((1.0 + cosines[2][i]) / 2);
                top.offer(first + i, product / ((1.0 + cosines[0][i]) / 2 + EPSILON));
            }
        }
        return scored(top);
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

    /**
     * Cosine of two texts, each the mean of its words' unit vectors (words parted by white space); words without a vector
     * are left out.
     *
     * @throws IllegalArgumentException if no word of a text has a vector
     */
    public double textSimilarity(String a, String b) {
        return kernels.dot(dimensions, mean(a), 0, mean(b), 0);
    }

    private float[] mean(String text) {
        float[] mean = new float[dimensions];
        int found = 0;
        for (String word : text.strip().split("\\s+")) {
            int place = vectors.indexOf(word);
            if (place >= 0) {
                kernels.add(dimensions, unit, place * width, mean, 0);
                found++;
            }
        }
        if (found == 0) {
            throw new IllegalArgumentException("A text to compare must have a word with a vector. Received: text="
                    + (text.length() > 60 ? text.substring(0, 60) + "…" : text).replace('\n', ' ')
                    + ". Write words as the vectors have them, most in lower case, parted by blanks.");
        }
        normalize(mean, 0);
        return mean;
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
        return place * width;
    }

    private float[] row(String word) {
        return Arrays.copyOfRange(unit, at(word), at(word) + width);
    }

    private int place(String word) {
        return at(word) / width;
    }

    /**
     * The rows nearest to each query.
     *
     * @param queries of length 1, filled up to {@code width}
     * @param without places left out for each query
     */
    private List<List<Scored>> best(float[][] queries, int most, int[][] without) {
        int room = Math.max(0, Math.min(most, vectors.size()));
        Top[] tops = new Top[queries.length];
        Arrays.setAll(tops, q -> new Top(room, without[q]));
        CodedRows coded = room <= vectors.size() / WORDS_FOR_EACH ? codes(queries.length) : null;
        if (coded == null) {
            allRows(queries, tops);
        } else {
            for (int q = 0; q < queries.length; q++) {
                float[] query = queries[q];
                float[] cosine = new float[1];
                coded.search(
                        kernels,
                        query,
                        place -> {
                            kernels.rowDots(1, width, unit, place * width, width, query, 0, cosine, 0);
                            return cosine[0];
                        },
                        room,
                        without[q],
                        tops[q]);
            }
        }
        return Arrays.stream(tops).map(this::scored).toList();
    }

    /** The codes, if there are any; one thread makes them, while the others go on with scans. */
    private CodedRows codes(int questions) {
        if (codes == null && mayCode) {
            int before = scans.getAndAdd(questions);
            if (before < SCANS_BEFORE_CODES && before + questions >= SCANS_BEFORE_CODES) {
                codes = new CodedRows(vectors.size(), width, unit);
            }
        }
        return codes;
    }

    private void allRows(float[][] queries, Top[] tops) {
        float[] cosines = new float[BLOCK];
        for (int first = 0; first < vectors.size(); first += BLOCK) {
            int count = Math.min(BLOCK, vectors.size() - first);
            for (int q = 0; q < queries.length; q++) {
                kernels.rowDots(count, width, unit, first * width, width, queries[q], 0, cosines, 0);
                double least = tops[q].least();
                for (int i = 0; i < count; i++) {
                    if (cosines[i] > least) {
                        tops[q].offer(first + i, cosines[i]);
                        least = tops[q].least();
                    }
                }
            }
        }
    }

    private List<Scored> scored(Top top) {
        double[] scores = new double[top.size()];
        int[] places = top.places(scores);
        List<Scored> result = new ArrayList<>(places.length);
        for (int i = 0; i < places.length; i++) {
            result.add(new Scored(vectors.words().get(places[i]), scores[i]));
        }
        return result;
    }
}
