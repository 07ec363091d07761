// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same answers as Keras 3 and Python, written by {@code src/test/golden/tokenizer.py}; in a Turkish locale. */
class KerasGoldenTest {
    private static Map<String, Object> golden;
    private static Locale locale;

    @BeforeAll
    static void read() throws IOException {
        locale = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        golden = map(TestJson.parse(Files.readString(Path.of("src/test/golden/tokenizer.json"))));
    }

    @AfterAll
    static void restore() {
        Locale.setDefault(locale);
    }

    @Test
    void tokenizers() {
        List<Object> cases = list(golden.get("tokenizers"));
        assertThat(cases).hasSizeGreaterThan(40);
        for (Object each : cases) {
            Map<String, Object> expected = map(each);
            String name = expected.get("settings").toString();
            Tokenizer tokenizer = tokenizer(map(expected.get("settings")));
            List<String> fit = strings(expected.get("fit"));
            tokenizer.fitOnTexts(fit.subList(0, fit.size() / 2));
            tokenizer.fitOnTexts(fit.subList(fit.size() / 2, fit.size()));
            check(name, tokenizer, expected);
            check(name + " from Keras's JSON", Tokenizer.fromJson((String) expected.get("to_json")), expected);
            check(name + " from our JSON", Tokenizer.fromJson(tokenizer.toJson()), expected);
            assertThat(unwrapped(tokenizer.toJson())).as(name).isEqualTo(unwrapped((String) expected.get("to_json")));
        }
    }

    private static void check(String name, Tokenizer tokenizer, Map<String, Object> expected) {
        assertSameOrder(name, tokenizer.wordIndex(), map(expected.get("word_index")));
        assertSameOrder(name, tokenizer.wordCounts(), map(expected.get("word_counts")));
        assertThat(doubles(tokenizer.wordDocs())).as(name).isEqualTo(map(expected.get("word_docs")));
        assertThat(doubles(tokenizer.indexDocs)).as(name).isEqualTo(map(expected.get("index_docs")));
        List<String> encode = strings(expected.get("encode"));
        List<int[]> sequences = tokenizer.textsToSequences(encode);
        assertThat(sequences).as(name).usingRecursiveComparison().isEqualTo(sequences(expected.get("sequences")));
        List<int[]> more = new ArrayList<>(sequences);
        more.add(new int[] {1, 2, 3, 99});
        assertThat(tokenizer.sequencesToTexts(more)).as(name).isEqualTo(expected.get("texts"));
        map(expected.get("matrices")).forEach((mode, matrix) -> {
            SparseRows rows = tokenizer.textsToMatrix(encode, Tokenizer.Mode.valueOf(mode.toUpperCase(Locale.ROOT)));
            assertThat(rows.rows()).isEqualTo(encode.size());
            for (int r = 0; r < rows.rows(); r++) {
                List<Object> row = list(list(matrix).get(r));
                assertThat(rows.columns()).as(name).isEqualTo(row.size());
                for (int c = 0; c < row.size(); c++) {
                    assertThat((double) rows.row(r)[c]).as(name + mode).isCloseTo((Double) row.get(c), within(1e-6));
                }
            }
        });
    }

    @Test
    void textsThatAreCutAlready() {
        for (Object each : list(golden.get("tokens"))) {
            Map<String, Object> expected = map(each);
            List<List<String>> fit = list(expected.get("fit")).stream()
                    .map(KerasGoldenTest::strings)
                    .toList();
            Tokenizer tokenizer = tokenizer(map(expected.get("settings")));
            tokenizer.fitOnTokens(fit);
            assertSameOrder("tokens", tokenizer.wordIndex(), map(expected.get("word_index")));
            assertThat(tokenizer.tokensToSequences(fit))
                    .usingRecursiveComparison()
                    .isEqualTo(sequences(expected.get("sequences")));
        }
    }

