// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.LabelledTexts;
import dev.lector.text.data.Document;
import dev.lector.text.data.DocumentOptions;
import dev.lector.text.data.DocumentStream;
import dev.lector.text.data.Documents;
import dev.lector.text.data.Format;
import dev.lector.text.data.Policy;
import dev.lector.text.data.ReadOptions;
import dev.lector.text.data.ReutersSplit;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** How files of texts are read; what is not given is detected and told. */
final class DataOptions {
    @Option(
            names = "--text",
            paramLabel = "FIELD",
            description =
                    "The column that holds the text: its name, or its number from 1. Of files that are no tables a"
                            + " field (subject+body); in XML a path (reviews/review/text).")
    private String text;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "csv, unquoted (quotes are characters like others), label-text (all behind the first separator"
                            + " is text), lines, jsonl, json, text, html, xml, mail, mbox, reuters, rcv1, conll or conllu;"
                            + " detected if not given.")
    private String format;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            description = "Between fields: a character, or tab; detected if not given.")
    private String separator;

    @Option(names = "--charset", paramLabel = "NAME", description = "As windows-1252; detected if not given.")
    private String charset;

    @Option(
            names = "--no-header",
            negatable = true,
            description = "The first row is data (or, with --header, names the columns); detected if neither is given.")
    private Boolean noHeader;

    @Option(
            names = "--files",
            paramLabel = "GLOB",
            description = "Which files of a folder or archive: '**/*.txt'; all if not given.")
    private String files;

    @Option(
            names = "--part",
            paramLabel = "PART",
            description =
                    "Of a set that is divided (folders or files train, validation, test; Reuters-21578): the part, or"
                            + " all.")
    private String part;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "How Reuters-21578 is divided: mod_apte (if not given), mod_lewis or mod_hayes.")
    private ReutersSplit split = ReutersSplit.MOD_APTE;

    @Option(
            names = "--skip-bad",
            description =
                    "Leave out rows and files that cannot be read, and documents without one label, and count them,"
                            + " instead of stopping there.")
    private boolean skipBad;

    /**
     * Reads labelled texts and tells how. Of a set that is divided the part that the user names, else the usual one.
     *
     * @param usual the part if the user names none and the set has it; null for all
     * @param several whether a text may have several labels, or none
     * @param between what stands between several labels in one field, or null
     */
    Documents labelled(LectorCommand command, Path file, String label, String usual, boolean several, Character between)
            throws IOException {
        Documents documents = Documents.read(file, kind(label, several, between));
        command.say(documents.description());
        documents.warnings().forEach(warning -> command.warn(warning.message()));
        if (documents.blankRows() > 0) {
            command.say(documents.blankRows() + " blank rows are left out.");
        }
        Map<String, Integer> parts = documents.parts();
        String wanted = part(parts.keySet(), usual);
        if (wanted.equals("all")) {
            return documents;
        }
        Documents chosen = documents.part(wanted);
        tellPart(command, wanted, chosen.size(), documents.size(), parts);
        return chosen;
    }

    private static void tellPart(
            LectorCommand command, String part, int chosen, int documents, Map<String, Integer> parts) {
        if (chosen < documents) {
            command.say("Part " + part + ": " + chosen + " of " + parts + " documents; --part names another, or all.");
        }
    }

    /**
     * Labelled texts one after the other, for files that do not fit into memory.
     *
     * @param several whether a text may have several labels, or none
     * @param between what stands between several labels in one field, or null
     */
    DocumentStream stream(Path file, String label, boolean several, Character between) throws IOException {
        return DocumentStream.open(file, kind(label, several, between));
    }

    private DocumentOptions kind(String label, boolean several, Character between) {
        DocumentOptions kind = several ? DocumentOptions.UNLABELLED.labelSeparator(between) : DocumentOptions.LABELLED;
        return kind.table(read()).text(text).label(label).metadata(false);
    }

    /**
     * Of rows that were read one after the other those of the part that the user names, else of the usual one.
     *
     * @param parts of a divided set, each with its rows
     */
    LabelledTexts chosen(LectorCommand command, LabelledTexts rows, Map<String, BitSet> parts, String usual) {
        String wanted = part(parts.keySet(), usual);
        if (wanted.equals("all") || parts.isEmpty()) {
            return rows;
        }
        if (!parts.containsKey(wanted)) {
            throw new Failure("A part must be one of the set's. Received: part=" + wanted + ", parts=" + parts.keySet()
                    + ". Name one of them.");
        }
        int[] chosen = parts.get(wanted).stream().toArray();
        Map<String, Integer> sizes = new TreeMap<>();
        parts.forEach((name, own) -> sizes.put(name, own.cardinality()));
        tellPart(command, wanted, chosen.length, rows.rows(), sizes);
        return rows.select(chosen);
    }

    private String part(Set<String> parts, String usual) {
        return part != null ? part : usual != null && parts.contains(usual) ? usual : "all";
    }

    /** The options of the library, for files whose rows may have one. */
    DocumentOptions unlabelled() {
        return DocumentOptions.UNLABELLED.table(read()).text(text).metadata(false);
    }

    /** Whether a document belongs to the part that the user wants. */
    boolean wants(Document document) {
        return part == null || part.equals("all") || part.equals(document.part());
    }

    private ReadOptions read() {
        return ReadOptions.DEFAULT
                .format(format())
                .separator(separator())
                .charset(charset())
                .header(noHeader == null ? null : Boolean.valueOf(!noHeader))
                .files(files)
                .split(split)
                .policy(skipBad ? Policy.SKIP : Policy.FAIL);
    }

    private Format format() {
        if (format == null) {
            return null;
        }
        return Format.named(format)
                .orElseThrow(() -> Failure.usage("--format must be one of " + Format.names() + ". Received: " + format
                        + ". Leave it out to have it detected."));
    }

    private Character separator() {
        if (separator == null) {
            return null;
        }
        if (separator.equalsIgnoreCase("tab") || separator.equals("\\t")) {
            return '\t';
        }
        if (separator.length() != 1) {
            throw Failure.usage("--separator must be one character, or the word tab. Received: " + separator
                    + ". Leave it out to have it detected.");
        }
        return separator.charAt(0);
    }

    private Charset charset() {
        try {
            return charset == null ? null : Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw Failure.usage("--charset must be one that Java knows. Received: " + charset
                    + ". Use UTF-8, windows-1252 or another, or leave it out to have it detected.");
        }
    }
}
