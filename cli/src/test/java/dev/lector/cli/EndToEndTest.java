// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.classify.TextClassifier;
import dev.lector.text.data.DocumentOptions;
import dev.lector.text.data.DocumentStream;
import dev.lector.text.data.RowWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user types them, on data that are made up. */
class EndToEndTest {
    @TempDir
    static Path folder;

    private static Path reviews;
    private static Path model;

    @BeforeAll
    static void train() throws IOException {
        reviews = write("reviews.csv", MadeUp.reviews(240, 1));
        model = folder.resolve("reviews.lector");
        Run run = Run.lector("train", reviews.toString(), "-o", model.toString(), "--recipe", "average", "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("{\"accuracy\":").contains("\"macroF1\":", "\"microF1\":", "\"seconds\":");
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.err())
                .contains(
                        "Read as CSV: separator ','",
                        "Text column 'text', label column 'label'",
                        "216 training and 24 validation rows",
                        "positive");
        assertThat(folder.resolve("reviews.lector.checkpoint")).doesNotExist();
    }

    /** {@code predict MODEL TEXT} alone is read by hand, with any option by picocli. */
    @Test
    void oneTextIsAnsweredAlikeByBothWays() {
        for (String file :
                List.of(model.toString(), folder.resolve("none.lector").toString(), folder.toString(), "no\0path")) {
            for (String text : List.of("what a wonderful film", "an awful film", "qqq zzz", " ")) {
                Run byHand = Run.lector("predict", file, text);
                Run byOptions = Run.lector("predict", "--skip-bad", file, text);
                assertThat(byHand.status()).isEqualTo(byOptions.status());
                assertThat(byHand.out()).isEqualTo(byOptions.out());
                assertThat(byHand.err()).isEqualTo(byOptions.err());
            }
        }
    }

    @Test
    void aTextIsLabelled() {
        Run run = Run.lector("predict", model.toString(), "what a wonderful film");
        assertThat(run.status()).isZero();
        assertThat(run.out().lines().findFirst().orElseThrow()).matches("positive +\\d+\\.\\d %");
        Run json = Run.lector("predict", model.toString(), "an awful film", "--json");
        assertThat(json.out())
                .startsWith("{\"label\":\"negative\",\"probability\":0.")
                .contains("\"noEvidence\":false");
    }

