// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.classify.Solver;
import dev.lector.classify.Solver.Problem;
import dev.lector.classify.Solver.Watch;
import dev.lector.nn.SparseSamples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The solvers against scikit-learn (src/test/python/linear.py), and what holds for all of them. */
class SolversTest {
    private static final int COLUMNS = 25;
    private static final Map<String, double[]> GOLDEN = golden();

    private static Map<String, double[]> golden() {
        Map<String, double[]> golden = new HashMap<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(SolversTest.class.getResourceAsStream("scikit.txt"), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                int names = words[0].equals("two") || words[0].equals("three") ? 2 : 1;
                if (!words[0].equals("#")) {
                    golden.put(
                            String.join(" ", Arrays.copyOf(words, names)),
                            Arrays.stream(words)
                                    .skip(names)
                                    .mapToDouble(Double::parseDouble)
                                    .toArray());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return golden;
    }

    private static SparseSamples rows() {
        double[] dense = GOLDEN.get("rows");
        int rows = dense.length / COLUMNS;
        int[] starts = new int[rows + 1];
        int[] indices = new int[dense.length];
        float[] values = new float[dense.length];
        int n = 0;
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < COLUMNS; i++) {
                if (dense[r * COLUMNS + i] != 0) {
                    indices[n] = i;
                    values[n++] = (float) dense[r * COLUMNS + i];
                }
            }
            starts[r + 1] = n;
        }
        return new SparseSamples(COLUMNS, starts, Arrays.copyOf(indices, n), Arrays.copyOf(values, n));
    }

    /** Whether a row is of class 1; which class it is; or, each a question of its own, all three. */
    private static Problem problem(String kind, int threads) {
        double[] labels = GOLDEN.get("labels");
        int outputs = kind.equals("two") ? 1 : 3;
        float[] targets = new float[labels.length * outputs];
        for (int r = 0; r < labels.length; r++) {
            if (outputs == 1) {
                targets[r] = labels[r] == 1 ? 1 : 0;
            } else {
                targets[r * outputs + (int) labels[r]] = 1;
            }
        }
        return new Problem(rows(), targets, outputs, kind.equals("three"), null, 1, threads, Watch.NONE);
    }

    private static float[] weights(Problem problem) {
        return new float[problem.rows().columns() * problem.outputs()];
    }

    private static Solver solver(String name) {
        return switch (name) {
            case "multinomial" -> new NaiveBayes(NaiveBayes.Variant.MULTINOMIAL, .7);
            case "bernoulli" -> new NaiveBayes(NaiveBayes.Variant.BERNOULLI, .7);
            case "complement" -> new NaiveBayes(NaiveBayes.Variant.COMPLEMENT, .7);
            case "logistic" -> new LogisticRegression(.4, 1e-6);
            case "squared-hinge" -> new SupportVectors(.1, true, 1e-6);
            case "hinge" -> new SupportVectors(.1, false, 1e-6);
            case "nbsvm" -> new NbSvm(new SupportVectors(.1, true, 1e-6), 1, .25);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "two, multinomial, 1e-5", "three, multinomial, 1e-5",
        "two, bernoulli, 1e-5", "three, bernoulli, 1e-5",
        "two, complement, 1e-5", "three, complement, 1e-5",
        "two, logistic, 1e-4", "three, logistic, 1e-4",
        "two, squared-hinge, 1e-4", "three, squared-hinge, 1e-4",
        "two, hinge, 1e-4", "three, hinge, 1e-4",
        "two, nbsvm, 1e-4"
    })
    void sameWeightsAsScikitLearn(String kind, String name, double tolerance) {
        Problem problem = problem(kind, 2);
        float[] kernel = weights(problem);
        float[] bias = new float[problem.outputs()];
        solver(name).solve(problem, kernel, bias);
        same(GOLDEN.get(kind + " " + name), kernel, bias, tolerance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "three"})
    void rowsMayWeighDifferently(String kind) {
        Problem even = problem(kind, 1);
        float[] rowWeights = new float[even.rows().rows()];
        for (int r = 0; r < rowWeights.length; r++) {
            rowWeights[r] = (float) GOLDEN.get("weights")[r];
        }
        Problem problem = new Problem(
                even.rows(), even.targets(), even.outputs(), even.exclusive(), rowWeights, 1, 1, Watch.NONE);
        float[] kernel = weights(problem);
        float[] bias = new float[problem.outputs()];
        solver("logistic").solve(problem, kernel, bias);
        same(GOLDEN.get(kind + " logistic-weighted"), kernel, bias, 1e-4);
    }

