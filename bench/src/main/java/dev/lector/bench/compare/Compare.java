// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.io.File;
import java.io.IOException;
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
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The same networks on the same data in Lector and in DJL with PyTorch, in one process, in turns. */
@Command(
        name = "bench/compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains the same networks on the same real data in Lector and in DJL with PyTorch, in turns.")
final class Compare implements Callable<Integer> {
    /** A round with a busy neighbour is repeated at most so often. */
    private static final int MOST_EXTRA = 2;

    private static final int STARTS = 5;

    @Option(
            names = "--network",
            split = ",",
            paramLabel = "NAME",
            description = "words-cnn, kim-cnn, multi-width-cnn, or several of them (default: all)")
    List<String> networks = List.of("words-cnn", "kim-cnn", "multi-width-cnn");

    @Option(names = "--batch", split = ",", paramLabel = "N", description = "batch sizes (default: 32,1024)")
    List<Integer> batches = List.of(32, 1024);

    @Option(names = "--threads", paramLabel = "N", description = "threads of each contestant (default: all cores)")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--seconds", paramLabel = "S", description = "length of a round (default: 5)")
    double seconds = 5;

    @Option(names = "--repeat", paramLabel = "N", description = "rounds of each contestant (default: 3)")
    int repeat = 3;

    @Option(
            names = "--wait",
            paramLabel = "S",
            description = "wait at most so long before each round for other processes to be idle (default: 0)")
    double wait;

    @Option(
            names = "--processor-time",
            description = "count the training thread's processor time, for a busy machine; needs --threads 1")
    boolean processorTime;

    @Option(names = "--only", paramLabel = "WHO", description = "lector or djl (default: both)")
    String only;

