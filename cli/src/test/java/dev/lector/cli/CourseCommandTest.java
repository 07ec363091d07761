// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.cli.course.Experiment;
import dev.lector.cli.course.Experiments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourseCommandTest {
    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void data() throws IOException {
        data = folder.resolve("sentences.csv");
        Files.writeString(data, MadeUp.reviews(120, 1), StandardCharsets.UTF_8);
    }

    @Test
    void listsTheExperiments() {
        Run list = Run.lector("course", "list");
        assertThat(list.status()).isZero();
        assertThat(list.out()).contains("words-cnn ").contains("79.77");
        assertThat(Run.lector("course", "list", "--json").out()).startsWith("{\"experiments\":[{\"name\":");
    }

    @Test
    void runsWritesAReportAndDoesNothingTwice() throws IOException {
        Path out = folder.resolve("out");
        String[] words = {
            "course", "run", "words-cnn", "--quick", "--data", data.toString(), "-o", out.toString(), "--threads", "2"
        };
        Run first = Run.lector(words);
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).contains("| words-cnn |").contains("81.53 / 79.77");
        assertThat(out.resolve("report.html")).content().contains("</html>").contains("<polyline");
        assertThat(out.resolve("report.md")).content().contains("| words-cnn |");
        byte[] outcomes = Files.readAllBytes(out.resolve("outcomes.json"));
        Run second = Run.lector(words);
        assertThat(second.status()).isZero();
        assertThat(second.err()).contains("done before");
        assertThat(Files.readAllBytes(out.resolve("outcomes.json"))).isEqualTo(outcomes);
    }

    @Test
    void whatHasNoDataIsToldHowToGetThem() {
        Run none = Run.lector("course", "run", "multi-hot-dense", "--data", data.toString(), "-o", folder.toString());
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.error()).contains("--data-dir").contains("imdb/train.csv.gz");
    }

    @Test
    void wrongUse() {
        Run unknown = Run.lector("course", "run", "words-rnn", "--data", data.toString());
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.error()).contains("lector course list");
        assertThat(Run.lector("course", "run", "all", "--data", "none.csv").status())
                .isEqualTo(2);
        assertThat(Run.lector("course", "run", "all", "--data-dir", data.toString())
                        .status())
                .isEqualTo(2);
        assertThat(Run.lector("course", "run", "words-cnn", "--seeds", "0", "--data", data.toString())
                        .status())
                .isEqualTo(2);
        assertThat(Run.lector("course", "run").status()).isEqualTo(2);
    }

    @Test
    void thePagesNameExperimentsThatThereAre() throws IOException {
        List<String> known = new ArrayList<>(
                Experiments.list().stream().map(Experiment::name).toList());
        known.add("all");
        List<String> named = new ArrayList<>();
        try (Stream<Path> pages = Files.list(
                Path.of("").toAbsolutePath().getParent().resolve("docs").resolve("course"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                Matcher run = Pattern.compile("lector course run ([\\w-]+)").matcher(Files.readString(page));
                while (run.find()) {
                    named.add(run.group(1));
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(5).isSubsetOf(known);
    }
}
