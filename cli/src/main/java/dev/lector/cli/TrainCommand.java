// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.LabelledTexts;
import dev.lector.classify.PreparedTraining;
import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeTrial;
import dev.lector.classify.Recipes;
import dev.lector.classify.StoredRows;
import dev.lector.classify.Trained;
import dev.lector.classify.TrainingRun;
import dev.lector.classify.fasttext.FastTextFile;
import dev.lector.nn.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** From a labelled file to a model file. */
@Command(
        name = "train",
        header = "Trains a classifier on the labelled texts of a file.",
        description = "A table (CSV, TSV, JSON), a folder or an archive of texts, pages, mails or tables, an mbox,"
                + " XML, Reuters: how it is read is detected and told (docs/reading-documents.md). Without --recipe, and"
                + " without options that only some recipes have, a linear and a neural recipe are tried on a fifth of the"
                + " training rows, and the better one is trained. Of 1,000 rows and more"
                + " the state after each epoch is kept beside the model (MODEL.checkpoint): after Ctrl-C the same command"
                + " with --resume goes on from there, to the same model as without the interruption.",
        footer = {
            "",
            "Examples:",
            "  lector train reviews.csv -o reviews.lector",
            "  lector train mails.csv --text body --label folder --recipe kim-cnn --epochs 10",
            "  lector train films.tar.gz --files '**/{pos,neg}/*.txt'",
            "  lector train ten-million.csv --stream --recipe average",
            "  lector train train.tsv --validation dev.tsv --set dropout=0.3 --seed 7"
        })
final class TrainCommand extends LectorCommand {
    /** An estimate costs about a second; small data are trained before it would be there. */
    private static final long MANY_UPDATES = 5_000;
    /** Forcing a checkpoint to the disk takes longer than an epoch over few rows. */
    private static final int ROWS_FOR_CHECKPOINT = 1_000;

