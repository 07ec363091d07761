// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private static Vocabulary roundTrip(Vocabulary vocabulary) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        vocabulary.write(out);
        assertThat(out.toString(StandardCharsets.UTF_8).split("[\n\r\u0085\u2028\u2029]", -1))
                .hasSize(vocabulary.size() + 1);
        return Vocabulary.read(new ByteArrayInputStream(out.toByteArray()), "test");
    }

    @Test
    void wordsAreHashedIntoBuckets() throws IOException {
        Vocabulary vocabulary = Vocabulary.hashed(1_000);
        assertThat(vocabulary.size()).isEqualTo(1_000);
        assertThat(vocabulary.word(7)).isEqualTo("#7");
        TokenCursor cursor = TokenRule.WORDS.cursor();
        Set<Integer> buckets = new LinkedHashSet<>();
        for (int i = 0; i < 500; i++) {
            String word = "word" + i;
            cursor.reset(word);
            cursor.next();
            assertThat(vocabulary.indexOf(cursor))
                    .isEqualTo(vocabulary.indexOf(word))
                    .isBetween(0, 999);
            buckets.add(vocabulary.indexOf(word));
        }
        // 500 words thrown into 1,000 buckets fill 394 on average.
        assertThat(buckets).hasSizeBetween(360, 430);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        vocabulary.write(out);
        assertThat(out.size()).isLessThan(10);
        Vocabulary read = Vocabulary.read(new ByteArrayInputStream(out.toByteArray()), "test");
        assertThat(read).isEqualTo(vocabulary).isNotEqualTo(Vocabulary.hashed(999));
        assertThat(read.isHashed()).isTrue();
        assertThat(roundTrip(Vocabulary.of(List.of("\\h1000"))).isHashed()).isFalse();
        assertThatThrownBy(() -> Vocabulary.hashed(0)).hasMessageContaining("buckets=0");
    }

    @Property(tries = 300)
    void anyWordsSurviveTheFile(@ForAll Set<String> any) throws IOException {
        Set<String> set = new LinkedHashSet<>(any);
        set.addAll(List.of(
                "\n", "\\", "\\n", "\t", "\u0085", "\u2028", "\ufeff", "\ud800", "\udc00x", "\ud83d\ude00", " "));
        set.remove("");
        List<String> words = new ArrayList<>(set);
        Vocabulary read = roundTrip(Vocabulary.of(words));
        assertThat(read.words()).isEqualTo(words);
        for (int i = 0; i < words.size(); i++) {
            assertThat(read.indexOf(words.get(i))).isEqualTo(i);
        }
    }

    @Test
    void refusesWhatIsNoVocabulary() {
        for (String bad : List.of("a\n\nb\n", "a\na\n", "a\\q\n", "a\\u12\n", "x\\")) {
            assertThatThrownBy(() ->
                            Vocabulary.read(new ByteArrayInputStream(bad.getBytes(StandardCharsets.UTF_8)), "v.txt"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("v.txt, line");
        }
        assertThatThrownBy(() -> Vocabulary.of(List.of("a", "a"))).hasMessageContaining("'a' at place 1");
        assertThatThrownBy(() -> Vocabulary.of(List.of("a")).word(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void manyWords() {
        WordCounts counts = new WordCounts(TokenRule.WORDS);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            text.append("w").append(i).append(i % 1000 == 0 ? " w" + i + " " : " ");
        }
        counts.add(text.toString());
        Vocabulary vocabulary = counts.vocabulary(0, 1);
        assertThat(vocabulary.size()).isEqualTo(50_000);
        assertThat(vocabulary.word(49)).isEqualTo("w49000");
        assertThat(vocabulary.word(50)).isEqualTo("w1");
        assertThat(vocabulary.indexOf("w49999")).isEqualTo(49_999);
        assertThat(vocabulary.indexOf("w50000")).isEqualTo(-1);
        assertThat(counts.vocabulary(0, 2).size()).isEqualTo(50);
        assertThat(counts.vocabulary(7, 0).size()).isEqualTo(7);
    }
}
