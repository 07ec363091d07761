// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.Outputs;
import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.classify.TrainingLoop;
import dev.lector.classify.regions.NgramCounts;
import dev.lector.classify.regions.RegionNetwork;
import dev.lector.classify.regions.RegionTraining;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.NgramSums;
import dev.lector.nn.layers.WordRegions;
import dev.lector.nn.train.Optimizer;
import dev.lector.text.IdRows;
import dev.lector.text.TextPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Convolutions over one-hot words without a table of vectors below (Johnson and Zhang 2015). */
record RegionCnn(String name, List<Integer> widths, boolean ngrams, double rate, String summary) implements Recipe {
    private static final int LONGEST_NGRAM = 3;
    /** A text longer than this loses its beginning unless the user gives steps. */
    private static final Pipelines.Steps STEPS = new Pipelines.Steps(1, 0, 1, 1_500);

    /** Few rows need more epochs. */
    private static final int LEAST_UPDATES = 300;

    private static final String FILTERS = "filters";
    private static final String UNITS = "units";
    private static final String FEATURES = "features";
    private static final String MIN_TEXTS = "min-texts";

    static Recipe seq() {
        return new RegionCnn(
                "seq-cnn",
                List.of(3),
                false,
                .15,
                "filters on regions of 3 one-hot words (Johnson and Zhang 2015): sentiment of long texts");
    }

    static Recipe seq2Bown() {
        return new RegionCnn(
                "seq2-bown-cnn",
                List.of(2, 3),
                true,
                .15,
                "filters on regions of 2 and of 3 one-hot words, and a bag of n-grams: the most accurate on film reviews");
    }

    @Override
    public RecipeGroup group() {
        return RecipeGroup.GENERAL;
    }

    @Override
    public String description() {
        return "No vectors of words: every filter has a weight for each word of the vocabulary at each place of a region,"
                + " and of each filter the strongest answer of the text counts; ReLU; the answers are scaled to a length"
                + " below 1, half of them dropped while training; one dense layer."
                + (ngrams
                        ? " Beside the filters stand a few units over the set of n-grams of 1 to 3 words, weighted by their"
                                + " log-count ratio as in nbsvm."
                        : "")
                + " This is " + name + " of Johnson and Zhang, Effective Use of Word Order for Text Categorization with"
                + " Convolutional Neural Networks (2015), with 300 filters a width for their 1,000, cross-entropy for their"
                + " square loss and Adagrad. Its training loop moves only the weights of each filter's strongest region,"
                + " and does not stop early. The tables are large: words × width × filters numbers, in memory and in the"
                + " model file; fewer words or filters make them smaller.";
    }

    @Override
    public List<RecipeOption> options() {
        List<RecipeOption> options = new ArrayList<>(List.of(
                Options.words(30_000),
                Options.minCount(),
                Options.steps(),
                Options.keepOnePart(),
                RecipeOption.integer(FILTERS, 300, 1, 10_000, "filters of each width")));
        if (ngrams) {
            options.add(RecipeOption.integer(UNITS, 20, 1, 1_000, "units over the set of n-grams"));
            options.add(RecipeOption.integer(MIN_TEXTS, 2, 1, 1_000_000, "n-grams of fewer texts are left out"));
            options.add(RecipeOption.integerFromData(
                    FEATURES, 1, 10_000_000, "at most so many n-grams, those of the most texts"));
        }
        options.addAll(List.of(
                Options.dropout(.5, "share of the answers dropped while training"),
                RecipeOption.number("learning-rate", rate, 1e-9, 1e6, "at the beginning; it falls to 0"),
                RecipeOption.integer("epochs", 6, 1, 100_000, "passes over the training texts"),
                RecipeOption.integer("batch-size", 100, 1, 100_000, "texts in one training step"),
                RecipeOption.flag(
                        Pipelines.UNKNOWN, true, "unknown words have weights, too, instead of being left out"),
                WordRules.option()));
        return options;
    }

    @Override
    public FittedPipeline fit(RecipeSettings settings, List<String> texts) {
        FittedPipeline fitted = enoughEpochs(WordRules.read(settings, texts, STEPS), texts.size());
        return ngrams && settings.integerOrAuto(FEATURES).isEmpty() ? countNgrams(settings, fitted, texts) : fitted;
    }

    private static FittedPipeline countNgrams(RecipeSettings settings, FittedPipeline fitted, List<String> texts) {
        IdRows rows = (IdRows) fitted.pipeline()
                .encodeAll(texts, Runtime.getRuntime().availableProcessors())
                .rows();
        int least = settings.integer(MIN_TEXTS);
        int known = NgramCounts.of(LONGEST_NGRAM, new IdSamples(rows.steps(), rows.ids()))
                .atLeast(least);
        FittedPipeline chosen = new FittedPipeline(
                fitted.pipeline(),
                fitted.settings().chosen(FEATURES, Integer.toString(Math.max(1, Math.min(10_000_000, known)))),
                fitted.notes());
        return WordRules.noted(
                chosen,
                String.format(
                        Locale.ROOT,
                        "%,d n-grams of 1 to %d words stand in at least %d training texts.",
                        known,
                        LONGEST_NGRAM,
                        least));
    }

    private static FittedPipeline enoughEpochs(FittedPipeline fitted, int texts) {
        RecipeSettings settings = fitted.settings();
        int batches = (texts + settings.integer("batch-size") - 1) / settings.integer("batch-size");
        int epochs = (LEAST_UPDATES + batches - 1) / batches;
        if (settings.isGiven("epochs") || settings.integer("epochs") >= epochs) {
            return fitted;
        }
        FittedPipeline chosen = new FittedPipeline(
                fitted.pipeline(), settings.chosen("epochs", Integer.toString(epochs)), fitted.notes());
        return WordRules.noted(
                chosen,
                "epochs " + epochs + " instead of " + settings.integer("epochs") + ": few rows make only " + batches
                        + " updates an epoch.");
    }

    @Override
    public Model network(RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
        List<Layer> parts = new ArrayList<>();
        for (int width : widths) {
            parts.add(new WordRegions(pipeline.idCount(), width, settings.integer(FILTERS))
                    .kernelInitializer(RegionNetwork.start()));
        }
        if (ngrams) {
            int slots = (int) Math.min(1 << 24, settings.integer(FEATURES) * 3L / 2 + 1);
            parts.add(new NgramSums(LONGEST_NGRAM, slots, settings.integer(UNITS))
                    .kernelInitializer(RegionNetwork.start()));
        }
        return RegionNetwork.of(name, pipeline.width(), parts, (float) settings.number("dropout"), outputs.layer());
    }

    @Override
    public Optional<TrainingLoop> loop(RecipeSettings settings) {
        return Optional.of(new RegionTraining(
                settings.number("learning-rate"),
                settings.integer("epochs"),
                settings.integer("batch-size"),
                (float) settings.number("dropout"),
                ngrams ? settings.integer(MIN_TEXTS) : 1));
    }

    @Override
    public Optimizer optimizer(RecipeSettings settings) {
        throw new IllegalStateException(
                name
                        + " has a training loop of its own. Received: a question for its optimizer. Train it with TrainingRun.");
    }
}