    @Test
    void withoutARecipeTheBetterOfTwoIsTrained() {
        Path chosen = folder.resolve("chosen.lector");
        Run run = Run.lector("train", reviews.toString(), "-o", chosen.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .containsPattern("No recipe is named\\. Tried on 44 texts, after training on 172 others: nbsvm"
                        + " 100.00 %.*\\. Taken: nbsvm\\.");
        assertThat(Run.lector("inspect", chosen.toString()).out()).contains("nbsvm");
        Run json = Run.lector("train", reviews.toString(), "-o", chosen.toString(), "--json");
        assertThat(json.out()).contains("\"tried\":{\"taken\":\"nbsvm\",\"trainingRows\":172,\"heldRows\":44");
    }

    @Test
    void fewRowsAreNoTrial() throws IOException {
        Path few = write("no-trial.csv", MadeUp.reviews(60, 6));
        Run run = Run.lector(
                "train", few.toString(), "-o", folder.resolve("few.lector").toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("fewer than 100 rows to try two on: words-cnn is taken");
    }

    @Test
    void aNetworkStartsFromTheVectorsOfAFile() throws IOException {
        Path vectors = write("vectors.txt", "film 0.1 0.2 0.3\nbook 0.3 0.2 0.1\nawful -0.5 0.1 0.5\n");
        Path few = write("few-vectors.csv", MadeUp.reviews(60, 5));
        Path out = folder.resolve("vectors.lector");
        Run run = Run.lector(
                "train",
                few.toString(),
                "-o",
                out.toString(),
                "--recipe",
                "average",
                "--epochs",
                "2",
                "--vectors",
                vectors.toString(),
                "--freeze");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).containsPattern("3 of \\d+ words \\(.*start from 3-dimensional vectors of .*, frozen");
        Files.delete(vectors);
        assertThat(Run.lector("predict", out.toString(), "an awful film").status())
                .isZero();
        Run absent = Run.lector("train", few.toString(), "-o", out.toString(), "--vectors", vectors.toString());
        assertThat(absent.status()).isEqualTo(1);
        assertThat(absent.error()).contains("vectors.txt", "lector data fetch glove");
        assertThat(Run.lector("train", few.toString(), "--freeze").status()).isEqualTo(2);
        Run bags = Run.lector("train", few.toString(), "--recipe", "mlp", "--vectors", reviews.toString());
        assertThat(bags.error()).contains("recipe=mlp", "Use one of [words-cnn");
        Run wrong = Run.lector("train", few.toString(), "-o", out.toString(), "--vectors", reviews.toString());
        assertThat(wrong.error()).contains("line=1", "reviews.csv");
        Run course = Run.lector("train", few.toString(), "--recipe", "kim-cnn", "--course");
        assertThat(course.error()).contains("recipe=kim-cnn");
    }

    @Test
    void aFileKeepsItsRowsAndTheirOrder() throws IOException {
        Path in = write("new.csv", "id,text,label\n7,good film,x\n3,\"bad, awful\",\n5,,y\n9,zzzz,x\n");
        Path out = folder.resolve("answers.csv");
        Run run = Run.lector("predict", model.toString(), in.toString(), "--output", out.toString(), "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("{\"rows\":4,\"noEvidence\":2,\"seconds\":");
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.get(0))
                .isEqualTo(
                        "id,text,label,predicted_label,probability,probability_negative,probability_positive,no_evidence");
        assertThat(lines.get(1)).startsWith("7,good film,x,positive,").endsWith(",false");
        assertThat(lines.get(2)).startsWith("3,\"bad, awful\",,negative,").endsWith(",false");
        assertThat(lines.get(3)).startsWith("5,,y,").endsWith(",true");
        assertThat(lines.get(4)).startsWith("9,zzzz,x,").endsWith(",true");
        assertThat(lines).hasSize(5);
    }

    @Test
    void manyRowsAreAnsweredAsOneByOne() throws Exception {
        String some = MadeUp.reviews(300, 4).substring("label,text\n".length());
        Path in = write("many.csv", "label,text\n" + some.repeat(10));
        for (String ending : List.of("csv", "jsonl")) {
            Path out = folder.resolve("many-out." + ending);
            Run run = Run.lector("predict", model.toString(), in.toString(), "--output", out.toString());
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.err()).contains("3,000 rows in");
            assertThat(Files.readString(out)).isEqualTo(oneByOne(in, ending.equals("jsonl")));
        }
    }

