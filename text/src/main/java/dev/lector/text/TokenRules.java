// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
        } else if (rule instanceof VectorizationWords words) {
            config.put("kind", "vectorization");
            config.put("standardize", words.standardize().name().toLowerCase(Locale.ROOT));
            config.put("split", words.split().name().toLowerCase(Locale.ROOT));
        } else if (rule instanceof IcuWords words) {
            config.put("kind", "icu");
            config.put("lower", words.lower());
        } else if (rule instanceof PennWords words) {
            config.put("kind", "penn");
            config.put("lower", words.lower());
        } else if (rule instanceof Utf8Bytes) {
            config.put("kind", "bytes");
        } else if (rule instanceof BytePairs pairs) {
            config.put("kind", "bytePairs");
            config.put("merges", pairs.merges());
            config.put("of", config(pairs.tokens()));
        } else if (rule instanceof StopWords stop) {
            config.put("kind", "stopWords");
            config.put("words", stop.words().stream().sorted().toList());
            config.put("of", config(stop.tokens()));
        } else if (rule instanceof Stems stems) {
            config.put("kind", "stems");
            config.put("language", stems.language());
            config.put("of", config(stems.tokens()));
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
            case "vectorization" ->
                new VectorizationWords(
                        settings.constant(VectorizationWords.Standardize.class, "standardize"),
                        settings.constant(VectorizationWords.Split.class, "split"));
            case "icu" -> new IcuWords(settings.take("lower", Boolean.class));
            case "penn" -> new PennWords(settings.take("lower", Boolean.class));
            case "bytes" -> new Utf8Bytes();
            case "bytePairs" -> new BytePairs(read(settings.inner("of")), settings.texts("merges"));
            case "stopWords" -> new StopWords(read(settings.inner("of")), Set.copyOf(settings.texts("words")));
            case "stems" -> new Stems(read(settings.inner("of")), settings.take("language", String.class));
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
