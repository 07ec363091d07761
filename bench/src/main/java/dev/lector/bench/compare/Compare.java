// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The same networks on the same texts in Lector and in other libraries, in turns. */
@Command(
        name = "bench/compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = CompareTable.class,
        description = "Trains the same networks on the same real texts in Lector and in other libraries, in turns.",
        footer = {
            "",
            "A whole run in pieces, then the table:",
            "  bench/compare --network kim-cnn --json figures/kim-cnn.json",
            "  bench/compare --network lstm,gru --json figures/recurrent.json",
            "  bench/compare table figures/*.json --markdown table.md --svg ratios.svg"
        })
final class Compare implements Callable<Integer> {
    /** Sizes of a prediction: one text with one thread, batches with all. */
    private static final List<Integer> PREDICTIONS = List.of(1, 32, 1024);

    @Option(
            names = "--network",
            split = ",",
            paramLabel = "NAME",
            description = "one or several of: ${COMPLETION-CANDIDATES} (default: all)",
            completionCandidates = Labels.class)
    List<String> networks = Network.labels();

    @Option(
            names = "--peer",
            split = ",",
            paramLabel = "NAME",
            description =
                    "djl, torch, keras-tensorflow, keras-jax (default: these), dl4j, lector-plain (without the Vector"
                            + " API); or none")
    List<String> peers = Contestants.USUAL;

    @Option(
            names = "--batch",
            split = ",",
            paramLabel = "N",
            description =
                    "batch sizes of training (default: 32, 128, 1024; of kim-cnn 50, 1024; of recurrent networks 128)")
    List<Integer> batches = List.of();

    @Option(
            names = "--predict",
            split = ",",
            paramLabel = "N",
            description =
                    "texts of a prediction (default: 1,32,1024); 1 is timed with one thread, from ids to probability")
    List<Integer> predictions = PREDICTIONS;

    @Option(names = "--threads", paramLabel = "N", description = "threads of each contestant (default: all cores)")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--seconds", paramLabel = "S", description = "length of a round (default: 3)")
    double seconds = 3;

    @Option(names = "--repeat", paramLabel = "N", description = "rounds of each contestant (default: 3)")
    int repeat = 3;

    @Option(
            names = "--wait",
            paramLabel = "S",
            description = "wait at most so long before each round for other processes to be idle (default: 0)")
    double wait;