    /** The plain way: a row at a time, on one thread. */
    private static String oneByOne(Path in, boolean jsonLines) throws IOException {
        TextClassifier classifier = TextClassifier.load(model);
        AnswerFormat format = new AnswerFormat(classifier);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DocumentStream rows = DocumentStream.open(in, DocumentOptions.UNLABELLED)) {
            List<String> added = format.columns(rows.columns());
            try (RowWriter writer = jsonLines
                    ? RowWriter.jsonLines(bytes, rows.columns(), added)
                    : RowWriter.csv(bytes, ',', rows.columns(), added)) {
                while (rows.hasNext()) {
                    DocumentStream.Entry entry = rows.next();
                    writer.write(
                            entry.row(),
                            format.values(classifier.predict(entry.document().text())));
                }
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void rowsBeforeABadOneAreAnswered() throws IOException {
        String some = MadeUp.reviews(3000, 4);
        Path in = write("bad.csv", some + "negative,one,two\n");
        Run run = Run.lector("predict", model.toString(), in.toString(), "--format", "csv");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines()).hasSize(3001);
        assertThat(run.err()).contains("3,000 rows are written.", "line=3002");
        Path out = folder.resolve("bad-out.csv");
        assertThat(Run.lector("predict", model.toString(), in.toString(), "--format", "csv", "-o", out.toString())
                        .status())
                .isEqualTo(1);
        assertThat(out).doesNotExist();
    }

    @Test
    void aModelIsMadeSmaller() throws IOException {
        long before = Files.size(model);
        Path small = folder.resolve("small.lector");
        Run run = Run.lector("compress", model.toString(), "-o", small.toString(), "--weights", "int8", "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"bytes\":" + Files.size(small), "\"weights\":\"int8\"");
        assertThat(Files.size(small)).isLessThan(before);
        assertThat(Run.lector("inspect", small.toString()).out()).contains("int8");
        assertThat(Run.lector("predict", small.toString(), "what a wonderful film")
                        .out())
                .startsWith("positive");
        assertThat(Run.lector("compress", model.toString(), "-o", small.toString(), "--weights", "int4")
                        .error())
                .contains("[float32, bfloat16, int8]", "weights=int4");
    }

    @Test
    void aModelThatGetsNoSmallerSaysSo() {
        Path linear = folder.resolve("linear.lector");
        Path small = folder.resolve("small-linear.lector");
        Run train = Run.lector("train", reviews.toString(), "-o", linear.toString(), "--recipe", "naive-bayes");
        assertThat(train.status()).as(train.err()).isZero();
        Run run = Run.lector("compress", linear.toString(), "-o", small.toString());
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("warning: ", "is no smaller than", "fewer than 8 numbers");
        assertThat(Run.lector("compress", model.toString(), "-o", small.toString())
                        .err())
                .doesNotContain("warning");
    }

    @Test
    void jsonLinesStayJsonLines() throws IOException {
        Path in = write(
                "new.jsonl", "{\"id\":7,\"text\":\"good film\",\"more\":[1,2]}\n{\"id\":8,\"text\":\"awful book\"}\n");
        Run run = Run.lector("predict", model.toString(), in.toString());
        assertThat(run.status()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("{\"id\":7,\"text\":\"good film\",\"more\":[1,2],\"label\":\"positive\",");
        assertThat(lines.get(1)).startsWith("{\"id\":8,\"text\":\"awful book\",\"label\":\"negative\",");
    }

    @Test
    void linesAreAnsweredAsTheyCome() {
        byte[] in = "good film\r\n\nawful\u0085book\nlast line".getBytes(StandardCharsets.UTF_8);
        Run run = Run.lector(in, "predict", model.toString(), "-");
        assertThat(run.status()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).matches("positive\t[01]\\.\\d{4}");
        assertThat(lines.get(1)).matches("(positive|negative)\t[01]\\.\\d{4}\tno evidence");
        assertThat(lines.get(2)).startsWith("negative\t").doesNotContain("no evidence");
        assertThat(Run.lector(in, "predict", model.toString(), "--json").out().lines())
                .hasSize(4);
    }

    @Test
    void aModelIsEvaluated() throws IOException {
        Path test = write("test.csv", MadeUp.reviews(60, 9));
        Run table = Run.lector("evaluate", model.toString(), test.toString());
        assertThat(table.status()).as(table.err()).isZero();
        assertThat(table.out()).contains("accuracy", "negative", "positive");
        Run json = Run.lector("evaluate", model.toString(), test.toString(), "--json");
        assertThat(json.out()).matches("(?s)\\{\"accuracy\":[01].*,\"macroF1\":.*,\"microF1\":.*,\"seconds\":.*\\}\\n");
    }

    @Test
    void aRecipeIsCrossValidatedWithMadeAndWithGivenFolds() throws IOException {
        Path few = write("few.csv", MadeUp.reviews(60, 4));
        Run run = Run.lector(
                "crossval", few.toString(), "--folds", "3", "--recipe", "average", "--epochs", "3", "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("{\"accuracy\":").contains("\"folds\":[");
        StringBuilder folds = new StringBuilder();
        for (int row = 0; row < 60; row++) {
            folds.append(row / 2 % 2).append('\n');
        }
        Path splits = write("folds.txt", folds.toString());
        Run given = Run.lector(
                "crossval", few.toString(), "--splits", splits.toString(), "--recipe", "average", "--epochs", "3");
        assertThat(given.status()).as(given.err()).isZero();
        assertThat(given.out()).contains("fold  1", "fold  2", "mean");
        Path wrong = write("wrong.txt", "0\n1\n");
        assertThat(Run.lector("crossval", few.toString(), "--splits", wrong.toString())
                        .error())
                .contains("lines=2");
    }

    @Test
    void recipesAreCompared() throws IOException {
        Path few = write("compared.csv", MadeUp.reviews(60, 6));
        Path page = folder.resolve("recipes.html");
        String[] command = {
            "compare", few.toString(), "--folds", "3", "--recipes", "svm,average:epochs=2", "--report", page.toString()
        };
        Run run = Run.lector(command);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("svm, fold 1 of 3", "average:epochs=2, fold 3 of 3");
        assertThat(run.out()).contains("has the highest accuracy", "corrected resampled t-test over 3 folds");
        assertThat(Files.readString(page)).startsWith("<!doctype html>").contains("average:epochs=2", "</svg>");
        Run json = Run.lector("compare", few.toString(), "--folds", "3", "--recipes", "naive-bayes,svm", "--json");
        assertThat(json.out()).startsWith("{\"best\":\"").contains("\"accuracy\":", "\"mcNemarP\":");
        for (String wrong : List.of("svm", "svm,svm", "svm,mlp:units", "svm,mlp:units=1:x=2", "svm,nosuch")) {
            Run refused = Run.lector("compare", few.toString(), "--recipes", wrong);
            assertThat(refused.status()).as(wrong).isPositive();
            assertThat(refused.error()).contains("Received: ");
        }
    }

    @Test
    void anAnswerIsExplained() {
        Run run = Run.lector("explain", model.toString(), "this was a wonderful film");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("positive").contains("wonderful");
        Run json = Run.lector("explain", model.toString(), "this was a wonderful film", "--json");
        assertThat(json.out()).startsWith("{\"label\":\"positive\"").contains("\"ngrams\":[{\"text\":");
        assertThat(json.out())
                .matches("\\{\"label\":\"positive\",\"probability\":0\\.\\d+,\"noEvidence\":false,\"seconds\":[^,]+,"
                        + "\"logOdds\":[^,]+,\"logOddsWithoutText\":[^,]+,\"method\":\"shapley\",\"missing\":[^,]+,"
                        + "\"ngrams\":\\[(\\{\"text\":\"[^\"]+\",\"start\":\\d+,"
                        + "\"end\":\\d+,\"words\":\\d+,\"share\":[^,}]+},?)+]}\n");
        assertThat(Run.lector("explain", model.toString(), "x", "--label", "neutral")
                        .error())
                .contains("label=neutral");
    }

    @Test
    void aModelIsDrawn() throws IOException {
        Path drawing = folder.resolve("model.svg");
        Run run = Run.lector("inspect", model.toString(), "--drawing", drawing.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.readString(drawing)).startsWith("<svg ").contains("GlobalAveragePooling1D");
        Run nowhere = Run.lector("inspect", model.toString(), "--drawing", "no/such/folder/model.svg");
        assertThat(nowhere.status()).isEqualTo(1);
        assertThat(nowhere.err()).contains("Received: ");
    }

    @Test
    void aModelAndTheRecipesAreShown() {
        Run inspect = Run.lector("inspect", model.toString());
        assertThat(inspect.status()).as(inspect.err()).isZero();
        assertThat(inspect.out())
                .contains("negative, positive", "average", "Layer (type)", "Output Shape", "Total params");
        assertThat(Run.lector("inspect", model.toString(), "--json").out()).contains("\"provenance\":{");
        assertThat(Run.lector("inspect", model.toString(), "--json").out())
                .contains("\"network\":{\"name\":", "\"layers\":[{\"name\":\"", "\"type\":\"Embedding\"")
                .containsPattern(
                        "\"type\":\"Dense\",\"inputs\":\\[\"[^\"]+\"],\"outputShape\":\\[1],\"parameters\":\\d+");
        assertThat(Run.lector("recipes").out()).contains("words-cnn", "kim-cnn", "average", "mlp", "(the default)");
        assertThat(Run.lector("recipes").out())
                .contains("For texts of your own:", "over characters:", "(Chollet 2017):");
        assertThat(Run.lector("recipes", "char-cnn").out()).contains("(--course):", "  steps=40", "alphabet=course");
        assertThat(Run.lector("recipes", "kim-cnn").out()).contains("Kim", "dropout", "max-norm");
        assertThat(Run.lector("recipes", "--json").out()).startsWith("{\"default\":");
        assertThat(Run.lector("recipes", "nosuch").error()).contains("recipe=nosuch");
    }

    @Test
    void oneSeedGivesOneModelOnAnyNumberOfThreads() throws IOException {
        byte[] one = weights("1", "1");
        assertThat(weights("2", "1")).isEqualTo(one);
        assertThat(weights("3", "1")).isEqualTo(one);
        assertThat(weights("2", "5")).isNotEqualTo(one);
    }

    private static byte[] weights(String threads, String seed) throws IOException {
        Path out = folder.resolve("threads" + threads + "-" + seed + ".lector");
        Run run = Run.lector(
                "train",
                reviews.toString(),
                "-o",
                out.toString(),
                "--recipe",
                "average",
                "--epochs",
                "2",
                "--threads",
                threads,
                "--seed",
                seed);
        assertThat(run.status()).as(run.err()).isZero();
        try (ZipFile zip = new ZipFile(out.toFile())) {
            return zip.getInputStream(zip.getEntry("weights.safetensors")).readAllBytes();
        }
    }

    private static Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }
}
