// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.Outputs;
import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.classify.TrainingLoop;
import dev.lector.classify.fasttext.FastTextLoss;
import dev.lector.classify.fasttext.FastTextNetwork;
import dev.lector.classify.fasttext.FastTextTraining;
import dev.lector.nn.Model;
import dev.lector.nn.SparseSamples;
import dev.lector.nn.layers.HierarchicalSoftmax;
import dev.lector.nn.layers.HuffmanTree;
import dev.lector.nn.train.Optimizer;
import dev.lector.text.Buckets;
import dev.lector.text.Cleaning;
import dev.lector.text.Encoding;
import dev.lector.text.HashedNgrams;
import dev.lector.text.TextPipeline;
import dev.lector.text.TokenRule;
import dev.lector.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** fastText (Joulin et al. 2016) with its own names of options, its defaults and its training loop. */
record FastText(String name) implements Recipe {
    private static final String BLANKS = "blanks";
    /** Texts that a training sees at least if the user does not say how many epochs. */
    private static final int LEAST_STEPS = 50_000;

    private static final int MOST_EPOCHS = 100;

    static Recipe recipe() {
        return new FastText("fasttext");
    }

    @Override
    public RecipeGroup group() {
        return RecipeGroup.GENERAL;
    }

    @Override
    public String summary() {
        return "the mean of vectors of words and n-grams: very fast on many texts, and with many labels";
    }

    @Override
    public String description() {
        return "Words, n-grams of words (wordNgrams) and n-grams of characters in words (minn, maxn) have trained"
                + " vectors, those of n-grams in hashed buckets; their mean feeds a softmax, a hierarchical softmax or a"
                + " sigmoid a label. This is fastText (Joulin et al. 2016, Bag of tricks for efficient text"
                + " classification) with its options, defaults and learning rate. All threads train without locks, so two"
                + " runs differ a little; deterministic=true trains on one thread, to the same bits each time. It does not"
                + " stop early.";
    }

    @Override
    public List<RecipeOption> options() {
        return List.of(
                RecipeOption.integer("dim", 100, 1, 10_000, "numbers of a vector"),
                RecipeOption.number("lr", .1, 1e-6, 100, "learning rate at the beginning; it falls to 0"),
                RecipeOption.integer("epoch", 5, 1, 100_000, "passes over the training texts; more for few texts"),
                RecipeOption.integer("wordNgrams", 1, 1, 10, "words of the longest n-gram of words"),
                RecipeOption.integer("minn", 0, 0, 100, "characters of the shortest n-gram of characters"),
                RecipeOption.integer("maxn", 0, 0, 100, "characters of the longest n-gram of characters; 0 for none"),
                RecipeOption.integer("bucket", 2_000_000, 1, 100_000_000, "buckets into which n-grams are hashed"),
                RecipeOption.integer("minCount", 1, 1, 1_000_000, "words that occur less often have no vector"),
                RecipeOption.choice(
                        "loss",
                        "softmax",
                        List.of("softmax", "hs", "ova"),
                        "hs: hierarchical softmax, for thousands of labels; ova: one against all"),
                RecipeOption.flag("deterministic", false, "train on one thread, to the same bits in every run"),
                RecipeOption.choice(
                        "tokens",
                        RecipeOption.AUTO,
                        List.of("kim", "keras", BLANKS),
                        "kim: English, punctuation apart; keras: any language, no punctuation; blanks: as fastText,"
                                + " cut at blanks and nothing else"));
    }

