// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TrainingPartsTest {
    @Test
    void aliasSamplerKeepsTheShares() {
        double[] weights = {1, 0, 7, 2, 10, .5};
        AliasSampler sampler = new AliasSampler(weights);
        int draws = 400_000;
        int[] drawn = new int[weights.length];
        for (int i = 0; i < draws; i++) {
            drawn[sampler.draw(CounterRandom.bits(1, i))]++;
        }
        for (int i = 0; i < weights.length; i++) {
            assertThat(drawn[i] / (double) draws).as("share of %d", i).isCloseTo(weights[i] / 20.5, within(.004));
        }
    }

    @Test
    void huffmanCodeIsTheShortest() throws IOException {
        // Counts 8, 4, 2, 1, 1: the textbook code with lengths 1, 2, 3, 4, 4.
        String text = "a ".repeat(8) + "b ".repeat(4) + "c ".repeat(2) + "d e";
        HuffmanRows tree = HuffmanRows.of(
                TrainingVocabulary.count(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1), 16);
        assertThat(tree.most()).isEqualTo(4);
        int[] lengths = {1, 2, 3, 4, 4};
        double kraft = 0;
        for (int word = 0; word < 5; word++) {
            assertThat(tree.code(word)).hasSize(lengths[word]);
            kraft += Math.pow(2, -tree.code(word).length);
        }
        assertThat(kraft).isEqualTo(1);
    }

    @Test
    void pairStepIsTheGradientOfTheLoss() {
        int stride = 16;
        float[] a = random(3 * stride, 1);
        float[] b = random(4 * stride, 2);
        float[] before = b.clone();
        PairStep step = new PairStep(KernelChoice.plain(), stride, 3, 4);
        for (int i = 0; i < 3; i++) {
            step.left[i] = i * stride;
        }
        for (int j = 0; j < 4; j++) {
            step.right[j] = j * stride;
            step.wanted[j] = j == 0 ? 1 : 0;
        }
        step.moveRight(a, 3, b, 4, 1);
        double h = 1e-4;
        for (int at : new int[] {0, 5, 17, 40}) {
            double numeric = -(loss(a, before, at, h, true) - loss(a, before, at, -h, true)) / (2 * h);
            assertThat((double) step.gradients()[at]).as("left %d", at).isCloseTo(numeric, within(1e-4));
            numeric = -(loss(a, before, at, h, false) - loss(a, before, at, -h, false)) / (2 * h);
            assertThat((double) b[at] - before[at]).as("right %d", at).isCloseTo(numeric, within(1e-4));
        }
    }

    /** Negative log-likelihood of 3 × 4 pairs, the first of the right side being true, with one number changed by h. */
    private static double loss(float[] a, float[] b, int at, double h, boolean left) {
        double loss = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                double dot = 0;
                for (int d = 0; d < 16; d++) {
                    double x = a[i * 16 + d] + (left && i * 16 + d == at ? h : 0);
                    double y = b[j * 16 + d] + (!left && j * 16 + d == at ? h : 0);
                    dot += x * y;
                }
                double score = 1 / (1 + Math.exp(-dot));
                loss -= Math.log(j == 0 ? score : 1 - score);
            }
        }
        return loss;
    }

    private static float[] random(int n, long key) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = CounterRandom.uniform(key, i) - .5f;
        }
        return values;
    }

    @Test
    void encodedCorpusKeepsSentencesAndCutsLongOnes() throws IOException {
        StringBuilder text = new StringBuilder("a b\nrare\n\n a a\n");
        text.append("b ".repeat(2_500));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        TrainingVocabulary words = TrainingVocabulary.count(new ByteArrayInputStream(bytes), 2);
        try (EncodedCorpus corpus = EncodedCorpus.encode(new ByteArrayInputStream(bytes), words)) {
            assertThat(corpus.chunks()).isEqualTo(1);
            assertThat(corpus.wordsBefore(1)).isEqualTo(2_504);
            EncodedCorpus.Reader reader = corpus.new Reader();
            int n = reader.read(0);
            assertThat(n).isEqualTo(2_504 + 5);
            assertThat(reader.ids()).startsWith(1, 0, -1, 1, 1, -1);
            assertThat(reader.ids()[6 + 1_000]).isEqualTo(-1);
            assertThat(reader.ids()[7 + 2_000]).isEqualTo(-1);
            assertThat(reader.ids()[n - 1]).isEqualTo(-1);
        }
    }
}
