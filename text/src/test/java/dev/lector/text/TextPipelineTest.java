// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextPipelineTest {
    private static final List<String> TEXTS = List.of("A good, good film", "Don't see this film", "good");

    private static TextPipeline ids(boolean unknown, Side padding, Side truncating, Cleaning... cleaning) {
        return TextPipeline.fit(
                List.of(cleaning), TokenRule.WORDS, new Encoding.Ids(4, padding, truncating, unknown), 0, 0, TEXTS);
    }

    @Test
    void encodesAsKerasDoes() {
        TextPipeline pipeline = ids(false, Side.PRE, Side.PRE);
        Tokenizer tokenizer = new Tokenizer();
        tokenizer.fitOnTexts(TEXTS);
        List<String> texts =
                List.of("a good film", "see the unknown film", "", "good good good film film a", "nothing");
        EncodedTexts encoded = pipeline.encodeAll(texts);
        assertThat(encoded.rows()).isEqualTo(PadSequences.pad(tokenizer.textsToSequences(texts), 4));
        assertThat(encoded.tokens()).containsExactly(3, 4, 0, 6, 1);
        assertThat(encoded.known()).containsExactly(3, 2, 0, 4, 0);
        assertThat(encoded.withoutEvidence(2)).isTrue();
        assertThat(encoded.withoutEvidence(4)).isTrue();
        assertThat(encoded.withoutEvidence(0)).isFalse();
    }

    @Test
    void oneEncoderReadsTextAfterText() {
        List<String> texts = List.of("a good film", "", "good ".repeat(400) + "film", "don't see", "nothing");
        TextPipeline bags =
                TextPipeline.fit(List.of(), TokenRule.WORDS, new Encoding.Bag(Encoding.Bag.Mode.COUNT), 0, 0, TEXTS);
        for (TextPipeline pipeline : List.of(ids(true, Side.POST, Side.PRE, Cleaning.KIM), bags)) {
            TextEncoder encoder = pipeline.encoder();
            for (String text : texts) {
                assertThat(encoder.encode(text)).isEqualTo(pipeline.encode(text));
            }
        }
    }

    @Test
    void anUnknownWordIsNoEvidence() {
        TextPipeline pipeline = ids(true, Side.POST, Side.POST);
        EncodedTexts encoded = pipeline.encodeAll(List.of("good zzz film", "x y z w good"));
        assertThat(((IdRows) encoded.rows()).ids()).containsExactly(2, 1, 3, 0, 1, 1, 1, 1);
        assertThat(encoded.known()).containsExactly(2, 0);
        assertThat(pipeline.word(2)).isEqualTo("good");
        assertThat(pipeline.word(1)).isNull();
        assertThat(pipeline.idCount()).isEqualTo(pipeline.vocabulary().size() + 2);
    }

    @Test
    void rowsMayBeReversedAndHavePaddingAtBothEnds() {
        TextPipeline forward = ids(false, Side.PRE, Side.PRE);
        Encoding.Ids settings = (Encoding.Ids) forward.encoding();
        // good 1, film 2, a 3, don't 4, see 5, this 6
        assertThat(row(forward, settings.reversed(true), "see good film")).containsExactly(0, 2, 1, 5);
        assertThat(row(forward, settings.reversed(true), "a see good film this"))
                .containsExactly(2, 1, 5, 3);
        assertThat(row(forward, settings.margin(1), "good film")).containsExactly(0, 1, 2, 0);
        assertThat(row(forward, settings.margin(1), "a see good film")).containsExactly(5, 1, 2, 0);
        assertThat(row(forward, new Encoding.Ids(4, Side.POST, Side.POST, false).margin(1), "a see good film"))
                .containsExactly(0, 3, 5, 1);
        assertThatThrownBy(() -> settings.margin(4)).hasMessageContaining("steps=4, margin=4");
        for (Encoding.Ids one : List.of(settings.margin(2), settings.reversed(true))) {
            TextPipeline pipeline = new TextPipeline(List.of(), forward.rule(), one, forward.vocabulary());
            assertThat(TextPipeline.of(pipeline.config(), pipeline.vocabulary()))
                    .isEqualTo(pipeline);
        }
        assertThat(forward.config()).doesNotContainKeys("reversed", "margin");
    }

    @Test
    void aLongTextMayLoseItsMiddle() {
        TextPipeline forward = ids(false, Side.PRE, Side.PRE);
        Encoding.Ids middle = ((Encoding.Ids) forward.encoding()).truncating(Side.MIDDLE);
        // good 1, film 2, a 3, don't 4, see 5, this 6
        assertThat(row(forward, middle, "a good film see this don't")).containsExactly(3, 1, 6, 4);
        assertThat(row(forward, middle.margin(1), "a good film see this don't")).containsExactly(3, 1, 4, 0);
        assertThat(row(forward, middle.reversed(true), "a good film see this don't"))
                .containsExactly(4, 6, 1, 3);
        assertThat(row(forward, middle, "a good film this")).containsExactly(3, 1, 2, 6);
        assertThat(row(forward, middle, "a good")).containsExactly(0, 0, 3, 1);
        TextPipeline pipeline = new TextPipeline(List.of(), forward.rule(), middle, forward.vocabulary());
        assertThat(TextPipeline.of(pipeline.config(), pipeline.vocabulary())).isEqualTo(pipeline);
        assertThatThrownBy(() -> new Encoding.Ids(4, Side.MIDDLE, Side.PRE, false))
                .hasMessageContaining("padding=MIDDLE");
        assertThatThrownBy(() -> PadSequences.pad(List.of(new int[] {1}), 2, Side.MIDDLE, Side.PRE, 0))
                .hasMessageContaining("padding=MIDDLE");
    }

    private static int[] row(TextPipeline like, Encoding encoding, String text) {
        TextPipeline pipeline = new TextPipeline(like.cleaning(), like.rule(), encoding, like.vocabulary());
        return ((IdRows) pipeline.encode(text).rows()).ids();
    }

    @Test
    void traceNamesPlaceInRowAndInText() {
        for (Side padding : List.of(Side.PRE, Side.POST)) {
            for (Side truncating : Side.values()) {
                TextPipeline plain = ids(false, padding, truncating, Cleaning.REMOVE_APOSTROPHES);
                Encoding.Ids settings = (Encoding.Ids) plain.encoding();
                for (Encoding.Ids one : List.of(settings, settings.reversed(true), settings.margin(1))) {
                    placesAgree(new TextPipeline(plain.cleaning(), plain.rule(), one, plain.vocabulary()));
                }
            }
        }
    }

    private static void placesAgree(TextPipeline pipeline) {
        for (String text : List.of("DON'T see-this  zzz good film, a film!", "good", "it's", "")) {
            int[] row = ((IdRows) pipeline.encode(text).rows()).ids();
            int filled = 0;
            for (TracedToken token : pipeline.trace(text)) {
                String original = text.substring(token.start(), token.end());
                assertThat(original.replace("'", "").toLowerCase(Locale.ROOT)).isEqualTo(token.word());
                if (token.position() >= 0) {
                    assertThat(row[token.position()]).isEqualTo(token.id());
                    filled++;
                }
            }
            assertThat(filled).isEqualTo(pipeline.encode(text).known()[0]);
        }
    }

    @Test
    void spansOfSpecialCharacters() {
        TextPipeline pipeline = TextPipeline.fit(
                List.of(), TokenRule.WORDS, new Encoding.Ids(4), 0, 0, List.of("i\u0307x \ud83d\ude00y"));
        String text = " \u0130X, \ud83d\ude00Y";
        assertThat(pipeline.trace(text))
                .containsExactly(new TracedToken("i\u0307x", 1, 2, 1, 3), new TracedToken("\ud83d\ude00y", 2, 3, 5, 8));
        TextPipeline twoCharacters = new TextPipeline(
                List.of(), TokenRule.WORDS.split("--"), new Encoding.Ids(4), Vocabulary.of(List.of("b\ud83d\ude00c")));
        assertThat(twoCharacters.trace("a--B\ud83d\ude00c.d").get(1))
                .isEqualTo(new TracedToken("b\ud83d\ude00c", 1, 3, 3, 7));
    }

    @Test
    void theCoursesSeventyCharacters() {
        TextPipeline pipeline =
                new TextPipeline(List.of(), TokenRule.CHARACTERS, new Encoding.Ids(6), Vocabulary.courseCharacters());
        assertThat(pipeline.vocabulary().size()).isEqualTo(70);
        EncodedTexts encoded = pipeline.encode("aZ9!~ \n\u00e9");
        assertThat(((IdRows) encoded.rows()).ids()).containsExactly(1, 36, 37, 68, 69, 70);
        assertThat(encoded.tokens()).containsExactly(8);
    }

    @Test
    void oneHot() {
        IdRows rows = new IdRows(1, 3, new int[] {0, 2, 1});
        assertThat(rows.oneHot(3, true)).containsExactly(0, 0, 0, 0, 0, 1, 0, 1, 0);
        assertThat(rows.oneHot(3, false)).containsExactly(1, 0, 0, 0, 0, 1, 0, 1, 0);
        assertThatThrownBy(() -> rows.oneHot(2, true)).hasMessageContaining("id=2");
    }

    @Test
    void bags() {
        TextPipeline pipeline =
                TextPipeline.fit(List.of(), TokenRule.WORDS, new Encoding.Bag(Encoding.Bag.Mode.COUNT), 2, 2, TEXTS);
        assertThat(pipeline.vocabulary().words()).containsExactly("good", "film");
        EncodedTexts encoded = pipeline.encodeAll(List.of("good film good a", "", "a"));
        assertThat(encoded.rows())
                .isEqualTo(new SparseRows(3, new int[] {0, 2, 2, 2}, new int[] {1, 2}, new float[] {2, 1}));
        assertThat(encoded.known()).containsExactly(3, 0, 0);
    }

    private static final List<String> CHRYSLER =
            List.of("Chrysler plans new investments in Latin America.", "Chrysler plans major investments in Mexico.");

    @Test
    void theCoursesTableOfCounts() {
        TextPipeline pipeline =
                TextPipeline.fit(List.of(), TokenRule.WORDS, new Encoding.Bag(Encoding.Bag.Mode.COUNT), 0, 0, CHRYSLER);
        SparseRows rows = (SparseRows) pipeline.encodeAll(CHRYSLER).rows();
        List<String> words =
                List.of("america", "chrysler", "in", "investments", "latin", "major", "mexico", "new", "plans");
        assertThat(pipeline.vocabulary().words()).containsExactlyInAnyOrderElementsOf(words);
        assertThat(table(pipeline, rows.row(0), words)).containsExactly(1, 1, 1, 1, 1, 0, 0, 1, 1);
        assertThat(table(pipeline, rows.row(1), words)).containsExactly(0, 1, 1, 1, 0, 1, 1, 0, 1);
    }

    private static int[] table(TextPipeline pipeline, float[] row, List<String> words) {
        return words.stream()
                .mapToInt(word -> (int) row[pipeline.vocabulary().indexOf(word) + 1])
                .toArray();
    }

    @Test
    void tfidfAsTheCourseHasIt() {
        TextPipeline pipeline = TextPipeline.fit(List.of(), TokenRule.WORDS, Encoding.Bag.TFIDF_COURSE, 0, 0, CHRYSLER);
        float[] row = ((SparseRows) pipeline.encode("Mexico, Mexico plans.").rows()).row(0);
        assertThat(row[pipeline.vocabulary().indexOf("mexico") + 1])
                .isCloseTo((float) (2 / 3. * Math.log(2)), within(1e-6f));
        assertThat(row[pipeline.vocabulary().indexOf("plans") + 1]).isZero();
        assertThat(TextPipeline.of(pipeline.config(), pipeline.vocabulary(), pipeline.weights()))
                .isEqualTo(pipeline);
        assertThatThrownBy(() -> TextPipeline.of(pipeline.config(), pipeline.vocabulary()))
                .hasMessageContaining("weights=0");
    }

    @Test
    void hashedNgramsMayHaveWeights() {
        TokenRule ngrams = TokenRule.WORDS.ngrams(1, 2);
        TextPipeline pipeline =
                TextPipeline.fit(List.of(), ngrams, Encoding.Bag.TFIDF_SCIKIT, Vocabulary.hashed(1 << 20), CHRYSLER, 1);
        TextPipeline words =
                TextPipeline.fit(List.of(), ngrams, Encoding.Bag.TFIDF_SCIKIT, VocabularyLimits.NONE, CHRYSLER, 1);
        float[] hashed = ((SparseRows) pipeline.encode(CHRYSLER.get(0)).rows()).values();
        float[] known = ((SparseRows) words.encode(CHRYSLER.get(0)).rows()).values();
        Arrays.sort(hashed);
        Arrays.sort(known);
        assertThat(hashed).containsExactly(known);
    }

    @Test
    void limitsOfTheVocabulary() {
        List<String> texts = List.of("a a a b b c d", "a b d", "a c", "a d");
        assertThat(words(VocabularyLimits.NONE, texts)).containsExactly("a", "b", "d", "c");
        assertThat(words(VocabularyLimits.NONE.maxWords(2), texts)).containsExactly("a", "b");
        assertThat(words(VocabularyLimits.NONE.minCount(3), texts)).containsExactly("a", "b", "d");
        assertThat(words(VocabularyLimits.NONE.minTexts(3), texts)).containsExactly("a", "d");
        assertThat(words(VocabularyLimits.NONE.minShare(.75), texts)).containsExactly("a", "d");
        assertThat(words(VocabularyLimits.NONE.maxTexts(2), texts)).containsExactly("b", "c");
        assertThat(words(VocabularyLimits.NONE.maxShare(.75).maxWords(2), texts))
                .containsExactly("b", "d");
        assertThatThrownBy(() -> VocabularyLimits.NONE.maxShare(2)).hasMessageContaining("maxShare=2.0");
        assertThatThrownBy(() -> VocabularyLimits.NONE.minTexts(-1)).hasMessageContaining("minTexts=-1");
    }

    private static List<String> words(VocabularyLimits limits, List<String> texts) {
        return TextPipeline.fit(List.of(), TokenRule.WORDS, new Encoding.Bag(Encoding.Bag.Mode.COUNT), limits, texts, 1)
                .vocabulary()
                .words();
    }

    @Test
    void configRoundTrip() {
        for (TextPipeline pipeline : List.of(
                ids(true, Side.PRE, Side.POST, Cleaning.KIM, Cleaning.BREAK_TAGS),
                new TextPipeline(
                        List.of(),
                        TokenRule.CHARACTERS.split("ab"),
                        new Encoding.Bag(Encoding.Bag.Mode.FREQ),
                        Vocabulary.courseCharacters()))) {
            assertThat(TextPipeline.of(pipeline.config(), pipeline.vocabulary()))
                    .isEqualTo(pipeline);
            for (String name : pipeline.config().keySet()) {
                Map<String, Object> config = new LinkedHashMap<>(pipeline.config());
                config.remove(name);
                assertThatThrownBy(() -> TextPipeline.of(config, pipeline.vocabulary()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(name);
            }
            Map<String, Object> config = new LinkedHashMap<>(pipeline.config());
            config.put("newer", 1);
            assertThatThrownBy(() -> TextPipeline.of(config, pipeline.vocabulary()))
                    .hasMessageContaining("newer");
        }
    }

    @Test
    void cleaning() {
        TokenRule rule = TokenRule.WORDS.filters("");
        assertThat(cleaned(Cleaning.KIM, "It's (really) bad,isn't it? caf\u00e9; we'll, O'Dell"))
                .isEqualTo("It 's  ( really )  bad , is n't it ?  caf   we 'll ,  O'Dell");
        assertThat(cleaned(Cleaning.BREAK_TAGS, "a<br /><BR>b<br/>c<b>d<br")).isEqualTo("a  b c<b>d<br");
        assertThat(cleaned(Cleaning.REMOVE_APOSTROPHES, "'don't'")).isEqualTo("dont");
        assertThat(rule.tokens(" a  B ")).containsExactly("a", "b");
    }

    private static String cleaned(Cleaning step, String text) {
        TextBuffer from = new TextBuffer();
        TextBuffer to = new TextBuffer();
        from.set(text);
        step.apply(from, to);
        for (int i = 0; i < to.length; i++) {
            assertThat(to.origins[i]).isBetween(i == 0 ? 0 : to.origins[i - 1], text.length() - 1);
        }
        return to.toString().stripTrailing();
    }
}
