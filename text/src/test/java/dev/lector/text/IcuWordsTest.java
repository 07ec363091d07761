// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IcuWordsTest {
    @Test
    void cutsManyLanguages() {
        assertThat(IcuWords.DEFAULT.tokens("Don't pay \u20ac3.14, snake_case U.S.A. caf\u00e9-bar!"))
                .containsExactly("don't", "pay", "3.14", "snake_case", "u.s.a", "caf\u00e9", "bar");
        assertThat(IcuWords.DEFAULT.tokens("\u6211\u559c\u6b22\u770b\u7535\u5f71\u3002"))
                .containsExactly("\u6211", "\u559c\u6b22", "\u770b", "\u7535\u5f71");
        assertThat(IcuWords.DEFAULT.tokens("\u6771\u4eac\u3067\u5bff\u53f8\u3092\u98df\u3079\u308b"))
                .contains("\u6771\u4eac", "\u3067", "\u5bff\u53f8", "\u3092");
        assertThat(IcuWords.DEFAULT.tokens(
                        "\u0e09\u0e31\u0e19\u0e23\u0e31\u0e01\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22"))
                .containsExactly(
                        "\u0e09\u0e31\u0e19", "\u0e23\u0e31\u0e01", "\u0e20\u0e32\u0e29\u0e32", "\u0e44\u0e17\u0e22");
        assertThat(IcuWords.DEFAULT.tokens("\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627"))
                .containsExactly("\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627");
    }

    @Test
    void everyCharacterInEveryContextAsIcuCutsIt() {
        List<String> contexts =
                List.of("%s", "a%sb", "1%s2", "_%s_", "a%s", "%sb", "1%s", "a%s1", "1%sa", "a%s%<sb", "%s%<s");
        for (char c = 0; c < 0x2100; c++) {
            for (String context : contexts) {
                same(String.format(Locale.ROOT, context, c));
            }
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> latin = Arbitraries.strings()
                .withChars("aB1 _.,:;'\u2019\u00b7\"-\u00e9\u0130\u03a3\u0431\t\n\r\u0085\u00a0\u00ad".toCharArray())
                .ofMaxLength(40);
        Arbitrary<String> mixed = Arbitraries.strings()
                .withChars(
                        "a1 .' \u0301\u200d\u4e2d\u56fd\u0e44\u0e17\u05d0\"\u05d1\u30ab\u3042\ud83d\ude00\ud83c\udde9\ufe0f\u2060"
                                .toCharArray())
                .ofMaxLength(30);
        return Arbitraries.oneOf(latin, mixed, Arbitraries.strings().ofMaxLength(30));
    }

    @Property(tries = 3000)
    void fastPathGivesIcusTokens(@ForAll("texts") String text) {
        same(text);
    }

    private static void same(String text) {
        for (boolean lower : new boolean[] {true, false}) {
            IcuWords rule = new IcuWords(lower);
            assertThat(all(new IcuCursor(rule, true), text)).as(text).isEqualTo(all(new IcuCursor(rule, false), text));
        }
    }

    private static List<String> all(TokenCursor cursor, String text) {
        List<String> tokens = new ArrayList<>();
        cursor.reset(text);
        while (cursor.next()) {
            tokens.add(cursor.token() + " " + cursor.start() + " " + cursor.end() + " " + cursor.hash);
        }
        return tokens;
    }

    @Test
    void sentences() {
        SentenceSegmenter english = new SentenceSegmenter(Locale.ENGLISH);
        assertThat(english.sentences("  Mr. Smith went home. Did he?  Yes!\n\nThe end"))
                .containsExactly("Mr. Smith went home.", "Did he?", "Yes!", "The end");
        assertThat(new SentenceSegmenter(Locale.ROOT)
                        .sentences("\u4eca\u5929\u5f88\u597d\u3002\u660e\u5929\u5462\uff1f"))
                .containsExactly("\u4eca\u5929\u5f88\u597d\u3002", "\u660e\u5929\u5462\uff1f");
        assertThat(english.spans("A b. C d."))
                .containsExactly(new SentenceSegmenter.Span(0, 4), new SentenceSegmenter.Span(5, 9));
        assertThat(english.sentences(" \n ")).isEmpty();
    }
}
