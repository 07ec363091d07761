// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lector.nn.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhrasesTest {
    @TempDir
    private Path folder;

    @Test
    void joinsWordsThatStandTogetherMoreOftenThanByChance() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append('w').append(CounterRandom.below(40, 1, i)).append(i % 20 == 0 ? " new york city\n" : " ");
        }
        Path corpus = Files.writeString(folder.resolve("text.txt"), text);
        Path joined = folder.resolve("joined.txt");
        // 460 words; (20 - 5)/(20·20)·460 is 17.
        assertThat(new Phrases(15, 5).join(corpus, joined, TrainingWatch.NONE)).isEqualTo(20);
        String result = Files.readString(joined);
        assertThat(result).contains(" new_york city\n").doesNotContain("york_city");
        assertThat(result.replace('_', ' ').split("\\s+"))
                .isEqualTo(text.toString().split("\\s+"));
        assertThat(new Phrases(18, 5).join(corpus, joined, TrainingWatch.NONE)).isZero();
        assertThat(new Phrases(15, 21).join(corpus, joined, TrainingWatch.NONE)).isZero();
        assertThatThrownBy(() -> new Phrases(-1, 5)).hasMessageContaining("threshold=-1");
    }

    @Test
    void noPairCrossesASentence() throws IOException {
        Path corpus = Files.writeString(folder.resolve("text.txt"), "a\nb\n".repeat(50));
        assertThat(new Phrases(0, 1).join(corpus, folder.resolve("out.txt"), TrainingWatch.NONE))
                .isZero();
        Path empty = Files.writeString(folder.resolve("empty.txt"), "");
        assertThat(Phrases.defaults().join(empty, folder.resolve("out.txt"), TrainingWatch.NONE))
                .isZero();
    }

    @Test
    void countsAreExactUntilRarePairsAreLeftOut() {
        PairCounts pairs = new PairCounts(1 << 14);
        Map<Long, Integer> twin = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            int a = CounterRandom.below(100, 1, i);
            int b = CounterRandom.below(100, 2, i);
            pairs.add(a, b);
            twin.merge((long) a << 32 | b, 1, Integer::sum);
        }
        twin.forEach((key, count) ->
                assertThat(pairs.count((int) (key >> 32), key.intValue())).isEqualTo(count));
        assertThat(pairs.leftOut()).isZero();
        PairCounts few = new PairCounts(64);
        for (int i = 0; i < 1_000; i++) {
            few.add(7, 8);
            few.add(i, i);
        }
        assertThat(few.count(7, 8)).isEqualTo(1_000);
        assertThat(few.leftOut()).isPositive();
    }
}
