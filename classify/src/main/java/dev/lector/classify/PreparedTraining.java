// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Weight;
import dev.lector.nn.WeightType;
import dev.lector.nn.train.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A training about to begin: rows checked and split, vocabulary and network made. {@link #run} may be called once. */
public final class PreparedTraining {
    private final TrainingRun run;
    private final LabelledTexts data;
    private final LabelledTexts held;
    private final FittedPipeline fitted;
    private final RecipeSettings settings;
    private final List<String> labels;
    private final Outputs outputs;
    private final int[] rowsOfLabel;
    private final Model model;
    private final TextRows training;
    private final TextRows validation;
    private final Learning learning;
    private final Outlook outlook;
    private final double preparedSeconds;

    /**
     * What is known before a training.
     *
     * @param rowsOfLabel all rows given for training and validation split, by label; the labels sorted
     * @param trainingRows of them used to train
     * @param validationRows held back or given to validate with
     * @param parameters numbers that the network learns
     * @param batches updates an epoch; 0 if a solver finds the weights
     * @param epochs at most; 0 if a solver finds the weights
     * @param bytes of memory the training takes, about
     * @param settings of the recipe, as used
     * @param notes what was chosen from the data
     * @param warnings what is doubtful about the data
     */
    public record Outlook(
            Map<String, Integer> rowsOfLabel,
            int trainingRows,
            int validationRows,
            long parameters,
            int batches,
            int epochs,
            long bytes,
            Map<String, String> settings,
            List<String> notes,
            List<String> warnings) {
        /** As numbers, text, lists and maps, ready for JSON. */
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("rowsOfLabel", rowsOfLabel);
            map.put("trainingRows", trainingRows);
            map.put("validationRows", validationRows);
            map.put("parameters", parameters);
            map.put("batches", batches);
            map.put("epochs", epochs);
            map.put("bytes", bytes);
            map.put("settings", settings);
            map.put("notes", notes);
            map.put("warnings", warnings);
            return map;
        }

        /** A few lines for a terminal. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append(String.format(
                    Locale.ROOT,
                    "%,d training and %,d validation rows, %d labels%n",
                    trainingRows,
                    validationRows,
                    rowsOfLabel.size()));
            long all =
                    rowsOfLabel.values().stream().mapToLong(Integer::longValue).sum();
            rowsOfLabel.entrySet().stream()
                    .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
                    .limit(10)
                    .forEach(entry -> text.append(String.format(
                            Locale.ROOT,
                            "  %8d  %4.1f %%  %s%n",
                            entry.getValue(),
                            100.0 * entry.getValue() / all,
                            Lists.oneLine(entry.getKey(), 50))));
            if (rowsOfLabel.size() > 10) {
                text.append(String.format(Locale.ROOT, "  … and %d labels more%n", rowsOfLabel.size() - 10));
            }
            String way =
                    epochs == 0 ? "found by a solver" : batches + " updates an epoch, at most " + epochs + " epochs";
            text.append(String.format(
                    Locale.ROOT,
                    "%,d parameters, %s, about %,d MB of memory%n",
                    parameters,
                    way,
                    Math.max(1, bytes >> 20)));
            notes.forEach(note -> text.append(note).append(System.lineSeparator()));
            warnings.forEach(doubt -> text.append("Warning: ").append(doubt).append(System.lineSeparator()));
            return text.toString();
        }
    }

    PreparedTraining(
            TrainingRun run,
            LabelledTexts data,
            Map<String, Integer> counts,
            LabelledTexts train,
            LabelledTexts held,
            List<String> doubts) {
        long start = System.nanoTime();
        this.run = run;
        this.data = data;
        this.held = held;
        this.labels = List.copyOf(counts.keySet());
        this.outputs = new Outputs(labels.size(), data.multiLabel());
        this.fitted = run.recipe().fit(run.settings(), train.texts());
        List<String> notes = new ArrayList<>(fitted.notes());
        Solver solver = run.recipe().solver(fitted.settings()).orElse(null);
        TrainingLoop loop = run.recipe().loop(fitted.settings()).orElse(null);
        this.rowsOfLabel = counts.values().stream().mapToInt(Integer::intValue).toArray();
        this.settings = solver == null && loop == null
                ? GradientLearning.withEnoughUpdates(fitted.settings(), train.rows(), notes)
                : fitted.settings();
        this.model = network();
        boolean oneHot = run.focal() > 0 && outputs.softmax();
        TrainingRows rows = new TrainingRows(labels);
        this.training = rows.of(train, fitted.pipeline(), model, run, oneHot)
                .weighted(run.classWeights().ofRows(labels, train));
        if (training.windows()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d training texts have %,d windows; in each epoch one window of each text is drawn.",
                    train.rows(),
                    training.dataset().rows()));
        }
        LabelledTexts usable = rows.known(held, doubts);
        this.validation = usable.rows() == 0 ? null : rows.of(usable, fitted.pipeline(), model, run, oneHot);
        if (validation == null) {
            doubts.add("No rows are left to validate with: the training does not stop early, and says nothing about"
                    + " the quality. Give more rows.");
        }
        if (loop != null) {
            this.learning = new LoopLearning(run, loop, model, training.dataset(), outputs);
        } else if (solver != null) {
            Dataset judged = validation == null ? null : validation.dataset();
            this.learning = new SolverLearning(run, solver, model, training.dataset(), judged);
        } else {
            this.learning = new GradientLearning(
                    run, settings, model, this::network, outputs, training, validation, this::resumeSettings, notes);
        }
        this.outlook = new Outlook(
                counts,
                train.rows(),
                held.rows(),
                trainable(),
                learning.batches(),
                learning.epochs(),
                learning.bytes(),
                settings.values(),
                List.copyOf(notes),
                List.copyOf(doubts));
        this.preparedSeconds = (System.nanoTime() - start) / 1e9;
    }

    private Model network() {
        return run.recipe()
                .network(settings, fitted.pipeline(), outputs, rowsOfLabel)
                .initialize(run.seed());
    }

    private long trainable() {
        return model.weights().stream()
                .filter(Weight::trainable)
                .mapToLong(weight -> weight.values().length)
                .sum();
    }

    /** The network at its start. */
    public Model model() {
        return model;
    }

    /** What is known before the training. */
    public Outlook outlook() {
        return outlook;
    }

    /**
     * Seconds that all epochs would take at the speed of the fastest batch in a short trial on a copy of the network; a few
     * seconds. A machine that is busy, or a JVM that is still warming up, takes longer; early stopping mostly makes
     * it less. 0 for a recipe with a solver.
     */
    public double estimateSeconds() {
        return learning.estimateSeconds();
    }

    /**
     * Trains.
     *
     * @return the classifier with the weights of the epoch of the best validation figure, or of the last without validation
     * @throws IllegalStateException if the loss became NaN before a first epoch was good, or the training was ended in
     *     its first epoch; of a recipe with a solver, if it was ended before the solver was at its end
     * @throws java.io.UncheckedIOException if a checkpoint cannot be written or read
     */
    public Trained run() {
        long start = System.nanoTime();
        Learning.Learnt learnt = learning.learn();
        double seconds = preparedSeconds + (System.nanoTime() - start) / 1e9;
        TextNetwork network =
                new TextNetwork(fitted.pipeline(), model, outputs, pooling(settings), TextNetwork.Use.MANY_TEXTS);
        TextClassifier plain = new TextClassifier(network, labels, Decision.DEFAULT, Map.of(), WeightType.FLOAT32);
        FittedDecision decision = FittedDecision.fit(run.decision(), plain, held);
        TextClassifier decided = plain.decision(decision.decision());
        Evaluation evaluation = held.rows() == 0 ? null : decided.evaluate(held, UnseenLabels.COUNT_AS_WRONG);
        TrainingReport report = new TrainingReport(
                outlook, learnt.history(), learnt.bestEpoch(), seconds, evaluation, learnt.found(), decision.notes());
        TextClassifier classifier = new TextClassifier(
                network, labels, decision.decision(), Provenance.of(run, settings, data, report), WeightType.FLOAT32);
        return new Trained(classifier, report);
    }

    /** How the answers for the windows of a text become one. */
    static Pooling pooling(RecipeSettings settings) {
        return settings.has(Recipes.WINDOW_POOLING)
                ? Pooling.of(settings.choice(Recipes.WINDOW_POOLING))
                : Pooling.MEAN;
    }

    /** What must be the same for a resumed training to end as an uninterrupted one; more epochs are allowed. */
    private Map<String, String> resumeSettings() {
        Map<String, String> same = new LinkedHashMap<>();
        same.put("recipe", run.recipe().name());
        if (settings.vectors() != null) {
            same.put("vectors", settings.vectors().name());
        }
        settings.values().forEach((name, value) -> {
            if (!name.equals("epochs") && !name.equals("patience")) {
                same.put(name, value);
            }
        });
        if (!run.classWeights().isNone()) {
            same.put("class-weights", run.classWeights().toString());
        }
        if (run.focal() > 0) {
            same.put("focal", Double.toString(run.focal()));
        }
        same.put("rows-sha256", Digests.ofRows(data));
        same.put("validation-sha256", Digests.ofRows(held));
        return same;
    }
}