    @Option(names = "--skip", split = ",", paramLabel = "PART", description = "training, predictions")
    List<String> skip = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "also writes the figures as JSON")
    Path json;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Map<String, Contestant> contestants = new LinkedHashMap<>();
    private final List<Report.Cell> cells = new ArrayList<>();
    private double peak;

    /** For the help text. */
    static final class Labels extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Labels() {
            super(Network.labels());
        }
    }

    /** Entry of the script {@code bench/compare}. */
    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Compare());
        command.setExecutionExceptionHandler((e, line, parsed) -> {
            line.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
            return e instanceof IllegalArgumentException ? 2 : 1;
        });
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = data();
        check();
        String date =
                ZonedDateTime.now().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        double peakOfOne = Peak.operationsPerSecond(1) * 1e-9;
        peak = Peak.operationsPerSecond(threads) * 1e-9;
        printHead(date, peakOfOne);
        contestants.put(Contestants.LECTOR, Contestants.of(Contestants.LECTOR, threads));
        peers.stream()
                .filter(name -> !name.equals("none"))
                .forEach(name -> contestants.put(name, Contestants.of(name, threads)));
        try {
            for (String name : networks) {
                network(Network.of(name), data);
            }
            Map<String, List<String>> settings = settings();
            if (json != null) {
                write(new Report(
                        date,
                        "bench/compare " + parameters(),
                        Machine.java(),
                        Machine.processor(),
                        threads,
                        Peak.lanes(),
                        peakOfOne,
                        peak,
                        settings,
                        cells));
            }
        } finally {
            contestants.values().forEach(Contestant::close);
        }
        return 0;
    }

    private static Path data() {
        String folder = System.getenv("LECTOR_DATA");
        if (folder == null || folder.isBlank()) {
            throw new IllegalArgumentException("The data are found through the variable LECTOR_DATA. Received: nothing."
                    + " Set it to a folder that holds " + Network.Texts.MR.file() + " and "
                    + Network.Texts.IMDB.file() + ", columns label and text: LECTOR_DATA=FOLDER bench/compare");
        }
        return Path.of(folder);
    }

    private void check() {
        networks.forEach(Network::of);
        peers.stream().filter(name -> !name.equals("none")).forEach(Contestants::title);
        if (threads < 1
                || repeat < 1
                || !(seconds > 0)
                || batches.stream().anyMatch(batch -> batch < 1)
                || predictions.stream().anyMatch(batch -> batch < 1)) {
            throw new IllegalArgumentException("Threads, rounds, seconds and batch sizes must be positive. Received: "
                    + parameters() + ". Change them.");
        }
        for (String part : skip) {
            if (!List.of("training", "predictions").contains(part)) {
                throw new IllegalArgumentException(
                        "What is skipped must be training or predictions. Received: skip=" + part + ".");
            }
        }
    }

    private String parameters() {
        return "--network " + String.join(",", networks) + " --peer " + String.join(",", peers)
                + (batches.isEmpty() ? "" : " --batch " + joined(batches))
                + (predictions.equals(PREDICTIONS) ? "" : " --predict " + joined(predictions))
                + " --threads " + threads + " --seconds " + seconds + " --repeat " + repeat
                + (wait > 0 ? " --wait " + wait : "") + (skip.isEmpty() ? "" : " --skip " + String.join(",", skip));
    }

    private static String joined(List<Integer> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }

    private void printHead(String date, double peakOfOne) {
        print("%s  bench/compare %s", date, parameters());
        print("%s; %s; %d threads", Machine.processor(), Machine.java(), threads);
        print(
                "peak, fused multiply-adds on registers, %d lanes: 1 thread %.0f GFLOP/s, %d threads %.0f GFLOP/s",
                Peak.lanes(), peakOfOne, threads, peak);
        print(
                "*: other processes kept more than %.2f cores busy; such rounds are left out where quieter ones exist",
                Figures.QUIET);
    }

    private void network(Network network, Path data) throws IOException {
        Task task = Task.read(network, data);
        print("");
        print(
                "%s: %s, %,d texts, %,d ids, %d steps (%.0f %% padding), %.1f million operations to train a text",
                network.label(),
                network.texts(),
                task.rows(),
                task.words(),
                task.steps(),
                100 * task.padding(),
                Operations.training(task.model(Task.SEED)) * 1e-6);
        if (!skip.contains("training")) {
            for (int batch : batches.isEmpty() ? network.batches() : batches) {
                race(task, new Contestant.Job(Contestant.Kind.TRAIN, batch, threads), seconds);
            }
        }
        if (!skip.contains("predictions")) {
            for (int batch : predictions) {
                // PyTorch answers one text faster with one thread than with two, so each contestant answers with one.
                Contestant.Job job = batch == 1
                        ? new Contestant.Job(Contestant.Kind.ANSWER, 1, 1)
                        : new Contestant.Job(Contestant.Kind.PREDICT, batch, threads);
                race(task, job, seconds / 2);
            }
        }
    }

    private void race(Task task, Contestant.Job job, double length) throws IOException {
        Report.Cell cell = new Race(task, job, new Race.Patience(length, repeat, wait), peak).run(contestants);
        cells.add(cell);
        print("%s %s, %d texts, %d threads", job.kind(), cell.network(), job.batch(), job.threads());
        cell.contestants().forEach((name, speed) -> {
            String latency = job.kind() == Contestant.Kind.ANSWER
                    ? "median %.1f µs, p99 %.1f µs, ".formatted(speed.microseconds(), speed.p99Microseconds())
                    : "";
            print(
                    "  %-22s %,10.0f texts/s  %s%6.1f GFLOP/s  %s%s  %s  rounds %s",
                    Contestants.title(name),
                    speed.textsPerSecond(),
                    latency,
                    speed.usefulGigaflops(),
                    name.equals(Contestants.LECTOR)
                            ? ""
                            : "Lector %.2f times as fast  ".formatted(cell.ratio(Contestants.LECTOR, name)),
                    speed.mode(),
                    speed.proof(),
                    speed.rounds());
        });
    }

    /** Asked at the end: a library says what it runs with once it runs. */
    private Map<String, List<String>> settings() throws IOException {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        print("");
        for (Map.Entry<String, Contestant> entry : contestants.entrySet()) {
            List<String> own = entry.getValue().settings();
            own.forEach(setting -> print("%s: %s", Contestants.title(entry.getKey()), setting));
            settings.put(entry.getKey(), own);
        }
        return settings;
    }

    private void write(Report report) throws IOException {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Path folder = json.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Files.writeString(json, mapper.writeValueAsString(report) + "\n");
    }

    private void print(String format, Object... values) {
        out.println(format.formatted(values));
    }
}
