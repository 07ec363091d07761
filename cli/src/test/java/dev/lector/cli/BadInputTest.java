// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever users' files hold: a one-line error or a defined answer, and nothing that was written before is lost. */
class BadInputTest {
    @TempDir
    static Path folder;

    private static Path model;

    @BeforeAll
    static void model() throws IOException {
        model = folder.resolve("good.lector");
        assertThat(train(MadeUp.reviews(120, 1), "-o", model.toString(), "--epochs", "60")
                        .status())
                .isZero();
    }

    @Test
    void anEmptyFile() throws IOException {
        assertThat(train("").error()).contains("data.csv");
        assertThat(train("\n\n  \n").status()).isEqualTo(1);
        assertThat(train("label,text\n").status()).isEqualTo(1);
    }

    @Test
    void aFileThatIsNotThere() {
        assertThat(Run.lector("train", folder.resolve("no.csv").toString()).error())
                .contains("A file must exist.");
        assertThat(Run.lector("predict", folder.resolve("no.lector").toString(), "x")
                        .error())
                .contains("must exist");
        assertThat(Run.lector("predict", model.toString(), "reviwes.csv").error())
                .contains("Received: reviwes.csv");
    }

    @Test
    void noHeaderIsDetectedOrSaid() throws IOException {
        String rows = MadeUp.reviews(60, 1).replaceFirst("label,text\n", "");
        Run detected = train(rows);
        assertThat(detected.status()).as(detected.err()).isZero();
        assertThat(detected.err()).contains("60").contains("no header");
        assertThat(train(rows, "--no-header").status()).isZero();
    }

    @Test
    void aMissingColumnIsNamedBesideThoseThatAreThere() throws IOException {
        assertThat(train(MadeUp.reviews(20, 1), "--text", "txet").error()).contains("column=txet", "label", "'text'");
        assertThat(train(MadeUp.reviews(20, 1), "--label", "klass").error()).contains("column=klass");
    }

    @Test
    void oneClassOnly() throws IOException {
        assertThat(train("label,text\na,one\na,two\na,three\n").error()).contains("at least two different labels");
    }

    @Test
    void aClassWithOneRow() throws IOException {
        String rows = MadeUp.reviews(60, 1) + "rare,an odd text\n";
        Run run = train(rows);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("rare").contains("one row only");
        Path file = write("rare.csv", rows);
        assertThat(Run.lector("crossval", file.toString(), "--folds", "3", "--recipe", "average")
                        .error())
                .contains("rare");
    }

    @Test
    void emptyLabels() throws IOException {
        String rows = MadeUp.reviews(60, 1) + ",no label here\n";
        assertThat(train(rows).error()).contains("A label must not be empty.", "line=62");
        Run skipped = train(rows, "--skip-bad");
        assertThat(skipped.status()).as(skipped.err()).isZero();
        assertThat(skipped.err()).contains("warning: 1 rows of");
    }

    @Test
    void labelsThatDifferInBlanksAreOneAndInCaseAreTold() throws IOException {
        String rows = MadeUp.reviews(60, 1) + " positive,a great film\nPositive,a great book\nPositive,great meal\n";
        Run run = train(rows);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("'Positive' (2 rows)", "'positive' (31 rows)");
    }

