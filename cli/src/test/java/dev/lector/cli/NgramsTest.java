// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NgramsTest {
    @TempDir
    static Path folder;

    private static String reviews;
    private static String cnn;
    private static String average;

    @BeforeAll
    static void train() throws IOException {
        reviews = write("reviews.csv", MadeUp.reviews(160, 1));
        cnn = train(
                reviews,
                "cnn.lector",
                "--recipe",
                "kim-cnn",
                "--epochs=40",
                "--set",
                "filters=16",
                "--set=dimensions=16");
        average = train(reviews, "average.lector", "--recipe", "average", "--epochs=40");
    }

    private static String train(String data, String model, String... options) {
        String file = folder.resolve(model).toString();
        String[] first = {"train", data, "-o", file};
        String[] all = Arrays.copyOf(first, first.length + options.length);
        System.arraycopy(options, 0, all, first.length, options.length);
        Run run = Run.lector(all);
        assertThat(run.status()).as(run.err()).isZero();
        return file;
    }

    private static String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8)
                .toString();
    }

    @Test
    void filtersStandUnderTheLabelTheyPullTo() {
        Run run = Run.lector("ngrams", cnn, reviews, "--filters", "2", "--top", "3");
        assertThat(run.status()).as(run.err()).isZero();
        String[] byLabel = run.out().split("(?m)^positive: ");
        assertThat(byLabel[0])
                .startsWith("negative: ")
                .containsPattern("\\+\\d\\.\\d\\d .*(bad|awful|boring|terrible)");
        assertThat(byLabel[1]).containsPattern("\\+\\d\\.\\d\\d .*(good|great|lovely|wonderful)");
        assertThat(byLabel[1]).containsPattern("width_[345] #\\d+, [345] words  pull \\+\\d");
        assertThat(run.err()).contains("160 texts in");
        Run one = Run.lector("ngrams", cnn, reviews, "--label", "positive", "--layer", "width_4");
        assertThat(one.out()).contains("positive: ").doesNotContain("negative: ", "width_3 ");
    }

    @Test
    void jsonHasEveryFilter() {
        Run run = Run.lector("ngrams", cnn, reviews, "--json", "--top", "1");
        assertThat(run.out())
                .startsWith("{\"texts\":160,\"seconds\":")
                .contains("\"layers\":[\"width_3\",\"width_4\",\"width_5\"]", "\"activation\":");
        assertThat(run.out().split("\"index\":")).hasSize(1 + 48);
        assertThat(run.out().lines()).hasSize(1);
    }

    @Test
    void pageIsWhole() throws IOException {
        String strange = write("a & b.csv", "text\ngood and great film\n");
        Path page = folder.resolve("page.html");
        assertThat(Run.lector("ngrams", cnn, strange, "--html", page.toString()).status())
                .isZero();
        String html = Files.readString(page, StandardCharsets.UTF_8);
        assertThat(html).startsWith("<!DOCTYPE html>").endsWith("</html>\n").contains("a &amp; b.csv");
        assertThat(html).doesNotContain("<script", "http");
    }

    @Test
    void whatCannotBeShownIsSaid() throws IOException {
        assertThat(Run.lector("ngrams", average, reviews).error())
                .contains("network=average", "lector explain", "kim-cnn");
        assertThat(Run.lector("ngrams", cnn, write("empty.csv", "")).error()).contains("empty.csv");
        assertThat(Run.lector("ngrams", cnn, write("head.csv", "label,text\n")).error())
                .contains("head.csv");
        assertThat(Run.lector("ngrams", cnn, "no.csv").error()).contains("must exist");
        assertThat(Run.lector("ngrams", cnn, reviews, "--layer", "conv9").error())
                .contains("layer=conv9, the network has width_3, width_4, width_5");
        assertThat(Run.lector("ngrams", cnn, reviews, "--label", "neutral").error())
                .contains("negative, positive");
        assertThat(Run.lector("ngrams", cnn, reviews, "--top", "0").status()).isEqualTo(2);
        Path page = folder.resolve("unmade.html");
        Run.lector("ngrams", average, reviews, "--html", page.toString());
        assertThat(page).doesNotExist();
    }

    @Test
    void textsWithoutAKnownWordExciteNoFilter() throws IOException {
        Run run = Run.lector("ngrams", cnn, write("unknown.csv", "text\nqwertz\nzzz\n"));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("positive: 0 filters", "48 filters never answered");
    }

    @Test
    void manyLabels() throws IOException {
        StringBuilder rows = new StringBuilder("label,text\n");
        String[] words = {"parcel", "refund", "thanks", "hotel"};
        for (int i = 0; i < 160; i++) {
            rows.append("about-")
                    .append(words[i % 4])
                    .append(",we had a ")
                    .append(words[i % 4])
                    .append(" today\n");
        }
        String data = write("four.csv", rows.toString());
        String model = train(
                data,
                "four.lector",
                "--recipe",
                "kim-cnn",
                "--epochs=40",
                "--set",
                "filters=16",
                "--set",
                "dimensions=16");
        Run run = Run.lector("ngrams", model, data, "--filters", "1", "--top", "1");
        for (String word : words) {
            assertThat(run.out()).contains("about-" + word + ": ").containsPattern("a " + word + "|" + word + " today");
        }
    }

    @Test
    void nGramsThatLieOverOneAnotherAreMarkedOnce() {
        for (String tokens : new String[] {"kim", "characters"}) {
            String model = train(reviews, tokens + ".lector", "--recipe", "naive-bayes", "--set", "tokens=" + tokens);
            Run run = Run.lector("explain", model, "this was a lovely film");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).contains("this was a lovely film").containsPattern("\\+ *[0-9.]+ +");
        }
    }

    @Test
    void methodsOfExplainingAreChosen() {
        for (String method : new String[] {"shapley", "integrated-gradients", "OCCLUSION"}) {
            Run run = Run.lector("explain", cnn, "this was a lovely film", "--method", method, "--json");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).contains("\"method\":\"" + method.toLowerCase(Locale.ROOT) + "\"");
        }
        assertThat(Run.lector("explain", cnn, "x", "--method", "magic").error()).contains("integrated-gradients");
        assertThat(Run.lector("explain", average, "a lovely film", "--method", "integrated-gradients")
                        .out())
                .contains("lovely");
        assertThat(Run.lector("explain", cnn, "a lovely film", "--method", "occlusion")
                        .out())
                .containsPattern("lovely|in no share");
    }
}
