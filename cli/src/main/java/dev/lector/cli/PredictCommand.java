// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.Prediction;
import dev.lector.classify.TextClassifier;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.text.data.Dialect;
import dev.lector.text.data.DocumentStream;
import dev.lector.text.data.Documents;
import dev.lector.text.data.Format;
import dev.lector.text.data.RowWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final int CHUNK = 1_024;

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
        TextClassifier classifier = TextClassifier.load(model, KernelChoice.plain());
        Prediction answer = classifier.predict(Documents.normalized(what));
        if (json) {
            Map<String, Object> object = object(answer);
            object.put("seconds", (System.nanoTime() - start) / 1e9);
            printJson(object);
            return;
        }
        int width = classifier.labels().stream().mapToInt(String::length).max().orElse(1);
        answer.probabilities().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(10)
                .forEach(one -> print(
                        String.format(Locale.ROOT, "%-" + width + "s  %5.1f %%", one.getKey(), 100 * one.getValue())));
        if (answer.noEvidence()) {
            print("No word of this text is known: this is the model's answer for no evidence.");
        }
    }

    private static Map<String, Object> object(Prediction answer) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("label", answer.label());
        object.put("probability", answer.probability());
        object.put("noEvidence", answer.noEvidence());
        object.put("probabilities", answer.probabilities());
        return object;
    }

    private void lines() throws IOException {
        FastPath.open();
        TextClassifier classifier = TextClassifier.load(model);
        TextLines lines = new TextLines(console.in());
        List<String> texts = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            texts.add(Documents.normalized(line));
            // What has arrived is answered together, and nobody waits for a line that has not come yet.
            if (texts.size() == CHUNK || !lines.ready()) {
                answer(classifier, texts);
            }
        }
        answer(classifier, texts);
    }

    private void answer(TextClassifier classifier, List<String> texts) {
        for (Prediction answer : classifier.predictAll(texts)) {
            if (json) {
                printJson(object(answer));
            } else {
                print(String.format(
                        Locale.ROOT,
                        "%s\t%.4f%s",
                        answer.label(),
                        answer.probability(),
                        answer.noEvidence() ? "\tno evidence" : ""));
            }
        }
        texts.clear();
        console.check();
    }

    private void file(Path file) throws IOException {
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
            object.put("output", output.toString());
            printJson(object);
        } else {
            say(String.format(
                    Locale.ROOT,
                    "%,d rows in %s%s; %s",
                    counts.rows,
                    Progress.duration(seconds),
                    counts.noEvidence == 0
                            ? ""
                            : String.format(Locale.ROOT, ", %,d without evidence", counts.noEvidence),
                    counts.byLabel));
        }
    }

    private void write(TextClassifier classifier, DocumentStream rows, OutputStream to, Counts counts)
            throws IOException {
        Optional<Dialect> table = rows.dialect();
        List<String> added = added(classifier.labels(), rows.columns());
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
            List<DocumentStream.Entry> chunk = new ArrayList<>();
            while (rows.hasNext()) {
                DocumentStream.Entry next = rows.next();
                if (data.wants(next.document())) {
                    chunk.add(next);
                }
                if (chunk.size() == CHUNK || !rows.hasNext()) {
                    List<Prediction> answers = classifier.predictAll(
                            chunk.stream().map(entry -> entry.document().text()).toList());
                    for (int i = 0; i < answers.size(); i++) {
                        writer.write(chunk.get(i).row(), values(answers.get(i)));
                        counts.add(answers.get(i));
                    }
                    chunk.clear();
                    progress.to(counts.rows);
                }
            }
        }
    }

    /** The added columns, under another name where the file has one of that name. */
    private static List<String> added(List<String> labels, List<String> columns) {
        List<String> names = new ArrayList<>(List.of("label", "probability"));
        labels.forEach(label -> names.add("probability_" + label));
        names.add("no_evidence");
        names.replaceAll(name -> {
            String free = name;
            while (columns.contains(free)) {
                free = "predicted_" + free;
            }
            return free;
        });
        return names;
    }

    private static List<Object> values(Prediction answer) {
        List<Object> values = new ArrayList<>(List.of(answer.label(), rounded(answer.probability())));
        answer.probabilities().values().forEach(probability -> values.add(rounded(probability)));
        values.add(answer.noEvidence());
        return values;
    }

    /** Six decimals: the digits behind them are not the network's. */
    private static double rounded(double probability) {
        return Math.rint(probability * 1e6) / 1e6;
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

    /** What was answered so far. */
    private static final class Counts {
        private long rows;
        private long noEvidence;
        private final Map<String, Long> byLabel = new LinkedHashMap<>();

        Counts(List<String> labels) {
            labels.forEach(label -> byLabel.put(label, 0L));
        }

        void add(Prediction answer) {
            rows++;
            noEvidence += answer.noEvidence() ? 1 : 0;
            byLabel.merge(answer.label(), 1L, Long::sum);
        }
    }
}
