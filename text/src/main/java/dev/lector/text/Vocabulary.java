// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Words in a fixed order, each found by its characters, or numbered buckets that take any word. Immutable and thread-safe. */
public final class Vocabulary {
    private static final Pattern HASHED = Pattern.compile("\\\\h([1-9]\\d{0,8})");

    private final WordTable table;
    /** How many buckets there are in place of words, or 0. */
    private final int buckets;

    private Vocabulary(WordTable table) {
        this.table = table;
        this.buckets = 0;
    }

    private Vocabulary(int buckets) {
        this.table = null;
        this.buckets = buckets;
    }

    /**
     * The hashing trick: every word, known or not, belongs to the bucket of its hash, and nothing is stored. Different words
     * may meet in one bucket. The word of a bucket is its number behind {@code #}.
     *
     * @param buckets at least 1
     */
    public static Vocabulary hashed(int buckets) {
        if (buckets < 1 || buckets > 999_999_999) {
            throw new IllegalArgumentException(
                    "Words are hashed into at least one bucket, and fewer than 10^9. Received:" + " buckets=" + buckets
                            + ". Take about ten times as many as there are words that matter.");
        }
        return new Vocabulary(buckets);
    }

    /** True if words are hashed into buckets. */
    public boolean isHashed() {
        return buckets > 0;
    }

    /** The bucket of {@link String#hashCode()}, its bits mixed (MurmurHash3's last step). */
    private int bucket(int hash) {
        int h = hash ^ (hash >>> 16);
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        return Math.floorMod(h ^ (h >>> 16), buckets);
    }

    /**
     * The vocabulary of given words.
     *
     * @throws IllegalArgumentException if a word is empty or stands there twice
     */
    public static Vocabulary of(List<String> words) {
        WordTable table = new WordTable();
        for (String word : words) {
            if (word.isEmpty() || table.find(word) >= 0) {
                throw new IllegalArgumentException(
                        "The words of a vocabulary must differ and must not be empty. Received: word '" + word
                                + "' at place " + table.size() + ". Remove it.");
            }
            table.add(word);
        }
        return new Vocabulary(table);
    }

    static Vocabulary of(WordTable words) {
        return new Vocabulary(words);
    }

    /** The different characters of a string, in their order. */
    public static Vocabulary ofCharacters(String characters) {
        return of(characters.codePoints().mapToObj(Character::toString).toList());
    }

    /** The 256 tokens of {@link Utf8Bytes}, in their order. */
    public static Vocabulary bytes() {
        return ofCharacters(IntStream.range(0, 256)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    /**
     * The course's 70 characters, which get the ids 1 to 70: 26 lower-case letters, 10 digits, the 32 punctuation marks of
     * ASCII, blank and newline.
     */
    public static Vocabulary courseCharacters() {
        return ofCharacters("abcdefghijklmnopqrstuvwxyz0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \n");
    }

    /** How many words there are. */
    public int size() {
        return isHashed() ? buckets : table.size();
    }

    /** The place of a word, from 0, or -1 if it is unknown. */
    public int indexOf(String word) {
        return isHashed() ? bucket(word.hashCode()) : table.find(word);
    }

    /** The place of the cursor's current token, from 0, or -1 if it is unknown. */
    public int indexOf(TokenCursor cursor) {
        return isHashed() ? bucket(cursor.hash) : table.find(cursor);
    }

    /** The word at a place, from 0. */
    public String word(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("A word's place is below the vocabulary's size. Received: index="
                    + index + ", size=" + size() + ".");
        }
        return isHashed() ? "#" + index : table.word(index);
    }

    /** All words in order. */
    public List<String> words() {
        List<String> words = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            words.add(word(i));
        }
        return words;
    }

    /** Writes one word a line in UTF-8; does not close {@code out}. */
    public void write(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (isHashed()) {
            // No word is written so: its backslash would be escaped.
            writer.write("\\h" + buckets + "\n");
        }
        for (int i = 0; !isHashed() && i < size(); i++) {
            writer.write(escape(table.word(i)));
            writer.write('\n');
        }
        writer.flush();
    }

    /** Writes one word a line, see {@link #write(OutputStream)}. */
    public void save(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out);
        }
    }

    /** Reads what {@link #save} wrote. */
    public static Vocabulary load(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        }
    }

    /**
     * Reads what {@link #write} wrote; does not close {@code in}.
     *
     * @param name for errors
     * @throws IllegalArgumentException if a line is no word
     */
    public static Vocabulary read(InputStream in, String name) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        WordTable table = new WordTable();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            Matcher hashed = HASHED.matcher(line);
            if (table.size() == 0 && hashed.matches() && reader.readLine() == null) {
                return hashed(Integer.parseInt(hashed.group(1)));
            }
            String word = unescape(line);
            if (word == null || word.isEmpty() || table.find(word) >= 0) {
                throw new IllegalArgumentException(
                        "A vocabulary file holds one different word a line. Received: " + name + ", line "
                                + (table.size() + 1) + ": '" + line + "'. Write the file again with Vocabulary.save.");
            }
            table.add(word);
        }
        return new Vocabulary(table);
    }

    /** Backslash, control characters, line separators of other programs and lone surrogates are escaped. */
    private static String escape(String word) {
        StringBuilder escaped = null;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < word.length()
                    && Character.isLowSurrogate(word.charAt(i + 1));
            boolean plain = c != '\\'
                    && !Character.isISOControl(c)
                    && c != '\u2028'
                    && c != '\u2029'
                    && c != '\ufeff'
                    && !Character.isSurrogate(c);
            if (!plain && !pair && escaped == null) {
                escaped = new StringBuilder(word.substring(0, i));
            }
            if (escaped == null) {
                i += pair ? 1 : 0;
            } else if (pair) {
                escaped.append(c).append(word.charAt(++i));
            } else if (plain) {
                escaped.append(c);
            } else {
                switch (c) {
                    case '\\' -> escaped.append("\\\\");
                    case '\n' -> escaped.append("\\n");
                    case '\r' -> escaped.append("\\r");
                    case '\t' -> escaped.append("\\t");
                    default -> escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                }
            }
        }
        return escaped == null ? word : escaped.toString();
    }

    /** The word of a line, or null if an escape is not one of {@link #escape}'s. */
    private static String unescape(String line) {
        if (line.indexOf('\\') < 0) {
            return line;
        }
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '\\') {
                word.append(c);
                continue;
            }
            char kind = ++i < line.length() ? line.charAt(i) : 0;
            switch (kind) {
                case '\\' -> word.append('\\');
                case 'n' -> word.append('\n');
                case 'r' -> word.append('\r');
                case 't' -> word.append('\t');
                case 'u' -> {
                    String digits = line.substring(i + 1, Math.min(line.length(), i + 5));
                    if (!digits.matches("[0-9a-f]{4}")) {
                        return null;
                    }
                    word.append((char) Integer.parseInt(digits, 16));
                    i += 4;
                }
                default -> {
                    return null;
                }
            }
        }
        return word.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && buckets == that.buckets && (isHashed() || table.equals(that.table));
    }

    @Override
    public int hashCode() {
        return isHashed() ? buckets : table.hashCode();
    }

    @Override
    public String toString() {
        return "Vocabulary of " + size() + (isHashed() ? " buckets" : " words");
    }
}
