// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorSpaceTest {
    // Axes: royal, male, female.
    private static final WordVectors WORDS =
            new WordVectors(List.of("king", "queen", "man", "woman", "prince", "zero"), 3, new float[] {
                2, 2, 0, 1, 0, 1, 0, 3, 0, 0, 0, 5, 3, 3.3f, 0, 0, 0, 0
            });

    private final VectorSpace space = new VectorSpace(WORDS);

    @TempDir
    private Path folder;

    private static List<String> words(List<VectorSpace.Scored> scored) {
        return scored.stream().map(VectorSpace.Scored::word).toList();
    }

    @Test
    void similarityIsTheCosine() {
        assertThat(space.similarity("king", "queen")).isCloseTo(.5, within(1e-6));
        assertThat(space.similarity("king", "king")).isCloseTo(1, within(1e-6));
        assertThat(space.similarity("man", "woman")).isZero();
        assertThat(space.similarity("zero", "king")).isZero();
    }

    @Test
    void nearestLeavesTheWordItselfOut() {
        assertThat(words(space.nearest("king", 3))).containsExactly("prince", "man", "queen");
        assertThat(space.nearest("king", 100)).hasSize(5);
        assertThat(space.nearest("king", 0)).isEmpty();
        assertThat(words(space.nearest(new float[] {10, 0, 10}, 1))).containsExactly("queen");
    }

    @Test
    void analogies() {
        assertThat(words(space.analogy("man", "king", "woman", 1))).containsExactly("queen");
        assertThat(words(space.analogyByProducts("man", "king", "woman", 1))).containsExactly("queen");
    }

    @Test
    void textsAreTheMeansOfTheirWords() {
        assertThat(space.textSimilarity("king", "the  king ")).isCloseTo(1, within(1e-6));
        // (man + woman)/√2 and king: (0, 1, 1)/√2 · (1, 1, 0)/√2.
        assertThat(space.textSimilarity("man woman", "king")).isCloseTo(.5, within(1e-6));
        assertThatThrownBy(() -> space.textSimilarity("a b", "king")).hasMessageContaining("text=a b");
    }

    @Test
    void oddOneOutAndRank() {
        assertThat(space.oddOneOut(List.of("king", "prince", "woman")).get(0).word())
                .isEqualTo("woman");
        assertThat(words(space.rank("queen", List.of("man", "woman", "king")))).containsExactly("woman", "king", "man");
        assertThatThrownBy(() -> space.oddOneOut(List.of("king", "man"))).hasMessageContaining("three words");
    }

    @Test
    void theFirstPassChangesNoAnswer() throws IOException {
        VectorSpace exact = new VectorSpace(realOrRandom()).withoutCodes();
        VectorSpace quick = exact.withCodes();
        List<String> words = exact.vectors().words();
        for (int i = 0; i < 40; i++) {
            String word = words.get(i * (words.size() / 41));
            assertThat(quick.nearest(word, 10)).as(word).isEqualTo(exact.nearest(word, 10));
        }
        String a = words.get(3);
        assertThat(quick.analogy(a, words.get(5), words.get(9), 10))
                .isEqualTo(exact.analogy(a, words.get(5), words.get(9), 10));
        assertThat(quick.nearest(a, words.size() + 5)).isEqualTo(exact.nearest(a, words.size() + 5));
        List<String> some = words.subList(0, 7);
        assertThat(exact.nearest(some, 4))
                .isEqualTo(some.stream().map(word -> exact.nearest(word, 4)).toList());
        assertThat(quick.nearest(some, 4)).isEqualTo(exact.nearest(some, 4));
    }

    /** The fetched vectors if LECTOR_DATA/fetched/glove-*.json is there, else random ones, some of them equal. */
    private static WordVectors realOrRandom() throws IOException {
        String data = System.getenv("LECTOR_DATA");
        Path fetched = Path.of(data == null ? "none" : data, "fetched");
        if (Files.isDirectory(fetched)) {
            try (Stream<Path> files = Files.walk(fetched)) {
                Path file = files.filter(
                                one -> one.getFileName().toString().matches(".*(sg-100d|glove).*\\.(json|txt|gz)"))
                        .findFirst()
                        .orElse(null);
                if (file != null) {
                    return VectorFile.read(file).vectors();
                }
            }
        }
        int words = 3_001;
        float[] values = new float[words * 50];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) CounterRandom.normal(5, i % (2_900 * 50)) * (i / 50 % 7 + 1);
        }
        return new WordVectors(IntStream.range(0, words).mapToObj(i -> "w" + i).toList(), 50, values);
    }

    @Test
    void unknownWordsOfferSpellings() {
        assertThatThrownBy(() -> space.nearest("quen", 3))
                .hasMessageContaining("word=quen")
                .hasMessageContaining("queen");
        assertThatThrownBy(() -> space.nearest("xylophone", 3)).hasMessageContaining("No word is spelt like it");
        assertThatThrownBy(() -> space.nearest(new float[2], 3)).hasMessageContaining("2 instead of 3");
    }

    @Test
    void spearmanSharesRanksOfEqualValues() {
        // By hand: ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4; correlation 4.5 / sqrt(4.5 · 5).
        assertThat(VectorEvaluation.spearman(List.of(1., 2., 2., 9.), List.of(.1, .3, .2, .4)))
                .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
        assertThat(VectorEvaluation.spearman(List.of(1.), List.of(1.))).isNaN();
    }

    @Test
    void evaluatesSets() throws IOException {
        Path pairs = Files.writeString(
                folder.resolve("pairs.txt"),
                "# a comment\nKing\tprince\t9\nking\tqueen\t5\nman\twoman\t1\nking\tfish\t1\n");
        VectorEvaluation.Similarity similarity = VectorEvaluation.similarity(space, pairs);
        assertThat(similarity.spearman()).isCloseTo(1, within(1e-12));
        assertThat(similarity.found()).isEqualTo(3);
        assertThat(similarity.pairs()).isEqualTo(4);
        Path questions = Files.writeString(
                folder.resolve("questions.txt"), ": family\nMan King Woman Queen\nman king woman fish\n");
        assertThat(VectorEvaluation.isAnalogies(questions)).isTrue();
        VectorEvaluation.Analogies analogies = VectorEvaluation.analogies(space, questions, 100);
        assertThat(analogies).isEqualTo(new VectorEvaluation.Analogies(1, 1, 2));
        assertThat(VectorEvaluation.analogies(space, questions, 3).found()).isZero();
        Path broken = Files.writeString(folder.resolve("broken.txt"), "king\tqueen\n");
        assertThatThrownBy(() -> VectorEvaluation.similarity(space, broken))
                .isInstanceOf(VectorFileException.class)
                .hasMessageContaining("line=1");
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        for (String name : List.of("v.txt", "v.txt.gz")) {
            for (VectorFormat format : List.of(VectorFormat.WORD2VEC, VectorFormat.GLOVE)) {
                Path file = folder.resolve(name);
                VectorWriter.write(WORDS, format, file);
                VectorFile read = VectorFile.read(file);
                assertThat(read.format()).isEqualTo(format);
                assertThat(read.vectors().words()).isEqualTo(WORDS.words());
                assertThat(read.vectors().vector("prince")).containsExactly(WORDS.vector("prince"));
            }
        }
        assertThatThrownBy(() -> VectorWriter.write(WORDS, VectorFormat.WINK, folder.resolve("x")))
                .hasMessageContaining("format=wink");
    }
}
