// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class WordTableTest {
    @Property(tries = 200)
    void findsWhatWasAdded(@ForAll List<String> words) {
        WordTable table = new WordTable();
        List<String> distinct = words.stream().distinct().toList();
        for (String word : distinct) {
            assertThat(table.find(word)).isEqualTo(-1);
            table.add(word);
        }
        for (int i = 0; i < distinct.size(); i++) {
            assertThat(table.find(distinct.get(i))).isEqualTo(i);
            assertThat(table.word(i)).isEqualTo(distinct.get(i));
        }
        assertThat(table.find("\ue000 not there")).isEqualTo(-1);
    }

    @Property(tries = 200)
    void tablesAreJoinedAndSelected(@ForAll List<String> left, @ForAll List<String> right) {
        WordTable table = table(left);
        int[] places = table.addAll(table(right));
        List<String> both =
                Stream.concat(left.stream(), right.stream()).distinct().toList();
        assertThat(table).isEqualTo(table(both)).hasSameHashCodeAs(table(both));
        List<String> distinct = right.stream().distinct().toList();
        for (int i = 0; i < distinct.size(); i++) {
            assertThat(table.word(places[i])).isEqualTo(distinct.get(i));
        }
        int[] order = new int[both.size() / 2];
        for (int i = 0; i < order.length; i++) {
            order[i] = both.size() - 1 - i;
        }
        WordTable selected = table.select(order, order.length);
        for (int i = 0; i < order.length; i++) {
            assertThat(selected.find(both.get(order[i]))).isEqualTo(i);
        }
        assertThat(selected.size()).isEqualTo(order.length);
    }

    private static WordTable table(List<String> words) {
        WordTable table = new WordTable();
        words.stream().distinct().forEach(table::add);
        return table;
    }
}
