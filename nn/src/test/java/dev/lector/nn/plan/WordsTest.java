// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final int WORDS = 60;
    private static final int STEPS = 10;

    /** The words of texts in which word {@code w} stands {@code times[w]} times, one after the other in turns. */
    private static Words find(int... times) {
        List<Integer> ids = new ArrayList<>();
        for (int turn = 0; turn < 40; turn++) {
            for (int word = 0; word < times.length; word++) {
                if (turn < times[word]) {
                    ids.add(word);
                }
            }
        }
        assertThat(ids.size() % STEPS).isZero();
        Node input = Input.ids(STEPS).node("words");
        Node label = input.then(new Embedding(WORDS, 3))
                .then(new GlobalMaxPooling1D())
                .then(new Dense(1));
        Model model = Model.of("words", List.of(input), List.of(label)).initialize(1);
        Batch batch = new Batch(new Program(model, KernelChoice.best(), true, true));
        int[] all = ids.stream().mapToInt(Integer::intValue).toArray();
        batch.load(List.of(new IdSamples(STEPS, all)), null, 0, all.length / STEPS);
        Words words = new Words(new int[] {0}, WORDS);
        words.find(batch);
        checkPositions(words, batch, all);
        return words;
    }

    private static void checkPositions(Words words, Batch batch, int[] all) {
        int seen = 0;
        for (int slot = 0; slot < words.count(); slot++) {
            int from = words.starts(0)[slot];
            int to = words.starts(0)[slot + 1];
            assertThat(to - from).isEqualTo(count(all, words.word(slot)));
            for (int i = from; i < to; i++, seen++) {
                int position = words.positions(0)[i];
                assertThat(batch.ids[0][position]).isEqualTo(words.word(slot));
                assertThat(words.slots(0)[position]).isEqualTo(slot);
                assertThat(i == from || words.positions(0)[i - 1] < position).isTrue();
            }
        }
        assertThat(seen).isEqualTo(all.length);
    }

    private static int count(int[] all, int id) {
        return (int) IntStream.of(all).filter(i -> i == id).count();
    }

    private static List<Integer> order(Words words) {
        return IntStream.range(0, words.count()).mapToObj(words::word).toList();
    }

    @Test
    void wordsAtManyPlacesComeFirst() {
        int[] times = new int[19];
        for (int word = 0; word < times.length; word++) {
            times[word] = word % 2 == 0 ? 9 : 17;
        }
        times[3] = 1;
        times[4] = 40;
        times[18] = 21;
        Words words = find(times);
        assertThat(order(words)).containsExactly(4, 1, 5, 7, 9, 11, 13, 15, 17, 18, 0, 2, 6, 8, 10, 12, 14, 16, 3);
        assertThat(words.often(1)).isEqualTo(18);
        assertThat(words.often(8)).isEqualTo(18);
        assertThat(words.often(9)).isEqualTo(10);
        assertThat(words.often(16)).isEqualTo(10);
        assertThat(words.often(17)).isEqualTo(1);
        assertThat(words.often(33)).isZero();
        assertThat(words.often(Integer.MAX_VALUE)).isZero();
    }

    @Test
    void fewSuchWordsStayWhereTheyFirstCome() {
        int[] times = new int[20];
        for (int word = 0; word < times.length; word++) {
            times[word] = word < 5 ? 4 : 20;
        }
        Words words = find(times);
        assertThat(order(words)).isEqualTo(IntStream.range(0, 20).boxed().toList());
        assertThat(words.often(1)).isZero();
    }
}
