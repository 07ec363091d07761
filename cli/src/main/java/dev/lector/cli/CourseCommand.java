// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.cli.course.CourseFiles;
import dev.lector.cli.course.CourseReport;
import dev.lector.cli.course.CourseRun;
import dev.lector.cli.course.Experiment;
import dev.lector.cli.course.Experiments;
import dev.lector.cli.course.HtmlReport;
import dev.lector.cli.course.Outcome;
import dev.lector.cli.course.Outcomes;
import dev.lector.cli.data.Cache;
import dev.lector.cli.data.ExampleData;
import dev.lector.cli.data.Fetcher;
import dev.lector.cli.data.Npm;
import dev.lector.nn.AtomicFile;
import dev.lector.nn.kernels.KernelChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The course's experiments: what there is, and running them. */
@Command(
        name = "course",
        header = "The networks of the course: trained as there, beside its figures and Keras's.",
        description = "Without a subcommand, or with list: lists the experiments.",
        subcommands = {CourseCommand.ListThem.class, CourseCommand.RunThem.class},
        footer = {"", "Examples:", "  lector course list", "  lector course run words-cnn --quick"})
final class CourseCommand extends LectorCommand {
    @Override
    void run() {
        list(this);
    }

    private static void list(LectorCommand command) {
        if (command.json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put(
                    "experiments",
                    Experiments.list().stream().map(CourseCommand::toMap).toList());
            command.printJson(all);
            return;
        }
        for (Experiment experiment : Experiments.list()) {
            command.print(String.format(
                    Locale.ROOT,
                    "%-24s %s%s",
                    experiment.name(),
                    experiment.about(),
                    Double.isNaN(experiment.validation())
                            ? ""
                            : String.format(Locale.ROOT, " (the course: %.2f)", experiment.validation())));
        }
    }

