// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Keras's file of a tokenizer: an object whose five dictionaries are JSON within strings. */
final class TokenizerJson {
    private static final int LIMIT = 512 << 20;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LIMIT)
                    .maxNameLength(1 << 24)
                    .build())
            .build();

    private TokenizerJson() {}

    static String write(Tokenizer tokenizer) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("class_name", "Tokenizer");
            json.writeObjectPropertyStart("config");
            json.writeName("num_words");
            if (tokenizer.numWords == 0) {
                json.writeNull();
            } else {
                json.writeNumber(tokenizer.numWords);
            }
            json.writeStringProperty("filters", tokenizer.rule.filters());
            json.writeBooleanProperty("lower", tokenizer.rule.lower());
            json.writeStringProperty("split", tokenizer.rule.split());
            json.writeBooleanProperty("char_level", tokenizer.rule.charLevel());
            json.writeStringProperty("oov_token", tokenizer.oovToken);
            json.writeNumberProperty("document_count", tokenizer.documentCount);
            json.writeStringProperty("word_counts", dictionary(tokenizer.wordCounts()));
            json.writeStringProperty("word_docs", dictionary(tokenizer.wordDocs()));
            json.writeStringProperty("index_docs", dictionary(tokenizer.indexDocs));
            json.writeStringProperty("index_word", dictionary(new TreeMap<>(tokenizer.indexWord)));
            json.writeStringProperty("word_index", dictionary(tokenizer.wordIndex()));
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toString();
    }

    private static String dictionary(Map<?, ?> map) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeName(entry.getKey().toString());
                if (entry.getValue() instanceof Number number) {
                    json.writeNumber(number.longValue());
                } else {
                    json.writeString((String) entry.getValue());
                }
            }
            json.writeEndObject();
        }
        return out.toString();
    }

    static Tokenizer read(String text) {
        try {
            Map<String, String> config = config(text);
            String numWords = config.remove("num_words");
            Tokenizer tokenizer = new Tokenizer(
                    numWords == null ? 0 : Integer.parseInt(numWords),
                    new KerasWords(
                            take(config, "filters"),
                            truth(take(config, "lower"), "lower"),
                            take(config, "split"),
                            truth(take(config, "char_level"), "char_level")),
                    config.remove("oov_token"));
            tokenizer.documentCount = Integer.parseInt(take(config, "document_count"));
            Map<String, Long> counts = numbers(take(config, "word_counts"));
            Map<String, Long> docs = numbers(take(config, "word_docs"));
            counts.forEach((word, count) -> tokenizer.counts.restore(
                    word, count, docs.getOrDefault(word, 0L).intValue()));
            numbers(take(config, "index_docs"))
                    .forEach((id, count) -> tokenizer.indexDocs.put(Integer.valueOf(id), count.intValue()));
            Map<String, Long> index = numbers(take(config, "word_index"));
            tokenizer.ids = index.values().stream().mapToInt(Long::intValue).toArray();
            index.keySet().forEach(tokenizer.words::add);
            tokenizer.indexWords();
            config.remove("index_word");
            if (!config.isEmpty()) {
                throw refused("unknown settings " + config.keySet());
            }
            if (tokenizer.oovToken != null && tokenizer.words.find(tokenizer.oovToken) < 0 && !index.isEmpty()) {
                throw refused("oov_token '" + tokenizer.oovToken + "' that is not in word_index");
            }
            return tokenizer;
        } catch (JacksonException e) {
            throw refused(e.getOriginalMessage());
        } catch (NumberFormatException e) {
            throw refused(e.getMessage());
        }
    }

    /** The settings as text; null for null. */
    private static Map<String, String> config(String text) {
        Map<String, String> config = null;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, "no object");
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (name.equals("config")) {
                    expect(token == JsonToken.START_OBJECT, "a config that is no object");
                    config = scalars(json);
                } else {
                    expect(
                            name.equals("class_name") && json.getString().equals("Tokenizer"),
                            name + "=" + json.getString());
                }
            }
        }
        expect(config != null, "no config");
        return config;
    }

    private static Map<String, String> scalars(JsonParser json) {
        Map<String, String> values = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            expect(token.isScalarValue(), name + " that is no plain value");
            expect(!values.containsKey(name), name + " twice");
            values.put(name, token == JsonToken.VALUE_NULL ? null : json.getString());
        }
        return values;
    }

    private static Map<String, Long> numbers(String text) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, "a dictionary that is no object");
            scalars(json).forEach((name, value) -> numbers.put(name, Long.valueOf(String.valueOf(value))));
        }
        return numbers;
    }

    private static String take(Map<String, String> config, String name) {
        String value = config.remove(name);
        expect(value != null, "no " + name);
        return value;
    }

    private static boolean truth(String value, String name) {
        expect(value.equals("true") || value.equals("false"), name + "=" + value);
        return value.equals("true");
    }

    private static void expect(boolean condition, String received) {
        if (!condition) {
            throw refused(received);
        }
    }

    private static IllegalArgumentException refused(String received) {
        return new IllegalArgumentException("A tokenizer's JSON is what Keras's Tokenizer.to_json writes. Received: "
                + received + ". Save the tokenizer again with to_json.");
    }
}
