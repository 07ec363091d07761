// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRulesTest {
    @TempDir
    Path folder;

    @Test
    void penn() {
        PennWords penn = new PennWords(false);
        assertThat(penn.tokens("They'll say \"I can't, won't; it's John's\" (today)."))
                .containsExactly(
                        "They", "'ll", "say", "\"", "I", "ca", "n't", ",", "wo", "n't", ";", "it", "'s", "John", "'s",
                        "\"", "(", "today", ")", ".");
        assertThat(penn.tokens("Mr. O'Neill cannot pay $3,000.50 at 10:30 -- U.S. dogs' well-known \u2026"))
                .containsExactly(
                        "Mr.",
                        "O'Neill",
                        "can",
                        "not",
                        "pay",
                        "$",
                        "3,000.50",
                        "at",
                        "10:30",
                        "--",
                        "U.S.",
                        "dogs",
                        "'",
                        "well-known",
                        "\u2026");
        assertThat(new PennWords(true).tokens("WOULDN\u2019T Gonna ... stop..."))
                .containsExactly("would", "n\u2019t", "gon", "na", "...", "stop", "...");
        assertThat(penn.tokens("He said 'yes.'")).containsExactly("He", "said", "'", "yes", ".", "'");
    }

    @Test
    void bytes() {
        String text = "a\u00e9\u4e2d\ud83d\ude00";
        List<String> expected = new ArrayList<>();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            expected.add(Character.toString(b & 0xff));
        }
        assertThat(new Utf8Bytes().tokens(text)).isEqualTo(expected);
        assertThat(new Utf8Bytes().tokens("\ud83d")).containsExactly("\u00ef", "\u00bf", "\u00bd");
        assertThat(Vocabulary.bytes().size()).isEqualTo(256);
        assertThat(Vocabulary.bytes().indexOf("\u00ff")).isEqualTo(255);
    }

    @Test
    void stopWordsAndStems() {
        TokenRule rule = new Stems(new StopWords(TokenRule.WORDS, Set.of("the", "of")), "english");
        assertThat(rule.tokens("The films of the filming directors")).containsExactly("film", "film", "director");
        assertThat(rule.ngrams(2, 2).tokens("The films of the directors")).containsExactly("film director");
        assertThat(new Stems(TokenRule.WORDS, "german").tokens("Katzen h\u00e4user"))
                .containsExactly("katz", "haus");
        assertThatThrownBy(() -> new Stems(TokenRule.WORDS, "latin")).hasMessageContaining("language=latin");
    }

    @Test
    void bytePairsAsSubwordNmt() throws IOException {
        Map<String, Object> golden = map(TestJson.parse(Files.readString(Path.of("src/test/golden/byte_pairs.json"))));
        TokenRule blanks = TokenRule.WORDS.filters("").lower(false);
        List<String> train = strings(golden.get("train"));
        List<String> texts = strings(golden.get("texts"));
        for (Object each : (List<?>) golden.get("cases")) {
            List<String> merges = strings(map(each).get("merges"));
            int most = merges.size() < 10 ? merges.size() : merges.size() == 10 ? 10 : 40;
            BytePairs learnt = BytePairs.train(blanks, train, most, 2);
            assertThat(learnt.merges()).isEqualTo(merges);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(written(learnt.tokens(texts.get(i))))
                        .isEqualTo(strings(map(each).get("pieces")).get(i));
            }
            Path file = folder.resolve("merges.txt");
            learnt.save(file);
            assertThat(BytePairs.load(blanks, file)).isEqualTo(learnt);
        }
        Files.writeString(folder.resolve("other.txt"), "a b\n");
        assertThatThrownBy(() -> BytePairs.load(blanks, folder.resolve("other.txt")))
                .hasMessageContaining("first line='a b'");
    }

    /** As subword-nmt writes pieces: @@ where a word goes on. */
    private static String written(List<String> pieces) {
        StringBuilder text = new StringBuilder();
        for (String piece : pieces) {
            text.append(piece.endsWith("</w>") ? piece.substring(0, piece.length() - 4) + " " : piece + "@@ ");
        }
        return text.toString().strip();
    }

    @Test
    void everyRuleIsReadBack() {
        for (TokenRule rule : List.of(
                TokenRule.WORDS.split("ab").ngrams(2, 3),
                new VectorizationWords(VectorizationWords.Standardize.LOWER, VectorizationWords.Split.CHARACTER),
                new PennWords(true),
                new IcuWords(false),
                new Utf8Bytes(),
                new CharacterNgrams(true, true, 2, 4),
                new BytePairs(
                        new Stems(new StopWords(ScikitWords.DEFAULT, Set.of("a", "b")), "porter"), List.of("a b")))) {
            TextPipeline pipeline = new TextPipeline(List.of(), rule, new Encoding.Ids(3), Vocabulary.of(List.of("a")));
            assertThat(TextPipeline.of(pipeline.config(), pipeline.vocabulary()))
                    .isEqualTo(pipeline);
        }
    }

    @Test
    void logCountRatios() {
        SparseRows rows = new SparseRows(4, new int[] {0, 2, 3}, new int[] {1, 2, 2}, new float[] {1, 1, 1});
        float[] ratios = LogCountRatios.of(rows, new int[] {1, 0}, 1, 1);
        // p = (2, 2), q = (1, 2) over the columns that occur.
        assertThat(ratios)
                .containsExactly(0, (float) Math.log((2 / 4.) / (1 / 3.)), (float) Math.log((2 / 4.) / (2 / 3.)), 0);
        assertThatThrownBy(() -> LogCountRatios.of(rows, new int[] {1}, 1, 1)).hasMessageContaining("labels=1");
    }

    @Test
    void theCoursesWeatherTable() {
        List<List<String>> rows = Stream.of(
                        "sunny hot high false",
                        "sunny hot high true",
                        "overcast hot high false",
                        "rain mild high false",
                        "rain cool normal false",
                        "rain cool normal true",
                        "overcast cool normal true",
                        "sunny mild high false",
                        "sunny cool normal false",
                        "rain mild normal false",
                        "sunny mild normal true",
                        "overcast mild high true",
                        "overcast hot normal false",
                        "rain mild high true")
                .map(row -> List.of(row.split(" ")))
                .toList();
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        attributes.put("outlook", List.of("sunny", "overcast", "rain"));
        attributes.put("temperature", List.of("hot", "mild", "cool"));
        attributes.put("humidity", List.of("high", "normal"));
        attributes.put("windy", List.of("true", "false"));
        OneHot weather = new OneHot(attributes);
        String[] table = {
            "1001001001", "1001001010", "0101001001", "0010101001", "0010010101", "0010010110", "0100010110",
            "1000101001", "1000010101", "0010100101", "1000100110", "0100101010", "0101000101", "0010101010"
        };
        SparseRows encoded = weather.encode(rows);
        for (int r = 0; r < table.length; r++) {
            StringBuilder row = new StringBuilder();
            for (float value : encoded.row(r)) {
                row.append((int) value);
            }
            assertThat(row.toString()).as("row " + (r + 1)).isEqualTo(table[r]);
        }
        OneHot seen = OneHot.fit(List.of("outlook", "temperature", "humidity", "windy"), rows);
        assertThat(seen.columns())
                .startsWith("outlook=sunny", "outlook=overcast", "outlook=rain")
                .hasSize(10);
        assertThat(seen.encode(List.of(List.of("fog", "hot", "high", "true"))).row(0))
                .containsExactly(0, 0, 0, 1, 0, 0, 1, 0, 0, 1);
        assertThatThrownBy(() -> weather.encode(List.of(List.of("fog")))).hasMessageContaining("row=[fog]");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Object value) {
        return (List<String>) value;
    }
}