    @Parameters(paramLabel = "DATA", description = "The labelled texts.")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODEL",
            defaultValue = "model.lector",
            description = "The model file (${DEFAULT-VALUE}); one that is there is replaced when the new one is whole.")
    private Path output;

    @Option(
            names = "--validation",
            paramLabel = "SHARE|FILE",
            defaultValue = "0.1",
            description =
                    "Part of the rows that is held back to judge by, or a file (${DEFAULT-VALUE}); 0 trains on all.")
    private String validation;

    @Option(names = "--resume", description = "Go on from the checkpoint of an interrupted training.")
    private boolean resume;

    @Option(names = "--no-checkpoint", description = "Keep no state after each epoch.")
    private boolean noCheckpoint;

    @Option(
            names = "--stream",
            negatable = true,
            description = "Keep the texts, and what they are encoded to, in temporary files beside MODEL and not in"
                    + " memory, which then hardly grows with the number of texts; for recipes over words or characters in"
                    + " order. The model is the same, bit for bit. Done without being asked for if DATA is a file larger"
                    + " than an eighth of the memory that Java may take; --no-stream keeps all in memory.")
    private Boolean stream;

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private LabelOptions labels = new LabelOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    private final long start = System.nanoTime();

    @Override
    void run() throws IOException {
        // What would only be found out at the end of a long training is found out before it.
        AtomicFile.check(output);
        FastPath.open();
        Path checkpoint = output.resolveSibling(output.getFileName() + ".checkpoint");
        if (resume && !Files.exists(checkpoint)) {
            throw new Failure("--resume needs the checkpoint of an interrupted training. Received: no " + checkpoint
                    + ". Train without --resume.");
        }
        try (StoredRows rows = streams() ? storage() : null;
                StoredRows heldRows = rows == null || validationIsShare() ? null : storage()) {
            train(checkpoint, rows, heldRows);
        }
    }

    /**
     * Reads, trains and writes.
     *
     * @param rows where texts are kept, or null for the memory
     * @param heldRows where those of a file for validation are kept
     */
    private void train(Path checkpoint, StoredRows rows, StoredRows heldRows) throws IOException {
        LabelledTexts texts = read(file, "train", rows);
        LabelledTexts held = validationIsShare() ? null : read(Path.of(validation), "validation", heldRows);
        RecipeTrial trial = options.namesRecipe() || forFastText() || rows != null ? null : trial(texts, held);
        Recipe chosen = trial == null ? null : Recipes.byName(trial.best());
        if (rows != null && !options.namesRecipe()) {
            chosen = RecipeTrial.neural(texts);
            say("No recipe is named: " + chosen.name()
                    + " is taken, for texts of this length. --recipe names another.");
        }
        TrainingRun run = withValidation(chosen == null ? options.run() : options.run(chosen), held);
        run = rows == null ? run : run.storage(rows);
        if (resume || (!noCheckpoint && texts.rows() >= ROWS_FOR_CHECKPOINT)) {
            run = run.checkpoint(checkpoint, resume);
        }
        Trained trained;
        try (TrainingBar bar = new TrainingBar(console, "training")) {
            PreparedTraining prepared = run.listener(bar).prepare(texts);
            say(prepared.outlook().toString().stripTrailing());
            checkOutput(prepared.outlook().settings());
            if ((long) prepared.outlook().batches() * prepared.outlook().epochs() > MANY_UPDATES) {
                say("All epochs would take about " + Progress.duration(prepared.estimateSeconds())
                        + "; training stops early when the validation loss no longer falls.");
            }
            trained = prepared.run();
        }
        if (forFastText()) {
            FastTextFile.write(trained.classifier(), output);
        } else {
            trained.classifier().save(output);
        }
        Files.deleteIfExists(checkpoint);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            Map<String, Object> report = trained.report().toMap();
            for (String figure : new String[] {"accuracy", "macroF1", "microF1"}) {
                object.put(figure, report.get(figure));
            }
            object.put("seconds", seconds);
            object.put("model", output.toString());
            if (trial != null) {
                object.put("tried", trial.toMap());
            }
            report.forEach(object::putIfAbsent);
            printJson(object);
        } else {
            print(trained.report().toString().stripTrailing());
            print("");
            print("Model: " + output);
        }
    }

    /** The trial of two recipes, or null if there are too few rows for one. */
    private RecipeTrial trial(LabelledTexts texts, LabelledTexts held) {
        if (!RecipeTrial.worthwhile(texts)) {
            say("No recipe is named, and there are fewer than " + RecipeTrial.FEWEST_ROWS + " rows to try two on: "
                    + Recipes.DEFAULT.name() + " is taken. --recipe names another.");
            return null;
        }
        try (TrainingBar bar = new TrainingBar(console, "trial")) {
            List<TrainingRun> runs = new ArrayList<>();
            for (Recipe recipe : RecipeTrial.candidates(texts)) {
                runs.add(withValidation(options.run(recipe), held).listener(bar));
            }
            RecipeTrial trial = RecipeTrial.run(runs, texts, entry -> {});
            bar.close();
            say("No recipe is named. " + trial + " --recipe names another.");
            return trial;
        }
    }

    private boolean forFastText() {
        return output.getFileName().toString().endsWith(".bin");
    }

    private void checkOutput(Map<String, String> settings) {
        if (forFastText() && !(settings.containsKey("wordNgrams") && "blanks".equals(settings.get("tokens")))) {
            throw new Failure(
                    "A .bin is a file of fastText, which cuts texts at blanks and nothing else. Received: output="
                            + output + ", tokens=" + settings.get("tokens")
                            + ". Train with --recipe fasttext --set tokens=blanks, or write a .lector.");
        }
    }

    private boolean validationIsShare() {
        return validation.matches("\\d+|\\d*\\.\\d+");
    }

    private LabelledTexts read(Path from, String part, StoredRows rows) throws IOException {
        if (rows == null) {
            return labels.read(this, data, from, part, false);
        }
        LabelledTexts texts = labels.store(this, data, from, part, rows);
        say(String.format(
                Locale.ROOT,
                "%,d texts are in temporary files in %s (%,d MB, and what they are encoded to), not in memory.",
                rows.size(),
                output.toAbsolutePath().getParent(),
                Math.max(1, rows.bytes() >> 20)));
        return texts;
    }

    /** Whether the user wants the texts on the disk, or does not say and they might not fit into memory. */
    private boolean streams() throws IOException {
        if (stream == null && large(file)) {
            boolean possible =
                    !forFastText() && (!options.namesRecipe() || options.run().trainsFromDisk());
            say(
                    possible
                            ? "The file is large for this memory: texts are kept on the disk, as with --stream."
                            : "The file is large for this memory, but this recipe needs all texts in it. Recipes over words in"
                                    + " order, such as average, do not.");
            return possible;
        }
        boolean wanted = stream != null && stream;
        if (wanted && options.namesRecipe()) {
            options.run().checkTrainsFromDisk();
        }
        return wanted;
    }

    private static boolean large(Path file) throws IOException {
        boolean compressed = file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(t?gz|zip)");
        return Files.isRegularFile(file)
                && Files.size(file) > Runtime.getRuntime().maxMemory() / (compressed ? 32 : 8);
    }

    private StoredRows storage() {
        return new StoredRows(output.toAbsolutePath().getParent(), labels.multiLabel());
    }

    private TrainingRun withValidation(TrainingRun run, LabelledTexts held) {
        return held == null ? run.validationShare(Double.parseDouble(validation)) : run.validation(held);
    }
}
