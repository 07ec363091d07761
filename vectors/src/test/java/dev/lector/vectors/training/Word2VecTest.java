// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.vectors.WordVectors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Word2VecTest {
    private static final Word2Vec SMALL = Word2Vec.skipGram()
            .dimensions(20)
            .minCount(1)
            .sample(0)
            .epochs(5)
            .threads(1)
            .learningRate(.05);

    @TempDir
    private Path folder;

    private Path topics(int sentences) throws IOException {
        return MadeCorpus.topics(folder, sentences);
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void wordsOfOneTopicComeTogether(boolean cbow, boolean tree) throws IOException {
        Word2Vec settings =
                cbow ? new Word2Vec(true, 20, 5, 5, tree, 0, 1, 20, .2, 1, 3) : SMALL.hierarchicalSoftmax(tree);
        WordVectors vectors = settings.train(topics(2_000));
        assertThat(MadeCorpus.margin(vectors)).isPositive();
    }

    @Test
    void oneSeedGivesOneResult() throws IOException {
        Path corpus = topics(300);
        float[] first = SMALL.train(corpus).vector("sea1");
        assertThat(SMALL.train(corpus).vector("sea1")).containsExactly(first);
        assertThat(SMALL.seed(2).train(corpus).vector("sea1")).isNotEqualTo(first);
    }

    @Test
    void severalThreadsLearnTheSame() throws IOException {
        WordVectors vectors = SMALL.threads(3).epochs(8).train(topics(6_000));
        assertThat(MadeCorpus.cosine(vectors, "sea1", "sea2"))
                .isGreaterThan(MadeCorpus.cosine(vectors, "sea1", "hill2") + .3);
    }

    @Test
    void frequentWordsFirstAndRareWordsOut() throws IOException {
        Path corpus = Files.writeString(folder.resolve("c.txt"), "b a b c\tb a\r\nd a b");
        assertThat(SMALL.minCount(2).train(corpus).words()).containsExactly("b", "a");
        assertThat(SMALL.minCount(1).train(corpus).words()).containsExactly("b", "a", "c", "d");
    }

    @Test
    void readsGzip() throws IOException {
        Path packed = folder.resolve("topics.packed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(topics(300), out);
        }
        assertThat(SMALL.train(packed).vector("sea1"))
                .containsExactly(SMALL.train(topics(300)).vector("sea1"));
    }

    @Test
    void aStoppedTrainingGoesOnToTheSameBits() throws IOException {
        // 25 chunks an epoch, more than one is done before the stop.
        Path corpus = topics(25_000);
        Word2Vec settings = SMALL.epochs(2);
        Path checkpoint = folder.resolve("vectors.checkpoint");
        AtomicBoolean stop = new AtomicBoolean();
        List<String> notes = new ArrayList<>();
        TrainingWatch watch = new TrainingWatch() {
            @Override
            public void progress(String stage, long done, long total, double loss) {
                stop.compareAndSet(false, notes.isEmpty() && done > .6 * total && stage.equals("training"));
            }

            @Override
            public void note(String line) {
                notes.add(line);
            }

            @Override
            public boolean stop() {
                return stop.get();
            }

            @Override
            public Path checkpoint() {
                return checkpoint;
            }
        };
        settings.train(corpus, watch);
        assertThat(checkpoint).exists();
        assertThat(notes).singleElement().asString().contains("epoch 2 of 2");
        stop.set(false);
        WordVectors resumed = settings.train(corpus, watch);
        WordVectors whole = settings.train(corpus);
        assertThat(resumed.vector("hill3")).containsExactly(whole.vector("hill3"));
        assertThatThrownBy(() -> settings.window(4).train(corpus, watch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("same settings");
    }

    @Test
    void tellsWhatACorpusLacks() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.txt"), "");
        Path one = Files.writeString(folder.resolve("one.txt"), "word word word word word word");
        for (Path corpus : List.of(empty, one)) {
            assertThatThrownBy(() -> SMALL.train(corpus))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("at least two different words");
        }
        assertThatThrownBy(() -> SMALL.dimensions(0)).hasMessageContaining("dimensions=0");
        assertThatThrownBy(() -> SMALL.negative(0)).hasMessageContaining("negative=0");
    }

    @Test
    void aRunWithoutBlanksIsCountedNotKept() throws IOException {
        Path corpus = Files.writeString(folder.resolve("long.txt"), "a b a b " + "x".repeat(200_000) + " a b");
        List<String> notes = new ArrayList<>();
        WordVectors vectors = SMALL.train(corpus, new TrainingWatch() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        });
        assertThat(vectors.words()).containsExactly("a", "b");
        assertThat(notes).singleElement().asString().startsWith("1 runs");
    }

    @Test
    void leavesNoTemporaryFile() throws IOException {
        Set<String> before = temporaryFiles();
        SMALL.train(topics(100));
        Set<String> left = temporaryFiles();
        left.removeAll(before);
        assertThat(left).isEmpty();
    }

    private static Set<String> temporaryFiles() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("lector-corpus"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void wordsAreBytes() throws IOException {
        Path corpus = folder.resolve("utf8.txt");
        Files.write(corpus, "été 日本 été 日本 été".getBytes(StandardCharsets.UTF_8));
        assertThat(SMALL.train(corpus).words()).containsExactly("été", "日本");
    }

    @Test
    void wordsThatAreNoUtf8AreLeftOutAndCounted() throws IOException {
        Path corpus = folder.resolve("latin1.txt");
        Files.write(corpus, "caf\u00e9 caf\u00e8 tea tea milk".getBytes(StandardCharsets.ISO_8859_1));
        List<String> notes = new ArrayList<>();
        WordVectors vectors = SMALL.train(corpus, new TrainingWatch() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        });
        assertThat(vectors.words()).containsExactly("tea", "milk");
        assertThat(notes).singleElement().asString().startsWith("2 different words are no UTF-8");
    }

    @Test
    void aByteOrderMarkIsNoPartOfAWordAndUtf16IsRefused() throws IOException {
        Path marked = Files.writeString(folder.resolve("bom.txt"), "\ufefftea milk tea");
        assertThat(SMALL.train(marked).words()).containsExactly("tea", "milk");
        Path wide = Files.writeString(folder.resolve("wide.txt"), "tea milk tea", StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> SMALL.train(wide))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a byte 0");
    }

    @Test
    void aCutGzipIsTold() throws IOException {
        Path packed = folder.resolve("cut.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(topics(2_000), out);
        }
        byte[] bytes = Files.readAllBytes(packed);
        for (int length : new int[] {5, bytes.length / 2}) {
            Files.write(packed, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> SMALL.train(packed))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut.gz");
        }
    }
}
