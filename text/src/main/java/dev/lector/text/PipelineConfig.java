// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of a pipeline as strings, numbers, booleans, lists and maps. */
final class PipelineConfig {
    private PipelineConfig() {}

    static Map<String, Object> of(TextPipeline pipeline) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put(
                "cleaning",
                pipeline.cleaning().stream().map(PipelineConfig::name).toList());
        // Keras's words stand at the top, where they stood before there were other rules.
        if (pipeline.rule() instanceof KerasWords words) {
            TokenRules.put(words, config);
        } else {
            config.put("tokens", TokenRules.config(pipeline.rule()));
        }
        if (pipeline.encoding() instanceof Encoding.Ids ids) {
            put(ids, config);
        } else if (pipeline.encoding() instanceof HashedNgrams ngrams) {
            put(ngrams, config);
        } else if (pipeline.encoding() instanceof CharacterBags bags) {
            config.put("encoding", "characterBags");
            config.put("buckets", bags.buckets());
        } else {
            put((Encoding.Bag) pipeline.encoding(), config);
        }
        return config;
    }

    private static void put(Encoding.Ids ids, Map<String, Object> config) {
        config.put("encoding", "ids");
        config.put("steps", ids.steps());
        config.put("padding", name(ids.padding()));
        config.put("truncating", name(ids.truncating()));
        config.put("unknown", ids.unknown());
        // Only where it says something: files of texts in their order are as they always were.
        if (ids.reversed()) {
            config.put("reversed", true);
        }
        if (ids.margin() > 0) {
            config.put("margin", ids.margin());
        }
        if (ids.windows()) {
            config.put("windows", true);
            config.put("overlap", ids.overlap());
        }
    }

    private static void put(HashedNgrams ngrams, Map<String, Object> config) {
        config.put("encoding", "hashedNgrams");
        config.put("wordNgrams", ngrams.wordNgrams());
        config.put("minn", ngrams.minn());
        config.put("maxn", ngrams.maxn());
        config.put("buckets", ngrams.buckets().config());
    }

    private static void put(Encoding.Bag bag, Map<String, Object> config) {
        config.put("encoding", "bag");
        config.put("mode", name(bag.mode()));
        if (bag.idf() != Encoding.Bag.Idf.NONE) {
            config.put("idf", name(bag.idf()));
        }
        if (bag.norm() != Encoding.Bag.Norm.NONE) {
            config.put("norm", name(bag.norm()));
        }
        if (bag.unknown()) {
            config.put("unknown", true);
        }
        if (bag.columns() > 0) {
            config.put("columns", bag.columns());
        }
    }

    static TextPipeline read(Map<String, Object> config, Vocabulary vocabulary, FeatureWeights weights) {
        Settings settings = new Settings(config);
        List<Cleaning> cleaning = new ArrayList<>();
        for (Object step : settings.take("cleaning", List.class)) {
            cleaning.add(settings.constant(Cleaning.class, "cleaning", step));
        }
        TokenRule rule =
                settings.has("tokens") ? TokenRules.read(settings.inner("tokens")) : TokenRules.kerasWords(settings);
        Encoding encoding = encoding(settings);
        settings.end();
        return new TextPipeline(cleaning, rule, encoding, vocabulary, weights);
    }

    private static Encoding encoding(Settings settings) {
        String kind = settings.take("encoding", String.class);
        if (kind.equals("ids")) {
            return new Encoding.Ids(
                    settings.integer("steps"),
                    settings.constant(Side.class, "padding"),
                    settings.constant(Side.class, "truncating"),
                    settings.take("unknown", Boolean.class),
                    settings.has("reversed") && settings.take("reversed", Boolean.class),
                    settings.has("margin") ? settings.integer("margin") : 0,
                    settings.has("windows") && settings.take("windows", Boolean.class),
                    settings.has("overlap") ? settings.integer("overlap") : 0);
        }
        if (kind.equals("bag")) {
            return new Encoding.Bag(
                    settings.constant(Encoding.Bag.Mode.class, "mode"),
                    settings.has("idf") ? settings.constant(Encoding.Bag.Idf.class, "idf") : Encoding.Bag.Idf.NONE,
                    settings.has("norm") ? settings.constant(Encoding.Bag.Norm.class, "norm") : Encoding.Bag.Norm.NONE,
                    settings.has("unknown") && settings.take("unknown", Boolean.class),
                    settings.has("columns") ? settings.integer("columns") : 0);
        }
        if (kind.equals("hashedNgrams")) {
            return new HashedNgrams(
                    settings.integer("wordNgrams"),
                    settings.integer("minn"),
                    settings.integer("maxn"),
                    Buckets.read(settings.inner("buckets")));
        }
        if (kind.equals("characterBags")) {
            List<Integer> buckets = new ArrayList<>();
            for (Object count : settings.take("buckets", List.class)) {
                if (!(count instanceof Number number)) {
                    throw settings.refused("buckets", count);
                }
                buckets.add(number.intValue());
            }
            return new CharacterBags(buckets);
        }
        throw settings.refused("encoding", kind);
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
