// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EncodedWindowsTest {
    private static final TextPipeline LETTERS = TextPipeline.fit(
            List.of(), TokenRule.WORDS, new Encoding.Ids(4), 0, 0, List.of("a a a a b b b c c d x y z v w"));

    private static TextPipeline windows(Encoding.Ids settings) {
        return LETTERS.encoding(settings);
    }

    /** A text of known and unknown words. */
    private static String text(int words) {
        return IntStream.range(0, words)
                .mapToObj(i -> "abcdxyzvwq".substring(i * i % 10, i * i % 10 + 1))
                .collect(Collectors.joining(" "));
    }

    @Test
    void windowsLieAtEqualDistancesFromTheBeginningToTheEnd() {
        // a 1, b 2, c 3, d 4, v 5, w 6, x 7, y 8, z 9 by count, then by place
        TextPipeline pipeline = windows(new Encoding.Ids(4).windows(0));
        EncodedWindows encoded = pipeline.encodeWindows(List.of("a b c d a b", "a b", "", "a b c d"), 1);
        assertThat(encoded.starts()).containsExactly(0, 2, 3, 4, 5);
        IdRows rows = (IdRows) encoded.encoded().rows();
        assertThat(rows.row(0)).containsExactly(1, 2, 3, 4);
        assertThat(rows.row(1)).containsExactly(3, 4, 1, 2);
        assertThat(rows.row(2)).containsExactly(0, 0, 1, 2);
        assertThat(rows.row(3)).containsExactly(0, 0, 0, 0);
        assertThat(rows.row(4)).containsExactly(1, 2, 3, 4);
        assertThat(encoded.withoutEvidence(1)).isFalse();
        assertThat(encoded.withoutEvidence(2)).isTrue();
    }

    /** The plain twin: every window is the row of a text of its own. */
    @Property(tries = 100)
    void aWindowIsTheRowOfItsOwnWords(
            @ForAll @IntRange(min = 0, max = 60) int words,
            @ForAll @IntRange(min = 1, max = 9) int room,
            @ForAll @IntRange(min = 0, max = 4) int overlap,
            @ForAll boolean reversed,
            @ForAll boolean unknown,
            @ForAll boolean before,
            @ForAll @IntRange(min = 0, max = 2) int margin) {
        Encoding.Ids one = new Encoding.Ids(room + margin, before ? Side.PRE : Side.POST, Side.PRE, unknown)
                .reversed(reversed)
                .margin(margin);
        int least = Math.min(overlap, room / 2);
        TextPipeline pipeline = windows(one.windows(least));
        String text = text(words);
        EncodedWindows encoded = pipeline.encodeWindows(List.of("a", text), 2);
        IdRows rows = (IdRows) encoded.encoded().rows();
        List<TracedWindow> traced = pipeline.traceWindows(text);
        assertThat(traced).hasSize(encoded.starts()[2] - 1);
        int[] seen = new int[words];
        List<TracedToken> kept = LETTERS.encoding(one).trace(text).stream()
                .filter(token -> token.id() > 0)
                .toList();
        for (int w = 0; w < traced.size(); w++) {
            TracedWindow window = traced.get(w);
            String own = window.tokens().stream().map(TracedToken::word).collect(Collectors.joining(" "));
            int[] plain = ((IdRows) LETTERS.encoding(one).encode(own).rows()).ids();
            assertThat(rows.row(1 + w)).isEqualTo(plain);
            for (int i = 0; i < window.tokens().size(); i++) {
                TracedToken token = window.tokens().get(i);
                assertThat(plain[token.position()]).isEqualTo(token.id());
                assertThat(kept.get(window.first() + i).start()).isEqualTo(token.start());
                seen[window.first() + i]++;
            }
        }
        // All words are read, no window is short, and there is none too many.
        assertThat(Arrays.stream(seen).limit(kept.size())).allMatch(times -> times > 0);
        if (kept.size() > room) {
            assertThat(traced).allMatch(window -> window.tokens().size() == room);
            assertThat((traced.size() - 1) * (room - least) + least).isLessThan(kept.size());
            List<Integer> firsts = new ArrayList<>(
                    traced.stream().map(TracedWindow::first).sorted().toList());
            for (int w = 1; w < firsts.size(); w++) {
                assertThat(firsts.get(w) - firsts.get(w - 1)).isLessThanOrEqualTo(room - least);
            }
        }
    }

    @Test
    void rowsDoNotDependOnThreadsAndSettingsAreKept() {
        TextPipeline pipeline = windows(new Encoding.Ids(6).windows(2));
        List<String> texts =
                IntStream.range(0, 2_000).mapToObj(i -> text(i % 50)).toList();
        assertThat(pipeline.encodeWindows(texts, 3)).isEqualTo(pipeline.encodeWindows(texts, 1));
        assertThat(TextPipeline.of(pipeline.config(), pipeline.vocabulary())).isEqualTo(pipeline);
        assertThat(LETTERS.config()).doesNotContainKeys("windows", "overlap");
        EncodedWindows single = LETTERS.encodeWindows(texts, 2);
        assertThat(single.encoded()).isEqualTo(LETTERS.encodeAll(texts));
        assertThat(single.texts()).isEqualTo(texts.size());
    }

    @Test
    void wrongOverlapIsRefused() {
        assertThatThrownBy(() -> new Encoding.Ids(6).windows(4))
                .hasMessage(
                        "Windows overlap by at most half of their steps. Received: overlap=4, steps=6, windows=true."
                                + " Give from 0 to 3.");
        assertThatThrownBy(() -> LETTERS.traceWindows("a")).hasMessageContaining("Use trace.");
    }
}
