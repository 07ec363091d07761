// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitsTest {
    private static List<String> labels(int... counts) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            labels.addAll(Collections.nCopies(counts[i], "label" + i));
        }
        return labels;
    }

    private static long of(List<String> labels, String label, int[] rows) {
        return Arrays.stream(rows).filter(r -> labels.get(r).equals(label)).count();
    }

    @Property(tries = 300)
    void everyRowIsInOnePartAndEveryLabelHasItsShare(
            @ForAll @IntRange(min = 2, max = 90) int a,
            @ForAll @IntRange(min = 2, max = 90) int b,
            @ForAll @IntRange(min = 2, max = 9) int c,
            @ForAll @IntRange(min = 1, max = 99) int percent,
            @ForAll long seed) {
        List<String> labels = labels(a, b, c);
        double fraction = percent / 100.0;
        Split split = Splits.stratified(labels, fraction, seed);
        int[] all = IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.test()))
                .sorted()
                .toArray();
        assertThat(all).isEqualTo(IntStream.range(0, labels.size()).toArray());
        int[] sizes = {a, b, c};
        for (int i = 0; i < sizes.length; i++) {
            double share = Math.max(1, Math.min(sizes[i] * fraction, sizes[i] - 1));
            long size = of(labels, "label" + i, split.test());
            assertThat((double) size).isBetween(share - 1, share + 1);
            assertThat(size).isBetween(1L, sizes[i] - 1L);
        }
        assertThat(Splits.stratified(labels, fraction, seed)).isEqualTo(split);
    }

    @Property(tries = 300)
    void foldsAreEven(
            @ForAll @IntRange(min = 7, max = 90) int a,
            @ForAll @IntRange(min = 7, max = 90) int b,
            @ForAll @IntRange(min = 2, max = 7) int count,
            @ForAll long seed) {
        List<String> labels = labels(a, b);
        Folds folds = Splits.folds(labels, count, seed);
        int tested = 0;
        for (int f = 0; f < count; f++) {
            Split split = folds.split(f);
            assertThat(split.test().length).isBetween((a + b) / count, (a + b + count - 1) / count);
            assertThat(of(labels, "label0", split.test())).isBetween((long) a / count, (long) (a + count - 1) / count);
            assertThat(split.train().length + split.test().length).isEqualTo(a + b);
            tested += split.test().length;
        }
        assertThat(tested).isEqualTo(a + b);
    }

    @Property(tries = 200)
    void groupsStayTogether(@ForAll @IntRange(min = 1, max = 6) int largest, @ForAll long seed) {
        List<String> labels = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            for (int copy = 0; copy <= i % largest; copy++) {
                labels.add(i % 2 == 0 ? "even" : "odd");
                texts.add(copy % 2 == 0 ? "Text  " + i : " text " + i + "\n");
            }
        }
        int[] groups = Splits.textGroups(texts);
        assertThat(Arrays.stream(groups).max().getAsInt()).isEqualTo(39);
        Split split = Splits.stratified(labels, groups, 0.25, seed);
        List<String> train = Arrays.stream(split.train()).mapToObj(texts::get).toList();
        List<String> test = Arrays.stream(split.test()).mapToObj(texts::get).toList();
        assertThat(Duplicates.between(train, test).pairs()).isEmpty();
        assertThat((double) test.size() / texts.size()).isBetween(0.2, 0.3);
        Folds folds = Splits.folds(labels, groups, 4, seed);
        for (int row = 0; row < groups.length; row++) {
            int first = groups[row];
            int of = folds.fold()[
                    IntStream.range(0, groups.length)
                            .filter(r -> groups[r] == first)
                            .findFirst()
                            .getAsInt()];
            assertThat(folds.fold()[row]).isEqualTo(of);
        }
    }

    /** The split of a seed must never change: other tools keep it by its seed. */
    @Test
    void aSeedsSplitIsFixed() {
        assertThat(Splits.stratified(labels(6, 4), 0.3, 42).test()).containsExactly(2, 5, 8);
        assertThat(Splits.folds(labels(6, 4), 2, 42).fold()).containsExactly(0, 1, 0, 0, 1, 1, 0, 1, 0, 1);
        assertThat(Splits.stratified(labels(60, 40), 0.3, 43)).isNotEqualTo(Splits.stratified(labels(60, 40), 0.3, 42));
    }

    @Test
    void whatCannotBeSplit() {
        assertThatThrownBy(() -> Splits.stratified(labels(5), 0.2, 1)).hasMessageContaining("at least two labels");
        assertThatThrownBy(() -> Splits.stratified(labels(5, 1), 0.2, 1))
                .hasMessageContaining("label='label1', rows=1")
                .hasMessageContaining("Add rows");
        assertThatThrownBy(() -> Splits.folds(labels(12, 9), 10, 1))
                .hasMessageContaining("label='label1', rows=9")
                .hasMessageContaining("fewer folds");
        assertThatThrownBy(() -> Splits.folds(labels(12, 9), 1, 1)).hasMessageContaining("folds=1");
        for (double fraction : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> Splits.stratified(labels(5, 5), fraction, 1))
                    .hasMessageContaining("fraction=");
        }
        assertThatThrownBy(() -> Splits.stratified(Arrays.asList("a", null), 0.5, 1))
                .hasMessageContaining("row=1");
    }

    @Test
    void filesOfIndices(@TempDir Path folder) throws IOException {
        List<String> labels = labels(20, 30);
        Split split = Splits.stratified(labels, 0.2, 7);
        Path file = folder.resolve("test.txt");
        split.write(file);
        assertThat(Split.read(file, 50)).isEqualTo(split);
        Folds folds = Splits.folds(labels, 5, 7);
        folds.write(file);
        assertThat(Folds.read(file, 50)).isEqualTo(folds);
        assertThatThrownBy(() -> Folds.read(file, 49)).hasMessageContaining("lines=50, rows=49");
        for (String bad : List.of("1\n50\n", "1\n-1\n", "1\nx\n", "1\n1\n")) {
            Files.writeString(file, bad);
            assertThatThrownBy(() -> Split.read(file, 50))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("line=2");
        }
        Files.writeString(file, "");
        assertThatThrownBy(() -> Split.read(file, 50)).hasMessageContaining("Both parts");
    }

    @Test
    void duplicates() {
        Duplicates found = Duplicates.between(List.of("A b", "c", ""), List.of("x", " a  B\n", "ab", ""));
        assertThat(found.pairs()).containsExactly(new Duplicates.Pair(0, 1));
        assertThat(found.warning("training", "validation", 4).orElseThrow().message())
                .startsWith("1 of 4 validation texts also stand in the training part");
        assertThat(Duplicates.between(List.of("a"), List.of("b")).warning("a", "b", 1))
                .isEmpty();
    }
}