    @Test
    void theWrongColumnAsLabel() throws IOException {
        Run run = train(MadeUp.reviews(60, 1), "--label", "text", "--text", "label");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.error()).contains("Check the label column");
    }

    @Test
    void aLabelSeenOnlyInValidation() throws IOException {
        Path held = write("held.csv", MadeUp.reviews(20, 2) + "neutral,it was a film\n");
        Run run = train(MadeUp.reviews(60, 1), "--validation", held.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("1 validation rows have a label that no training row has");
        assertThat(Run.lector("evaluate", model.toString(), held.toString()).error())
                .contains("neutral");
        assertThat(Run.lector("evaluate", model.toString(), held.toString(), "--unseen-wrong")
                        .status())
                .isZero();
    }

    @Test
    void aSpreadsheetsSemicolonsAndWindows1252() throws IOException {
        StringBuilder rows = new StringBuilder("Label;Text;Preis\r\n");
        for (int i = 0; i < 40; i++) {
            rows.append(
                    i % 2 == 0
                            ? "gut;sch\u00f6n, wirklich \u201etoll\u201c;3,50\r\n"
                            : "schlecht;nie wieder \u20ac;2,10\r\n");
        }
        Path file = folder.resolve("sheet.csv");
        Files.write(file, rows.toString().getBytes(Charset.forName("windows-1252")));
        Path out = folder.resolve("sheet.lector");
        Run run = Run.lector("train", file.toString(), "-o", out.toString(), "--recipe", "average", "--epochs", "2");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("separator ';'", "windows-1252");
        Run answers = Run.lector("predict", out.toString(), file.toString());
        assertThat(answers.out()).startsWith("Label;Text;Preis;").contains("sch\u00f6n, wirklich \u201etoll\u201c");
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheFirstColumn() throws IOException {
        Run run = train("\ufeff" + MadeUp.reviews(60, 1), "--label", "label");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("byte order mark");
    }

    @Test
    void quotesThatAreNeverClosed() throws IOException {
        String rows = "label,text\n\"a\",\"one, two\"\n\"b\",\"two, three\"\na,\"never closed\nb,x\n".repeat(1)
                + "b,more\n".repeat(30);
        Run run = train(rows, "--format", "csv");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.error()).contains("line=4");
    }

    @Test
    void bytesThatAreNoUtf8() throws IOException {
        byte[] good = MadeUp.reviews(40, 1).getBytes(StandardCharsets.UTF_8);
        byte[] bad = Arrays.copyOf(good, good.length + 12);
        System.arraycopy(
                new byte[] {'a', ',', 'x', (byte) 0xff, (byte) 0xfe, (byte) 0xc3, '\n'}, 0, bad, good.length, 7);
        Path file = folder.resolve("bytes.csv");
        Files.write(file, Arrays.copyOf(bad, good.length + 7));
        Run run = Run.lector("train", file.toString(), "--charset", "UTF-8", "-o", out(), "--recipe", "average");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.error()).contains("bytes.csv");
        Run stream = Run.lector(new byte[] {'o', 'k', '\n', (byte) 0xff, '\n'}, "predict", model.toString(), "-");
        assertThat(stream.error()).contains("Standard input must be UTF-8.");
    }

    @Test
    void otherLineSeparatorsAreCharacters() throws IOException {
        Path file = write("lines.csv", "text\ngood\u0085film\nbad\u2028book\nfine\u000bmeal\n");
        Run run = Run.lector("predict", model.toString(), file.toString(), "--format", "csv");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("3 rows");
    }

    @Test
    void aLineOf200Megabytes() throws IOException {
        Run stream = Run.lector(new Endless(200_000_000), "predict", model.toString(), "-");
        assertThat(stream.status()).isEqualTo(1);
        assertThat(stream.error()).contains("16777216 characters");
        Path file = folder.resolve("long.csv");
        try (var to = Files.newOutputStream(file)) {
            to.write("label,text\na,".getBytes(StandardCharsets.UTF_8));
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) 'x');
            for (int i = 0; i < 200; i++) {
                to.write(block);
            }
        }
        Run train = Run.lector("train", file.toString(), "-o", out());
        Files.delete(file);
        assertThat(train.status()).isEqualTo(1);
        assertThat(train.error()).contains("long.csv");
    }

    @Test
    void aTurkishLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            String rows = MadeUp.reviews(60, 1).replace("positive", "INVITING").replace("negative", "BORING");
            Run run = train(rows.replace("label,text", "LABEL,TITLE"), "--text", "title", "--format", "CSV", "--json");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).startsWith("{\"accuracy\":").doesNotContain("\u0131");
            assertThat(Run.lector("predict", model.toString(), "A WONDERFUL FILM")
                            .out())
                    .startsWith("positive");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aModelCutShortAlteredNewerOrNone() throws IOException {
        byte[] whole = Files.readAllBytes(model);
        Path bad = folder.resolve("bad.lector");
        Files.write(bad, Arrays.copyOf(whole, whole.length / 2));
        assertThat(Run.lector("predict", bad.toString(), "x").error()).contains("cut short");
        byte[] altered = whole.clone();
        altered[whole.length / 2] ^= 1;
        Files.write(bad, altered);
        assertThat(Run.lector("inspect", bad.toString()).error()).contains("altered");
        Files.writeString(bad, "label,text\n", StandardCharsets.UTF_8);
        assertThat(Run.lector("explain", bad.toString(), "x").error()).contains("which is none");
        assertThat(Run.lector("predict", folder.toString(), "x").error()).contains("folder");
        fromALaterVersion(bad);
        for (String command : new String[] {"predict", "explain", "evaluate"}) {
            assertThat(Run.lector(
                                    command,
                                    bad.toString(),
                                    write("in.csv", MadeUp.reviews(20, 1)).toString())
                            .error())
                    .contains("must not be newer", "formatVersion=4", "Use a newer Lector.");
        }
        assertThat(Run.lector("inspect", bad.toString()).error()).contains("formatVersion=4");
    }

    /** The good model as a later version might write it. */
    private static void fromALaterVersion(Path to) throws IOException {
        try (ZipFile from = new ZipFile(model.toFile());
                ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(to))) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                if (entry.getName().equals("model.json")) {
                    String json = new String(bytes, StandardCharsets.UTF_8);
                    assertThat(json).containsPattern("\"formatVersion\" *: *1\\b");
                    bytes = json.replaceFirst("(\"formatVersion\" *: *)1\\b", "$14")
                            .getBytes(StandardCharsets.UTF_8);
                }
                CRC32 crc = new CRC32();
                crc.update(bytes);
                ZipEntry stored = new ZipEntry(entry.getName());
                stored.setMethod(ZipEntry.STORED);
                stored.setSize(bytes.length);
                stored.setCrc(crc.getValue());
                zip.putNextEntry(stored);
                zip.write(bytes);
                zip.closeEntry();
            }
        }
    }

    @Test
    void aLossThatIsNoNumber() throws IOException {
        Path out = write("nan.lector", "the model that was there");
        Run run = train(
                MadeUp.reviews(60, 1),
                "-o",
                out.toString(),
                "--recipe",
                "words-cnn",
                "--set",
                "learning-rate=1e6",
                "--epochs",
                "40");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.error()).contains("The loss must stay finite.", "Lower learning-rate.");
        assertThat(out).hasContent("the model that was there");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void duplicatesAcrossTheSplit() throws IOException {
        String rows = MadeUp.reviews(20, 1);
        Path held = write("twice.csv", rows + "positive,a text of its own\n");
        Run given = train(rows, "--validation", held.toString());
        assertThat(given.status()).as(given.err()).isZero();
        assertThat(given.err()).contains("Warning: 20 of 21 validation texts also stand in the training part");
        Run split = train(rows + rows.replace("label,text\n", ""), "--validation", "0.5", "--json");
        assertThat(split.status()).as(split.err()).isZero();
        assertThat(split.err()).containsPattern("Warning: [1-9]\\d* of 20 validation texts also stand");
    }

    @Test
    void aTextWithoutAKnownWordAndAnEmptyText() {
        for (String text : new String[] {"", "   ", "qqq zzz", "\u4e2d\u6587"}) {
            Run run = Run.lector("predict", model.toString(), text);
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).contains("No word of this text is known");
            assertThat(Run.lector("predict", model.toString(), text, "--json").out())
                    .contains("\"noEvidence\":true");
            assertThat(Run.lector("explain", model.toString(), text).status()).isZero();
        }
    }

    @Test
    void aFullDisk() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "this system has no /dev/full");
        Path file = write("many.csv", MadeUp.reviews(500, 3));
        Run run = Run.lector("predict", model.toString(), file.toString(), "--output", full.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.error()).contains("The output must be written whole.");
        assertThat(Run.lector("train", file.toString(), "-o", full.toString()).error())
                .contains("a device");
        assertThat(Files.isRegularFile(full)).isFalse();
    }

    @Test
    void placesThatCannotBeWritten() throws IOException {
        String missing = folder.resolve("no/model.lector").toString();
        assertThat(train(MadeUp.reviews(20, 1), "-o", missing).error()).contains("must exist");
        assertThat(train(MadeUp.reviews(20, 1), "-o", folder.toString()).error())
                .contains("a folder");
        Path in = write("in.csv", "text\ngood film\n");
        assertThat(Run.lector("predict", model.toString(), in.toString(), "-o", missing)
                        .error())
                .contains("must exist");
    }

    @Test
    void aFailureInTheMiddleLeavesWhatWasThere() throws IOException {
        Path file = write("broken.csv", "text,n\ngood,1\n" + "fine,2\n".repeat(3000) + "too,many,fields\n");
        Path out = write("kept.csv", "what was there");
        Run run =
                Run.lector("predict", model.toString(), file.toString(), "--format", "csv", "--output", out.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.error()).contains("line=3003");
        assertThat(out).hasContent("what was there");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void twoRunsThatWriteOneFile() throws Exception {
        Path shared = folder.resolve("shared.lector");
        Path data = write("shared.csv", MadeUp.reviews(120, 1));
        List<CompletableFuture<Run>> runs = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            String own = Integer.toString(seed);
            runs.add(CompletableFuture.supplyAsync(() -> Run.lector(
                    "train",
                    data.toString(),
                    "-o",
                    shared.toString(),
                    "--recipe",
                    "average",
                    "--epochs",
                    "9",
                    "--seed",
                    own)));
        }
        for (CompletableFuture<Run> run : runs) {
            assertThat(run.get().status()).as(run.get().err()).isZero();
        }
        assertThat(Run.lector("predict", shared.toString(), "a good film").status())
                .isZero();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void optionsThatMakeNoSense() throws IOException {
        assertThat(train(MadeUp.reviews(20, 1), "--recipe", "bert").error()).contains("recipe=bert");
        assertThat(train(MadeUp.reviews(20, 1), "--set", "colour=red").error()).contains("option=colour");
        assertThat(train(MadeUp.reviews(20, 1), "--epochs", "0").error()).contains("epochs=0");
        assertThat(train(MadeUp.reviews(20, 1), "--epochs", "many").error())
                .contains("--epochs must be a whole number");
        assertThat(train(MadeUp.reviews(20, 1), "--threads", "0").error()).contains("threads=0");
        assertThat(train(MadeUp.reviews(20, 1), "--validation", "1.5").error()).contains("validation=1.5");
        assertThat(train(MadeUp.reviews(20, 1), "--separator", "ab").status()).isEqualTo(2);
        assertThat(train(MadeUp.reviews(20, 1), "--charset", "utf-99").error()).contains("utf-99");
        assertThat(train(MadeUp.reviews(20, 1), "--resume").error()).contains("--resume needs the checkpoint");
        assertThat(Run.lector("predict", model.toString(), "x", "-o", "y.csv").status())
                .isEqualTo(2);
    }

    private static Run train(String text, String... more) throws IOException {
        Path file = write("data.csv", text);
        List<String> words = new ArrayList<>(List.of("train", file.toString()));
        words.addAll(List.of(more));
        if (!words.contains("-o")) {
            words.addAll(List.of("-o", out()));
        }
        if (!words.contains("--recipe")) {
            words.addAll(List.of("--recipe", "average"));
        }
        if (!words.contains("--epochs")) {
            words.addAll(List.of("--epochs", "2"));
        }
        return Run.lector(words.toArray(String[]::new));
    }

    private static String out() {
        return folder.resolve("out.lector").toString();
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    private static List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".tmp"))
                    .toList();
        }
    }

    /** A stream of one long line. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(long bytes) {
            this.left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'a' : -1;
        }

        @Override
        public int read(byte[] to, int at, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            Arrays.fill(to, at, at + count, (byte) 'a');
            left -= count;
            return count;
        }
    }
}
