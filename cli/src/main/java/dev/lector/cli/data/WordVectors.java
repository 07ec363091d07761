// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** {@code {"vectors": {"word": [100 numbers, length, index], ...}}}, to GloVe's text: the word, then its numbers. */
final class WordVectors implements Converter {
    private static final int DIMENSIONS = 100;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxDocumentLength(-1).build())
            .build();

    @Override
    public boolean wants(String path) {
        return path.matches("package/[^/]+\\.json") && !path.equals("package/package.json");
    }

    @Override
    public long convert(String path, InputStream from, Writer to) throws IOException {
        long words = 0;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), from)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean vectors = json.currentName().equals("vectors");
                JsonToken value = json.nextToken();
                if (!vectors) {
                    json.skipChildren();
                    continue;
                }
                if (value != JsonToken.START_OBJECT) {
                    throw new IOException("The package's vectors must be an object. Received: " + value
                            + ". Report it: Lector expects this version of the package.");
                }
                for (; json.nextToken() == JsonToken.PROPERTY_NAME; words++) {
                    String word = json.currentName();
                    json.nextToken();
                    to.write(word);
                    int numbers = 0;
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        if (numbers++ < DIMENSIONS) {
                            to.write(' ');
                            to.write(json.getString());
                        }
                    }
                    to.write('\n');
                }
            }
        }
        return words;
    }
}
