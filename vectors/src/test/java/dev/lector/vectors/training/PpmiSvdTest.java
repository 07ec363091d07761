// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.vectors.WordVectors;
import dev.lector.vectors.matrix.RandomizedSvd;
import dev.lector.vectors.matrix.SparseMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PpmiSvdTest {
    private static final PpmiSvd SMALL =
            PpmiSvd.defaults().dimensions(6).minCount(1).threads(2);

    @TempDir
    private Path folder;

    @Test
    void wordsOfOneTopicComeTogether() throws IOException {
        WordVectors vectors = SMALL.train(MadeCorpus.topics(folder, 500));
        assertThat(vectors.dimensions()).isEqualTo(6);
        assertThat(MadeCorpus.margin(vectors)).isPositive();
    }

    @Test
    void everyWindowGivesVectors() throws IOException {
        Path corpus = MadeCorpus.topics(folder, 300);
        for (ContextWindow.Side side : ContextWindow.Side.values()) {
            ContextWindow window = new ContextWindow(3, side, true, ContextWindow.Weight.FLAT);
            assertThat(MadeCorpus.margin(SMALL.window(window).sample(.1).train(corpus)))
                    .isPositive();
        }
    }

    @Test
    void theSameBitsOnAnyNumberOfThreads() throws IOException {
        Path corpus = MadeCorpus.topics(folder, 200);
        assertThat(SMALL.threads(3).train(corpus).vector("sea1"))
                .containsExactly(SMALL.threads(1).train(corpus).vector("sea1"));
    }

    /** Stopped while the decomposition goes on, and gone on with: the same bits as in one go. */
    @Test
    void aStoppedDecompositionGoesOnToTheSameBits() throws IOException {
        Path corpus = MadeCorpus.topics(folder, 200);
        Path kept = folder.resolve("kept.checkpoint");
        StopAfter second = new StopAfter(kept, 3);
        SMALL.train(corpus, second);
        assertThat(kept).exists();
        assertThat(second.notes).anyMatch(note -> note.contains("Stopped after iteration"));
        StopAfter never = new StopAfter(kept, Integer.MAX_VALUE);
        WordVectors goneOn = SMALL.train(corpus, never);
        assertThat(never.notes).anyMatch(note -> note.contains("Goes on from"));
        assertThat(goneOn.vector("sea1")).containsExactly(SMALL.train(corpus).vector("sea1"));
        assertThatThrownBy(() -> SMALL.smoothing(.5).train(corpus, never))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the same settings");
    }

    /** Stops when the stage of training has been told of so many times. */
    private static final class StopAfter implements TrainingWatch {
        private final List<String> notes = new ArrayList<>();
        private final Path kept;
        private final int most;
        private int told;

        StopAfter(Path kept, int most) {
            this.kept = kept;
            this.most = most;
        }

        @Override
        public void progress(String stage, long done, long total, double loss) {
            told += stage.equals("training") ? 1 : 0;
        }

        @Override
        public void note(String line) {
            notes.add(line);
        }

        @Override
        public boolean stop() {
            return told >= most;
        }

        @Override
        public Path checkpoint() {
            return kept;
        }
    }

    @Test
    void contextsAreAddedUnlessPositionsMakeSeveral() throws IOException {
        Path corpus = MadeCorpus.topics(folder, 200);
        float[] words = SMALL.addContexts(false).train(corpus).vector("sea1");
        assertThat(SMALL.train(corpus).vector("sea1")).isNotEqualTo(words);
        PpmiSvd positions =
                SMALL.window(new ContextWindow(2, ContextWindow.Side.BOTH, true, ContextWindow.Weight.FLAT));
        assertThat(positions.train(corpus).vector("sea1"))
                .containsExactly(positions.addContexts(false).train(corpus).vector("sea1"));
    }

    /** The lecture's formula on counts of 2 × 2: N = 10, C(w) = 6 and 4, C(c) = 5 and 5. */
    @Test
    void mutualInformationIsThatOfTheLecture() {
        double[][] exact = {
            {Math.log(10. * 4 / (6 * 5)) / Math.log(2), Math.log(10. * 2 / (6 * 5)) / Math.log(2)},
            {Math.log(10. * 1 / (4 * 5)) / Math.log(2), Math.log(10. * 3 / (4 * 5)) / Math.log(2)}
        };
        assertThat(matrix(false, 1, 1)).isDeepEqualTo(rounded(exact));
        exact[0][1] = 0;
        exact[1][0] = 0;
        assertThat(matrix(true, 1, 1)).isDeepEqualTo(rounded(exact));
        // A shift of 1.2 takes log2(1.2) away; the powers of contexts are 5^.75 each.
        exact[0][0] -= Math.log(1.2) / Math.log(2);
        exact[1][1] -= Math.log(1.2) / Math.log(2);
        assertThat(matrix(true, 1.2, .75)).isDeepEqualTo(rounded(exact));
    }

    private static double[][] rounded(double[][] cells) {
        for (double[] row : cells) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.round(row[i] * 1e3) / 1e3;
            }
        }
        return cells;
    }

    private static double[][] matrix(boolean positive, double shift, double smoothing) {
        PpmiSvd.PmiMatrix matrix = new PpmiSvd.PmiMatrix(2, 2);
        double[][] counts = {{4, 2}, {1, 3}};
        for (int word = 0; word < 2; word++) {
            RowSum row = new RowSum(2);
            row.add(0, counts[word][0]);
            row.add(1, counts[word][1]);
            matrix.row(0, 0, word, row);
        }
        return rounded(cells(matrix.transformed(positive, shift, smoothing)));
    }

    /** The cells of a 2 × 2 matrix, from its decomposition. */
    private static double[][] cells(SparseMatrix matrix) {
        var svd = new RandomizedSvd(2, 2, 2, 1, 1).of(matrix);
        double[][] cells = new double[2][2];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                for (int k = 0; k < 2; k++) {
                    cells[i][j] += svd.left()[i * 2 + k] * svd.values()[k] * svd.right()[j * 2 + k];
                }
            }
        }
        return cells;
    }

    @Test
    void settingsHaveRanges() {
        assertThatThrownBy(() -> SMALL.smoothing(2)).hasMessageContaining("smoothing=2");
        assertThatThrownBy(() -> new ContextWindow(0, ContextWindow.Side.BOTH, false, ContextWindow.Weight.FLAT))
                .hasMessageContaining("window=0");
    }
}
