// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.text.data.Document;
import dev.lector.text.data.DocumentOptions;
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
import java.util.Map;
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
        DocumentOptions kind = several ? DocumentOptions.UNLABELLED.labelSeparator(between) : DocumentOptions.LABELLED;
        Documents documents =
                Documents.read(file, kind.table(read()).text(text).label(label).metadata(false));
        command.say(documents.description());
        documents.warnings().forEach(warning -> command.warn(warning.message()));
        if (documents.blankRows() > 0) {
            command.say(documents.blankRows() + " blank rows are left out.");
        }
        Map<String, Integer> parts = documents.parts();
        String wanted = part != null ? part : usual != null && parts.containsKey(usual) ? usual : "all";
        if (wanted.equals("all")) {
            return documents;
        }
        Documents chosen = documents.part(wanted);
        if (chosen.size() < documents.size()) {
            command.say("Part " + wanted + ": " + chosen.size() + " of " + parts
                    + " documents; --part names another, or all.");
        }
        return chosen;
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
