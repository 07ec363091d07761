// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * {@code {"l2NormIndex": 100, "wordIndex": 101, "size": n, "dimensions": 100, ..., "vectors": {"word": [100 numbers, length,
 * index], ...}}}: what stands behind a vector's numbers is left out.
 */
final class WinkReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxDocumentLength(-1).build())
            .build();

    private final String file;
    private final InputStream in;
    private final VectorCollector to;
    private int width;
    private int size = -1;

    WinkReader(String file, InputStream in, VectorCollector to) {
        this.file = file;
        this.in = in;
        this.to = to;
    }

    void read() throws IOException {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            json.nextToken();
            boolean found = false;
            while (!to.full() && json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_NUMBER_INT) {
                    setting(name, json.getIntValue());
                } else if (name.equals("vectors") && value == JsonToken.START_OBJECT) {
                    found = true;
                    vectors(json);
                } else {
                    json.skipChildren();
                }
            }
            if (!found) {
                throw fault(
                        "The JSON of word vectors must have an object named vectors.", json, "none", "Check the file.");
            }
            if (to.full()) {
                return;
            }
            // Reads to the end, so that a file that is cut short is found out.
            while (json.nextToken() != null) {
                continue;
            }
        } catch (JacksonException bad) {
            throw new VectorFileException(
                    "The JSON of word vectors must be whole.",
                    file,
                    bad.getLocation() == null ? 0 : bad.getLocation().getLineNr(),
                    String.valueOf(bad.getOriginalMessage()).replace('\n', ' '),
                    "The file may be cut short or altered: fetch it again.");
        }
        if (size >= 0 && size != to.rows()) {
            throw new VectorFileException(
                    "A vector file must have as many words as it says.",
                    file,
                    0,
                    "size=" + size + ", words=" + to.rows(),
                    "It may be cut short: fetch it again.");
        }
    }

    private void setting(String name, int value) {
        switch (name) {
            case "dimensions" -> {
                to.dimensions(value);
                width = Math.max(width, value);
            }
            case "l2NormIndex", "wordIndex" -> width = Math.max(width, value + 1);
            case "size" -> size = value;
            default -> {
                // The precision says nothing that the numbers do not.
            }
        }
    }

    private void vectors(JsonParser json) throws IOException {
        if (to.dimensions() < 1) {
            throw fault(
                    "The JSON of word vectors must say its dimensions, at least 1, before the vectors.",
                    json,
                    "dimensions=" + to.dimensions(),
                    "Check the file.");
        }
        while (!to.full() && json.nextToken() == JsonToken.PROPERTY_NAME) {
            String word = json.currentName();
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw fault("A vector must be an array.", json, "word='" + word + "'", "Check the file.");
            }
            row(json, word, to.begin(word));
        }
    }

    private void row(JsonParser json, String word, boolean kept) throws IOException {
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (kept && count < to.dimensions()) {
                float value = json.currentToken().isNumeric() ? json.getFloatValue() : Float.NaN;
                if (!Float.isFinite(value)) {
                    throw fault(
                            "The numbers of a vector must be finite numbers.",
                            json,
                            "word='" + word + "', number=" + json.getString(),
                            "Correct the file.");
                }
                to.values()[to.at() + count] = value;
            }
            count++;
        }
        if (count != width) {
            throw fault(
                    "Each vector must have as many numbers as the file says.",
                    json,
                    "word='" + word + "', numbers=" + count + ", expected=" + width,
                    "Correct the file.");
        }
    }

    private VectorFileException fault(String rule, JsonParser json, String received, String next) {
        return new VectorFileException(rule, file, json.currentLocation().getLineNr(), received, next);
    }
}
