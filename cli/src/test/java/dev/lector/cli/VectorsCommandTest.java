// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Word vectors as a user makes and asks them. */
class VectorsCommandTest {
    @TempDir
    static Path folder;

    private static Path vectors;

    @BeforeAll
    static void train() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            text.append(i % 2 == 0 ? "sun beach sea sand wave\n" : "snow hill ice cold frost\n");
        }
        Path corpus = Files.writeString(folder.resolve("corpus.txt"), text);
        vectors = folder.resolve("vectors.txt");
        Run run = Run.lector(
                "vectors",
                "train",
                corpus.toString(),
                "-o",
                vectors.toString(),
                "--dimensions",
                "10",
                "--sample",
                "0",
                "--epochs",
                "20",
                "--learning-rate",
                ".1",
                "--threads",
                "1",
                "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("{\"seconds\":").contains("\"words\":10", "\"wordsPerSecond\":");
        assertThat(folder.resolve("vectors.txt.checkpoint")).doesNotExist();
    }

    @Test
    void nearestWordsAreOfTheSameTopic() {
        Run run = Run.lector("vectors", "nearest", vectors.toString(), "sun", "-n", "4");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(4).allMatch(line -> line.matches("(beach|sea|sand|wave) +0\\.\\d+"));
    }

    @Test
    void questionsFromAPipeAreAnsweredLineByLine() {
        String questions = """
                sun 3

                sun beach snow
                analogy sun beach snow
                odd sun beach sea frost
                texts sun beach | sea sand | ice cold
                sunn
                analogy sun
                help
                nearest ice 2
                quit
                sun
                """;
        Run run = Run.lector(questions.getBytes(StandardCharsets.UTF_8), "vectors", vectors.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("film movie actor");
        List<String> scored = run.out()
                .lines()
                .filter(line -> line.matches("[a-z ]+  -?\\d\\.\\d{4}"))
                .toList();
        // 3 nearest, 2 similarities, 7 analogies (10 words less 3), 4 of the odd one, 2 texts, 2 nearest.
        assertThat(scored).hasSize(20);
        assertThat(scored.get(12)).startsWith("frost");
        assertThat(scored.get(16)).startsWith("sea sand");
        assertThat(run.err().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("error: ") && line.contains("Received: "))
                .anyMatch(line -> line.contains("sunn") && line.contains("sun"));
    }

    @Test
    void eachAnswerIsAnObjectWithJson() {
        Run run = Run.lector("sun\nice\n".getBytes(StandardCharsets.UTF_8), "vectors", vectors.toString(), "--json");
        assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"words\":[{"));
    }

    @Test
    void aCommandThatIsNoneIsNoFileEither() {
        Run run = Run.lector("vectors", "nearst");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.error()).contains("Received: nearst.", "nearest");
    }

    @Test
    void otherQuestions() {
        Run odd = Run.lector("vectors", "odd", vectors.toString(), "sun", "sea", "frost", "wave");
        assertThat(odd.out()).startsWith("frost ");
        Run similar = Run.lector("vectors", "similarity", vectors.toString(), "ice", "cold", "sea", "--json");
        assertThat(similar.out()).startsWith("{\"words\":[{").contains("\"cold\"");
        Run analogy = Run.lector("vectors", "analogy", vectors.toString(), "sun", "sea", "ice", "-n", "1");
        assertThat(analogy.status()).as(analogy.err()).isZero();
        assertThat(analogy.out().lines()).hasSize(1);
    }

    @Test
    void textsAreCompared() {
        Run run = Run.lector("vectors", "texts", vectors.toString(), "sun and sea", "ice frost", "sand wave beach");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines().map(line -> line.split("  ")[0])).containsExactly("sand wave beach", "ice frost");
        Run none = Run.lector("vectors", "texts", vectors.toString(), "moon", "sun");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).contains("text=moon");
    }

    @Test
    void convertsByTheEnding() {
        Path mapped = folder.resolve("vectors.lvec");
        Run run = Run.lector("vectors", "convert", vectors.toString(), mapped.toString(), "--int8", "--words", "9");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("9 words, 10 dimensions, from word2vec to lector (int8), in ");
        Run nearest = Run.lector("vectors", "nearest", mapped.toString(), "ice", "-n", "2");
        assertThat(nearest.out().lines()).hasSize(2).allMatch(line -> line.matches("(hill|snow|cold|frost) +0\\.\\d+"));
        Path back = folder.resolve("back.npy");
        Run json = Run.lector("vectors", "convert", mapped.toString(), back.toString(), "--json");
        assertThat(json.out()).startsWith("{\"words\":9,\"dimensions\":10,\"from\":\"lector\",\"to\":\"numpy\"");
        assertThat(folder.resolve("back.vocab")).exists();
        Run wrong = Run.lector("vectors", "convert", mapped.toString(), back.toString(), "--int8");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("--int8 needs a file that ends in .lvec");
        assertThat(Run.lector("vectors", "convert", mapped.toString(), back.toString(), "--words", "0")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void evaluates() throws IOException {
        Path set = Files.writeString(folder.resolve("set.txt"), "sun\tsea\t9\nice\tcold\t8\nsun\tice\t1\n");
        Run run = Run.lector("vectors", "evaluate", vectors.toString(), set.toString());
        assertThat(run.out()).contains("3 of 3 pairs found");
    }

    @Test
    void everyModelMakesVectors() throws IOException {
        Path corpus = folder.resolve("corpus.txt");
        Path also = Files.writeString(folder.resolve("also.txt"), "beaches\nsun\nxyz\n");
        String[][] models = {
            {"glove", "--epochs", "2", "--window", "3", "--x-max", "10"},
            {"fasttext", "--epochs", "2", "--buckets", "1000", "--longest", "4", "--also", also.toString()},
            {"fasttext", "--cbow"},
            {"ppmi-svd", "--side", "left", "--positions", "--shift", "1", "--smoothing", "1", "--sample", "0.1"}
        };
        for (String[] model : models) {
            Path made = folder.resolve("made.txt");
            List<String> words = new ArrayList<>(
                    List.of("vectors", "train", corpus.toString(), "-o", made.toString(), "--dimensions", "5"));
            words.add("--model");
            words.addAll(List.of(model));
            Run run = Run.lector(words.toArray(String[]::new));
            assertThat(run.status()).as(run.err()).isZero();
            boolean more = List.of(model).contains("--also");
            assertThat(run.out()).startsWith(more ? "11 words, 5 dimensions" : "10 words, 5 dimensions");
            assertThat(run.err().contains("1 words of --also")).isEqualTo(more);
        }
    }

    @Test
    void anOptionOfAnotherModelIsRefused() {
        Run run =
                Run.lector("vectors", "train", "x", "-o", folder.resolve("y").toString(), "--model", "glove", "--cbow");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("model=glove", "options=--cbow");
        assertThat(Run.lector("vectors", "train", "x", "-o", folder.resolve("y").toString(), "--model", "elmo")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void faultsAreOneLine() throws IOException {
        assertThat(Run.lector("vectors", "nearest", vectors.toString(), "sux").err())
                .contains("error: ", "word=sux", "sun");
        Run wrong = Run.lector(
                "vectors", "train", "x.txt", "-o", folder.resolve("y").toString(), "--window", "0");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("window=0");
        Path empty = Files.writeString(folder.resolve("empty.txt"), "");
        Run none = Run.lector(
                "vectors", "train", empty.toString(), "-o", folder.resolve("z").toString());
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).contains("at least two different words");
        assertThat(Run.lector("vectors").status()).isEqualTo(2);
    }
}