    private static void same(double[] golden, float[] kernel, float[] bias, double tolerance) {
        double size = Arrays.stream(golden).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < kernel.length; i++) {
            assertThat((double) kernel[i]).as("weight %d", i).isCloseTo(golden[i], within(tolerance * size));
        }
        for (int o = 0; o < bias.length; o++) {
            assertThat((double) bias[o])
                    .as("bias %d", o)
                    .isCloseTo(golden[kernel.length + o], within(tolerance * size));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"multinomial", "bernoulli", "complement", "logistic", "squared-hinge", "hinge", "nbsvm"})
    void questionsOfTheirOwnAreSolvedAsIfAlone(String name) {
        Problem alone = problem("two", 1);
        float[] one = weights(alone);
        float[] oneBias = new float[1];
        HeldOut.calibrated(solver(name)).solve(alone, one, oneBias);
        for (int threads : new int[] {1, 2, 3}) {
            Problem together = problem("each", threads);
            float[] kernel = weights(together);
            float[] bias = new float[3];
            HeldOut.calibrated(solver(name)).solve(together, kernel, bias);
            for (int i = 0; i < one.length; i++) {
                assertThat(kernel[i * 3 + 1])
                        .as("weight %d on %d threads", i, threads)
                        .isEqualTo(one[i]);
            }
            assertThat(bias[1]).isEqualTo(oneBias[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "three"})
    void sameBitsOnAnyNumberOfThreads(String kind) {
        for (String name : List.of("logistic", "squared-hinge", "nbsvm")) {
            Problem one = problem(kind, 1);
            float[] kernel = weights(one);
            HeldOut.calibrated(solver(name)).solve(one, kernel, new float[one.outputs()]);
            for (int threads : new int[] {2, 5}) {
                float[] other = weights(one);
                HeldOut.calibrated(solver(name)).solve(problem(kind, threads), other, new float[one.outputs()]);
                assertThat(other).as("%s on %d threads", name, threads).isEqualTo(kernel);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "three"})
    void calibrationScalesAllWeightsAlike(String kind) {
        Problem problem = problem(kind, 1);
        float[] plain = weights(problem);
        float[] plainBias = new float[problem.outputs()];
        solver("squared-hinge").solve(problem, plain, plainBias);
        float[] kernel = weights(problem);
        float[] bias = new float[problem.outputs()];
        List<String> found = HeldOut.calibrated(solver("squared-hinge")).solve(problem, kernel, bias);
        float factor = bias[0] / plainBias[0];
        assertThat(factor).isPositive().isNotEqualTo(1);
        for (int i = 0; i < kernel.length; i++) {
            assertThat(kernel[i]).isCloseTo(factor * plain[i], within(1e-5f * Math.abs(factor)));
        }
        assertThat(found).last().asString().startsWith("Calibrated: scores times ");
    }

    @Test
    void calibrationFindsTheSizeThatScoresWereDrawnWith() {
        // Labels drawn from the probabilities of scores; the solver gives a third of these scores.
        int rows = 6_000;
        int[] starts = new int[rows + 1];
        int[] indices = new int[rows];
        float[] values = new float[rows];
        float[] targets = new float[rows];
        java.util.Random random = new java.util.Random(3);
        for (int r = 0; r < rows; r++) {
            starts[r + 1] = r + 1;
            values[r] = (float) (4 * random.nextGaussian());
            targets[r] = random.nextDouble() < 1 / (1 + Math.exp(-values[r])) ? 1 : 0;
        }
        Problem problem =
                new Problem(new SparseSamples(1, starts, indices, values), targets, 1, false, null, 1, 1, Watch.NONE);
        float[] kernel = new float[1];
        HeldOut.calibrated((of, weights, bias) -> {
                    weights[0] = 1 / 3f;
                    bias[0] = 0;
                    return List.of();
                })
                .solve(problem, kernel, new float[1]);
        assertThat(kernel[0]).isCloseTo(1, within(.1f));
    }

    @Test
    void nbsvmDoesNotGiveAllRowsToTheLargerClass() {
        // One row in eight is yes; a row has its class's word, and five words of no class.
        java.util.Random random = new java.util.Random(8);
        int rows = 400;
        int[] starts = new int[rows + 1];
        int[] indices = new int[rows * 6];
        float[] targets = new float[rows];
        int n = 0;
        for (int r = 0; r < rows; r++) {
            targets[r] = r % 8 == 0 ? 1 : 0;
            java.util.TreeSet<Integer> words = new java.util.TreeSet<>();
            words.add((int) targets[r]);
            for (int w = 0; w < 5; w++) {
                words.add(2 + random.nextInt(300));
            }
            for (int word : words) {
                indices[n++] = word;
            }
            starts[r + 1] = n;
        }
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        SparseSamples samples = new SparseSamples(302, starts, Arrays.copyOf(indices, n), ones);
        Problem problem = new Problem(samples, targets, 1, false, null, 1, 1, Watch.NONE);
        float[] kernel = new float[302];
        float[] bias = new float[1];
        new NbSvm(new SupportVectors(.01), 1, .25).solve(problem, kernel, bias);
        float[] scores = Scores.of(samples, kernel, bias);
        int found = 0;
        for (int r = 0; r < rows; r += 8) {
            found += scores[r] > 0 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(rows / 8 / 2);
    }

    @Test
    void theBetterCandidateIsTaken() {
        Problem problem = problem("three", 1);
        HeldOut choice = new HeldOut(List.of(
                new HeldOut.Candidate("c=1e-6", new LogisticRegression(1e-6)),
                new HeldOut.Candidate("c=0.3", new LogisticRegression(.3))));
        List<String> found = choice.solve(problem, weights(problem), new float[3]);
        assertThat(found.get(0)).startsWith("Chosen: c=0.3, by the cross-entropy of training rows held out: c=1e-6: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic", "squared-hinge", "nbsvm"})
    void aUserMayEndIt(String name) {
        Problem problem = problem("two", 1).withWatch(share -> {
            throw new IllegalStateException("enough");
        });
        assertThatThrownBy(() -> solver(name).solve(problem, weights(problem), new float[1]))
                .hasMessage("enough");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multinomial", "bernoulli", "complement", "logistic", "squared-hinge", "hinge", "nbsvm"})
    void rowsWithoutWordsAndOutputsWithoutRowsHaveAnAnswer(String name) {
        Problem problem = new Problem(
                new SparseSamples(3, new int[] {0, 0, 1, 1, 2}, new int[] {0, 2}, new float[] {1, 1}),
                new float[] {1, 0, 0, 0, 0, 0, 1, 0},
                2,
                false,
                null,
                1,
                2,
                Watch.NONE);
        float[] kernel = weights(problem);
        float[] bias = new float[2];
        HeldOut.calibrated(solver(name)).solve(problem, kernel, bias);
        for (float weight : kernel) {
            assertThat(weight).isFinite();
        }
        assertThat(bias[0]).isFinite();
        assertThat(bias[1]).isFinite();
    }
}
