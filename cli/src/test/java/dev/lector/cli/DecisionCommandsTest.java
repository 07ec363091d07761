// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --multi-label}, {@code --calibrate}, {@code --precision} and {@code --reject-below} from train to predict. */
class DecisionCommandsTest {
    private static final String[] THINGS = {"soup", "waiter", "price"};
    private static final String[] LABELS = {"food", "staff", "money"};

    @TempDir
    Path folder;

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Run ok(String... args) {
        Run run = Run.lector(args);
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    /** Texts about none to three things, each its own label. */
    private static String tickets(int rows, long seed) {
        StringBuilder csv = new StringBuilder("labels,text\n");
        Random random = new Random(seed);
        for (int row = 0; row < rows; row++) {
            StringBuilder labels = new StringBuilder();
            StringBuilder text = new StringBuilder("we went there " + random.nextInt(1000));
            for (int i = 0; i < THINGS.length; i++) {
                if (random.nextInt(2) == 0) {
                    labels.append(labels.isEmpty() ? "" : ";").append(LABELS[i]);
                    text.append(" the ").append(THINGS[i]);
                }
            }
            csv.append(labels).append(',').append(text).append('\n');
        }
        return csv.toString();
    }

    /** Reviews of which a part has a label at random, so that no answer can be sure of all of them. */
    private Path doubtful(String name, int rows, long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("label,text\n");
        for (int row = 0; row < rows; row++) {
            boolean vague = row % 3 == 0;
            boolean good = random.nextBoolean();
            csv.append(good ? "good," : "bad,")
                    .append(vague ? "an ordinary film" : good ? "a lovely film" : "an awful film")
                    .append(' ')
                    .append(random.nextInt(50))
                    .append('\n');
        }
        return write(name, csv.toString());
    }

    @Test
    void aTextMayHaveSeveralLabels() throws IOException {
        Path train = write("tickets.csv", tickets(400, 1));
        Path test = write("tickets-test.csv", tickets(100, 2));
        String model = folder.resolve("tickets.lector").toString();
        Run trained = ok(
                "train",
                train.toString(),
                "-o",
                model,
                "--label",
                "labels",
                "--multi-label",
                "--label-separator",
                ";",
                "--recipe",
                "svm",
                "--json");
        assertThat(trained.err()).containsPattern("\\d+ of 400 texts have no label and are left out");
        assertThat(trained.out()).contains("\"microF1\":", "\"macroF1\":");

        Run evaluated = ok(
                "evaluate",
                model,
                test.toString(),
                "--label",
                "labels",
                "--label-separator",
                ";",
                "--multi-label",
                "--keep-unlabelled",
                "--json");
        assertThat(evaluated.out()).contains("\"rows\":100").containsPattern("\"microF1\":(1\\.0|0\\.9)");

        Run answer = ok("predict", model, "the soup and the price", "--json");
        assertThat(answer.out()).containsPattern("^\\{\"labels\":\\[\"(food\",\"money|money\",\"food)\"\\]");
        Path out = folder.resolve("answers.csv");
        ok("predict", model, test.toString(), "--output", out.toString());
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.get(0))
                .isEqualTo(
                        "labels,text,predicted_labels,probability_food,probability_money,probability_staff,no_evidence");
        assertThat(lines).hasSize(101);
        assertThat(ok("inspect", model).out()).contains("food", "money", "staff");
    }

