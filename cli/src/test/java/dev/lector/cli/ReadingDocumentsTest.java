// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.text.data.Document;
import dev.lector.text.data.DocumentOptions;
import dev.lector.text.data.DocumentStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every command of docs/reading-documents.md, on small data of each format. */
class ReadingDocumentsTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/reading-documents.md");
    private static final Pattern COMMAND =
            Pattern.compile("(?m)`(lector (?:train|evaluate|predict) [^`]+)`|^(lector .*)$");
    private static final int ROWS = 12;

    @TempDir
    static Path folder;

    /** A text of a made-up review, and its class: positive for even numbers. */
    private static String text(int i) {
        return MadeUp.reviews(ROWS, 5).split("\n")[1 + i].split(",")[1];
    }

    private static String rows(Function<Integer, String> row) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            all.append(row.apply(i));
        }
        return all.toString();
    }

    private static String label(int i, String even, String odd) {
        return i % 2 == 0 ? even : odd;
    }

    private static void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    @BeforeAll
    static void data() throws IOException {
        write("reviews.csv", MadeUp.reviews(ROWS, 1));
        write("sms.txt", rows(i -> label(i, "spam", "ham") + "\t" + text(i) + "\n"));
        write(
                "tickets.jsonl",
                rows(i -> "{\"queue\":\"" + label(i, "sales", "support") + "\",\"body\":\"" + text(i) + "\"}\n"));
        write("lines.txt", rows(i -> text(i) + "\n"));
        write(
                "reviews.xml",
                "<?xml version='1.0'?><reviews>"
                        + rows(i -> "<review stars='" + label(i, "5", "1") + "'><text>" + text(i) + "</text></review>")
                        + "</reviews>");
        String mail = "From: a@b\nSubject: s\n\n";
        String from = "From a@b Mon Jan  1 10:00:00 2001\n";
        for (int i = 0; i < ROWS; i++) {
            write("films/" + label(i, "pos", "neg") + "/" + i + ".txt", text(i));
            write("pages/" + i + ".html", "<html lang=" + label(i, "en", "sv") + "><body><p>" + text(i) + "</html>");
            write("mails/" + label(i, "spam", "ham") + "/" + i, mail + text(i));
            write("divided/train/" + label(i, "pos", "neg") + "/" + i + ".txt", text(i));
            write(
                    "divided/test/" + label(i, "pos", "neg") + "/" + i + ".txt",
                    text(ROWS - 1 - i / 2 * 2 - (1 - i % 2)));
        }
        write("boxes/ham.mbox", rows(i -> from + mail + text(i / 2 * 2 + 1) + "\n\n"));
        write("boxes/spam.mbox", rows(i -> from + mail + text(i / 2 * 2) + "\n\n"));
        write(
                "reut2-000.sgm",
                "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n"
                        + rows(i ->
                                "<REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" CGISPLIT=\"TRAINING-SET\">\n<TOPICS><D>"
                                        + label(i, "earn", "acq") + "</D>" + (i > 9 ? "<D>both</D>" : "")
                                        + "</TOPICS>\n<TEXT><BODY>"
                                        + text(i) + "</BODY></TEXT>\n</REUTERS>\n"));
        write("ner.conll", rows(i -> "word NN O\n".repeat(3) + "\n"));
        write(
                "tagged.conllu",
                rows(i -> "# genre = " + label(i, "mail", "blog") + "\n# text = " + text(i) + "\n1\tword"
                        + "\t_".repeat(8) + "\n\n"));
        zip("films.zip", i -> "films/" + label(i, "pos", "neg") + "/" + i + ".txt", i -> text(i));
        zip(
                "newswire.zip",
                i -> i + ".xml",
                i -> "<newsitem itemid='" + i + "'><headline>" + text(i)
                        + "</headline><text><p>x</p></text><metadata><codes class='bip:countries:1.0'><code code='"
                        + label(i, "SWED", "FRA") + "'/></codes></metadata></newsitem>");
        assertThat(lector("lector train reviews.csv -o reviews.lector").status())
                .isZero();
    }

    private static void zip(String name, Function<Integer, String> path, Function<Integer, String> text)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < ROWS; i++) {
                zip.putNextEntry(new ZipEntry(path.apply(i)));
                zip.write(text.apply(i).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Runs a command as it is written, with files in the test's folder, and short training. */
    private static Run lector(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command);
        while (word.find()) {
            boolean quoted = word.group(1) != null;
            String each = quoted ? word.group(1) : word.group(2);
            boolean file = !quoted && (each.endsWith(".lector") || Files.exists(folder.resolve(each)));
            words.add(file ? folder.resolve(each).toString() : each);
        }
        assertThat(words.remove(0)).isEqualTo("lector");
        if (words.get(0).equals("train")) {
            words.addAll(List.of("--recipe", "average", "--epochs", "2"));
            if (!words.contains("-o")) {
                words.addAll(List.of("-o", folder.resolve("any.lector").toString()));
            }
        }
        return Run.lector(words.toArray(String[]::new));
    }

    @TestFactory
    Stream<DynamicTest> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher command = COMMAND.matcher(Files.readString(PAGE, StandardCharsets.UTF_8));
        while (command.find()) {
            String each = command.group(1) == null ? command.group(2) : command.group(1);
            if (!each.contains("DATA")) {
                commands.add(each);
            }
        }
        assertThat(commands).hasSizeGreaterThan(17);
        return commands.stream()
                .map(each -> DynamicTest.dynamicTest(each, () -> {
                    Run run = lector(each);
                    assertThat(run.status()).as(run.err()).isZero();
                    assertThat(run.err()).containsPattern("(Read as|Files read: ).*\\.");
                }));
    }

    @Test
    void partsAreToldAndChosen() {
        assertThat(lector("lector train divided -o divided.lector").err())
                .contains("Files read: 24 of plain text. Text text, label folder.")
                .contains("Part train: 12 of {test=12, train=12} documents; --part names another, or all.");
        assertThat(lector("lector evaluate divided.lector divided").err()).contains("Part test: 12 of");
        assertThat(lector("lector train divided --part dev").error()).contains("part=dev, parts=[test, train]");
    }

    @Test
    void severalLabelsAreAClearError() {
        assertThat(lector("lector train reut2-000.sgm").error())
                .contains("A document must have one label. Received: file=")
                .contains("labels=[earn, both]");
        Run run = lector("lector train reut2-000.sgm --skip-bad");
        assertThat(run.err()).contains("warning: 2 rows of ");
    }

    @Test
    void predictionsOfAFolder() throws IOException {
        Path out = folder.resolve("answers.csv");
        Run run = lector("lector predict reviews.lector films --output " + out);
        assertThat(run.status()).as(run.err()).isZero();
        List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
        assertThat(lines).hasSize(ROWS + 1);
        assertThat(lines.get(0)).startsWith("origin,labels,text,label,probability,");
        assertThat(lines.get(1)).contains("1.txt:1,neg,");
    }

    @Test
    void theJavaSnippet() throws IOException {
        Path mails = folder.resolve("mails");
        int count = 0;
        try (DocumentStream stream = DocumentStream.open(mails, DocumentOptions.UNLABELLED.text("body"))) {
            while (stream.hasNext()) {
                Document mail = stream.next().document();
                assertThat(mail.labels()).hasSize(1);
                assertThat(mail.metadata("from")).isEqualTo("a@b");
                count++;
            }
            assertThat(stream.description()).isEqualTo("Files read: 12 of mail. Text body, label folder.");
        }
        assertThat(count).isEqualTo(ROWS);
        // The page shows these calls.
        assertThat(Files.readString(PAGE, StandardCharsets.UTF_8))
                .contains(
                        "DocumentStream.open(Path.of(\"mails\"), DocumentOptions.UNLABELLED.text(\"body\"))",
                        "Document mail = stream.next().document();",
                        "mail.labels()",
                        "mail.metadata(\"from\")");
    }
}
