// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The real sets in the folder that the environment variable {@code LECTOR_DATA} names; without it nothing is checked. */
class LectorDataTest {
    private static Documents read(String file) throws IOException {
        return read(file, DocumentOptions.LABELLED);
    }

    private static Documents read(String file, DocumentOptions options) throws IOException {
        String folder = System.getenv("LECTOR_DATA");
        if (folder == null) {
            System.out.println("Skipped: LECTOR_DATA is not set, so " + file + " was not read.");
        }
        Assumptions.assumeTrue(folder != null);
        return Documents.read(Path.of(folder, file), options);
    }

    @Test
    void mr() throws IOException {
        Documents documents = read("mr/mr.csv");
        assertThat(documents.description()).startsWith("Read as CSV: separator ',', UTF-8, header label,text. ");
        assertThat(documents.labelCounts())
                .containsEntry("pos", 5331)
                .containsEntry("neg", 5331)
                .hasSize(2);
        assertThat(documents.warnings()).isEmpty();
    }

    @Test
    void rtPolarityInWindows1252() throws IOException {
        Documents documents = read("mr/rt-polarity.pos", DocumentOptions.UNLABELLED);
        assertThat(documents.description()).contains("windows-1252");
        assertThat(documents.description()).startsWith("Read as " + Format.LINES.title());
        assertThat(documents.size()).isEqualTo(5331);
        assertThat(documents.texts()).anyMatch(t -> t.contains("…"));
    }

    @Test
    void imdb() throws IOException {
        Documents documents = read("imdb/train.csv.gz");
        assertThat(documents.labelCounts())
                .containsEntry("pos", 12500)
                .containsEntry("neg", 12500)
                .hasSize(2);
        assertThat(documents.texts().stream()
                        .filter(t -> t.indexOf('\u0085') >= 0)
                        .count())
                .isPositive();
        assertThat(documents.description()).contains(", compressed");
    }

    @Test
    void theCoursesMovieReviews() throws IOException {
        Documents documents = read("movie-reviews-standin/movie_reviews.csv");
        assertThat(documents.description()).startsWith("Read as " + Format.LABEL_TEXT.title());
        assertThat(documents.labelCounts())
                .containsEntry("1", 8613)
                .containsEntry("0", 5436)
                .hasSize(2);
    }

    @Test
    void sms() throws IOException {
        for (String file : new String[] {"sms/sms.csv", "sms/SMSSpamCollection"}) {
            Documents documents = read(file);
            assertThat(documents.labelCounts())
                    .as(file)
                    .containsEntry("ham", 4827)
                    .containsEntry("spam", 747)
                    .hasSize(2);
        }
    }

    @Test
    void trec() throws IOException {
        assertThat(read("trec/train.csv").size()).isEqualTo(5452);
        assertThat(read("trec/test.csv").size()).isEqualTo(500);
        assertThat(read("trec/train.fine.csv").labelCounts()).hasSize(50);
    }
}
