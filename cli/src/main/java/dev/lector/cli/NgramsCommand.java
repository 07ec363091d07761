// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.NgramReport;
import dev.lector.classify.NgramScan;
import dev.lector.classify.TextClassifier;
import dev.lector.text.data.DocumentStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the filters of a network detect. */
@Command(
        name = "ngrams",
        header = "Shows the n-grams that excite each filter of a convolution most, and the label they pull to.",
        description = {
            "A filter answers to every n-gram of a text; the strongest answer is what the rest of the network sees."
                    + " For each filter: the n-grams with the strongest answers among all texts of the file.",
            "The pull is what an answer adds to the label's log-odds, against the filter's answer to padding (of more"
                    + " than two labels: to the label's logit, less the mean of all)."
        },
        footer = {
            "",
            "Examples:",
            "  lector ngrams reviews.lector reviews.csv",
            "  lector ngrams reviews.lector reviews.csv --label negative --filters 20 --top 3",
            "  lector ngrams reviews.lector reviews.csv --html filters.html"
        })
final class NgramsCommand extends LectorCommand {
    private static final int NARROWEST = 60;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A file made by lector train.")
    private Path model;

    @Parameters(index = "1", paramLabel = "DATA", description = "Texts: CSV, TSV, JSON Lines or lines, also .gz.")
    private Path file;

    @Option(
            names = "--filters",
            paramLabel = "N",
            defaultValue = "5",
            description = "Show so many filters of each label (${DEFAULT-VALUE}); --json and --html have all.")
    private int filters;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "5",
            description = "Show so many n-grams of each filter (${DEFAULT-VALUE}).")
    private int top;

    @Option(names = "--label", paramLabel = "LABEL", description = "Show only filters that pull to this label.")
    private String label;

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            description = "Look at this convolution; else at each that no other convolution follows.")
    private String layer;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with all filters, too.")
    private Path html;

    @Mixin
    private DataOptions data = new DataOptions();

    @Override
    void run() throws IOException {
        if (filters < 1 || top < 1) {
            throw Failure.usage("--filters and --top must be at least 1. Received: --filters " + filters + " --top "
                    + top + ". Leave them out for 5.");
        }
        long start = System.nanoTime();
        FastPath.open();
        TextClassifier classifier = TextClassifier.load(model);
        if (label != null && !classifier.labels().contains(label)) {
            throw Failure.usage("--label must be a label of the model. Received: " + label + ". It has "
                    + String.join(", ", classifier.labels()) + ".");
        }
        NgramScan scan = NgramScan.of(classifier).layer(layer).top(top);
        NgramReport report;
        try (OutputFile page = html == null ? null : new OutputFile(html)) {
            report = scan(scan);
            if (page != null) {
                page.stream()
                        .write(NgramsPage.of(model.getFileName() + ", " + file.getFileName(), report)
                                .getBytes(StandardCharsets.UTF_8));
                page.keep();
            }
        }
        show(report, (System.nanoTime() - start) / 1e9);
    }

    private NgramReport scan(NgramScan scan) throws IOException {
        try (DocumentStream rows = DocumentStream.open(file, data.unlabelled());
                Progress progress = new Progress(console, "reading", " texts", -1, true)) {
            say(rows.description());
            NgramReport report = scan.scan(texts(rows, progress));
            rows.warnings().forEach(warning -> warn(warning.message()));
            if (report.texts() == 0) {
                throw new Failure("The file must hold texts. Received: " + file + ", rows=0. Name a file with texts.");
            }
            return report;
        }
    }

    private static Iterator<String> texts(DocumentStream rows, Progress progress) {
        return new Iterator<>() {
            private long read;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public String next() {
                progress.to(++read);
                return rows.next().document().text();
            }
        };
    }

    private void show(NgramReport report, double seconds) {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("texts", report.texts());
            object.put("seconds", seconds);
            report.toMap().forEach(object::putIfAbsent);
            printJson(object);
            return;
        }
        for (String one : label == null ? report.labels() : List.of(label)) {
            List<NgramReport.Filter> pulling = report.of(one);
            print(console.paint("1", one) + ": " + count(pulling.size(), "filter") + " of "
                    + report.filters().size() + (pulling.size() > filters ? ", the strongest " + filters : ""));
            pulling.stream().limit(filters).forEach(filter -> show(filter, report));
            print("");
        }
        if (report.silent() > 0) {
            print(count(report.silent(), "filter") + " never answered more than to padding.");
        }
        say(String.format(Locale.ROOT, "%,d texts in %s", report.texts(), Progress.duration(seconds)));
    }

    private void show(NgramReport.Filter filter, NgramReport report) {
        print(String.format(
                Locale.ROOT,
                "  %s #%d, %s  pull %+.2f, fired in %.0f %% of the texts",
                filter.layer(),
                filter.index(),
                count(filter.words(), "word"),
                filter.strength(),
                100.0 * filter.fired() / report.texts()));
        int width = Math.max(NARROWEST, console.columns() == 0 ? 100 : console.columns()) - 30;
        for (NgramReport.Ngram ngram : filter.ngrams()) {
            double pull = ngram.pulls().get(filter.label());
            String times = ngram.count() == 1 ? "" : "  ×" + ngram.count();
            print(String.format(
                    Locale.ROOT,
                    "    %s %6.2f  %s%s",
                    console.paint(pull < 0 ? "31" : "32", String.format(Locale.ROOT, "%+6.2f", pull)),
                    ngram.activation(),
                    cut(ngram.text(), width),
                    console.paint("2", times)));
        }
    }

    private static String count(long n, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
    }

    private static String cut(String text, int width) {
        return text.codePointCount(0, text.length()) <= width
                ? text
                : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }
}
