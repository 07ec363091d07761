// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.text.data.DocumentOptions;
import dev.lector.text.data.Format;
import dev.lector.text.data.Policy;
import dev.lector.text.data.ReadOptions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How a file of texts is read; what is not given is detected and told. */
final class DataOptions {
    private static final Map<String, Format> FORMATS = Map.of(
            "csv", Format.QUOTED,
            "unquoted", Format.UNQUOTED,
            "label-text", Format.LABEL_TEXT,
            "lines", Format.LINES,
            "jsonl", Format.JSON_LINES,
            "json", Format.JSON_ARRAY);

    @Option(
            names = "--text",
            paramLabel = "COLUMN",
            description = "The column that holds the text: its name, or its number from 1.")
    private String text;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "csv, unquoted (quotes are characters like others), label-text (all behind the first separator"
                            + " is text), lines, jsonl or json; detected if not given.")
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
            names = "--skip-bad",
            description = "Leave out rows that cannot be read, and count them, instead of stopping there.")
    private boolean skipBad;

    /** The options of the library, for files whose rows must have a label. */
    DocumentOptions labelled(String label) {
        return DocumentOptions.LABELLED.table(read()).text(text).label(label);
    }

    /** The options of the library, for files whose rows may have one. */
    DocumentOptions unlabelled() {
        return DocumentOptions.UNLABELLED.table(read()).text(text);
    }

    private ReadOptions read() {
        return ReadOptions.DEFAULT
                .format(format())
                .separator(separator())
                .charset(charset())
                .header(noHeader == null ? null : Boolean.valueOf(!noHeader))
                .policy(skipBad ? Policy.SKIP : Policy.FAIL);
    }

    private Format format() {
        if (format == null) {
            return null;
        }
        Format known = FORMATS.get(format.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw Failure.usage("--format must be one of "
                    + FORMATS.keySet().stream().sorted().collect(Collectors.joining(", ")) + ". Received: " + format
                    + ". Leave it out to have it detected.");
        }
        return known;
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