    private static Map<String, Object> toMap(Experiment experiment) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", experiment.name());
        map.put("about", experiment.about());
        map.put("recipe", experiment.recipe());
        map.put("settings", experiment.settings());
        map.put("data", experiment.data().name().toLowerCase(Locale.ROOT));
        map.put("vectors", experiment.vectors());
        map.put("courseTraining", experiment.training());
        map.put("courseValidation", experiment.validation());
        map.put("source", experiment.source());
        return map;
    }

    /** Lists the experiments. */
    @Command(name = "list", header = "Lists the experiments, with the course's accuracy in percent.")
    static final class ListThem extends LectorCommand {
        @Override
        void run() {
            list(this);
        }
    }

    /** Runs experiments. */
    @Command(
            name = "run",
            header = "Trains experiments of the course and writes a report.",
            description = "Finished trainings are kept in the folder and not done again: after Ctrl-C the same command"
                    + " goes on. Without --data-dir and --data the networks for sentences learn from the fetched"
                    + " reviews; what has no data is skipped, and told.",
            footer = {
                "",
                "Examples:",
                "  lector course run all --quick",
                "  lector course run words-cnn --data reviews.csv",
                "  lector course run all --data-dir DATA -o course"
            })
    static final class RunThem extends LectorCommand {
        @Parameters(paramLabel = "NAME|all", description = "An experiment; lector course list shows them. Or all.")
        private String name;

        @Option(
                names = "--quick",
                description = "A small part of the rows, two epochs, one seed: shows that all works, in minutes.")
        private boolean quick;

        @Option(
                names = "--seeds",
                paramLabel = "N",
                description = "Trainings of each network: seeds 1 to N. Default: 3 for sentences, 1 for long texts.")
        private Integer seeds;

        @Option(
                names = "--data",
                paramLabel = "FILE",
                description = "Labelled sentences, for the networks that learn from sentences.")
        private Path sentences;

        @Option(names = "--data-dir", paramLabel = "DIR", description = "A folder of data sets.")
        private Path folder;

        @Option(
                names = "--vectors",
                paramLabel = "FILE",
                description = "Word vectors. Default: those of lector data fetch glove, if they were fetched.")
        private Path vectors;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "DIR",
                defaultValue = "course",
                description = "A folder for the report and the finished trainings (${DEFAULT-VALUE}).")
        private Path output;

        @Option(
                names = "--threads",
                paramLabel = "N",
                description = "Default: all processors; accuracies do not depend on it.")
        private int threads = Runtime.getRuntime().availableProcessors();

        private final List<String> remarks = new ArrayList<>();

        @Override
        void run() throws Exception {
            long start = System.nanoTime();
            List<Experiment> chosen = chosen();
            if (seeds != null && seeds < 1) {
                throw Failure.usage(
                        "--seeds must be 1 or more. Received: " + seeds + ". Leave it out for the default.");
            }
            CourseFiles files = files();
            FastPath.open();
            Files.createDirectories(output);
            remarks.add(machine());
            List<Experiment> possible = new ArrayList<>();
            for (Experiment experiment : chosen) {
                String lacks = files.lacks(experiment);
                if (lacks == null) {
                    possible.add(experiment);
                } else {
                    say("Skipped " + experiment.name() + ": " + lacks);
                    remarks.add("Skipped " + experiment.name() + ": " + lacks);
                }
            }
            if (possible.isEmpty()) {
                throw new Failure("An experiment needs its data. Received: none of " + chosen.size() + " can be run. "
                        + files.lacks(chosen.get(0)));
            }
            CourseReport report = train(possible, files);
            show(report, (System.nanoTime() - start) / 1e9);
        }

        private List<Experiment> chosen() {
            if (name.equals("all")) {
                return Experiments.list();
            }
            List<Experiment> one = Experiments.list().stream()
                    .filter(experiment -> experiment.name().equals(name))
                    .toList();
            if (one.isEmpty()) {
                throw Failure.usage("An experiment must be one of the course's, or all. Received: " + name
                        + ". See lector course list.");
            }
            return one;
        }

        private CourseFiles files() throws IOException, InterruptedException {
            if (folder != null && !Files.isDirectory(folder)) {
                throw Failure.usage("--data-dir must be a folder. Received: " + folder + ". Name one that is there.");
            }
            if (sentences != null && !Files.isRegularFile(sentences)) {
                throw Failure.usage("--data must be a file. Received: " + sentences + ". Name one that is there.");
            }
            Path reviews =
                    sentences == null && folder == null ? DataCommand.fetch(console, ExampleData.REVIEWS) : sentences;
            Path fetched = new Fetcher(Cache.folder(), new Npm(() -> {})).target(ExampleData.GLOVE);
            return new CourseFiles(folder, reviews, vectors == null ? fetched : vectors);
        }

        private String machine() {
            return String.format(
                    Locale.ROOT,
                    "Lector %s, Java %s, %d threads of %d processors, %s kernels.",
                    Lector.Version.ofLector(),
                    Runtime.version(),
                    threads,
                    Runtime.getRuntime().availableProcessors(),
                    KernelChoice.best().name());
        }

        private CourseReport train(List<Experiment> experiments, CourseFiles files) throws IOException {
            CourseRun run = new CourseRun(files, quick, threads);
            Outcomes outcomes = Outcomes.open(output.resolve("outcomes.json"));
            List<Outcome> keras = Outcomes.ofKeras();
            List<Outcome> done = new ArrayList<>();
            int most = experiments.stream().mapToInt(this::seeds).max().orElse(0);
            int all = experiments.stream().mapToInt(this::seeds).sum();
            // All networks with the first seed come first: a run that is stopped has a figure of most of them.
            for (int seed = 1; seed <= most; seed++) {
                for (Experiment experiment : experiments) {
                    if (seed > seeds(experiment)) {
                        continue;
                    }
                    CourseRun.Prepared prepared = run.prepare(experiment, seed);
                    Outcome outcome = outcomes.find(prepared.key()).orElse(null);
                    String title = (done.size() + 1) + " of " + all + ": " + experiment.name() + ", seed " + seed;
                    boolean fresh = outcome == null;
                    if (fresh) {
                        outcome = train(prepared, title);
                        outcomes = outcomes.with(outcome);
                    }
                    done.add(outcome);
                    say(String.format(
                            Locale.ROOT,
                            "%s: accuracy %.2f %%, %.2f s an epoch, epoch %d of %d%s",
                            title,
                            100 * outcome.accuracy(),
                            outcome.secondsPerEpoch(),
                            outcome.bestEpoch(),
                            outcome.epochs(),
                            fresh ? "" : ", done before"));
                    write(CourseReport.of(experiments, done, keras, remarks, quick));
                }
            }
            return CourseReport.of(experiments, done, keras, remarks, quick);
        }

        private Outcome train(CourseRun.Prepared prepared, String title) throws IOException {
            Path checkpoint = quick ? null : output.resolve(prepared.key() + ".checkpoint");
            try (TrainingBar bar = new TrainingBar(console, title)) {
                return prepared.train(bar, checkpoint);
            }
        }

        private int seeds(Experiment experiment) {
            return quick ? 1 : seeds == null ? experiment.seeds() : seeds;
        }

        private void write(CourseReport report) throws IOException {
            byte[] html = HtmlReport.of(report).getBytes(StandardCharsets.UTF_8);
            byte[] markdown = report.toMarkdown().getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(output.resolve("report.html"), out -> out.write(html));
            AtomicFile.write(output.resolve("report.md"), out -> out.write(markdown));
        }

        private void show(CourseReport report, double seconds) {
            if (json) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("seconds", seconds);
                object.put("report", output.resolve("report.html").toString());
                object.putAll(report.toMap());
                printJson(object);
            } else {
                print(report.toMarkdown().stripTrailing());
                print("");
                print("Report: " + output.resolve("report.html") + ", in " + Progress.duration(seconds));
            }
        }
    }
}