    @Override
    public FittedPipeline fit(RecipeSettings settings, List<String> texts) {
        WordRules.Chosen rules = rules(settings, texts);
        TextPipeline counted = TextPipeline.fit(
                rules.cleaning(),
                rules.rule(),
                new Encoding.Bag(Encoding.Bag.Mode.COUNT),
                0,
                settings.integer("minCount"),
                texts);
        if (counted.vocabulary().size() == 0) {
            throw new IllegalArgumentException("The training texts must hold words. Received: texts=" + texts.size()
                    + ", words=0 after minCount=" + settings.integer("minCount")
                    + ". Check the text column, or lower minCount.");
        }
        List<String> words = new ArrayList<>(List.of(HashedNgrams.END));
        counted.vocabulary().words().stream()
                .filter(word -> !word.equals(HashedNgrams.END))
                .forEach(words::add);
        List<String> notes = new ArrayList<>();
        RecipeSettings chosen = enoughEpochs(rules.settings(), texts.size(), notes);
        int wordNgrams = settings.integer("wordNgrams");
        int maxn = settings.integer("maxn");
        boolean ngrams = wordNgrams > 1 || maxn > 0;
        HashedNgrams features = new HashedNgrams(
                wordNgrams,
                Math.min(settings.integer("minn"), maxn),
                maxn,
                ngrams ? Buckets.of(settings.integer("bucket")) : Buckets.NONE);
        TextPipeline pipeline = new TextPipeline(rules.cleaning(), rules.rule(), features, Vocabulary.of(words));
        notes.add(0, words.size() + " words are known.");
        if (ngrams) {
            pipeline = pipeline.keepUsedBuckets(texts, Runtime.getRuntime().availableProcessors());
            notes.add(((HashedNgrams) pipeline.encoding()).buckets()
                    + " hold n-grams of the training texts; the others have no vector.");
        }
        return rules.note(new FittedPipeline(pipeline, chosen, notes));
    }

    private static WordRules.Chosen rules(RecipeSettings settings, List<String> texts) {
        if (BLANKS.equals(settings.choice("tokens"))) {
            TokenRule rule = HashedNgrams.words(false);
            return new WordRules.Chosen(settings, List.<Cleaning>of(), rule, null);
        }
        return WordRules.choose(settings, texts);
    }

    private static RecipeSettings enoughEpochs(RecipeSettings settings, int texts, List<String> notes) {
        int epochs = Math.min(MOST_EPOCHS, (LEAST_STEPS + texts - 1) / texts);
        if (settings.isGiven("epoch") || settings.integer("epoch") >= epochs) {
            return settings;
        }
        notes.add("epoch " + epochs + " instead of " + settings.integer("epoch") + ": there are only " + texts
                + " texts to learn from.");
        return settings.chosen("epoch", Integer.toString(epochs));
    }

    @Override
    public Model network(RecipeSettings settings, TextPipeline pipeline, Outputs outputs, int[] rowsOfLabel) {
        FastTextLoss loss = loss(settings);
        boolean tree = loss == FastTextLoss.HS && rowsOfLabel.length > 2;
        return FastTextNetwork.of(
                pipeline.width(),
                settings.integer("dim"),
                rowsOfLabel.length,
                loss,
                tree ? HuffmanTree.of(Arrays.stream(rowsOfLabel).asLongStream().toArray()) : null);
    }

    /** With labels of one frequency. */
    @Override
    public Model network(RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
        int[] rows = new int[outputs.labels()];
        Arrays.fill(rows, 1);
        return network(settings, pipeline, outputs, rows);
    }

    private static FastTextLoss loss(RecipeSettings settings) {
        return FastTextLoss.valueOf(settings.choice("loss").toUpperCase(Locale.ROOT));
    }

    @Override
    public Optional<TrainingLoop> loop(RecipeSettings settings) {
        FastTextTraining training = new FastTextTraining(
                settings.number("lr"), settings.integer("epoch"), loss(settings), settings.flag("deterministic"));
        return Optional.of((model, rows, labels, run) -> {
            HuffmanTree tree =
                    model.outputs().get(0).layer() instanceof HierarchicalSoftmax layer ? layer.tree() : null;
            double all = (double) rows.rows() * training.epoch();
            float[] input = model.weights().get(0).values();
            float[] output = training.train(
                    (SparseSamples) rows,
                    labels,
                    run.labels(),
                    tree,
                    settings.integer("dim"),
                    input,
                    run.seed(),
                    run.threads(),
                    (texts, loss) -> run.watch().done(texts / all));
            FastTextNetwork.setOutput(model, output);
            return List.of(
                    training.deterministic() || run.threads() == 1
                            ? "Trained on one thread."
                            : "Trained by " + run.threads()
                                    + " threads without locks: another run gives other bits; deterministic=true does"
                                    + " not.");
        });
    }

    @Override
    public Optimizer optimizer(RecipeSettings settings) {
        throw new IllegalStateException(
                "fasttext has a training loop of its own. Received: a question for its optimizer."
                        + " Train it with TrainingRun.");
    }
}
