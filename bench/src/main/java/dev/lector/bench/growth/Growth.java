// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.growth;

import dev.lector.bench.charts.LineChart;
import dev.lector.bench.charts.LineChart.Point;
import dev.lector.bench.charts.LineChart.Series;
import dev.lector.bench.charts.MarkedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.IntToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a text costs as vocabulary, length, batch, threads and the number of texts grow. */
@Command(
        name = "bench/growth",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures what a text costs as vocabulary, length, batch and the number of texts grow.")
final class Growth implements Callable<Integer> {
    private static final int WORDS = 10_000;
    private static final int STEPS = 40;
    private static final int[] VOCABULARIES = {1_000, 10_000, 100_000, 1_000_000};
    private static final int[] LENGTHS = {10, 40, 100, 400, 2_000};
    private static final int[] BATCHES = {1, 4, 16, 64, 256, 1_024, 4_096};

    private static final List<String> FIGURES_OF_FILES =
            List.of("predict, texts/s", "predict, MB", "train, texts/s", "train, MB");

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "WHAT",
            description = "vocabulary, length, batch, texts (default: all)")
    List<String> only = List.of("vocabulary", "length", "batch", "texts");

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "length of a measurement, and of its warm-up (default: 1)")
    double seconds = 1;

    @Option(
            names = "--texts",
            split = ",",
            paramLabel = "N",
            description = "sizes of the files that lector predict and lector train --stream read (default:"
                    + " 10000,100000,1000000,10000000)")
    List<Long> texts = List.of(10_000L, 100_000L, 1_000_000L, 10_000_000L);

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "the model that lector predict has (default: kim-cnn)")
    String recipe = "kim-cnn";

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "writes the tables there, between the lines"
                    + " <!-- growth by WHAT --> and <!-- end of growth by WHAT -->")
    Path markdown;

    @Option(names = "--svg", paramLabel = "FOLDER", description = "draws a picture of each there")
    Path svg;

    /** Entry of the script {@code bench/growth}. */
    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Growth());
        command.setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
            return e instanceof IllegalArgumentException ? 2 : 1;
        });
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (String what : only) {
            switch (what) {
                case "vocabulary" -> vocabulary();
                case "length" -> length();
                case "batch" -> batch();
                case "texts" -> texts();
                default ->
                    throw new IllegalArgumentException(
                            "What grows must be vocabulary, length, batch or texts. Received:" + " only=" + what
                                    + ". Choose one of them.");
            }
        }
        return 0;
    }

    private void vocabulary() throws IOException {
        show(
                "vocabulary",
                "Training words-cnn, texts a second",
                "words in the vocabulary",
                List.of(
                        series(
                                "batch 32",
                                VOCABULARIES,
                                words -> Workbench.convolutions(STEPS, words, 4 * 32)
                                        .training(32, 2, seconds)),
                        series(
                                "batch 1,024",
                                VOCABULARIES,
                                words -> Workbench.convolutions(STEPS, words, 4 * 1_024)
                                        .training(1_024, 2, seconds))));
    }

    private void length() throws IOException {
        show(
                "length",
                "Texts a second, no padding",
                "words of a text",
                List.of(
                        series(
                                "words-cnn, train",
                                LENGTHS,
                                steps -> Workbench.convolutions(steps, WORDS, 512)
                                        .training(128, 2, seconds)),
                        series(
                                "words-cnn, predict",
                                LENGTHS,
                                steps -> Workbench.convolutions(steps, WORDS, 512)
                                        .prediction(2, seconds)),
                        series(
                                "lstm, train",
                                LENGTHS,
                                steps -> Workbench.lstm(steps, WORDS, 512).training(128, 2, seconds)),
                        series(
                                "lstm, predict",
                                LENGTHS,
                                steps -> Workbench.lstm(steps, WORDS, 512).prediction(2, seconds))));
    }

    private void batch() throws IOException {
        show(
                "batch",
                "Training, texts a second",
                "texts of a batch",
                List.of(
                        series(
                                "words-cnn, 1 thread",
                                BATCHES,
                                size -> Workbench.convolutions(STEPS, WORDS, 4 * size)
                                        .training(size, 1, seconds)),
                        series(
                                "words-cnn, 2 threads",
                                BATCHES,
                                size -> Workbench.convolutions(STEPS, WORDS, 4 * size)
                                        .training(size, 2, seconds)),
                        series(
                                "lstm, 1 thread",
                                BATCHES,
                                size -> Workbench.lstm(STEPS, WORDS, 4 * size).training(size, 1, seconds)),
                        series(
                                "lstm, 2 threads",
                                BATCHES,
                                size -> Workbench.lstm(STEPS, WORDS, 4 * size).training(size, 2, seconds))));
    }

    private static Series series(String name, int[] sizes, IntToDoubleFunction measure) {
        List<Point> points = new ArrayList<>();
        for (int size : sizes) {
            points.add(new Point(size, measure.applyAsDouble(size)));
        }
        return new Series(name, points);
    }

    private void texts() throws IOException, InterruptedException {
        String data = System.getenv("LECTOR_DATA");
        Path reviews = Path.of(data == null ? "" : data, "mr", "mr.csv");
        if (!Files.isReadable(reviews)) {
            throw new IllegalArgumentException("The sentences come from mr/mr.csv in the folder that LECTOR_DATA names."
                    + " Received: LECTOR_DATA=" + data + ". Set it.");
        }
        List<List<Point>> points = new ArrayList<>();
        for (int i = 0; i < FIGURES_OF_FILES.size(); i++) {
            points.add(new ArrayList<>());
        }
        Path launcher = Path.of(System.getProperty("lector.bench"), "..", "lector");
        try (SentenceFile file = new SentenceFile(launcher, reviews, recipe)) {
            for (long count : texts) {
                file.write(count);
                SentenceFile.Cost predicted = file.predict();
                SentenceFile.Cost trained = file.train();
                points.get(0).add(new Point(count, count / predicted.seconds()));
                points.get(1).add(new Point(count, Math.max(1, predicted.megabytes())));
                points.get(2).add(new Point(count, count / trained.seconds()));
                points.get(3).add(new Point(count, Math.max(1, trained.megabytes())));
            }
        }
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            series.add(new Series(FIGURES_OF_FILES.get(i), points.get(i)));
        }
        show(
                "texts",
                "lector predict, " + recipe + "; lector train --stream, average, one epoch, heap 512 MB",
                "texts in the file",
                series);
    }

    private void show(String name, String title, String horizontal, List<Series> series) throws IOException {
        String table = table(title, horizontal, series);
        System.out.println(table);
        if (markdown != null) {
            MarkedPage.replace(markdown, "growth by " + name, table);
        }
        if (svg != null) {
            Files.createDirectories(svg);
            Files.writeString(svg.resolve("growth-" + name + ".svg"), LineChart.draw(title, horizontal, series));
        }
    }

    private static String table(String title, String horizontal, List<Series> series) {
        StringBuilder text = new StringBuilder("**" + title + "**\n\n| " + horizontal + " |");
        series.forEach(one -> text.append(' ').append(one.name()).append(" |"));
        text.append("\n|---|").append("---|".repeat(series.size())).append('\n');
        TreeSet<Double> places = new TreeSet<>();
        series.forEach(one -> one.points().forEach(point -> places.add(point.x())));
        for (double place : places) {
            text.append(String.format(Locale.ROOT, "| %,.0f |", place));
            for (Series one : series) {
                one.points().stream()
                        .filter(point -> point.x() == place)
                        .forEach(point -> text.append(String.format(Locale.ROOT, " %,.0f |", point.y())));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
