// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.text.Encoding.Bag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What holds for every token rule and any text. */
class TokenRulePropertiesTest {
    private static final List<TokenRule> RULES = List.of(
            TokenRule.WORDS,
            TokenRule.CHARACTERS.lower(true),
            TokenRule.WORDS.split("--"),
            ScikitWords.DEFAULT,
            new ScikitWords(false, 1),
            TokenRule.WORDS.ngrams(1, 3),
            ScikitWords.DEFAULT.ngrams(2, 2),
            new CharacterNgrams(true, false, 1, 3),
            new CharacterNgrams(true, true, 2, 4),
            VectorizationWords.DEFAULT,
            new VectorizationWords(VectorizationWords.Standardize.LOWER, VectorizationWords.Split.CHARACTER),
            new VectorizationWords(VectorizationWords.Standardize.NONE, VectorizationWords.Split.NONE),
            IcuWords.DEFAULT,
            new PennWords(true),
            new Utf8Bytes(),
            new StopWords(TokenRule.WORDS, Set.of("a", "b")),
            new Stems(TokenRule.WORDS, "english"),
            new Stems(IcuWords.DEFAULT, "turkish").ngrams(1, 2),
            new BytePairs(TokenRule.WORDS, List.of("a a", "aa a", "a b</w>", "b a")));

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> words = Arbitraries.strings()
                .withChars(
                        "aAbB \t\n-_.'\u0130\u0131\u03a3\u0307\u00e9\u4e2d\u05d0\u200d\ud83d\ude00\udbff\u0085\u00a0\u0000\u00b2"
                                .toCharArray())
                .ofMaxLength(60);
        return Arbitraries.oneOf(words, Arbitraries.strings().ofMaxLength(60));
    }

    @Property(tries = 300)
    void tokensHaveTheirHashAndTheirPlace(@ForAll("texts") String text) {
        for (TokenRule rule : RULES) {
            TokenCursor cursor = rule.cursor();
            for (int again = 0; again < 2; again++) {
                cursor.reset(text);
                List<String> tokens = new ArrayList<>();
                while (cursor.next()) {
                    String token = cursor.token();
                    tokens.add(token);
                    assertThat(token).as(rule.toString()).isNotEmpty();
                    assertThat(cursor.hash).as(rule + " " + token).isEqualTo(token.hashCode());
                    assertThat(cursor.start()).isBetween(0, cursor.end());
                    assertThat(cursor.end()).isLessThanOrEqualTo(text.length());
                }
                assertThat(cursor.next()).isFalse();
                assertThat(tokens).isEqualTo(rule.tokens(text));
            }
        }
    }

    @Test
    void oneLongTokenTakesBoundedTime() {
        for (String part :
                List.of("a", "ab", "\u00e9\u4e2d", "\u0301", "\ud83d\ude00\u200d", ".", "\u03a3", "n't", "\ud83d")) {
            String text = part.repeat(200_000 / part.length());
            for (TokenRule rule : RULES) {
                TokenCursor cursor = rule.cursor();
                cursor.reset(text);
                int end = 0;
                while (cursor.next()) {
                    assertThat(cursor.end()).isGreaterThanOrEqualTo(0);
                    end = cursor.end();
                }
                assertThat(end).isLessThanOrEqualTo(text.length());
            }
        }
    }

    @Property(tries = 100)
    void ngramsAreJoinedTokens(@ForAll("texts") String text) {
        for (TokenRule rule : List.of(TokenRule.WORDS, ScikitWords.DEFAULT)) {
            List<String> tokens = rule.tokens(text);
            List<String> expected = new ArrayList<>();
            for (int n = 2; n <= 4; n++) {
                for (int i = 0; i + n <= tokens.size(); i++) {
                    expected.add(String.join(" ", tokens.subList(i, i + n)));
                }
            }
            assertThat(rule.ngrams(2, 4).tokens(text)).isEqualTo(expected);
        }
    }

    @Property(tries = 5)
    void threadsChangeNothing(@ForAll("texts") String text) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            texts.add(text.substring(Math.min(text.length(), i % 60)) + " " + i % 7 + " " + text);
        }
        for (TokenRule rule : RULES) {
            TextPipeline one =
                    TextPipeline.fit(List.of(), rule, Bag.TFIDF_SCIKIT, VocabularyLimits.NONE.minTexts(2), texts, 1);
            TextPipeline three =
                    TextPipeline.fit(List.of(), rule, Bag.TFIDF_SCIKIT, VocabularyLimits.NONE.minTexts(2), texts, 3);
            assertThat(three).isEqualTo(one);
            assertThat(three.vocabulary().words()).isEqualTo(one.vocabulary().words());
            assertThat(three.encodeAll(texts, 3)).isEqualTo(one.encodeAll(texts, 1));
            assertThat(TextPipeline.of(one.config(), one.vocabulary(), one.weights()))
                    .isEqualTo(one);
        }
    }
}
