// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.LabelledTexts;
import dev.lector.classify.StoredRows;
import dev.lector.text.data.Document;
import dev.lector.text.data.DocumentStream;
import dev.lector.text.data.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where labels stand, and which count. */
final class LabelOptions {
    @Option(names = "--label", paramLabel = "FIELD", description = "The column, field or path that holds the label.")
    private String label;

    @Option(
            names = "--multi-label",
            description =
                    "A text may have several labels: the model gives each text a set of them. Texts without a label"
                            + " are left out and counted, unless --keep-unlabelled is given.")
    private boolean multiLabel;

    @Option(
            names = "--label-separator",
            paramLabel = "CHAR",
            description = "With --multi-label: what stands between the labels in one field, as ; in sports;politics.")
    private Character separator;

    @Option(
            names = "--keep-unlabelled",
            description = "With --multi-label: keep texts without a label; no label is right for them.")
    private boolean keepUnlabelled;

    @Option(
            names = "--labels",
            paramLabel = "A,B,...|FILE",
            description =
                    "Only these labels count, in a list or a file with one on each line; texts with none of them are"
                            + " left out and counted.")
    private String labels;

    /**
     * Reads labelled texts and tells how.
     *
     * @param usual the part of a divided set if the user names none; null for all
     * @param sets whether several labels a text are wanted also without {@code --multi-label}
     */
    LabelledTexts read(LectorCommand command, DataOptions data, Path file, String usual, boolean sets)
            throws IOException {
        boolean several = multiLabel || sets;
        check(several);
        Documents documents = data.labelled(command, file, label, usual, several, separator);
        Set<String> wanted = wanted();
        if (!several && wanted == null) {
            return LabelledTexts.of(documents.texts(), documents.labels());
        }
        List<String> texts = new ArrayList<>();
        List<List<String>> kept = new ArrayList<>();
        int none = 0;
        for (Document document : documents.list()) {
            List<String> own = those(document, wanted);
            if (own.isEmpty() && !(several && keepUnlabelled)) {
                none++;
                continue;
            }
            texts.add(document.text());
            kept.add(own);
        }
        tellLeftOut(command, none, documents.size(), wanted);
        return several
                ? LabelledTexts.multiLabel(texts, kept)
                : LabelledTexts.of(texts, kept.stream().map(set -> set.get(0)).toList());
    }

    /**
     * Reads labelled texts to temporary files, tells how, and returns a view of those that count.
     *
     * @param usual the part of a divided set if the user names none; null for all
     * @param rows without rows yet; modified
     */
    LabelledTexts store(LectorCommand command, DataOptions data, Path file, String usual, StoredRows rows)
            throws IOException {
        check(multiLabel);
        Set<String> wanted = wanted();
        Map<String, BitSet> parts = new TreeMap<>();
        int none = 0;
        try (DocumentStream stream = data.stream(file, label, multiLabel, separator);
                Progress progress = new Progress(command.console, "reading", " texts", -1, true)) {
            while (stream.hasNext()) {
                Document document = stream.next().document();
                List<String> own = those(document, wanted);
                if (own.isEmpty() && !(multiLabel && keepUnlabelled)) {
                    none++;
                    continue;
                }
                if (document.part() != null) {
                    parts.computeIfAbsent(document.part(), any -> new BitSet()).set(rows.size());
                }
                rows.add(document.text(), own);
                progress.to(rows.size());
            }
            command.say(stream.description());
            stream.warnings().forEach(warning -> command.warn(warning.message()));
            if (stream.blankRows() > 0) {
                command.say(stream.blankRows() + " blank rows are left out.");
            }
        }
        tellLeftOut(command, none, rows.size() + none, wanted);
        return data.chosen(command, rows.texts(), parts, usual);
    }

    /** Whether texts have several labels. */
    boolean multiLabel() {
        return multiLabel;
    }

    private void check(boolean several) {
        if (!several && (separator != null || keepUnlabelled)) {
            throw Failure.usage(
                    (separator != null ? "--label-separator" : "--keep-unlabelled")
                            + " is for texts with several labels. Received: no --multi-label. Add it, or leave the option out.");
        }
    }

    private static List<String> those(Document document, Set<String> wanted) {
        return wanted == null
                ? document.labels()
                : document.labels().stream().filter(wanted::contains).toList();
    }

    private static void tellLeftOut(LectorCommand command, int none, int texts, Set<String> wanted) {
        if (none > 0) {
            command.say(none + " of " + texts + " texts have no label" + (wanted == null ? "" : " that counts")
                    + " and are left out.");
        }
        if (none == texts) {
            throw new Failure("At least one text must have a label. Received: " + texts + " texts, all without"
                    + (wanted == null ? "" : " one of --labels") + ". Name the field with --label.");
        }
    }

    private Set<String> wanted() throws IOException {
        if (labels == null) {
            return null;
        }
        List<String> names = isFile(labels)
                ? Files.readAllLines(Path.of(labels), StandardCharsets.UTF_8)
                : Arrays.asList(labels.split(",", -1));
        Set<String> wanted = new LinkedHashSet<>();
        names.stream().map(String::strip).filter(name -> !name.isEmpty()).forEach(wanted::add);
        if (wanted.isEmpty()) {
            throw Failure.usage("--labels names labels, or a file with one on each line. Received: none in " + labels
                    + ". Leave it out for all labels.");
        }
        return wanted;
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }
}
