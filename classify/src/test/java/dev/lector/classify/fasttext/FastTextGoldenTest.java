// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.fasttext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lector.classify.Prediction;
import dev.lector.classify.TextClassifier;
import dev.lector.text.HashedNgrams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that real fastText wrote, and what it answered to 1,000 texts: {@code make.py} beside them made both. */
class FastTextGoldenTest {
    private static final Path FOLDER = Path.of("src/test/golden/fasttext");
    /** What fastText's table of 512 steps over 16 may be off by: half its steepest step, and the step is not halved. */
    private static final double TABLE = 16.0 / 512 / 4 + 1e-4;

    @TempDir
    Path folder;

    /** The best answers of fastText to a text. */
    private record Line(List<String> labels, List<Double> probabilities) {
        static Line of(String line) {
            String[] parts = line.split(" ");
            List<String> labels = new ArrayList<>();
            List<Double> probabilities = new ArrayList<>();
            for (int i = 0; i < parts.length; i += 2) {
                labels.add(parts[i]);
                probabilities.add(Double.valueOf(parts[i + 1]));
            }
            return new Line(labels, probabilities);
        }

        /** Two labels whose probabilities differ by rounding alone may stand either way. */
        boolean tie() {
            return probabilities.get(0) - probabilities.get(1) < 2e-6;
        }
    }

    private static List<String> texts() throws IOException {
        return Files.readAllLines(FOLDER.resolve("texts.txt"));
    }

    private static List<Line> answers(String name) throws IOException {
        return Files.readAllLines(FOLDER.resolve(name + ".txt")).stream()
                .map(Line::of)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"softmax.bin", "hs.bin", "ova.bin", "two.bin", "pruned.ftz", "qout.ftz"})
    void givesFastTextsOwnAnswers(String name) throws IOException {
        FastTextModel model = FastTextFile.read(FOLDER.resolve(name));
        List<String> texts = texts();
        List<Line> answers = answers(name);
        assertEquals(1_000, texts.size());
        List<List<FastTextModel.Answer>> predicted = model.predictAll(texts, 3);
        int checked = 0;
        for (int t = 0; t < texts.size(); t++) {
            List<FastTextModel.Answer> own = predicted.get(t);
            Line line = answers.get(t);
            for (int i = 0; i < line.labels.size(); i++) {
                assertEquals(line.probabilities.get(i), own.get(i).probability(), 1e-5, name + " " + t);
            }
            if (!line.tie()) {
                assertEquals(line.labels.get(0), own.get(0).label(), name + " " + t);
                checked++;
            }
        }
        assertTrue(checked > 900, name + ": " + checked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"softmax.bin", "hs.bin", "ova.bin", "two.bin", "pruned.ftz", "qout.ftz"})
    void classifierGivesTheSameLabelsAndExactProbabilities(String name) throws IOException {
        TextClassifier classifier = FastTextFile.read(FOLDER.resolve(name)).classifier();
        Path saved = folder.resolve("saved.lector");
        classifier.save(saved);
        List<Prediction> predictions = TextClassifier.load(saved).predictAll(texts());
        List<Line> answers = answers(name);
        // What fastText adds: 1e-5 once, or at each node of the tree; one-vs-all comes from a table.
        double tolerance = name.startsWith("ova") ? TABLE : name.startsWith("hs") ? 9e-5 : 1.1e-5;
        for (int t = 0; t < answers.size(); t++) {
            Line line = answers.get(t);
            Prediction own = predictions.get(t);
            for (int i = 0; i < line.labels.size(); i++) {
                double probability = own.probabilities().get(line.labels.get(i));
                assertEquals(line.probabilities.get(i), probability, tolerance, name + " " + t);
            }
            if (!line.tie() && !name.startsWith("ova")) {
                assertEquals(line.labels.get(0), own.label(), name + " " + t);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"softmax.bin", "hs.bin", "ova.bin", "two.bin", "vectors.bin"})
    void writesWhatFastTextWrote(String name) throws IOException {
        Path written = folder.resolve(name);
        FastTextFile.write(FastTextFile.read(FOLDER.resolve(name)), written);
        assertEquals(-1, Files.mismatch(FOLDER.resolve(name), written), name);
    }

    @Test
    void readsWordVectors() throws IOException {
        FastTextModel model = FastTextFile.read(FOLDER.resolve("vectors.bin"));
        for (String line : Files.readAllLines(FOLDER.resolve("vectors.txt"))) {
            String[] parts = line.split("\t");
            String[] numbers = parts[1].split(" ");
            float[] vector = model.vector(parts[0]);
            for (int i = 0; i < numbers.length; i++) {
                assertEquals(Double.parseDouble(numbers[i]), vector[i], 1e-6, parts[0]);
            }
        }
        assertTrue(model.words().contains(HashedNgrams.END));
        String message =
                assertThrows(IllegalArgumentException.class, model::classifier).getMessage();
        assertTrue(message.contains("word vectors"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"softmax.bin", "pruned.ftz", "qout.ftz", "vectors.bin"})
    void refusesFilesThatAreCutOrDamaged(String name) throws IOException {
        byte[] whole = Files.readAllBytes(FOLDER.resolve(name));
        Random random = new Random(3);
        Path file = folder.resolve("damaged");
        for (int i = 0; i < 60; i++) {
            Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
            String message = assertThrows(IOException.class, () -> FastTextFile.read(file))
                    .getMessage();
            assertTrue(message.startsWith("A file of fastText "), message);
            assertTrue(!message.contains("\n"), message);
        }
        for (int i = 0; i < 400; i++) {
            byte[] damaged = whole.clone();
            for (int k = 0; k <= random.nextInt(3); k++) {
                damaged[random.nextInt(Math.min(damaged.length, 200))] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                FastTextFile.read(file).predict("ka lo mi", 1);
            } catch (IOException | IllegalArgumentException refused) {
                assertTrue(refused.getMessage().contains("Received: "), refused.getMessage());
            }
        }
    }

    @Test
    void saysWhatIsNoFileOfFastText() throws IOException {
        Path file = Files.writeString(folder.resolve("no.bin"), "just a text, and not a model");
        assertTrue(!FastTextFile.isFastText(file));
        assertTrue(FastTextFile.isFastText(FOLDER.resolve("two.bin")));
        String message =
                assertThrows(IOException.class, () -> FastTextFile.read(file)).getMessage();
        assertTrue(message.contains("Name a .bin or .ftz"), message);
    }
}
