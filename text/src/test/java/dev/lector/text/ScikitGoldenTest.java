// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.text.Encoding.Bag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same answers as scikit-learn, written by {@code src/test/golden/scikit.py}; in a Turkish locale. */
class ScikitGoldenTest {
    private static Map<String, Object> golden;
    private static Locale locale;

    @BeforeAll
    static void read() throws IOException {
        locale = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        golden = map(TestJson.parse(Files.readString(Path.of("src/test/golden/scikit.json"))));
    }

    @AfterAll
    static void restore() {
        Locale.setDefault(locale);
    }

    @Test
    void tokens() {
        List<String> texts = strings(golden.get("texts"));
        List<Object> cases = list(golden.get("tokens"));
        assertThat(cases).hasSizeGreaterThan(9);
        for (Object each : cases) {
            Map<String, Object> expected = map(each);
            Map<String, Object> settings = map(expected.get("settings"));
            TokenRule rule = rule(settings);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(rule.tokens(texts.get(i)))
                        .as(settings + " " + texts.get(i))
                        .isEqualTo(list(expected.get("tokens")).get(i));
            }
        }
    }

    @Test
    void matrices() {
        List<String> texts = strings(golden.get("texts"));
        List<Object> cases = list(golden.get("matrices"));
        assertThat(cases).hasSizeGreaterThan(8);
        for (Object each : cases) {
            Map<String, Object> expected = map(each);
            Map<String, Object> settings = map(expected.get("settings"));
            TextPipeline pipeline = TextPipeline.fit(
                    List.of(),
                    rule(settings),
                    bag(settings, expected.get("idf") != null || settings.containsKey("use_idf")),
                    limits(settings),
                    strings(golden.get("train")),
                    2);
            if (expected.get("idf") != null) {
                Map<String, Object> idf = map(expected.get("idf"));
                assertThat(pipeline.vocabulary().size()).isEqualTo(idf.size());
                idf.forEach((word, value) -> assertThat((double)
                                pipeline.weights().get(pipeline.vocabulary().indexOf(word)))
                        .isCloseTo((Double) value, within(1e-6)));
            }
            SparseRows rows = (SparseRows) pipeline.encodeAll(texts).rows();
            for (int r = 0; r < texts.size(); r++) {
                Map<String, Double> ours = row(pipeline, rows, r);
                Map<String, Object> theirs = map(list(expected.get("rows")).get(r));
                assertThat(ours).as(settings + " " + texts.get(r)).containsOnlyKeys(theirs.keySet());
                theirs.forEach(
                        (word, value) -> assertThat(ours.get(word)).as(word).isCloseTo((Double) value, within(1e-6)));
            }
        }
    }

    private static Map<String, Double> row(TextPipeline pipeline, SparseRows rows, int row) {
        Map<String, Double> values = new TreeMap<>();
        for (int e = rows.starts()[row]; e < rows.starts()[row + 1]; e++) {
            values.put(pipeline.word(rows.indices()[e]), (double) rows.values()[e]);
        }
        return values;
    }

    private static TokenRule rule(Map<String, Object> settings) {
        List<Object> range = list(settings.get("ngram_range"));
        int min = ((Double) range.get(0)).intValue();
        int max = ((Double) range.get(1)).intValue();
        boolean lower = !Boolean.FALSE.equals(settings.get("lowercase"));
        String analyzer = (String) settings.getOrDefault("analyzer", "word");
        if (!analyzer.equals("word")) {
            return new CharacterNgrams(lower, analyzer.equals("char_wb"), min, max);
        }
        return new ScikitWords(lower, settings.containsKey("token_pattern") ? 1 : 2).ngrams(min, max);
    }

    private static Bag bag(Map<String, Object> settings, boolean tfidf) {
        if (!tfidf) {
            return new Bag(settings.containsKey("binary") ? Bag.Mode.BINARY : Bag.Mode.COUNT);
        }
        Bag bag = Bag.TFIDF_SCIKIT;
        if (settings.containsKey("norm")) {
            bag = bag.norm(settings.get("norm") == null ? Bag.Norm.NONE : Bag.Norm.L1);
        }
        if (settings.containsKey("use_idf")) {
            bag = bag.idf(Bag.Idf.NONE);
        }
        return settings.containsKey("sublinear_tf") ? bag.mode(Bag.Mode.LOG) : bag;
    }

    private static VocabularyLimits limits(Map<String, Object> settings) {
        VocabularyLimits limits = VocabularyLimits.NONE;
        Double min = (Double) settings.get("min_df");
        Double max = (Double) settings.get("max_df");
        if (min != null) {
            limits = min < 1 ? limits.minShare(min) : limits.minTexts(min.intValue());
        }
        if (max != null) {
            limits = max < 1 ? limits.maxShare(max) : limits.maxTexts(max.intValue());
        }
        return limits;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Object value) {
        return (List<String>) value;
    }
}
