// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Byte-pair encoding of words (Sennrich, Haddow and Birch 2016): each word of another rule falls into characters, and
 * neighbours are joined in the order in which the merges were learnt. The last piece of a word ends with {@code </w>}.
 * Words longer than {@value #LONGEST} code points are cut into parts of that length first.
 *
 * @param tokens what cuts the text into words
 * @param merges what is joined, the first first: left and right piece with a blank between them
 */
public record BytePairs(TokenRule tokens, List<String> merges) implements TokenRule {
    static final int LONGEST = 64;
    static final String WORD_END = "</w>";
    private static final String VERSION = "#version: 0.2";

    /** Copies and checks the merges. */
    public BytePairs {
        merges = List.copyOf(merges);
        for (String merge : merges) {
            int blank = merge.indexOf(' ');
            if (blank < 1 || blank == merge.length() - 1 || merge.indexOf(' ', blank + 1) >= 0) {
                throw new IllegalArgumentException("A merge is two pieces with a blank between them. Received: merge='"
                        + merge + "'. Train the merges again, or check their file.");
            }
        }
    }

    /**
     * Learns merges: again and again the most frequent pair of neighbours is joined; of equally frequent ones the last in
     * the order of code points, as subword-nmt does. The same texts give the same merges.
     *
     * @param tokens what cuts the texts into words; words that hold a blank are left out
     * @param texts read once
     * @param merges at most so many
     * @param minCount pairs that are less frequent are not joined
     */
    public static BytePairs train(TokenRule tokens, Iterable<String> texts, int merges, int minCount) {
        WordCounts counts = new WordCounts(tokens);
        texts.forEach(counts::add);
        return new BytePairs(tokens, new BytePairTraining(counts).learn(merges, minCount));
    }

    /** Writes the merges in the format of subword-nmt: a version, then one merge a line. */
    public void save(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(VERSION + "\n");
            for (String merge : merges) {
                out.write(merge + "\n");
            }
        }
    }

    /**
     * Reads what {@link #save} or subword-nmt (version 0.2) wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static BytePairs load(TokenRule tokens, Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String version = in.readLine();
            if (!VERSION.equals(version)) {
                throw new IllegalArgumentException("A file of merges begins with " + VERSION + ". Received: file="
                        + file + ", first line='" + version + "'. Write it with BytePairs.save or subword-nmt.");
            }
            List<String> merges = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                merges.add(line);
            }
            return new BytePairs(tokens, merges);
        }
    }

    @Override
    public TokenCursor cursor() {
        return new BytePairCursor(this);
    }
}
