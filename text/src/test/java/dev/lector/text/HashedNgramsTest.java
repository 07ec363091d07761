// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** fastText's features beside a plain twin: strings, lists and large integers. Its real files are read in the module classify. */
class HashedNgramsTest {
    private static final String[] PARTS = {"a", "Ab", "é", "水", "😀", "-", "\ud800", "zz"};
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    @Test
    void featuresAreThoseOfThePlainTwin() {
        Random random = new Random(4);
        Vocabulary vocabulary = Vocabulary.of(List.of("a", HashedNgrams.END, "é水", "zzAb"));
        for (int i = 0; i < 300; i++) {
            int wordNgrams = 1 + random.nextInt(4);
            int maxn = random.nextInt(4);
            boolean ngrams = wordNgrams > 1 || maxn > 0;
            Buckets buckets = ngrams ? Buckets.of(1 + random.nextInt(1_000)) : Buckets.NONE;
            if (ngrams && random.nextBoolean()) {
                BitSet kept = new BitSet();
                random.ints(buckets.count() / 2, 0, buckets.count()).forEach(kept::set);
                buckets = buckets.keep(kept, random.nextBoolean());
            }
            HashedNgrams settings = new HashedNgrams(wordNgrams, Math.min(maxn, random.nextInt(3)), maxn, buckets);
            List<String> words = words(random);
            TextPipeline pipeline = new TextPipeline(List.of(), HashedNgrams.words(false), settings, vocabulary);
            SparseRows row =
                    (SparseRows) pipeline.encode(String.join(" ", words)).rows();
            float[] expected = plain(settings, vocabulary, words);
            float[] dense = row.row(0);
            assertEquals(expected.length, dense.length);
            for (int c = 0; c < dense.length; c++) {
                assertEquals(expected[c], dense[c], 1e-6, settings + " " + words);
            }
            assertEquals(pipeline, TextPipeline.of(pipeline.config(), vocabulary));
            boolean[] all = new boolean[words.size()];
            Arrays.fill(all, true);
            assertEquals(row, pipeline.hashedRows(words, List.of(all)));
        }
    }

    @Test
    void wordsThatAreLeftOutBreakNgrams() {
        HashedNgrams settings = new HashedNgrams(2, 0, 0, Buckets.of(10_000));
        TextPipeline pipeline =
                new TextPipeline(List.of(), HashedNgrams.words(true), settings, Vocabulary.of(List.of("a", "b", "c")));
        SparseRows rows = pipeline.hashedRows(
                List.of("a", "b", "c"), List.of(new boolean[] {true, false, true}, new boolean[] {true, true, true}));
        // a, c, and c with the end; a, b, c and their two pairs, and c with the end.
        assertEquals(3, rows.starts()[1]);
        assertEquals(6, rows.starts()[2] - rows.starts()[1]);
    }

    @Test
    void refusesNgramsWithoutBuckets() {
        assertThrows(IllegalArgumentException.class, () -> new HashedNgrams(2, 0, 0, Buckets.NONE));
        assertThrows(IllegalArgumentException.class, () -> new HashedNgrams(1, 0, 0, Buckets.of(9)));
        assertThrows(IllegalArgumentException.class, () -> new HashedNgrams(1, 4, 3, Buckets.of(9)));
        assertThrows(IllegalArgumentException.class, () -> Buckets.of(-1));
    }

    private static List<String> words(Random random) {
        List<String> words = new ArrayList<>();
        for (int n = random.nextInt(6); n > 0; n--) {
            StringBuilder word = new StringBuilder();
            for (int k = 1 + random.nextInt(4); k > 0; k--) {
                word.append(PARTS[random.nextInt(PARTS.length)]);
            }
            words.add(word.toString());
        }
        return words;
    }

    private static float[] plain(HashedNgrams settings, Vocabulary vocabulary, List<String> words) {
        List<Integer> columns = new ArrayList<>();
        List<BigInteger> hashes = new ArrayList<>();
        List<String> all = new ArrayList<>(words);
        all.add(HashedNgrams.END);
        for (String word : all) {
            hashes.add(BigInteger.valueOf((int) fnv(word)));
            if (vocabulary.indexOf(word) >= 0) {
                columns.add(vocabulary.indexOf(word));
            }
            int[] characters = ("<" + word + ">").codePoints().toArray();
            for (int n = Math.max(1, settings.minn()); n <= settings.maxn() && !word.equals(HashedNgrams.END); n++) {
                for (int i = 0; i + n <= characters.length; i++) {
                    if (n > 1 || (i > 0 && i + 1 < characters.length)) {
                        add(columns, settings, vocabulary, fnv(new String(characters, i, n)));
                    }
                }
            }
        }
        for (int n = 2; n <= settings.wordNgrams(); n++) {
            for (int i = 0; i + n <= all.size(); i++) {
                BigInteger h = hashes.get(i);
                for (BigInteger next : hashes.subList(i + 1, i + n)) {
                    h = h.multiply(BigInteger.valueOf(116049371)).add(next);
                }
                BigInteger count = BigInteger.valueOf(settings.buckets().count());
                add(columns, settings, vocabulary, h.mod(TWO_64).mod(count).longValue());
            }
        }
        float[] row = new float[vocabulary.size() + settings.buckets().columns()];
        for (int column : columns) {
            if (column >= 0) {
                row[column] = (float) ((double) Collections.frequency(columns, column) / columns.size());
            }
        }
        return row;
    }

    private static void add(List<Integer> columns, HashedNgrams settings, Vocabulary vocabulary, long hash) {
        int column = settings.buckets().column((int) (hash % settings.buckets().count()));
        if (column >= 0) {
            columns.add(vocabulary.size() + column);
        } else if (settings.buckets().othersCount()) {
            columns.add(-1);
        }
    }

    private static long fnv(String text) {
        long h = 2166136261L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            h = ((h ^ (b & 0xffffffffL)) * 16777619L) & 0xffffffffL;
        }
        return h;
    }
}
