// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import dev.lector.vectors.threads.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CooccurrencesTest {
    @TempDir
    private Path folder;

    private static final EncodedCorpus.Options WHOLE = new EncodedCorpus.Options(Integer.MAX_VALUE, null, 0);

    private Path text() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            // Squared, so that some words are frequent; lines of 1 to 40 words.
            int word = CounterRandom.below(30, 1, i) * CounterRandom.below(30, 2, i);
            text.append('w').append(word).append(CounterRandom.below(20, 3, i) == 0 ? '\n' : ' ');
        }
        return Files.writeString(folder.resolve("text.txt"), text);
    }

    /** All cells by "word context-or-kind:context". */
    private Map<String, Double> count(Path text, ContextWindow window, int threads, int run) throws IOException {
        Map<String, Double> cells = new ConcurrentHashMap<>();
        try (TrainingCorpus corpus = TrainingCorpus.open(text, 1, WHOLE, TrainingWatch.NONE);
                Workers workers = new Workers(threads)) {
            int words = corpus.vocabulary().size();
            WordBlocks blocks = new WordBlocks(words);
            new Cooccurrences(corpus, window, blocks, folder, run)
                    .count(workers, TrainingWatch.NONE, new Cooccurrences.Sink() {
                        @Override
                        public void row(int worker, int task, int word, RowSum row) {
                            for (int i = 0; i < row.count(); i++) {
                                String key = corpus.vocabulary().word(word) + " " + row.column(i) / words + ":"
                                        + corpus.vocabulary().word(row.column(i) % words);
                                assertThat(cells.put(key, row.sum(i))).as(key).isNull();
                            }
                        }

                        @Override
                        public void end(int worker, int task) {}
                    });
        }
        return cells;
    }

    /** The plain twin: every place, every distance. */
    private static Map<String, Double> naive(Path text, ContextWindow window) throws IOException {
        Map<String, Double> cells = new ConcurrentHashMap<>();
        for (String line : Files.readAllLines(text)) {
            List<String> words = new ArrayList<>(List.of(line.split(" ")));
            for (int i = 0; i < words.size(); i++) {
                for (int j = 0; j < words.size(); j++) {
                    int distance = Math.abs(i - j);
                    boolean before = j < i;
                    boolean wanted = before
                            ? window.side() != ContextWindow.Side.RIGHT
                            : window.side() != ContextWindow.Side.LEFT;
                    if (distance > 0 && distance <= window.size() && wanted) {
                        String key = words.get(i) + " " + window.kind(before, distance) + ":" + words.get(j);
                        cells.merge(key, window.weight(distance), Double::sum);
                    }
                }
            }
        }
        return cells;
    }

    @ParameterizedTest
    @CsvSource({"BOTH,false,FLAT", "BOTH,false,HARMONIC", "BOTH,true,DYNAMIC", "LEFT,false,FLAT", "RIGHT,true,HARMONIC"
    })
    void countsWhatStandsNear(ContextWindow.Side side, boolean positions, ContextWindow.Weight weight)
            throws IOException {
        Path text = text();
        ContextWindow window = new ContextWindow(4, side, positions, weight);
        Map<String, Double> expected = naive(text, window);
        // One run, and runs of 100 words with windows across their borders.
        for (int run : new int[] {Cooccurrences.RUN, 100}) {
            Map<String, Double> actual = count(text, window, 2, run);
            assertThat(actual.keySet()).isEqualTo(expected.keySet());
            expected.forEach((key, value) -> assertThat(actual.get(key)).as(key).isCloseTo(value, within(1e-9)));
        }
        try (var left = Files.list(folder)) {
            assertThat(left.filter(file -> file.getFileName().toString().endsWith(".tmp")))
                    .isEmpty();
        }
    }

    @Test
    void sumsDoNotDependOnThreads() throws IOException {
        ContextWindow window = new ContextWindow(5, ContextWindow.Side.BOTH, false, ContextWindow.Weight.HARMONIC);
        assertThat(count(text(), window, 3, 500)).isEqualTo(count(text(), window, 1, 500));
    }

    @Test
    void aStreamIsReadAsItWasWritten() throws IOException {
        try (ChunkedFile file = new ChunkedFile(folder, 3)) {
            var buffer = ChunkedFile.buffer(40);
            for (int i = 0; i < 100; i++) {
                buffer.putInt(i);
                file.append(i % 3, buffer.flip());
            }
            assertThat(file.length(1)).isEqualTo(33 * 4);
            ChunkedFile.Reader reader = file.reader(1, ChunkedFile.buffer(10));
            for (int i = 1; i < 100; i += 3) {
                assertThat(reader.need(4).getInt()).isEqualTo(i);
            }
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsTold() {
        assertThatThrownBy(() -> new ChunkedFile(folder.resolve("none"), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("room for temporary files");
    }

    @Test
    void everyWordHasItsPlace() {
        for (int words : new int[] {1, 15, 16, 17, 5_000}) {
            WordBlocks blocks = new WordBlocks(words);
            boolean[] taken = new boolean[words];
            int seen = 0;
            for (int task = 0; task < blocks.tasks(); task++) {
                for (int i = 0; i < blocks.taskSize(task); i++) {
                    int rank = blocks.rank(task, i);
                    assertThat(WordBlocks.block(rank)).isEqualTo(blocks.blockOfTask(task));
                    assertThat(taken[blocks.position(rank)]).isFalse();
                    taken[blocks.position(rank)] = true;
                    seen++;
                }
            }
            assertThat(seen).isEqualTo(words);
        }
    }
}
