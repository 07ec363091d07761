// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.growth;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands {@code lector train --stream} and {@code lector predict} on files of many sentences: how long, how much memory. */
final class SentenceFile implements AutoCloseable {
    private static final int LOOK_MILLIS = 50;

    private final Path launcher;
    private final Path folder;
    private final Path input;
    private final Path model;
    private final List<String> sentences;

    /**
     * Trains a model for the predictions first.
     *
     * @param launcher the script {@code lector}
     * @param reviews labelled sentences as CSV
     */
    SentenceFile(Path launcher, Path reviews, String recipe) throws IOException, InterruptedException {
        this.launcher = launcher;
        this.folder = Files.createTempDirectory("lector-growth");
        this.input = folder.resolve("input.csv");
        this.model = folder.resolve("model.lector");
        this.sentences = Files.readAllLines(reviews);
        run("", "train", reviews.toString(), "-o", model.toString(), "--recipe", recipe, "--epochs", "1");
    }

    /**
     * What was measured.
     *
     * @param seconds from the start of the process to its end
     * @param megabytes most memory of its own that the process had, pages of the system's cache not counted; 0 where the
     *     system does not tell
     */
    record Cost(double seconds, double megabytes) {}

    /** Makes the file anew, with so many sentences. */
    void write(long texts) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(input)) {
            writer.write(sentences.get(0) + "\n");
            for (long row = 0; row < texts; row++) {
                writer.write(sentences.get(1 + (int) (row % (sentences.size() - 1))) + "\n");
            }
        }
    }

    /** Predicts the file, with reading and writing. */
    Cost predict() throws IOException, InterruptedException {
        Path output = folder.resolve("output.csv");
        Cost cost = run("", "predict", model.toString(), input.toString(), "--output", output.toString());
        Files.delete(output);
        return cost;
    }

    /** Trains the smallest network on the file for one epoch, streamed from the disk, in a heap that does not grow with it. */
    Cost train() throws IOException, InterruptedException {
        Path trained = folder.resolve("trained.lector");
        Cost cost = run(
                "-Xmx512m",
                "train",
                input.toString(),
                "-o",
                trained.toString(),
                "--stream",
                "--no-checkpoint",
                "--recipe",
                "average",
                "--epochs",
                "1",
                "--batch-size",
                "1024",
                "--set",
                "steps=40",
                "--validation",
                "0.01");
        Files.delete(trained);
        return cost;
    }

    private Cost run(String options, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(said.toFile());
        if (!options.isEmpty()) {
            builder.environment().put("LECTOR_JAVA_OPTS", options);
        }
        long begin = System.nanoTime();
        Process process = builder.start();
        double megabytes = 0;
        while (process.isAlive()) {
            megabytes = Math.max(megabytes, megabytes(process));
            Thread.sleep(LOOK_MILLIS);
        }
        if (process.exitValue() != 0) {
            throw new IOException("The command must do what it is asked. Received: status=" + process.exitValue()
                    + ", command=" + command + ", it said: " + Files.readString(said));
        }
        return new Cost((System.nanoTime() - begin) * 1e-9, megabytes);
    }

    private static double megabytes(Process process) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("RssAnon:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1000)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        for (String name : List.of("input.csv", "output.csv", "model.lector", "trained.lector", "said")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }
}
