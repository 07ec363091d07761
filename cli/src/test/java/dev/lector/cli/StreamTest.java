// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training with the texts on the disk; each model is that of a training in memory. */
class StreamTest {
    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private Run train(Path data, String model, String... more) {
        List<String> words = new ArrayList<>(
                List.of("train", data.toString(), "-o", folder.resolve(model).toString()));
        words.addAll(List.of(more));
        return Run.lector(words.toArray(new String[0]));
    }

    private byte[] weights(String model) throws IOException {
        try (ZipFile zip = new ZipFile(folder.resolve(model).toFile())) {
            return zip.getInputStream(zip.getEntry("weights.safetensors")).readAllBytes();
        }
    }

    private void assertSameModel(Path data, String... more) throws IOException {
        Run inMemory = train(data, "memory.lector", more);
        List<String> options = new ArrayList<>(List.of(more));
        options.add("--stream");
        Run streamed = train(data, "disk.lector", options.toArray(new String[0]));
        assertThat(inMemory.status()).as(inMemory.err()).isZero();
        assertThat(streamed.status()).as(streamed.err()).isZero();
        assertThat(weights("disk.lector")).isEqualTo(weights("memory.lector"));
        assertThat(streamed.err()).contains("temporary files in ");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void theModelIsThatOfATrainingInMemory() throws IOException {
        Path reviews = write("reviews.csv", MadeUp.reviews(300, 4));
        Path held = write("held.csv", MadeUp.reviews(40, 5));
        assertSameModel(reviews, "--recipe", "average", "--epochs", "2");
        assertSameModel(reviews, "--recipe", "average", "--epochs", "1", "--validation", held.toString());
    }

    @Test
    void partsAndSeveralLabels() throws IOException {
        write("set/train/reviews.csv", MadeUp.reviews(120, 6));
        write("set/test/reviews.csv", MadeUp.reviews(40, 7));
        assertSameModel(folder.resolve("set"), "--recipe", "average", "--epochs", "1");
        assertThat(train(folder.resolve("set"), "disk.lector", "--stream", "--recipe", "average", "--epochs", "1")
                        .err())
                .contains("Part train: 120 of {test=40, train=120} documents");
        StringBuilder csv = new StringBuilder("label,text\n");
        for (int row = 0; row < 90; row++) {
            csv.append(row % 3 == 0 ? "a;b" : row % 3 == 1 ? "b" : "")
                    .append(row % 3 == 0 ? ",both of them " : row % 3 == 1 ? ",just the one " : ",nothing at all ")
                    .append(row)
                    .append('\n');
        }
        assertSameModel(
                write("sets.csv", csv.toString()),
                "--multi-label",
                "--label-separator",
                ";",
                "--recipe",
                "average",
                "--epochs",
                "2");
    }

    @Test
    void whatCannotBeStreamedIsRefusedBeforeTheFileIsRead() throws IOException {
        Path broken = write("broken.csv", "label,text\na,\"no end");
        Run run = train(broken, "model.lector", "--stream", "--recipe", "nbsvm");
        assertThat(run.error()).contains("Training is streamed from the disk where", "Received: recipe=nbsvm");
        assertThat(train(broken, "model.lector", "--stream", "--recipe", "average")
                        .status())
                .isEqualTo(1);
    }

    @Test
    void withoutARecipeTheNeuralOneIsTaken() throws IOException {
        Run run = train(write("reviews.csv", MadeUp.reviews(12, 8)), "model.lector", "--stream");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("No recipe is named: kim-cnn is taken");
    }
}
