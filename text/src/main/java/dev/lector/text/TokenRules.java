// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.LinkedHashMap;
import java.util.Map;

/** Token rules as strings, numbers, booleans and maps. */
final class TokenRules {
    private TokenRules() {}

    static Map<String, Object> config(TokenRule rule) {
        Map<String, Object> config = new LinkedHashMap<>();
        if (rule instanceof KerasWords words) {
            config.put("kind", "keras");
            put(words, config);
        } else if (rule instanceof ScikitWords words) {
            config.put("kind", "scikit");
            config.put("lower", words.lower());
            config.put("shortest", words.shortest());
        } else if (rule instanceof WordNgrams ngrams) {
            config.put("kind", "ngrams");
            config.put("min", ngrams.min());
            config.put("max", ngrams.max());
            config.put("of", config(ngrams.tokens()));
        } else {
            CharacterNgrams ngrams = (CharacterNgrams) rule;
            config.put("kind", "characters");
            config.put("lower", ngrams.lower());
            config.put("withinWords", ngrams.withinWords());
            config.put("min", ngrams.min());
            config.put("max", ngrams.max());
        }
        return config;
    }

    static void put(KerasWords words, Map<String, Object> config) {
        config.put("filters", words.filters());
        config.put("lower", words.lower());
        config.put("split", words.split());
        config.put("charLevel", words.charLevel());
    }

    static TokenRule read(Settings settings) {
        String kind = settings.take("kind", String.class);
        TokenRule rule = switch (kind) {
            case "keras" -> kerasWords(settings);
            case "scikit" -> new ScikitWords(settings.take("lower", Boolean.class), settings.integer("shortest"));
            case "ngrams" ->
                new WordNgrams(read(settings.inner("of")), settings.integer("min"), settings.integer("max"));
            case "characters" ->
                new CharacterNgrams(
                        settings.take("lower", Boolean.class),
                        settings.take("withinWords", Boolean.class),
                        settings.integer("min"),
                        settings.integer("max"));
            default -> throw settings.refused("kind", kind);
        };
        settings.end();
        return rule;
    }

    static KerasWords kerasWords(Settings settings) {
        return new KerasWords(
                settings.take("filters", String.class),
                settings.take("lower", Boolean.class),
                settings.take("split", String.class),
                settings.take("charLevel", Boolean.class));
    }
}
