// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.Prediction;
import dev.lector.classify.TextClassifier;
import dev.lector.text.data.Dialect;
import dev.lector.text.data.DocumentStream;
import dev.lector.text.data.Documents;
import dev.lector.text.data.Format;
import dev.lector.text.data.RowWriter;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Labels for one text, for the rows of a file, or for lines as they come. */
@Command(
        name = "predict",
        header = "Labels a text, the rows of a file, or lines as they come.",
        description = {
            "A file's rows come out in their order with label, probability, one probability for each class, and"
                    + " no_evidence (the text is empty, or has no known word), as CSV or JSON Lines. Labels in the file are"
                    + " not needed.",
            "Of a model for several labels the labels that apply are written with ; between them. Of a model that rejects"
                    + " improbable answers the label of such a text is empty, and rejected is true.",
            "With - each line of standard input is a text, and is answered at once: label, tab, probability, and for a"
                    + " line without a known word, also an empty one, tab, no evidence; with --json one object a line."
        },
        footer = {
            "",
            "Examples:",
            "  lector predict reviews.lector \"a wonderful film\"",
            "  lector predict reviews.lector new.csv --output answers.csv",
            "  tail -f feed.txt | lector predict reviews.lector -"
        })
final class PredictCommand extends LectorCommand {
    /** Lines answered together, on every processor. */
    private static final int CHUNK = 8_192;
    /** Characters from which on no more texts are taken together: it bounds the memory where texts are long. */
    private static final long MOST_CHARACTERS = 1 << 23;
    /** A guess, so that the memory of a part does not grow in many steps. */
    private static final int BYTES_PER_ROW = 160;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A file made by lector train.")
    private Path model;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TEXT|FILE|-",
            defaultValue = "-",
            description = "Default: -.")
    private String what;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write a file's rows there: JSON Lines if it ends in .jsonl, else CSV.")
    private Path output;

    @Mixin
    private DataOptions data = new DataOptions();

    /** The command if it is {@code predict MODEL TEXT} and no more, and the text is none of the other things it may be. */
    static Optional<PredictCommand> ofOneText(Console console, String... args) {
        if (args.length != 3
                || !args[0].equals("predict")
                || Arrays.stream(args).anyMatch(arg -> arg.startsWith("-") || arg.startsWith("@"))
                || !args[2].contains(" ")
                || isFile(args[2])) {
            return Optional.empty();
        }
        PredictCommand command = new PredictCommand();
        command.console = console;
        command.what = args[2];
        try {
            command.model = Path.of(args[1]);
        } catch (InvalidPathException noPath) {
            // Said by the way of all other command lines.
            return Optional.empty();
        }
        return Optional.of(command);
    }

    @Override
    void run() throws Exception {
        if (what.equals("-")) {
            forbidOutput("standard input");
            lines();
        } else if (isFile(what)) {
            file(Path.of(what));
        } else {
            forbidOutput("one text");
            text();
        }
    }

    private void forbidOutput(String what) {
        if (output != null) {
            throw Failure.usage("--output is for the rows of a file. Received: " + what
                    + ". Name a file, or redirect standard output.");
        }
    }

    /** Whether the argument names a file; what looks like a name of a data file must be one. */
    private static boolean isFile(String what) {
        try {
            if (Files.isRegularFile(Path.of(what)) || (!what.isBlank() && Files.exists(Path.of(what)))) {
                return true;
            }
        } catch (InvalidPathException noPath) {
            return false;
        }
        if (what.matches(
                "(?i)\\S+\\.(csv|tsv|jsonl|ndjson|json|txt|zip|tar|tgz|html?|xml|eml|mbox|sgm|conllu?)(\\.gz)?")) {
            throw new Failure("A file must exist. Received: " + what
                    + ". Check the path; to label this as a text, pipe it: echo ... | lector predict MODEL -.");
        }
        return false;
    }

    private void text() throws IOException {
        long start = System.nanoTime();
        // The Vector API would take longer to warm up than one text takes on the plain kernels.
        TextClassifier classifier = TextClassifier.loadForOneText(model);
        Prediction answer = classifier.predict(Documents.normalized(what));
        AnswerFormat format = new AnswerFormat(classifier);
        if (json) {
            Map<String, Object> object = format.object(answer);
            object.put("seconds", (System.nanoTime() - start) / 1e9);
            printJson(object);
            return;
        }
        format.lines(answer).forEach(this::print);
    }

    private void lines() throws IOException {
        FastPath.open();
        TextClassifier classifier = TextClassifier.load(model);
        TextLines lines = new TextLines(console.in());
        List<String> texts = new ArrayList<>();
        long characters = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            texts.add(Documents.normalized(line));
            characters += line.length();
            // What has arrived is answered together, and nobody waits for a line that has not come yet.
            if (texts.size() == CHUNK || characters > MOST_CHARACTERS || !lines.ready()) {
                answer(classifier, texts);
                characters = 0;
            }
        }
        answer(classifier, texts);
    }

    private void answer(TextClassifier classifier, List<String> texts) {
        AnswerFormat format = new AnswerFormat(classifier);
        for (Prediction answer : classifier.predictAll(texts)) {
            if (json) {
                printJson(format.object(answer));
            } else {
                print(format.line(answer));
            }
        }
        texts.clear();
        console.check();
    }

    private void file(Path file) throws Exception {
        if (json && output == null) {
            throw Failure.usage("--json with a file needs --output, for standard output then holds the one object."
                    + " Received: no --output. Add --output FILE.jsonl, or leave --json out.");
        }
        long start = System.nanoTime();
        FastPath.open();
        TextClassifier classifier = TextClassifier.load(model);
        Counts counts = new Counts(classifier.labels());
        try (DocumentStream rows = DocumentStream.open(file, data.unlabelled())) {
            say(rows.description());
            if (output == null) {
                write(classifier, rows, unclosed(console.out()), counts);
            } else {
                try (OutputFile place = new OutputFile(output)) {
                    try {
                        write(classifier, rows, place.stream(), counts);
                    } catch (IOException fault) {
                        if (Errors.noSpace(fault)) {
                            throw place.failure(fault);
                        }
                        throw fault;
                    }
                    place.keep();
                }
            }
            rows.warnings().forEach(warning -> warn(warning.message()));
            if (rows.blankRows() > 0) {
                say(rows.blankRows() + " blank rows are left out.");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("rows", counts.rows);
            object.put("noEvidence", counts.noEvidence);
            object.put("seconds", seconds);
            object.put("labels", counts.byLabel);
            object.put("noLabel", counts.none);
            object.put("output", output.toString());
            printJson(object);
        } else {
            say(String.format(
                    Locale.ROOT,
                    "%,d rows in %s%s%s; %s",
                    counts.rows,
                    Progress.duration(seconds),
                    counts.noEvidence == 0
                            ? ""
                            : String.format(Locale.ROOT, ", %,d without evidence", counts.noEvidence),
                    counts.none == 0 ? "" : String.format(Locale.ROOT, ", %,d with none of the labels", counts.none),
                    counts.byLabel));
        }
    }

    private void write(TextClassifier classifier, DocumentStream rows, OutputStream to, Counts counts)
            throws Exception {
        Optional<Dialect> table = rows.dialect();
        AnswerFormat format = new AnswerFormat(classifier);
        List<String> added = format.columns(rows.columns());
        boolean jsonLines = output == null
                ? table.isPresent() && table.get().format().isJson()
                : output.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jsonl|ndjson|json)");
        char separator = table.isPresent() && table.get().format() == Format.QUOTED
                ? table.get().separator()
                : ',';
        try (RowWriter writer = jsonLines
                        ? RowWriter.jsonLines(to, rows.columns(), added)
                        : RowWriter.csv(to, separator, rows.columns(), added);
                Progress progress = new Progress(console, "predicting", " rows", -1, true)) {
            writer.flush();
            Pipeline.run(
                    Runtime.getRuntime().availableProcessors(),
                    new Chunks(rows, data::wants),
                    chunk -> answered(classifier, format, chunk, writer),
                    part -> {
                        to.write(part.bytes);
                        counts.add(part.counts);
                        progress.to(counts.rows);
                    });
        } catch (Exception fault) {
            if (output == null && counts.rows > 0) {
                say(String.format(Locale.ROOT, "%,d rows are written.", counts.rows));
            }
            throw fault;
        }
    }

    /** Answers rows with one thread, for others work on other rows. */
    private static Part answered(
            TextClassifier classifier, AnswerFormat format, List<DocumentStream.Entry> chunk, RowWriter writer)
            throws IOException {
        List<String> texts =
                chunk.stream().map(entry -> entry.document().text()).toList();
        List<Prediction> answers = classifier.predictAll(texts, 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES_PER_ROW * chunk.size());
        Counts counts = new Counts(classifier.labels());
        try (RowWriter part = writer.part(bytes)) {
            for (int i = 0; i < answers.size(); i++) {
                part.write(chunk.get(i).row(), format.values(answers.get(i)));
                counts.add(answers.get(i));
            }
        }
        return new Part(bytes.toByteArray(), counts);
    }

    private static OutputStream unclosed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    /** Answered rows as they stand in the output. */
    private static final class Part {
        private final byte[] bytes;
        private final Counts counts;

        Part(byte[] bytes, Counts counts) {
            this.bytes = bytes;
            this.counts = counts;
        }
    }

    /** What was answered so far. */
    private static final class Counts {
        private long rows;
        private long noEvidence;
        private long none;
        private final Map<String, Long> byLabel = new LinkedHashMap<>();

        Counts(List<String> labels) {
            labels.forEach(label -> byLabel.put(label, 0L));
        }

        void add(Prediction answer) {
            rows++;
            noEvidence += answer.noEvidence() ? 1 : 0;
            none += answer.rejected() ? 1 : 0;
            answer.labels().forEach(label -> byLabel.merge(label, 1L, Long::sum));
        }

        void add(Counts more) {
            rows += more.rows;
            noEvidence += more.noEvidence;
            none += more.none;
            more.byLabel.forEach((label, count) -> byLabel.merge(label, count, Long::sum));
        }
    }
}
