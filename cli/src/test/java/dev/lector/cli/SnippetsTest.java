// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.classify.Recipe;
import dev.lector.classify.Recipes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Every snippet of the README, of docs/embedding.md, of docs/explain.md and of the course's pages does what it says. */
class SnippetsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    /** Not run here: a container, and the usage line of java. */
    private static final List<String> SHOWN_ONLY = List.of("dockerfile", "text");
    /**
     * Run by .ci/run: they need npm, or are the build itself. Experiments are run by CourseCommandTest; vectors have to be
     * fetched.
     */
    private static final Pattern ELSEWHERE =
            Pattern.compile("(\\./lector demo|mvn -B verify|lector data fetch|lector course run)\\b.*|.* --vectors"
                    + " glove\\.100d\\.txt.*|lector train udhr\\.csv .*");

    @TempDir
    static Path folder;

    @BeforeAll
    static void data() throws IOException {
        // Rows with wrong labels end the training early, as real ones do.
        String wrong = MadeUp.reviews(30, 3)
                .replace("label,text\n", "")
                .replace("positive,", "x,")
                .replace("negative,", "positive,")
                .replace("x,", "negative,");
        Files.writeString(folder.resolve("reviews.csv"), MadeUp.reviews(60, 1) + wrong, StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("test.csv"), MadeUp.reviews(60, 2), StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("vectors.txt"),
                "film 0.1 0.2 0.3\ngood 0.9 0.1 0.2\nbook 0.3 0.2 0.1\n",
                StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("corpus.txt"),
                "a good film and a good book\na bad film or a poor book\n".repeat(20),
                StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("pairs.txt"), "film\tbook\t8\ngood\tbad\t5\ngood\tbook\t1\n", StandardCharsets.UTF_8);
        for (String chapter : List.of("fr/1", "fr/2", "en/1", "en/2")) {
            Path file = folder.resolve(chapter + ".txt");
            Files.createDirectories(file.getParent());
            String text = chapter.startsWith("fr") ? "que l'été est là " : "when the week will wake ";
            Files.writeString(file, text.repeat(chapter.endsWith("1") ? 3 : 5), StandardCharsets.UTF_8);
        }
        Files.writeString(folder.resolve("new.csv"), "text\ngood film\nbad film\n", StandardCharsets.UTF_8);
        Run train = Run.lector(
                "train",
                folder.resolve("reviews.csv").toString(),
                "-o",
                folder.resolve("reviews.lector").toString(),
                "--recipe",
                "average",
                "--epochs",
                "20");
        assertThat(train.status()).as(train.err()).isZero();
    }

    @TestFactory
    Stream<DynamicTest> snippets() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        List<String> pages = new ArrayList<>(List.of(
                "README.md",
                "docs/embedding.md",
                "docs/evaluation.md",
                "docs/explain.md",
                "docs/fasttext.md",
                "docs/recipes.md",
                "docs/text.md",
                "docs/vectors.md"));
        try (Stream<Path> course = Files.list(ROOT.resolve("docs").resolve("course"))) {
            course.map(file -> "docs/course/" + file.getFileName())
                    .filter(page -> page.endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
        }
        for (String page : pages) {
            Matcher fence = FENCE.matcher(Files.readString(ROOT.resolve(page), StandardCharsets.UTF_8));
            while (fence.find()) {
                String language = fence.group(1);
                String code = fence.group(2);
                String name =
                        page + ": " + language + " " + code.lines().findFirst().orElse("");
                tests.add(DynamicTest.dynamicTest(name, () -> check(language, code)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(8);
        return tests.stream();
    }

    @Test
    void everyRecipeIsInTheTable() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/recipes.md"), StandardCharsets.UTF_8);
        for (Recipe recipe : Recipes.all()) {
            assertThat(page).contains("\n| `" + recipe.name() + "` |");
        }
    }

    private static void check(String language, String code) throws Exception {
        switch (language) {
            case "java" -> java(code);
            case "sh" -> shell(code);
            case "xml" ->
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(code.getBytes(StandardCharsets.UTF_8)));
            default -> assertThat(SHOWN_ONLY).contains(language);
        }
    }

    private static void shell(String code) {
        for (String line : code.lines().toList()) {
            String command = line.replaceFirst("\\s+#.*", "").strip();
            if (command.isEmpty() || ELSEWHERE.matcher(command).matches()) {
                continue;
            }
            List<String> words = words(command);
            assertThat(words.get(0)).as(line).isIn("lector", "./lector");
            Run run = Run.lector(words.subList(1, words.size()).toArray(String[]::new));
            assertThat(run.status()).as(line + "\n" + run.err()).isZero();
        }
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : place(word.group(2)));
        }
        return words;
    }

    /** Files of a snippet lie in the test's folder. */
    private static String place(String word) {
        return word.matches("[\\w.-]+\\.(csv|lector|html|txt|svg|png|bin|lvec|npy)|fr|en")
                ? folder.resolve(word).toString()
                : word;
    }

    private static void java(String code) throws Exception {
        boolean type = code.contains("class ");
        String placed = Pattern.compile("\"([\\w-]+\\.(lector|txt|bin|lvec))\"")
                .matcher(code)
                .replaceAll(file -> Matcher.quoteReplacement(
                        "\"" + folder.resolve(file.group(1)).toString().replace("\\", "\\\\") + "\""))
                .replace(
                        "${reviews.model:reviews.lector}",
                        folder.resolve("reviews.lector").toString());
        StringBuilder imports = new StringBuilder();
        StringBuilder body = new StringBuilder();
        placed.lines()
                .forEach(line -> (line.startsWith("import ") ? imports : body)
                        .append(line)
                        .append('\n'));
        String name = type ? code.replaceAll("(?s).*?class (\\w+).*", "$1") : "Snippet";
        String source = type
                ? placed
                : imports + "public class Snippet {\npublic static void main(String[] args) throws Exception {\n" + body
                        + "}\n}\n";
        Path classes = Files.createTempDirectory(folder, "classes");
        Path file = Files.writeString(classes.resolve(name + ".java"), source, StandardCharsets.UTF_8);
        compile(file, classes);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            Class<?> compiled = loader.loadClass(name);
            if (type) {
                try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(compiled)) {
                    assertThat(context.getBean(dev.lector.classify.TextClassifier.class)
                                    .labels())
                            .hasSize(2);
                }
            } else {
                Method main = compiled.getMethod("main", String[].class);
                main.invoke(null, (Object) new String[0]);
            }
        }
    }

    private static void compile(Path file, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "--release",
                                    "17",
                                    "-proc:none",
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }
}