    @Option(names = "--skip", split = ",", paramLabel = "PART", description = "training, answers, start-up")
    List<String> skip = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "also writes the figures as JSON")
    Path json;

    private final List<Report.Training> training = new ArrayList<>();
    private final List<Report.Answers> answers = new ArrayList<>();
    private final List<Report.StartUp> startUp = new ArrayList<>();
    private final Map<String, Contestant> contestants = new LinkedHashMap<>();
    private double peak;

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
        Path csv = data();
        check();
        for (String name : only == null ? List.of("lector", "djl") : List.of(only)) {
            contestants.put(name, Contestants.of(name, threads));
        }
        double peakOfOne = Peak.operationsPerSecond(1) * 1e-9;
        peak = Peak.operationsPerSecond(threads) * 1e-9;
        String date =
                ZonedDateTime.now().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        printHead(date, peakOfOne);
        for (String name : networks) {
            network(Network.of(name), csv);
        }
        if (json != null) {
            Map<String, List<String>> settings = new LinkedHashMap<>();
            contestants.forEach((name, contestant) -> settings.put(name, contestant.settings()));
            Report report = new Report(
                    date,
                    "bench/compare " + parameters(),
                    Machine.java(),
                    Machine.processor(),
                    threads,
                    peakOfOne,
                    peak,
                    settings,
                    training,
                    answers,
                    startUp);
            JsonMapper mapper = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            Files.writeString(json, mapper.writeValueAsString(report) + "\n");
        }
        return 0;
    }

    private static Path data() {
        String folder = System.getenv("LECTOR_DATA");
        if (folder == null || folder.isBlank()) {
            throw new IllegalArgumentException("The data are found through the variable LECTOR_DATA. Received: nothing."
                    + " Set it to a folder that holds mr" + File.separator + "mr.csv, movie reviews with columns label"
                    + " (pos, neg) and text: LECTOR_DATA=FOLDER bench/compare");
        }
        Path csv = Path.of(folder, "mr", "mr.csv");
        if (!Files.isReadable(csv)) {
            throw new IllegalArgumentException("The folder of LECTOR_DATA must hold mr" + File.separator
                    + "mr.csv. Received: LECTOR_DATA=" + folder
                    + ". Put the movie reviews there, columns label (pos, neg) and text.");
        }
        return csv;
    }

    private void check() {
        networks.forEach(Network::of);
        if (threads < 1 || repeat < 1 || !(seconds > 0) || batches.stream().anyMatch(batch -> batch < 1)) {
            throw new IllegalArgumentException("Threads, rounds, seconds and batch sizes must be positive. Received: "
                    + parameters() + ". Change them.");
        }
        if (processorTime && threads != 1) {
            throw new IllegalArgumentException("Processor time is that of one thread. Received: threads=" + threads
                    + ". Add --threads 1, or leave --processor-time out.");
        }
        for (String part : skip) {
            if (!List.of("training", "answers", "start-up").contains(part)) {
                throw new IllegalArgumentException(
                        "What is skipped must be training, answers or start-up. Received: skip=" + part + ".");
            }
        }
    }

    private String parameters() {
        return "--network " + String.join(",", networks) + " --batch "
                + String.join(",", batches.stream().map(String::valueOf).toList()) + " --threads " + threads
                + " --seconds " + seconds + " --repeat " + repeat + (wait > 0 ? " --wait " + wait : "")
                + (processorTime ? " --processor-time" : "")
                + (only == null ? "" : " --only " + only)
                + (skip.isEmpty() ? "" : " --skip " + String.join(",", skip));
    }

    private void printHead(String date, double peakOfOne) {
        print("%s  bench/compare %s", date, parameters());
        print("%s; %s; %d threads", Machine.processor(), Machine.java(), threads);
        print(
                "peak, fused multiply-adds on registers, %d lanes: 1 thread %.0f GFLOP/s, %d threads %.0f GFLOP/s",
                Peak.lanes(), peakOfOne, threads, peak);
        contestants
                .values()
                .forEach(contestant ->
                        contestant.settings().forEach(setting -> print("%s: %s", contestant.name(), setting)));
        print("useful operations: of the plain definition, 2 a weight and place, forward and both gradients; no"
                + " padding, no saving and no optimizer counted in or out");
        print(
                "*: other processes kept more than %.2f cores busy; such rounds are left out where quieter ones exist",
                Figures.QUIET);
    }

    private void network(Network network, Path csv) throws IOException, InterruptedException {
        Reviews reviews = Reviews.read(csv, Network.WORDS, network.steps());
        print("");
        print(
                "%s: MR, %,d texts, %,d words, %d steps (%.0f %% padding), %.1f million operations to train a sample",
                network.label(),
                reviews.rows(),
                Network.WORDS,
                network.steps(),
                100 * reviews.padding(),
                network.trainingOperations() * 1e-6);
        if (!skip.contains("training")) {
            for (int batch : batches) {
                training.add(train(network, reviews, batch));
            }
        }
        if (!skip.contains("answers")) {
            answers.add(answer(network, reviews));
        }
        if (!skip.contains("start-up")) {
            startUp.add(start(network));
        }
    }

    private Report.Training train(Network network, Reviews reviews, int batch) {
        Map<String, TrainingRace> races = new LinkedHashMap<>();
        try {
            contestants.forEach((name, contestant) ->
                    races.put(name, new TrainingRace(contestant, network, reviews, batch, threads)));
            races.values().forEach(race -> race.warmUp(seconds));
            for (int round = 0; more(round, races.values().stream().map(TrainingRace::samplesPerSecond)); round++) {
                for (TrainingRace race : races.values()) {
                    Machine.awaitQuiet(wait);
                    race.round(seconds, processorTime);
                }
            }
            Map<String, Report.Speed> speeds = new LinkedHashMap<>();
            races.forEach((name, race) -> speeds.put(name, speed(network, race)));
            Double ratio = speeds.size() < 2
                    ? null
                    : speeds.get("lector").samplesPerSecond()
                            / speeds.get("djl").samplesPerSecond();
            print("train %s, batch %d", network.label(), batch);
            races.forEach((name, race) -> print(
                    "  %-7s %,9.0f samples/s (best %,.0f)  %6.1f GFLOP/s  %4.1f %% of peak  %s  rounds %s",
                    race.contestant().name(),
                    speeds.get(name).samplesPerSecond(),
                    speeds.get(name).best(),
                    speeds.get(name).usefulGigaflops(),
                    100 * speeds.get(name).fractionOfPeak(),
                    speeds.get(name).proof(),
                    speeds.get(name).rounds()));
            printRatio(ratio);
            return new Report.Training(network.label(), batch, network.trainingOperations(), speeds, ratio);
        } finally {
            races.values().forEach(TrainingRace::close);
        }
    }

    private Report.Speed speed(Network network, TrainingRace race) {
        Figures figures = race.samplesPerSecond();
        double gigaflops = figures.median() * network.trainingOperations() * 1e-9;
        return new Report.Speed(
                figures.median(), figures.highest(), gigaflops, gigaflops / peak, race.proof(), figures.rounds());
    }

    /** PyTorch answers one text faster with one thread than with two, so each contestant answers with one. */
    private Report.Answers answer(Network network, Reviews reviews) {
        Map<String, Contestant.Session> sessions = new LinkedHashMap<>();
        try {
            Map<String, AnswerRace> races = new LinkedHashMap<>();
            contestants.forEach((name, contestant) -> {
                Contestant.Session session = contestant.open(network, 32, 1, 1);
                sessions.put(name, session);
                races.put(name, new AnswerRace(contestant, session, reviews));
            });
            double length = Math.min(seconds, 2);
            races.values().forEach(race -> race.warmUp(seconds));
            for (int round = 0; more(round, races.values().stream().map(AnswerRace::median)); round++) {
                for (AnswerRace race : races.values()) {
                    Machine.awaitQuiet(wait);
                    race.round(length);
                }
            }
            Map<String, Report.Latency> latencies = new LinkedHashMap<>();
            print("one text, %s, one thread, ids to probability", network.label());
            races.forEach((name, race) -> {
                latencies.put(
                        name,
                        new Report.Latency(
                                race.median().median(),
                                race.high().median(),
                                race.median().rounds()));
                print(
                        "  %-7s median %,.1f µs  p99 %,.1f µs  rounds %s",
                        race.contestant().name(),
                        race.median().median(),
                        race.high().median(),
                        race.median().rounds());
            });
            Double ratio = latencies.size() < 2
                    ? null
                    : latencies.get("djl").medianMicroseconds()
                            / latencies.get("lector").medianMicroseconds();
            printRatio(ratio);
            return new Report.Answers(network.label(), latencies, ratio);
        } finally {
            sessions.values().forEach(Contestant.Session::close);
        }
    }

    /** Lector with its plain kernels, as a process that lives for one answer takes them. */
    private Report.StartUp start(Network network) throws IOException, InterruptedException {
        Map<String, Figures> times = new LinkedHashMap<>();
        contestants.keySet().forEach(name -> times.put(name, new Figures()));
        for (int i = 0; i < STARTS; i++) {
            for (Map.Entry<String, Figures> entry : times.entrySet()) {
                String child = entry.getKey().equals("lector") ? "lector-plain" : entry.getKey();
                Machine.awaitQuiet(wait);
                entry.getValue().add(FirstAnswer.milliseconds(child, network, threads), 0);
            }
        }
        Map<String, Double> milliseconds = new LinkedHashMap<>();
        print("start of a process to its first answer, %s, median of %d", network.label(), STARTS);
        times.forEach((name, figures) -> {
            milliseconds.put(name, figures.median());
            print("  %-7s %,.0f ms  %s", contestants.get(name).name(), figures.median(), figures.rounds());
        });
        Double ratio = milliseconds.size() < 2 ? null : milliseconds.get("djl") / milliseconds.get("lector");
        printRatio(ratio);
        return new Report.StartUp(network.label(), milliseconds, ratio);
    }

    /** True until every contestant has its quiet rounds, or patience ends. */
    private boolean more(int round, Stream<Figures> figures) {
        boolean again = !processorTime
                && round < repeat * (1 + MOST_EXTRA)
                && figures.anyMatch(own -> own.quietRounds() < repeat);
        return round < repeat || again;
    }

    private static void printRatio(Double ratio) {
        if (ratio != null) {
            print("  Lector is %.2f times as fast", ratio);
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(format.formatted(values));
    }
}
