// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.kernels.KernelChoice;
import dev.lector.vectors.WordVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GloVeTest {
    private static final GloVe SMALL =
            GloVe.defaults().dimensions(20).window(5).minCount(1).epochs(8).threads(2);

    @TempDir
    private Path folder;

    @Test
    void wordsOfOneTopicComeTogether() throws IOException {
        // GloVe learns nothing of words that never meet.
        WordVectors vectors = SMALL.epochs(25).train(MadeCorpus.topics(folder, 1_000, 1));
        assertThat(vectors.words().get(0)).isEqualTo("the");
        assertThat(MadeCorpus.margin(vectors)).isPositive();
    }

    @Test
    void theSameBitsOnAnyNumberOfThreads() throws IOException {
        Path corpus = MadeCorpus.topics(folder, 300);
        float[] one = SMALL.threads(1).train(corpus).vector("sea1");
        assertThat(SMALL.threads(3).train(corpus).vector("sea1")).containsExactly(one);
        assertThat(SMALL.seed(2).train(corpus).vector("sea1")).isNotEqualTo(one);
    }

    @Test
    void aStoppedTrainingGoesOnToTheSameBits() throws IOException {
        Path corpus = MadeCorpus.topics(folder, 300);
        Path file = folder.resolve("vectors.checkpoint");
        MadeCorpus.Stopper watch = new MadeCorpus.Stopper(file, .4);
        SMALL.train(corpus, watch);
        assertThat(file).exists();
        assertThat(watch.notes).last().asString().contains("epoch 4 of 8");
        WordVectors resumed = SMALL.train(corpus, watch.letGo());
        assertThat(resumed.vector("hill3")).containsExactly(SMALL.train(corpus).vector("hill3"));
        assertThatThrownBy(() -> SMALL.xMax(10).train(corpus, watch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("same settings");
        assertThatThrownBy(() -> Word2Vec.skipGram().minCount(1).train(corpus, watch))
                .hasMessageContaining("same settings");
    }

    /** One cell, computed by hand from the formulas of GloVe's program. */
    @Test
    void aStepIsThatOfTheProgram() {
        GloVeTables tables = GloVeTables.start(2, 3, 5);
        double[] w = {tables.words()[0], tables.words()[1], tables.words()[2], tables.words()[tables.padded()]};
        int at = tables.row();
        float[] table = tables.contexts();
        double[] c = {table[at], table[at + 1], table[at + 2], table[at + tables.padded()]};
        double x = 7;
        double diff = w[0] * c[0] + w[1] * c[1] + w[2] * c[2] + w[3] + c[3] - Math.log(x);
        double weighted = Math.pow(x / 100, .75) * diff;
        int[] cells = {0, 1, Float.floatToRawIntBits((float) x)};
        double loss = new GloVeStep(KernelChoice.plain(), tables, SMALL).learn(cells, 1);
        assertThat(loss).isCloseTo(.5 * weighted * diff, within(1e-5));
        for (int i = 0; i < 3; i++) {
            double g = .05 * weighted * c[i];
            double h = .05 * weighted * w[i];
            assertThat((double) tables.words()[i]).isCloseTo(w[i] - g, within(1e-6));
            assertThat((double) table[at + i]).isCloseTo(c[i] - h, within(1e-6));
            assertThat((double) tables.words()[tables.half() + i]).isCloseTo(1 + g * g, within(1e-6));
        }
        assertThat((double) tables.words()[tables.padded()]).isCloseTo(w[3] - weighted, within(1e-5));
        assertThat((double) tables.words()[tables.half() + tables.padded()])
                .isCloseTo(1 + weighted * weighted, within(1e-5));
    }

    @Test
    void tellsWhatACorpusLacks() throws IOException {
        Path one = Files.writeString(folder.resolve("one.txt"), "word word word word");
        assertThatThrownBy(() -> SMALL.train(one)).hasMessageContaining("at least two different words");
        assertThatThrownBy(() -> SMALL.xMax(0)).hasMessageContaining("xMax=0");
        Path apart = Files.writeString(folder.resolve("apart.txt"), "a\nb\n");
        assertThat(SMALL.train(apart).size()).isEqualTo(2);
    }
}
