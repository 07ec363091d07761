// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How documents stand in a file. */
public enum Format {
    /** RFC 4180: fields apart by a separator, in double quotes where needed. */
    QUOTED("csv", "CSV"),
    /** Fields apart by a separator; quotes are characters like others, one row a line. */
    UNQUOTED("unquoted", "unquoted columns"),
    /** What stands before the first separator is the label, the rest of the line is the text, as it is. */
    LABEL_TEXT("label-text", "unquoted label and text"),
    /** Each line is a text. */
    LINES("lines", "one text a line"),
    /** Each line is a JSON object. */
    JSON_LINES("jsonl", "JSON Lines"),
    /** One JSON array of objects. */
    JSON_ARRAY("json", "JSON array"),
    /** The whole file is one text. */
    TEXT("text", "plain text"),
    /** A web page: its visible text. */
    HTML("html", "HTML"),
    /** Any XML; text and label are paths, or all its text is one document. */
    XML("xml", "XML"),
    /** One mail of RFC 5322 and MIME. */
    MAIL("mail", "mail"),
    /** Mails one after the other, each behind a line that begins with "From ". */
    MBOX("mbox", "mbox"),
    /** The SGML of the collection Reuters-21578: many stories a file. */
    REUTERS("reuters", "Reuters-21578"),
    /** The XML of Reuters Corpus Volume 1: one story a file. */
    RCV1("rcv1", "Reuters RCV1"),
    /** A word and its tags a line, a blank line behind each sentence, which is a document. */
    CONLL("conll", "CoNLL columns"),
    /** The same with the ten columns and the comments of Universal Dependencies. */
    CONLLU("conllu", "CoNLL-U");

    private final String id;
    private final String title;

    Format(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The format of that name, in any case. */
    public static Optional<Format> named(String id) {
        return Arrays.stream(values())
                .filter(format -> format.id.equals(id.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(Format::id).collect(Collectors.joining(", "));
    }

    /** The name that users type. */
    public String id() {
        return id;
    }

    /** In words, for users. */
    public String title() {
        return title;
    }

    /** Whether a file of it is a table with columns. */
    public boolean isTable() {
        return ordinal() <= JSON_ARRAY.ordinal();
    }

    /** Whether rows are JSON objects. */
    public boolean isJson() {
        return this == JSON_LINES || this == JSON_ARRAY;
    }

    /** Whether a separator stands between fields. */
    public boolean hasSeparator() {
        return this == QUOTED || this == UNQUOTED || this == LABEL_TEXT;
    }

    /** The fields that are the text if the user names none. */
    List<String> textFields() {
        return switch (this) {
            case MAIL, MBOX -> List.of("subject", "body");
            case REUTERS -> List.of("title", "body");
            case RCV1 -> List.of("headline", "text");
            default -> List.of("text");
        };
    }

    /** The fields of which the first that a document has is its label, if the user names none. */
    List<String> labelFields() {
        return switch (this) {
            case REUTERS, RCV1 -> List.of("topics");
            case XML -> List.of("label", "folder");
            case MBOX -> List.of("folder", "file");
            case CONLL, CONLLU -> List.of();
            default -> List.of("folder");
        };
    }
}
