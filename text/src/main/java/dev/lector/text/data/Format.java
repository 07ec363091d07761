// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

/** How rows and fields stand in a file. */
public enum Format {
    /** RFC 4180: fields apart by a separator, in double quotes where needed. */
    QUOTED("CSV"),
    /** Fields apart by a separator; quotes are characters like others, one row a line. */
    UNQUOTED("unquoted columns"),
    /** What stands before the first separator is the label, the rest of the line is the text, as it is. */
    LABEL_TEXT("unquoted label and text"),
    /** Each line is a text. */
    LINES("one text a line"),
    /** Each line is a JSON object. */
    JSON_LINES("JSON Lines"),
    /** One JSON array of objects. */
    JSON_ARRAY("JSON array");

    private final String title;

    Format(String title) {
        this.title = title;
    }

    /** In words, for users. */
    public String title() {
        return title;
    }

    /** Whether rows are JSON objects. */
    public boolean isJson() {
        return this == JSON_LINES || this == JSON_ARRAY;
    }

    /** Whether a separator stands between fields. */
    public boolean hasSeparator() {
        return this == QUOTED || this == UNQUOTED || this == LABEL_TEXT;
    }
}
