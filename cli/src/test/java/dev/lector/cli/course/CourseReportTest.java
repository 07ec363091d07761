// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.classify.Recipe;
import dev.lector.classify.Recipes;
import dev.lector.classify.TrainingRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class CourseReportTest {
    private static final int ROWS = 1002;

    /** Right on the first rows of {@code ROWS}. */
    private static Outcome outcome(String name, long seed, int right, double seconds, String rows) {
        boolean[] hits = new boolean[ROWS];
        Arrays.fill(hits, 0, right, true);
        return new Outcome(
                name,
                seed,
                name + seed + rows,
                (double) right / ROWS,
                .9,
                2,
                3,
                seconds,
                1234,
                9000,
                ROWS,
                rows,
                List.of(.5, (double) right / ROWS, .6),
                Outcome.bits(hits));
    }

    private static CourseReport report(
            List<Outcome> outcomes, List<Outcome> keras, List<String> remarks, boolean quick) {
        List<Experiment> experiments = outcomes.stream()
                .map(outcome -> new Experiment(
                        outcome.experiment(),
                        "a network",
                        "words-cnn",
                        Map.of(),
                        CourseData.SENTENCES,
                        Protocol.TENTH,
                        false,
                        81.53,
                        79.77,
                        "nowhere"))
                .toList();
        return CourseReport.of(experiments, outcomes, keras, remarks, quick);
    }

    private static Claim.Verdict verdict(CourseReport report, String first) {
        return report.verdicts().stream()
                .filter(verdict -> verdict.claim().first().equals(first))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anIntervalIsStudents() {
        // t = 4.302653 for two degrees of freedom; s = 1, so the half width is 4.302653 / sqrt(3).
        Interval interval = Interval.of(new double[] {1, 2, 3});
        assertThat(interval.mean()).isEqualTo(2);
        assertThat(interval.high() - interval.low()).isCloseTo(2 * 4.302652729749462 / Math.sqrt(3), within(1e-9));
        assertThat(Interval.of(new double[] {4}).low()).isNaN();
        double[] many = new double[101];
        Arrays.setAll(many, i -> i);
        assertThat(Interval.of(many).high() - 50).isCloseTo(1.984 * 29.3002 / Math.sqrt(101), within(.01));
    }

    @Test
    void bitsComeBack() {
        Outcome outcome = outcome("words-cnn", 1, 701, 1, "r");
        assertThat(outcome.right(0)).isTrue();
        assertThat(outcome.right(700)).isTrue();
        assertThat(outcome.right(701)).isFalse();
        assertThat(outcome.right(ROWS - 1)).isFalse();
    }

    @Test
    void aClaimIsShownOnlyWithItsInterval() {
        CourseReport report = report(
                List.of(
                        outcome("words-cnn", 1, 700, 1, "r"),
                        outcome("words-cnn-pretrained", 1, 650, 1, "r"),
                        outcome("dilated-cnn", 1, 701, 1, "r"),
                        outcome("dilated-cnn-table", 1, 600, 1, "r")),
                List.of(),
                List.of(),
                false);
        assertThat(verdict(report, "words-cnn").answer()).isEqualTo("shown");
        assertThat(verdict(report, "words-cnn").figures())
                .startsWith("+4.99 points")
                .contains("1002 texts");
        assertThat(verdict(report, "dilated-cnn").answer()).isEqualTo("not shown");
        assertThat(verdict(report, "dilated-cnn-table").answer()).isEqualTo("the opposite is shown");
        assertThat(report.lectorLessKeras()).isNull();
    }

    @Test
    void kerasIsShownBesideTheSameRowsOnly() {
        List<Outcome> keras = List.of(outcome("words-cnn", 1, 690, 2, "r"), outcome("words-cnn", 2, 710, 2, "r"));
        CourseReport same = report(List.of(outcome("words-cnn", 1, 720, 1, "r")), keras, List.of("a < b"), false);
        assertThat(same.lectorLessKeras().mean()).isCloseTo(20.0 / ROWS, within(1e-12));
        assertThat(same.toMarkdown()).contains("69.86 (68.86–70.86)").contains("| 71.86 |");
        CourseReport other = report(List.of(outcome("words-cnn", 1, 720, 1, "other")), keras, List.of(), false);
        assertThat(other.lectorLessKeras()).isNull();
        assertThat(other.toMarkdown()).doesNotContain("69.86");
    }

    @Test
    void thePageIsWholeAndNeedsNoOtherFile() throws Exception {
        List<Outcome> keras = List.of(outcome("words-cnn", 1, 690, 2, "r"));
        CourseReport report = report(List.of(outcome("words-cnn", 1, 720, 1, "r")), keras, List.of("a < b & c"), true);
        String html = HtmlReport.of(report);
        Document page = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        html.replace("<!doctype html>", "").getBytes(StandardCharsets.UTF_8)));
        assertThat(page.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(html).doesNotContain("src=").doesNotContain("href=").contains("a &lt; b &amp; c");
    }

    @Test
    void outcomesAreKept(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("outcomes.json");
        Outcome first = outcome("words-cnn", 1, 700, 1, "r");
        Outcomes.open(file).with(first).with(outcome("words-cnn", 2, 701, 1, "r"));
        assertThat(Outcomes.open(file).find(first.key())).contains(first);
        assertThat(Outcomes.open(file).find("unknown")).isEmpty();
        Files.writeString(file, "{\"runs\": [{\"network\": 3}]}");
        assertThatThrownBy(() -> Outcomes.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Received: file=");
    }

    @Test
    void everyExperimentHasARecipeThatTakesItsSettings() {
        for (Experiment experiment : Experiments.list()) {
            Recipe recipe = Recipes.byName(experiment.recipe());
            new TrainingRun(recipe).course().set(experiment.settings());
            assertThat(recipe.takesVectors() || !experiment.vectors())
                    .as(experiment.name())
                    .isTrue();
        }
    }

    @Test
    void claimsAndRecordAreOfKnownExperiments() {
        List<String> names = Experiments.list().stream().map(Experiment::name).toList();
        assertThat(Claim.ALL).allSatisfy(claim -> assertThat(names).contains(claim.first(), claim.second()));
        assertThat(Outcomes.ofKeras()).isNotEmpty().allSatisfy(run -> {
            assertThat(names).contains(run.experiment());
            assertThat(run.accuracy()).isBetween(.1, 1.0);
            assertThat(run.validationSha256()).hasSize(16);
        });
    }
}
