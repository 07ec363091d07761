// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Rows that are JSON objects: one a line, or the elements of one array. */
final class JsonSource {
    private static final int MAX_KEYS = 100_000;

    private final String source;
    private final int maxField;
    private final JsonFactory factory;
    private boolean ended;

    private JsonSource(String source, int maxField) {
        this.source = source;
        this.maxField = maxField;
        this.factory = factory(maxField);
    }

    static JsonFactory factory(int maxField) {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(maxField)
                        .maxNumberLength(1000)
                        .build())
                .build();
    }

    /** One object a line; a line that is none concerns only its row. */
    static RowSource lines(String source, LineReader lines, int maxField) {
        JsonSource json = new JsonSource(source, maxField);
        return () -> {
            String line = lines.next();
            if (line == null) {
                return null;
            }
            if (line.isBlank()) {
                return Row.of(lines.line(), List.of(), line);
            }
            return json.parseLine(line, lines.line());
        };
    }

    private Row parseLine(String line, long number) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw noObject(number, "column=" + parser.currentTokenLocation().getColumnNr());
            }
            Row row = object(parser, number);
            if (parser.nextToken() != null) {
                throw noObject(
                        number,
                        "more at column=" + parser.currentTokenLocation().getColumnNr());
            }
            return row;
        } catch (JacksonException e) {
            throw syntax(e, number, true);
        }
    }

    /** The elements of one array. A syntax error ends reading. */
    static RowSource array(String source, Reader in, int maxField) {
        JsonSource json = new JsonSource(source, maxField);
        JsonParser parser = json.factory.createParser(ObjectReadContext.empty(), in);
        return () -> {
            try {
                return json.nextElement(parser);
            } catch (JacksonException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                throw json.syntax(e, Math.max(1, parser.currentLocation().getLineNr()), false);
            }
        };
    }

    private Row nextElement(JsonParser parser) {
        if (ended) {
            return null;
        }
        if (parser.currentToken() == null && parser.nextToken() != JsonToken.START_ARRAY) {
            throw BadInputException.file(
                    "A JSON file must be one array of objects.",
                    source,
                    1,
                    "something else",
                    "Use JSON Lines or an array.");
        }
        JsonToken token = parser.nextToken();
        long line = parser.currentTokenLocation().getLineNr();
        if (token == JsonToken.END_ARRAY) {
            ended = true;
            if (parser.nextToken() != null) {
                throw BadInputException.file(
                        "Nothing may follow the JSON array.",
                        source,
                        line,
                        "more text",
                        "Remove what follows its end.");
            }
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            throw noObject(line, "element " + token);
        }
        return object(parser, line);
    }

    private Row object(JsonParser parser, long line) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> raw = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            if (names.size() == MAX_KEYS) {
                throw BadInputException.file(
                        "An object must not have more than " + MAX_KEYS + " keys.", source, line, "more", "Split it.");
            }
            names.add(parser.currentName());
            switch (parser.nextToken()) {
                case VALUE_STRING -> {
                    values.add(parser.getString());
                    raw.add(null);
                }
                case VALUE_NULL -> {
                    values.add(null);
                    raw.add("null");
                }
                case START_OBJECT, START_ARRAY -> {
                    String nested = nested(parser, line);
                    values.add(nested);
                    raw.add(nested);
                }
                default -> {
                    values.add(parser.getString());
                    raw.add(parser.getString());
                }
            }
        }
        return new Row(
                line,
                Collections.unmodifiableList(names),
                Collections.unmodifiableList(values),
                Collections.unmodifiableList(raw));
    }

    private String nested(JsonParser parser, long line) {
        StringWriter out = new StringWriter();
        int depth = 0;
        try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            do {
                generator.copyCurrentEventExact(parser);
                if (parser.currentToken().isStructStart()) {
                    depth++;
                } else if (parser.currentToken().isStructEnd()) {
                    depth--;
                }
                if (out.getBuffer().length() > maxField) {
                    throw BadInputException.file(
                            "A field must not be longer than the limit.",
                            source,
                            line,
                            "key=" + parser.currentName() + ", limit=" + maxField,
                            "Raise the limit.");
                }
            } while (depth > 0 && parser.nextToken() != null);
        }
        return out.toString();
    }

    private BadInputException noObject(long line, String received) {
        return BadInputException.row("A row must be a JSON object.", source, line, received, "Mend the row.");
    }

    private RuntimeException syntax(JacksonException e, long line, boolean rowOnly) {
        if (e.getCause() instanceof BadInputException own) {
            return own;
        }
        String rule = "A row must be valid JSON.";
        String message = e.getOriginalMessage().replaceAll("\\s+", " ");
        String received =
                (e.getLocation() == null ? "" : "column=" + e.getLocation().getColumnNr() + ", ")
                        + (message.length() > 300 ? message.substring(0, 300) : message);
        String next = "Mend the row, or set another format.";
        return rowOnly
                ? BadInputException.row(rule, source, line, received, next)
                : BadInputException.file(rule, source, line, received, next);
    }
}