    @Test
    void setsOfLabelsAreRefusedWhereOneIsWanted() throws IOException {
        Path tickets = write("tickets.csv", tickets(200, 1));
        String model = folder.resolve("one.lector").toString();
        Run separator = Run.lector("train", tickets.toString(), "-o", model, "--label-separator", ";");
        assertThat(separator.status()).isEqualTo(2);
        assertThat(separator.error()).contains("no --multi-label");
        ok("train", doubtful("reviews.csv", 120, 3).toString(), "-o", model, "--recipe", "naive-bayes");
        Run sets = Run.lector(
                "evaluate", model, tickets.toString(), "--label", "labels", "--multi-label", "--label-separator", ";");
        assertThat(sets.status()).isEqualTo(1);
        assertThat(sets.error()).contains("Received:");
        Run loop = Run.lector(
                "train",
                tickets.toString(),
                "-o",
                model,
                "--label",
                "labels",
                "--multi-label",
                "--label-separator",
                ";",
                "--recipe",
                "seq-cnn");
        assertThat(loop.error()).contains("seq-cnn", "multiLabel=true");
    }

    @Test
    void probabilitiesAreCalibrated() throws IOException {
        Path train = doubtful("reviews.csv", 600, 4);
        Path test = doubtful("test.csv", 300, 5);
        for (String method : List.of("temperature", "isotonic")) {
            String model = folder.resolve(method + ".lector").toString();
            Run trained = ok(
                    "train",
                    train.toString(),
                    "-o",
                    model,
                    "--recipe",
                    "mlp",
                    "--epochs",
                    "15",
                    "--validation",
                    "0.3",
                    "--calibrate",
                    method);
            assertThat(trained.out()).containsIgnoringCase("calibrat");
            assertThat(ok("evaluate", model, test.toString()).out())
                    .contains("calibration error", "without calibration");
            assertThat(ok("inspect", model, "--json").out()).contains(method);
        }
        Run unknown = Run.lector("train", train.toString(), "--calibrate", "platt");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.error()).contains("platt");
    }

    @Test
    void improbableAnswersAreRejected() throws IOException {
        Path train = doubtful("reviews.csv", 900, 6);
        Path test = doubtful("test.csv", 300, 7);
        String model = folder.resolve("sure.lector").toString();
        Run trained = ok(
                "train",
                train.toString(),
                "-o",
                model,
                "--recipe",
                "logistic",
                "--validation",
                "0.3",
                "--calibrate",
                "temperature",
                "--precision",
                "0.95");
        assertThat(trained.out()).contains("are none of the labels: of 270 validation rows");

        Run evaluated = ok("evaluate", model, test.toString(), "--json");
        // Two thirds of the texts can be known, and those are right.
        assertThat(evaluated.out())
                .containsPattern("\"answered\":0\\.[67]")
                .containsPattern("\"answeredAccuracy\":(1\\.0|0\\.9)");

        assertThat(ok("predict", model, "a lovely film", "--json").out())
                .startsWith("{\"label\":\"good\"")
                .contains("\"rejected\":false");
        assertThat(ok("predict", model, "an ordinary film", "--json").out())
                .startsWith("{\"label\":null")
                .contains("\"rejected\":true");
        assertThat(ok("predict", model, "an ordinary film").out()).contains("None of these");
        Path out = folder.resolve("answers.csv");
        ok("predict", model, test.toString(), "--output", out.toString());
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.get(0)).endsWith(",rejected,no_evidence");
        assertThat(lines.stream().filter(line -> line.contains(",true,false"))).hasSizeBetween(60, 140);
    }

    @Test
    void aBoundOnTheProbabilityIsAShare() throws IOException {
        Path train = doubtful("reviews.csv", 120, 8);
        for (String[] wrong : new String[][] {{"--precision", "95"}, {"--reject-below", "1.5"}, {"--precision", "x"}}) {
            Run run = Run.lector("train", train.toString(), "--recipe", "mlp", wrong[0], wrong[1]);
            assertThat(run.status()).isNotZero();
            assertThat(run.error()).contains(wrong[1].equals("x") ? "x" : wrong[1]);
        }
        String model = folder.resolve("bound.lector").toString();
        ok("train", train.toString(), "-o", model, "--recipe", "naive-bayes", "--reject-below", "0.99");
        assertThat(ok("predict", model, "an ordinary film", "--json").out()).contains("\"rejected\":true");
    }
}
