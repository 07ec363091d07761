// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.vectors.CharacterNgrams;
import dev.lector.vectors.SubwordVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastTextTest {
    private static final FastText SMALL = FastText.skipGram()
            .dimensions(20)
            .minCount(1)
            .sample(0)
            .epochs(5)
            .threads(1)
            .ngrams(new CharacterNgrams(3, 6, 20_000));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wordsOfOneTopicComeTogetherAndWordsNeverSeenToThem(boolean cbow) throws IOException {
        FastText settings = cbow
                ? FastText.continuousBag()
                        .dimensions(20)
                        .minCount(1)
                        .sample(0)
                        .epochs(5)
                        .threads(1)
                        .ngrams(SMALL.ngrams())
                : SMALL;
        SubwordVectors vectors = settings.train(MadeCorpus.topics(folder, 1_000));
        assertThat(MadeCorpus.margin(vectors.words())).isPositive();
        float[] unseen = vectors.vector("seaside");
        assertThat(MadeCorpus.cosine(unseen, vectors.vector("sea1")))
                .isGreaterThan(MadeCorpus.cosine(unseen, vectors.vector("hill1")));
        assertThat(vectors.vector("ocean")).isNull();
    }

    @Test
    void oneSeedGivesOneResult() throws IOException {
        Path corpus = MadeCorpus.topics(folder, 200);
        float[] first = SMALL.train(corpus).vector("sea1");
        assertThat(SMALL.train(corpus).vector("sea1")).containsExactly(first);
        assertThat(SMALL.seed(2).train(corpus).vector("sea1")).isNotEqualTo(first);
    }

    @Test
    void aStoppedTrainingGoesOnToTheSameBits() throws IOException {
        Path corpus = MadeCorpus.topics(folder, 2_500);
        Path file = folder.resolve("vectors.checkpoint");
        FastText settings = SMALL.epochs(2);
        MadeCorpus.Stopper watch = new MadeCorpus.Stopper(file, .3);
        settings.train(corpus, watch);
        assertThat(file).exists();
        SubwordVectors resumed = settings.train(corpus, watch.letGo());
        SubwordVectors whole = settings.train(corpus);
        assertThat(resumed.vector("hill3")).containsExactly(whole.vector("hill3"));
        assertThat(resumed.vector("hills")).containsExactly(whole.vector("hills"));
    }

    /** The rows of the word move by the gradient of the loss by their mean. */
    @Test
    void aStepIsTheGradientOfTheLoss() throws IOException {
        List<String> words = List.of("alpha", "beta", "gamma");
        Subwords subwords = Subwords.of(words, new CharacterNgrams(3, 4, 500));
        Tables tables = Tables.start(subwords.size(), 3, 8, 1, 7);
        for (int i = 0; i < tables.output().length; i++) {
            tables.output()[i] = i % tables.stride() < 8 ? CounterRandom.uniform(3, i) - .5f : 0;
        }
        // The only word that can be drawn is word 0.
        double[] weights = {1, 0, 0};
        NegativeWords outputs = new NegativeWords(new AliasSampler(weights), 3, 1, tables.stride());
        float[] output = tables.output().clone();
        float[] before = mean(subwords, tables, 0);
        new MeanObjective(KernelChoice.plain(), tables, subwords.rows(), false, 2, outputs, 1)
                .learn(new int[] {0, 2}, 2, 0, 1, .1f, new RandomBits());
        float[] after = mean(subwords, tables, 0);
        // The target is word 2.
        double up = 1 - sigmoid(dot(before, output, 2 * tables.stride()));
        double down = -sigmoid(dot(before, output, 0));
        for (int i = 0; i < 8; i++) {
            double move = .1 * (up * output[2 * tables.stride() + i] + down * output[i]);
            assertThat((double) after[i] - before[i]).isCloseTo(move, within(1e-5));
        }
    }

    private static float[] mean(Subwords subwords, Tables tables, int word) {
        float[] mean = new float[tables.dimensions()];
        for (int row : subwords.rows()[word]) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += tables.input()[row * tables.stride() + i] / subwords.rows()[word].length;
            }
        }
        return mean;
    }

    private static double dot(float[] x, float[] table, int at) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * table[at + i];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
