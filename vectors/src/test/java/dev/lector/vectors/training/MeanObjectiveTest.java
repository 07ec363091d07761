// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeanObjectiveTest {
    private static final int WORDS = 30;
    private static final int WINDOW = 3;
    private static final int[] SENTENCE = {3, 7, 1, 0, 12, 3, 3, 29, 5, 8, 2, 17, 0, 4, 11, 6, 1, 22, 9};

    private final Kernels kernels = KernelChoice.plain();

    /** A table whose output side has begun to learn, too. */
    private static Tables tables() {
        Tables tables = Tables.start(WORDS, WORDS, 20, .5f, 7);
        for (int i = 0; i < tables.output().length; i++) {
            tables.output()[i] = i % tables.stride() < 20 ? CounterRandom.uniform(3, i) - .5f : 0;
        }
        return tables;
    }

    /** Draws any word, or those alone that the sentence does not have. */
    private static NegativeWords negatives(int stride, boolean any) {
        double[] shares = new double[WORDS];
        Arrays.fill(shares, 1);
        for (int word : SENTENCE) {
            shares[word] = any ? 1 : 0;
        }
        return new NegativeWords(new AliasSampler(shares), WORDS, 5, stride);
    }

    private static void learn(Objective objective, int[] sentence) {
        RandomBits random = new RandomBits();
        random.restart(11);
        for (int place = 0; place < sentence.length; place++) {
            objective.learn(sentence, sentence.length, place, 1 + place % WINDOW, .1f, random);
        }
        objective.finish(.1f, random);
    }

    @Test
    void groupOfOneIsThePlainWay() {
        Tables plain = tables();
        learn(new ContinuousBag(kernels, plain, WINDOW, negatives(plain.stride(), false)), SENTENCE);
        Tables grouped = tables();
        learn(new MeanObjective(kernels, grouped, null, true, WINDOW, negatives(plain.stride(), false), 1), SENTENCE);
        assertThat(grouped.input()).containsExactly(plain.input(), within(1e-6f));
        assertThat(grouped.output()).containsExactly(plain.output(), within(1e-6f));
        assertThat(grouped.input()).isNotEqualTo(tables().input());
    }

    /** A step of a group is the sum of its places' steps from where the tables stood, with the negative words of the group, ten that count half. */
    @Test
    void groupIsTheSumOfItsPlaces() {
        int group = 4;
        int[] sentence = Arrays.copyOf(SENTENCE, group);
        Tables start = tables();
        Tables grouped = tables();
        learn(
                new MeanObjective(kernels, grouped, null, true, WINDOW, negatives(start.stride(), true), group),
                sentence);
        RandomBits random = new RandomBits();
        random.restart(11);
        PairStep step = new PairStep(kernels, start.stride(), group, 10);
        int rows = negatives(start.stride(), true).chooseOthers(2, random, step);
        assertThat(rows).isEqualTo(10);
        double[] input = widened(start.input());
        double[] output = widened(start.output());
        for (int place = 0; place < group; place++) {
            addPlace(start, sentence, place, 1 + place % WINDOW, Arrays.copyOf(step.right, rows), input, output);
        }
        for (int i = 0; i < input.length; i++) {
            assertThat((double) grouped.input()[i]).isCloseTo(input[i], within(1e-6));
            assertThat((double) grouped.output()[i]).isCloseTo(output[i], within(1e-6));
        }
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    private static void addPlace(
            Tables start, int[] sentence, int place, int reach, int[] negatives, double[] input, double[] output) {
        int stride = start.stride();
        int first = Math.max(0, place - reach);
        int last = Math.min(sentence.length - 1, place + reach);
        double[] mean = new double[stride];
        for (int i = first; i <= last; i++) {
            for (int d = 0; d < stride; d++) {
                mean[d] += i == place ? 0 : start.input()[sentence[i] * stride + d] / (double) (last - first);
            }
        }
        for (int j = -1; j < negatives.length; j++) {
            int own = sentence[place] * stride;
            int row = j < 0 ? own : negatives[j];
            if (j >= 0 && row == own) {
                continue;
            }
            double score = 0;
            for (int d = 0; d < stride; d++) {
                score += mean[d] * start.output()[row + d];
            }
            double error = (j < 0 ? .1 : .05) * ((j < 0 ? 1 : 0) - 1 / (1 + Math.exp(-score)));
            for (int d = 0; d < stride; d++) {
                output[row + d] += error * mean[d];
                for (int i = first; i <= last; i++) {
                    input[sentence[i] * stride + d] += i == place ? 0 : error * start.output()[row + d];
                }
            }
        }
    }
}
