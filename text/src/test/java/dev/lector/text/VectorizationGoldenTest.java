// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.text.TextVectorization.OutputMode;
import dev.lector.text.VectorizationWords.Split;
import dev.lector.text.VectorizationWords.Standardize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same answers as Keras's TextVectorization, by {@code src/test/golden/vectorization.py}; in a Turkish locale. */
class VectorizationGoldenTest {
    private static Map<String, Object> golden;
    private static Locale locale;

    @BeforeAll
    static void read() throws IOException {
        locale = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        golden = map(TestJson.parse(Files.readString(Path.of("src/test/golden/vectorization.json"))));
    }

    @AfterAll
    static void restore() {
        Locale.setDefault(locale);
    }

    @Test
    void sameTokensVocabularyAndRows() {
        List<String> train = strings(golden.get("train"));
        List<String> texts = strings(golden.get("texts"));
        List<Object> cases = list(golden.get("cases"));
        assertThat(cases).hasSizeGreaterThan(15);
        for (Object each : cases) {
            Map<String, Object> expected = map(each);
            Map<String, Object> settings = map(expected.get("settings"));
            TextVectorization layer = layer(settings);
            TextPipeline pipeline = layer.adapt(train);
            assertThat(layer.vocabulary(pipeline)).as(settings.toString()).isEqualTo(expected.get("vocabulary"));
            if (expected.containsKey("tokens")) {
                for (int i = 0; i < texts.size(); i++) {
                    assertThat(pipeline.rule().tokens(texts.get(i)))
                            .as(settings.toString())
                            .isEqualTo(list(expected.get("tokens")).get(i));
                }
            }
            TextPipeline read = TextPipeline.of(pipeline.config(), pipeline.vocabulary(), pipeline.weights());
            assertThat(read).isEqualTo(pipeline);
            EncodedRows rows = read.encodeAll(texts).rows();
            for (int i = 0; i < texts.size(); i++) {
                check(
                        settings + " " + texts.get(i),
                        rows,
                        i,
                        list(list(expected.get("rows")).get(i)));
            }
        }
    }

    private static void check(String name, EncodedRows rows, int row, List<Object> expected) {
        assertThat(rows.width()).as(name).isEqualTo(expected.size());
        for (int c = 0; c < expected.size(); c++) {
            double ours = rows instanceof IdRows ids ? ids.row(row)[c] : ((SparseRows) rows).row(row)[c];
            assertThat(ours).as(name + " column " + c).isCloseTo((Double) expected.get(c), within(2e-6));
        }
    }

    @Test
    void vocabulariesMayBeGiven() {
        TextVectorization counts = TextVectorization.DEFAULT.outputMode(OutputMode.TF_IDF);
        TextPipeline pipeline = counts.withVocabulary(List.of("good", "bad"), 1, 2);
        assertThat(((SparseRows) pipeline.encode("bad bad good ugly").rows()).row(0))
                .containsExactly(1.5f, 1, 4);
        assertThatThrownBy(() -> TextVectorization.DEFAULT.withVocabulary(List.of("good")))
                .hasMessageContaining("outputSequenceLength=0");
        assertThatThrownBy(() -> counts.maxTokens(2).withVocabulary(List.of("good", "bad"), 1, 2))
                .hasMessageContaining("maxTokens=2");
    }

    private static TextVectorization layer(Map<String, Object> settings) {
        assertThat(Set.of(
                        "output_sequence_length",
                        "max_tokens",
                        "ngrams",
                        "split",
                        "standardize",
                        "output_mode",
                        "pad_to_max_tokens"))
                .containsAll(settings.keySet());
        TextVectorization layer = TextVectorization.DEFAULT
                .maxTokens(number(settings.getOrDefault("max_tokens", 0.0)))
                .padToMaxTokens((Boolean) settings.getOrDefault("pad_to_max_tokens", false))
                .outputSequenceLength(number(settings.getOrDefault("output_sequence_length", 0.0)))
                .split(Split.valueOf(name(settings.getOrDefault("split", "whitespace"))))
                .standardize(Standardize.valueOf(name(
                        settings.containsKey("standardize") && settings.get("standardize") == null
                                ? "none"
                                : settings.getOrDefault("standardize", "lower_and_strip_punctuation"))))
                .outputMode(OutputMode.valueOf(name(settings.getOrDefault("output_mode", "int"))));
        Object ngrams = settings.get("ngrams");
        if (ngrams instanceof List<?> widths) {
            return layer.ngrams(number(widths.get(0)), number(widths.get(widths.size() - 1)));
        }
        return ngrams == null ? layer : layer.ngrams(1, number(ngrams));
    }

    private static String name(Object value) {
        return value.toString().toUpperCase(Locale.ROOT);
    }

    private static int number(Object value) {
        return ((Double) value).intValue();
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
