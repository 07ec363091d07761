// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import dev.lector.nn.CounterRandom;
import dev.lector.text.data.Documents;
import dev.lector.text.data.Split;
import dev.lector.text.data.Splits;
import java.util.Arrays;
import java.util.List;

/**
 * Which rows an experiment learns from, and which judge it. Splits are stratified by seed 42, whatever the seed of the
 * training; {@code bench/keras/texts.py} makes the same ones.
 *
 * @param held share of the rows held back to judge by, and to choose the epoch; 0 if a test file does it
 * @param rows how many of the others are learnt from; 0 for all
 * @param skipped rows at the beginning of the file that are left out
 */
record Protocol(double held, int rows, int skipped) {
    /** A tenth is held back, as in the course. */
    static final Protocol TENTH = new Protocol(.1, 0, 0);
    /** A fifth is held back, as in Chollet's book. */
    static final Protocol FIFTH = new Protocol(.2, 0, 0);
    /** 200 rows to learn from, 10,000 of 25,000 held back: the book's example for vectors that were learnt elsewhere. */
    static final Protocol FEW = new Protocol(.4, 200, 0);
    /** All rows; the test file judges the last epoch. */
    static final Protocol TEST = new Protocol(0, 0, 0);
    /** As {@link #TEST}, without the first 1,000 rows, which the book validates with. */
    static final Protocol TEST_WITHOUT_1000 = new Protocol(0, 0, 1000);

    private static final long SEED = 42;

    /** Whether a test file judges. */
    boolean byTestFile() {
        return held == 0;
    }

    /** The split of a file. */
    Part part(Documents documents, Documents test) {
        if (byTestFile()) {
            int all = documents.size();
            return new Part(
                    documents.texts().subList(skipped, all),
                    documents.labels().subList(skipped, all),
                    test.texts(),
                    test.labels());
        }
        Split split = Splits.stratified(documents.labels(), held, SEED);
        int[] train = rows == 0 ? split.train() : some(split.train(), documents.labels(), rows);
        return new Part(
                select(documents.texts(), train),
                select(documents.labels(), train),
                select(documents.texts(), split.test()),
                select(documents.labels(), split.test()));
    }

    /** A stratified choice of the rows, ascending; all of them if there are not more. */
    private static int[] some(int[] rows, List<String> labels, int count) {
        if (rows.length <= count) {
            return rows;
        }
        int[] chosen = Splits.stratified(select(labels, rows), (double) count / rows.length, SEED)
                .test();
        return Arrays.stream(chosen).map(row -> rows[row]).toArray();
    }

    private static List<String> select(List<String> all, int[] rows) {
        return Arrays.stream(rows).mapToObj(all::get).toList();
    }

    /** Rows to learn from and rows to judge by. */
    record Part(List<String> texts, List<String> labels, List<String> heldTexts, List<String> heldLabels) {
        /** Some of the rows, at random, the same ones every time; a rare label may go missing. */
        Part atMost(int training, int held) {
            int[] own = some(texts.size(), training);
            int[] other = some(heldTexts.size(), held);
            return new Part(
                    select(texts, own), select(labels, own), select(heldTexts, other), select(heldLabels, other));
        }

        private static int[] some(int rows, int count) {
            int[] all = new int[rows];
            Arrays.setAll(all, row -> row);
            CounterRandom.shuffle(all, CounterRandom.key(SEED, rows));
            int[] some = Arrays.copyOf(all, Math.min(rows, count));
            Arrays.sort(some);
            return some;
        }
    }
}