    @Test
    void padSequences() {
        for (Object each : list(golden.get("pads"))) {
            Map<String, Object> expected = map(each);
            IdRows rows = PadSequences.pad(
                    sequences(expected.get("sequences")),
                    number(expected.get("maxlen")),
                    Side.valueOf(expected.get("padding").toString().toUpperCase(Locale.ROOT)),
                    Side.valueOf(expected.get("truncating").toString().toUpperCase(Locale.ROOT)),
                    number(expected.get("value")));
            List<int[]> actual = new ArrayList<>();
            for (int r = 0; r < rows.rows(); r++) {
                actual.add(rows.row(r));
            }
            assertThat(actual)
                    .as(expected.toString())
                    .usingRecursiveComparison()
                    .isEqualTo(sequences(expected.get("rows")));
        }
    }

    @Test
    void lowerCaseOfEveryCodePoint() {
        Map<String, Object> lower = map(golden.get("lower"));
        Map<Integer, String> expected = new LinkedHashMap<>();
        for (int i = 0; i < list(lower.get("upper")).size(); i++) {
            expected.put(number(list(lower.get("upper")).get(i)), (String)
                    list(lower.get("lower")).get(i));
        }
        assertThat(expected).hasSizeGreaterThan(1300);
        TreeMap<Integer, Integer> unassigned = new TreeMap<>();
        List<Object> ranges = list(lower.get("unassigned"));
        for (int i = 0; i < ranges.size(); i += 2) {
            unassigned.put(number(ranges.get(i)), number(ranges.get(i + 1)));
        }
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            Map.Entry<Integer, Integer> gap = unassigned.floorEntry(c);
            boolean known = Character.isDefined(c) && (gap == null || gap.getValue() <= c);
            if (c != LowerCase.SIGMA && known) {
                String text = Character.toString(c);
                assertThat(LowerCase.of(text)).as("U+%x", c).isEqualTo(expected.getOrDefault(c, text));
            }
        }
    }

    @Test
    void finalSigma() {
        KerasWords rule = TokenRule.WORDS.filters("");
        for (Object each : list(golden.get("sigma"))) {
            String text = (String) list(each).get(0);
            String expected = (String) list(each).get(1);
            assertThat(LowerCase.of(text)).isEqualTo(expected);
            assertThat(String.join("", rule.charLevel(true).tokens(text))).isEqualTo(expected);
            assertThat(String.join("", rule.tokens(text))).isEqualTo(expected.replace(" ", ""));
        }
    }

    private static Tokenizer tokenizer(Map<String, Object> settings) {
        KerasWords rule = TokenRule.WORDS
                .filters((String) settings.getOrDefault("filters", TokenRule.KERAS_FILTERS))
                .lower((Boolean) settings.getOrDefault("lower", true))
                .split((String) settings.getOrDefault("split", " "))
                .charLevel((Boolean) settings.getOrDefault("char_level", false));
        assertThat(Set.of("filters", "lower", "split", "char_level", "num_words", "oov_token"))
                .containsAll(settings.keySet());
        return new Tokenizer(number(settings.getOrDefault("num_words", 0.0)), rule, (String) settings.get("oov_token"));
    }

    /** A tokenizer's JSON with its inner JSON parsed. */
    private static Map<String, Object> unwrapped(String json) {
        Map<String, Object> outer = map(TestJson.parse(json));
        Map<String, Object> config = map(outer.get("config"));
        config.replaceAll((name, value) ->
                name.startsWith("word_") || name.startsWith("index_") ? TestJson.parse((String) value) : value);
        return outer;
    }

    private static void assertSameOrder(
            String name, Map<String, ? extends Number> actual, Map<String, Object> expected) {
        assertThat(new ArrayList<>(actual.keySet())).as(name).isEqualTo(new ArrayList<>(expected.keySet()));
        assertThat(doubles(actual)).as(name).isEqualTo(expected);
    }

    private static Map<String, Double> doubles(Map<?, ? extends Number> map) {
        Map<String, Double> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(key.toString(), value.doubleValue()));
        return result;
    }

    private static int number(Object value) {
        return ((Double) value).intValue();
    }

    private static List<int[]> sequences(Object value) {
        return list(value).stream()
                .map(row -> list(row).stream().mapToInt(KerasGoldenTest::number).toArray())
                .toList();
    }

    private static List<String> strings(Object value) {
        return list(value).stream().map(String.class::cast).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
