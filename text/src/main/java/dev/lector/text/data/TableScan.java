// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The records of a sample, cut in one way, and how well they form a table. */
final class TableScan {
    private static final int MAX_RECORDS = 5000;
    private static final int MAX_VIOLATIONS = 50;
    /** A quoted field that is still open so many characters before the end of a sample is taken for a broken one. */
    private static final int LONG_FIELD = 1 << 16;

    final Format format;
    final char separator;
    final List<List<String>> records = new ArrayList<>();
    /** Quoted fields that end as they should. */
    int closed;
    /** Quoted fields that do not. */
    int violations;
    /** Those of them that are never closed. */
    int unclosed;
    /** The most frequent number of fields. */
    int width;
    /** The share of records that have it. */
    double share;

    private TableScan(Format format, char separator) {
        this.format = format;
        this.separator = separator;
    }

    static TableScan lines(Format format, char separator, List<String> lines) {
        TableScan scan = new TableScan(format, separator);
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            int at = line.indexOf(separator);
            if (format == Format.LINES) {
                scan.records.add(List.of(line));
            } else if (format == Format.UNQUOTED) {
                scan.records.add(LineSource.split(line, separator));
            } else {
                scan.records.add(at < 0 ? List.of(line) : List.of(line.substring(0, at), line.substring(at + 1)));
            }
            if (scan.records.size() == MAX_RECORDS) {
                break;
            }
        }
        scan.measure();
        return scan;
    }

    static TableScan quoted(char separator, String text, boolean whole) {
        TableScan scan = new TableScan(Format.QUOTED, separator);
        scan.scan(text, whole);
        scan.measure();
        return scan;
    }

    /** How many records have more fields than {@code expected}. */
    int longer(int expected) {
        int count = 0;
        for (List<String> each : records) {
            count += each.size() > expected ? 1 : 0;
        }
        return count;
    }

    private void measure() {
        Map<Integer, Integer> widths = new HashMap<>();
        records.forEach(r -> widths.merge(r.size(), 1, Integer::sum));
        int most = 0;
        for (Map.Entry<Integer, Integer> each : widths.entrySet()) {
            if (each.getValue() > most || (each.getValue() == most && each.getKey() > width)) {
                most = each.getValue();
                width = each.getKey();
            }
        }
        share = records.isEmpty() ? 0 : (double) most / records.size();
    }

    private void scan(String text, boolean whole) {
        int at = 0;
        while (at < text.length() && records.size() < MAX_RECORDS && violations < MAX_VIOLATIONS) {
            List<String> fields = new ArrayList<>();
            int end = record(text, at, fields);
            if (end >= 0) {
                if (fields.size() > 1 || !fields.get(0).isBlank()) {
                    records.add(fields);
                }
                at = end;
                continue;
            }
            boolean open = end == OPEN;
            if (open && !whole && text.length() - at < LONG_FIELD) {
                break;
            }
            violations++;
            unclosed += open ? 1 : 0;
            at = lineEnd(text, at);
        }
    }

    private static final int OPEN = -1;
    private static final int BROKEN = -2;

    /** Reads one record; returns where the next begins, or why there is none. */
    private int record(String text, int from, List<String> fields) {
        int at = from;
        while (true) {
            if (at < text.length() && text.charAt(at) == '"') {
                int quote = closing(text, at);
                if (quote < 0) {
                    return OPEN;
                }
                fields.add(text.substring(at + 1, quote));
                at = quote + 1;
                if (at < text.length() && !isEnd(text.charAt(at))) {
                    return BROKEN;
                }
                closed++;
            } else {
                int start = at;
                while (at < text.length() && !isEnd(text.charAt(at))) {
                    at++;
                }
                fields.add(text.substring(start, at));
            }
            if (at == text.length()) {
                return at;
            }
            if (text.charAt(at) != separator) {
                return lineEnd(text, at);
            }
            at++;
        }
    }

    private static int closing(String text, int open) {
        int at = text.indexOf('"', open + 1);
        while (at >= 0 && at + 1 < text.length() && text.charAt(at + 1) == '"') {
            at = text.indexOf('"', at + 2);
        }
        return at;
    }

    private boolean isEnd(char c) {
        return c == separator || c == '\n' || c == '\r';
    }

    private static int lineEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        if (at + 1 < text.length() && text.charAt(at) == '\r' && text.charAt(at + 1) == '\n') {
            return at + 2;
        }
        return Math.min(at + 1, text.length());
    }
}
