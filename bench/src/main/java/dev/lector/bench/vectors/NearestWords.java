// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.vectors;

import dev.lector.nn.kernels.KernelChoice;
import dev.lector.vectors.VectorFile;
import dev.lector.vectors.VectorSpace;
import dev.lector.vectors.WordVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How long one thread takes for the ten words nearest to a word, by a scan of all vectors and with codes of four bits. */
public final class NearestWords {
    private static final int QUESTIONS = 40;
    private static final int ROUNDS = 8;
    private static final int NEAREST = 10;

    private NearestWords() {}

    /** Prints milliseconds a question for words spread over a file: {@code FILE}, and whether the answers are the same. */
    public static void main(String[] args) throws IOException {
        WordVectors vectors = VectorFile.read(Path.of(args[0])).vectors();
        List<String> asked = IntStream.range(0, QUESTIONS)
                .mapToObj(i -> vectors.words().get((int) ((long) i * vectors.size() / QUESTIONS)))
                .toList();
        VectorSpace scan = new VectorSpace(vectors).withoutCodes();
        long begin = System.nanoTime();
        VectorSpace coded = scan.withCodes();
        System.out.printf(
                Locale.ROOT,
                "%,d × %d, JDK %s, kernels %s, 1 thread; codes made in %.0f ms%n",
                vectors.size(),
                vectors.dimensions(),
                Runtime.version(),
                KernelChoice.best().name(),
                milliseconds(begin));
        System.out.printf(Locale.ROOT, "reading all numbers once: %.2f ms%n", reading(vectors));
        for (int round = 0; round < ROUNDS; round++) {
            System.out.println("scan  " + time(scan, asked) + "   with codes  " + time(coded, asked));
        }
        long same = asked.stream()
                .filter(word -> scan.nearest(word, NEAREST).equals(coded.nearest(word, NEAREST)))
                .count();
        System.out.printf("same words and scores: %d of %d questions%n", same, QUESTIONS);
    }

    private static String time(VectorSpace space, List<String> asked) {
        double[] times = new double[asked.size()];
        for (int i = 0; i < times.length; i++) {
            long begin = System.nanoTime();
            space.nearest(asked.get(i), NEAREST);
            times[i] = milliseconds(begin);
        }
        Arrays.sort(times);
        return String.format(Locale.ROOT, "median %.2f, best %.2f ms", times[times.length / 2], times[0]);
    }

    /** The least that a scan can take: the best of some passes that only add the numbers up. */
    private static double reading(WordVectors vectors) {
        float[] numbers = new float[vectors.size() * vectors.dimensions()];
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 10 * ROUNDS; i++) {
            long begin = System.nanoTime();
            double sum = KernelChoice.best().sum(numbers.length, numbers, 0);
            best = sum == 0 ? Math.min(best, milliseconds(begin)) : best;
        }
        return best;
    }

    private static double milliseconds(long since) {
        return (System.nanoTime() - since) / 1e6;
    }
}
