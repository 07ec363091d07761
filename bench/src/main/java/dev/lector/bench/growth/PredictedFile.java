// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.growth;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command {@code lector predict} over a file of many sentences: how long, and how much memory. */
final class PredictedFile implements AutoCloseable {
    private static final int LOOK_MILLIS = 50;

    private final Path launcher;
    private final Path folder;
    private final Path model;
    private final List<String> sentences;

    /**
     * Trains a model first.
     *
     * @param launcher the script {@code lector}
     * @param reviews labelled sentences as CSV
     */
    PredictedFile(Path launcher, Path reviews, String recipe) throws IOException, InterruptedException {
        this.launcher = launcher;
        this.folder = Files.createTempDirectory("lector-growth");
        this.model = folder.resolve("model.lector");
        this.sentences = Files.readAllLines(reviews);
        run("train", reviews.toString(), "-o", model.toString(), "--recipe", recipe, "--epochs", "1");
    }

    /**
     * What was measured.
     *
     * @param seconds from the start of the process to its end
     * @param megabytes most memory that the process had, its heap not limited; 0 where the system does not tell
     */
    record Cost(long texts, double seconds, double megabytes) {}

    /** Predicts a file of so many sentences, with reading and writing. */
    Cost predict(long texts) throws IOException, InterruptedException {
        Path input = folder.resolve("input.csv");
        Path output = folder.resolve("output.csv");
        try (BufferedWriter writer = Files.newBufferedWriter(input)) {
            writer.write(sentences.get(0) + "\n");
            for (long row = 0; row < texts; row++) {
                writer.write(sentences.get(1 + (int) (row % (sentences.size() - 1))) + "\n");
            }
        }
        long begin = System.nanoTime();
        double megabytes = run("predict", model.toString(), input.toString(), "--output", output.toString());
        double seconds = (System.nanoTime() - begin) * 1e-9;
        Files.delete(input);
        Files.delete(output);
        return new Cost(texts, seconds, megabytes);
    }

    private double run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
        double megabytes = 0;
        while (process.isAlive()) {
            megabytes = Math.max(megabytes, megabytes(process));
            Thread.sleep(LOOK_MILLIS);
        }
        if (process.exitValue() != 0) {
            throw new IOException("The command must do what it is asked. Received: status=" + process.exitValue()
                    + ", command=" + command + ", it said: " + Files.readString(said));
        }
        return megabytes;
    }

    private static double megabytes(Process process) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1000)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        for (String name : List.of("input.csv", "output.csv", "model.lector", "said")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }
}
