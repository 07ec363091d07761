// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import dev.lector.classify.RecipeOption;
import dev.lector.classify.Recipes;
import dev.lector.classify.Trained;
import dev.lector.classify.TrainingReport;
import dev.lector.classify.TrainingRun;
import dev.lector.classify.VectorSource;
import dev.lector.nn.Model;
import dev.lector.nn.train.History;
import dev.lector.nn.train.ProgressListener;
import dev.lector.text.data.DocumentOptions;
import dev.lector.text.data.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Trains experiments of the course.
 *
 * <p>A quick run takes the same networks over a small part of the rows and two epochs: it shows that all works, not how
 * good a network is.
 */
public final class CourseRun {
    private static final int QUICK_ROWS = 1_000;
    private static final int QUICK_HELD = 300;
    private static final String QUICK_EPOCHS = "2";

    private final CourseFiles files;
    private final boolean quick;
    private final int threads;
    private final VectorSource vectors;
    private final Map<Path, Documents> read = new HashMap<>();

    /** Nothing is read before it is needed. */
    public CourseRun(CourseFiles files, boolean quick, int threads) {
        this.files = files;
        this.quick = quick;
        this.threads = threads;
        this.vectors = files.hasVectors() ? VectorSource.file(files.vectors(), null) : null;
    }

    /** A training about to begin. */
    public final class Prepared {
        private final Experiment experiment;
        private final long seed;
        private final Protocol.Part part;
        private final String key;

        private Prepared(Experiment experiment, long seed) throws IOException {
            this.experiment = experiment;
            this.seed = seed;
            this.part = part(experiment);
            this.key = digest(
                    List.of(
                            experiment.name(),
                            experiment.settings().toString(),
                            experiment.protocol().toString(),
                            Boolean.toString(quick),
                            experiment.vectors() ? vectors.name() : "",
                            Long.toString(seed),
                            digest(part.texts(), part.labels()),
                            digest(part.heldTexts(), part.heldLabels())),
                    List.of());
        }

        /** Digest of rows, settings and seed: what was done under it need not be done again. */
        public String key() {
            return key;
        }

        /**
         * Trains.
         *
         * @param checkpoint keeps the state after each epoch, and is gone on from if it is there; deleted at the end. Null
         *     keeps nothing
         */
        public Outcome train(ProgressListener listener, Path checkpoint) throws IOException {
            TrainingRun run = settings().listener(listener);
            // A test file must not choose the epoch.
            run = experiment.protocol().byTestFile()
                    ? run.validation(List.of(), List.of())
                    : run.validation(part.heldTexts(), part.heldLabels());
            run = checkpoint == null ? run : run.checkpoint(checkpoint, true);
            Trained trained = run.run(part.texts(), part.labels());
            Outcome outcome = outcome(trained);
            if (checkpoint != null) {
                Files.deleteIfExists(checkpoint);
            }
            return outcome;
        }

        private TrainingRun settings() {
            TrainingRun run = new TrainingRun(Recipes.byName(experiment.recipe()))
                    .course()
                    .set(experiment.settings())
                    .seed(seed)
                    .threads(threads);
            run = experiment.vectors() ? run.vectors(vectors) : run;
            return quick ? run.set("epochs", QUICK_EPOCHS) : run;
        }

        /** The network at its start, each dropout of its recipe at 0: without anything random left in its training. */
        public Model networkWithoutDropout() {
            TrainingRun run = settings().validation(List.of(), List.of());
            for (RecipeOption option : Recipes.byName(experiment.recipe()).options()) {
                run = option.name().endsWith("dropout") ? run.set(option.name(), "0") : run;
            }
            return run.prepare(part.texts(), part.labels()).model();
        }

        private Outcome outcome(Trained trained) {
            TrainingReport report = trained.report();
            List<History.Epoch> epochs = report.history().epochs();
            double[] seconds =
                    epochs.stream().mapToDouble(History.Epoch::seconds).sorted().toArray();
            boolean[] right = right(trained);
            int hits = 0;
            for (boolean one : right) {
                hits += one ? 1 : 0;
            }
            return new Outcome(
                    experiment.name(),
                    seed,
                    key,
                    (double) hits / right.length,
                    epochs.get(report.bestEpoch() - 1).logs().get("accuracy"),
                    report.bestEpoch(),
                    epochs.size(),
                    seconds[seconds.length / 2],
                    report.outlook().parameters(),
                    part.texts().size(),
                    right.length,
                    digest(part.heldLabels(), part.heldTexts()),
                    epochs.stream()
                            .filter(epoch -> epoch.logs().containsKey("val_accuracy"))
                            .map(epoch -> epoch.logs().get("val_accuracy"))
                            .toList(),
                    Outcome.bits(right));
        }

        private boolean[] right(Trained trained) {
            boolean[] right = new boolean[part.heldTexts().size()];
            int row = 0;
            for (var prediction : trained.classifier().predictAll(part.heldTexts())) {
                right[row] = prediction.label().equals(part.heldLabels().get(row));
                row++;
            }
            return right;
        }
    }

    /** Reads and splits the rows of an experiment. */
    public Prepared prepare(Experiment experiment, long seed) throws IOException {
        return new Prepared(experiment, seed);
    }

    private Protocol.Part part(Experiment experiment) throws IOException {
        Protocol protocol = experiment.protocol();
        Documents test = protocol.byTestFile() ? documents(files.test(experiment.data())) : null;
        Protocol.Part part = protocol.part(documents(files.file(experiment.data())), test);
        return quick ? part.atMost(QUICK_ROWS, QUICK_HELD) : part;
    }

    private Documents documents(Path file) throws IOException {
        Documents known = read.get(file);
        if (known == null) {
            known = Documents.read(file, DocumentOptions.LABELLED);
            read.put(file, known);
        }
        return known;
    }

    /** The first 16 hexadecimal digits of the SHA-256 of lines {@code a TAB b}; a missing b is left out. */
    private static String digest(List<String> a, List<String> b) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (int row = 0; row < a.size(); row++) {
                String line = b.isEmpty() ? a.get(row) + "\n" : a.get(row) + "\t" + b.get(row) + "\n";
                sha.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(), 8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
