// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    @Test
    void copiesWithChangesBelongTogether() {
        List<String> texts = List.of(
                "Dear friend, you have won one million dollars in our lottery, please write to us soon. Code 123",
                "A letter about something else that nobody ever wrote to anybody before",
                "DEAR FRIEND!! You have won one million dollars in our lottery; please write to us soon. Code 987",
                "",
                "dear friend you have won one million dollars in our lottery please write to us soon now now now",
                "!",
                "",
                "one",
                "One.");
        assertThat(NearDuplicates.groups(texts, .5)).containsExactly(0, 1, 0, 2, 0, 3, 2, 4, 4);
    }

    @Test
    void ideographsAreWords() {
        List<String> texts = List.of("我们今天去北京看朋友", "我们今天去北京看医生", "他昨天在家里读一本书");
        assertThat(NearDuplicates.groups(texts, .4)).containsExactly(0, 0, 1);
    }

    /** Every pair compared, as the definition says. */
    @Test
    void sameGroupsAsByComparingAllPairs() {
        Random random = new Random(4);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(20);
            if (i > 20 && random.nextInt(3) > 0) {
                String[] words = texts.get(random.nextInt(i)).split(" ");
                words[random.nextInt(words.length)] = "w" + random.nextInt(30);
                text.append(String.join(" ", words));
            } else {
                for (int w = 0; w < length; w++) {
                    text.append(w == 0 ? "" : " ").append('w').append(random.nextInt(30));
                }
            }
            texts.add(text.toString());
        }
        for (double likeness : new double[] {.2, .5, .8, 1}) {
            int[] groups = NearDuplicates.groups(texts, likeness);
            int[] plain = plain(texts, likeness);
            for (int a = 0; a < groups.length; a++) {
                for (int b = 0; b < a; b++) {
                    assertThat(groups[a] == groups[b])
                            .as("%s: %d and %d", likeness, a, b)
                            .isEqualTo(plain[a] == plain[b]);
                }
            }
        }
    }

    private static int[] plain(List<String> texts, double likeness) {
        int[] groups = new int[texts.size()];
        for (int a = 0; a < groups.length; a++) {
            groups[a] = a;
            for (int b = 0; b < a; b++) {
                Set<String> shared = runs(texts.get(a));
                Set<String> all = runs(texts.get(a));
                shared.retainAll(runs(texts.get(b)));
                all.addAll(runs(texts.get(b)));
                if ((double) shared.size() / all.size() >= likeness && groups[a] != groups[b]) {
                    int from = groups[a];
                    int to = groups[b];
                    for (int i = 0; i <= a; i++) {
                        groups[i] = groups[i] == from ? to : groups[i];
                    }
                }
            }
        }
        return groups;
    }

    private static Set<String> runs(String text) {
        String[] words = text.split(" ");
        Set<String> runs = new HashSet<>();
        for (int from = 0; from == 0 || from + 3 <= words.length; from++) {
            runs.add(String.join(" ", List.of(words).subList(from, Math.min(words.length, from + 3))));
        }
        return runs;
    }

    @Test
    void eachTextHasItsNearestInAnotherList() {
        List<String> first = List.of(
                "one two three four five six",
                "this stands nowhere else at all",
                "",
                "One two three, four five six!",
                "one two three four five seven");
        List<String> second =
                List.of("", "one two three four five nine", "?", "one two three four five six seven", "else at all");
        assertThat(NearDuplicates.between(first, second, .5))
                .containsExactly(new NearDuplicates.Pair(0, 3, .8), new NearDuplicates.Pair(0, 1, .6));
        assertThat(NearDuplicates.between(first, second, .81)).isEmpty();
        assertThat(NearDuplicates.between(List.of(), second, .5)).isEmpty();
    }

    @Test
    void likenessIsAShare() {
        assertThatThrownBy(() -> NearDuplicates.groups(List.of("a", "b"), 0)).hasMessageContaining("likeness=0.0");
    }
}
