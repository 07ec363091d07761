// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Chooses the reader of a file by its beginning, and where that does not tell by the ending of its name. */
final class FormatDetector {
    private static final int HEAD = 1 << 12;
    private static final Set<String> TABLES = Set.of("csv", "tsv", "tab", "json", "jsonl", "ndjson");
    private static final Pattern MAIL_HEADERS = Pattern.compile(
            "(?im)^(from|to|cc|subject|date|received|return-path|message-id|delivered-to|mime-version|reply-to|sender|"
                    + "newsgroups|path|organization|content-type|x-[\\w-]+):");
    private static final Pattern HEADER_LINES = Pattern.compile("(?:[!-9;-~]{1,80}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}.*");
    /** The line before each mail of an mbox: a sender and a date. */
    private static final Pattern FROM = Pattern.compile("From \\S.{0,200}\\d\\d:\\d\\d.*");

    private static final Pattern TAGGED =
            Pattern.compile("\\S{1,200}([ \\t]\\S{1,40}){0,3}[ \\t](O|[BIESLU]-\\S{1,40})");

    private FormatDetector() {}

    /**
     * The format of a file, or null if it is a table of a kind that is still to be found.
     *
     * @param among whether the file is one of a folder or archive: then a text without columns is one document
     */
    static Format of(Sample sample, Format given, boolean among) {
        if (given != null) {
            return given;
        }
        String head = head(sample);
        String start = head.stripLeading().toLowerCase(Locale.ROOT);
        String ending = ending(sample);
        if (start.startsWith("<!doctype lewis") || start.startsWith("<reuters ")) {
            return Format.REUTERS;
        }
        if (start.startsWith("<") && start.contains("<newsitem")) {
            return Format.RCV1;
        }
        if (start.startsWith("<!doctype html") || (start.startsWith("<") && start.contains("<html"))) {
            return Format.HTML;
        }
        if (start.startsWith("<?xml")) {
            return Format.XML;
        }
        Format lines = byLines(head);
        return lines == null ? byEnding(ending, among) : lines;
    }

    private static Format byLines(String head) {
        String first = head.lines().findFirst().orElse("");
        if (isFromLine(first) && isMail(head.substring(Math.min(head.length(), first.length() + 1)))) {
            return Format.MBOX;
        }
        if (isMail(head)) {
            return Format.MAIL;
        }
        if (first.startsWith("-DOCSTART-") || hasTags(head)) {
            return Format.CONLL;
        }
        boolean universal = head.startsWith("# newdoc") || head.startsWith("# sent_id") || head.startsWith("# text = ");
        return universal || first.matches("1(-\\d+)?\t\\S+(\t[^\t]*){8}") ? Format.CONLLU : null;
    }

    /** Whether the first lines have two to five columns, the last of which are tags of a span: O, B-LOC, I-LOC. */
    private static boolean hasTags(String head) {
        List<String> lines =
                head.lines().limit(20).filter(line -> !line.isBlank()).toList();
        return lines.size() >= 3
                && lines.stream()
                        .limit(lines.size() - 1L)
                        .allMatch(line -> TAGGED.matcher(line).matches());
    }

    private static Format byEnding(String ending, boolean among) {
        switch (ending) {
            case "html", "htm", "xhtml":
                return Format.HTML;
            case "xml":
                return Format.XML;
            case "sgm", "sgml":
                return Format.REUTERS;
            case "eml":
                return Format.MAIL;
            case "mbox":
                return Format.MBOX;
            case "conll":
                return Format.CONLL;
            case "conllu":
                return Format.CONLLU;
            default:
                return among && !TABLES.contains(ending) ? Format.TEXT : null;
        }
    }

    /** Whether a line stands before a mail in an mbox. */
    static boolean isFromLine(String line) {
        return line.startsWith("From ") && FROM.matcher(line).matches();
    }

    /** At least two headers, of which two are of mails or news. */
    private static boolean isMail(String head) {
        String lines = head.replace("\r\n", "\n");
        int end = lines.indexOf("\n\n");
        String headers = end < 0 ? lines : lines.substring(0, end + 1);
        boolean wellFormed = HEADER_LINES.matcher(firstLines(headers)).lookingAt();
        return wellFormed && MAIL_HEADERS.matcher(headers).results().limit(2).count() == 2;
    }

    /** A regular expression with repeated groups must not see much. */
    private static String firstLines(String headers) {
        int at = -1;
        for (int i = 0; i < 8; i++) {
            int next = headers.indexOf('\n', at + 1);
            if (next < 0) {
                break;
            }
            at = next;
        }
        return headers.substring(0, at + 1);
    }

    private static String head(Sample sample) {
        CharsetDetector wide = CharsetDetector.wide(sample.bytes);
        int from = wide == null ? 0 : wide.bomLength();
        int length = Math.min(sample.bytes.length - from, HEAD);
        return new String(sample.bytes, from, length, wide == null ? StandardCharsets.ISO_8859_1 : wide.charset());
    }

    private static String ending(Sample sample) {
        String name = sample.path == null ? sample.source : sample.path;
        name = name.replaceFirst("(?i)\\.gz$", "");
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
