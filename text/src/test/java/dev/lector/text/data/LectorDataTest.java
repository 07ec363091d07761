// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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

    private static Documents reuters(ReutersSplit split) throws IOException {
        return read(
                "reuters21578",
                DocumentOptions.UNLABELLED.table(
                        ReadOptions.DEFAULT.files("*.sgm.gz").split(split)));
    }

    @Test
    void reuters21578() throws IOException {
        Documents all = reuters(ReutersSplit.MOD_APTE);
        assertThat(all.size()).isEqualTo(21_578);
        assertThat(all.parts()).isEqualTo(Map.of("train", 9_603, "test", 3_299, "unused", 8_676));
        Map<String, Integer> train = all.part("train").labelCounts();
        Map<String, Integer> test = all.part("test").labelCounts();
        // The published 182 stories about corn count one twice, which names it twice.
        assertThat(train)
                .containsEntry("earn", 2_877)
                .containsEntry("acq", 1_650)
                .containsEntry("corn", 181);
        assertThat(test).containsEntry("earn", 1_087).containsEntry("acq", 719).containsEntry("corn", 56);
        train.keySet().retainAll(test.keySet());
        assertThat(train).hasSize(90);
        for (Map.Entry<String, Long> part :
                Map.of("train", 7_770L, "test", 3_019L).entrySet()) {
            assertThat(all.part(part.getKey()).list().stream()
                            .filter(d -> d.labels().stream().anyMatch(train::containsKey))
                            .count())
                    .isEqualTo(part.getValue());
        }
        assertThat(reuters(ReutersSplit.MOD_LEWIS).parts())
                .isEqualTo(Map.of("train", 13_625, "test", 6_188, "unused", 1_765));
        assertThat(reuters(ReutersSplit.MOD_HAYES).parts()).isEqualTo(Map.of("train", 20_856, "test", 722));
    }

    private static void sentences(String file, int sentences, int words) throws IOException {
        Documents documents = read(file, DocumentOptions.UNLABELLED);
        assertThat(documents.size()).as(file).isEqualTo(sentences);
        assertThat(documents.list().stream()
                        .mapToInt(d -> d.metadata().get("words").size())
                        .sum())
                .as(file)
                .isEqualTo(words);
    }

    @Test
    void conll() throws IOException {
        sentences("conll2003/eng.train.gz", 14_041, 203_621);
        sentences("conll2003/eng.testa", 3_250, 51_362);
        sentences("ud-ewt/en_ewt-ud-train.conllu.gz", 12_544, 204_577);
        sentences("ud-ewt/en_ewt-ud-dev.conllu", 2_001, 25_147);
    }
}
