// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CharacterNgramsTest {
    /** Buckets of fastText 0.9.2 by {@code get_subwords}, its ids less the size of the vocabulary. */
    @Test
    void bucketsAreThoseOfFastText() {
        CharacterNgrams ngrams = new CharacterNgrams(3, 6, 2_000_000);
        assertThat(ngrams.of("hello"))
                .containsExactly(
                        1188580, 128664, 1361308, 1760905, 1613742, 1198310, 1831723, 1068687, 1992344, 798165, 1616881,
                        617342, 350912, 1504790);
        assertThat(ngrams.of("été")).containsExactly(1908133, 59617, 999949, 187927, 196363, 1291535);
        assertThat(ngrams.of("日本")).containsExactly(758587, 1313759, 196157);
    }

    @Test
    void lengthsAreCharacters() {
        CharacterNgrams two = new CharacterNgrams(1, 2, 1_000);
        // a, aé, é, é日, 日, 日>, and <a; the brackets alone do not count.
        assertThat(two.of("aé日")).hasSize(7);
        assertThat(new CharacterNgrams(3, 6, 1_000).of("")).isEmpty();
        assertThat(new CharacterNgrams(3, 6, 1_000).of("a")).hasSize(1);
    }

    @Test
    void wordsNeverSeenHaveTheMeanOfTheirNgrams() {
        CharacterNgrams ngrams = new CharacterNgrams(3, 3, 50_000);
        int[] parts = ngrams.of("abc");
        int[] known = {Math.min(parts[0], parts[1]), Math.max(parts[0], parts[1])};
        SubwordVectors vectors = new SubwordVectors(
                new WordVectors(List.of("ab"), 2, new float[] {1, 2}), ngrams, known, new float[] {3, 0, 6, 3});
        assertThat(vectors.vector("ab")).containsExactly(1, 2);
        assertThat(vectors.vector("abc")).containsExactly(3, 1);
        assertThat(vectors.vector("xyz")).isNull();
        assertThatThrownBy(() -> new CharacterNgrams(4, 3, 10)).hasMessageContaining("least=4");
    }
}
