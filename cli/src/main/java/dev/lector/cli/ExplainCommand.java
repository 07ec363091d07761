// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.ExplainMethod;
import dev.lector.classify.Explanation;
import dev.lector.classify.TextClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The n-grams behind an answer. */
@Command(
        name = "explain",
        header = "Shows which words of a text decided, and how much.",
        description = {
            "Shares are parts of the log-odds of the label: positive ones speak for it, negative ones against. They sum"
                    + " to the difference from a text without a known word, except with --method occlusion.",
            "Methods: shapley asks the network about many texts with words left out, and fits every network;"
                    + " integrated-gradients follows the words' vectors from padding to the text; occlusion leaves out"
                    + " one word at a time. Networks with an LSTM, GRU or SimpleRNN over all words are explained by"
                    + " integrated-gradients, others by shapley, unless you choose."
        },
        footer = {
            "",
            "Examples:",
            "  lector explain reviews.lector \"not a good film\"",
            "  lector explain reviews.lector \"not a good film\" --label positive --top 3",
            "  lector explain reviews.lector \"not a good film\" --method integrated-gradients"
        })
final class ExplainCommand extends LectorCommand {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A file made by lector train.")
    private Path model;

    @Parameters(index = "1", paramLabel = "TEXT", description = "The text, in quotes.")
    private String text;

    @Option(names = "--label", paramLabel = "LABEL", description = "Explain this label instead of the answer.")
    private String label;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "8",
            description = "Show so many n-grams at most (${DEFAULT-VALUE}).")
    private int top;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "shapley, integrated-gradients or occlusion; what suits the network if not given.")
    private ExplainMethod method;

    @Override
    void run() throws IOException {
        if (top < 1) {
            throw Failure.usage("--top must be at least 1. Received: " + top + ". Leave it out for 8.");
        }
        long start = System.nanoTime();
        TextClassifier classifier = TextClassifier.loadForOneText(model);
        String of = label == null ? classifier.predict(text).label() : label;
        Explanation explanation = method == null ? classifier.explain(text, of) : classifier.explain(text, of, method);
        if (json) {
            printJson(toMap(explanation, (System.nanoTime() - start) / 1e9));
        } else {
            lines(console, explanation, top).forEach(this::print);
        }
    }

    /** The text with its n-grams marked, and their shares. */
    static List<String> lines(Console console, Explanation explanation, int top) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s %.1f %%  %s",
                console.paint("1", explanation.label()),
                100 * explanation.probability(),
                marked(console, explanation)));
        if (explanation.noEvidence()) {
            lines.add("  no word of this text is known: this is the model's answer for no evidence");
        }
        for (Explanation.Ngram ngram : explanation.strongest(top)) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s  %s",
                    console.paint(colour(ngram), String.format(Locale.ROOT, "%+6.2f", ngram.share())),
                    oneLine(ngram.text())));
        }
        if (explanation.missing() != 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %+6.2f  in no share: by %s they sum to less or more than the text's whole effect",
                    explanation.missing(),
                    explanation.method()));
        }
        return lines;
    }

    private static String marked(Console console, Explanation explanation) {
        String text = explanation.text();
        StringBuilder marked = new StringBuilder();
        int at = 0;
        for (Explanation.Ngram mark : explanation.marks(0, text.length())) {
            marked.append(text, at, mark.start());
            marked.append(console.paint(colour(mark), mark.text()));
            at = mark.end();
        }
        marked.append(text.substring(at));
        return oneLine(marked.toString());
    }

    private static String colour(Explanation.Ngram ngram) {
        return ngram.share() < 0 ? "31" : "32";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\u0085\\u2028\\u2029]+", " ");
    }

    static Map<String, Object> toMap(Explanation explanation, double seconds) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("label", explanation.label());
        map.put("probability", explanation.probability());
        map.put("noEvidence", explanation.noEvidence());
        map.put("seconds", seconds);
        explanation.toMap().forEach(map::putIfAbsent);
        return map;
    }
}
