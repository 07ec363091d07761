// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.text.CharacterNgrams;
import dev.lector.text.Encoding.Bag;
import dev.lector.text.TextPipeline;
import dev.lector.text.VocabularyLimits;
import java.util.List;
import java.util.Locale;

/** Bags of words and of neighbouring words, and the options that say which and how they are weighed. */
final class NgramBags {
    static final String BINARY = "binary";
    static final String COUNT = "count";
    static final String TFIDF = "tf-idf";
    static final String LOG_TFIDF = "log-tf-idf";
    private static final String NGRAMS = "ngrams";
    private static final String WEIGHTING = "weighting";
    private static final String FEATURES = "features";
    private static final String MIN_TEXTS = "min-texts";
    private static final String CHARACTERS = "characters";

    private NgramBags() {}

    /** The option {@code tokens}. */
    static RecipeOption tokens() {
        return WordRules.option(CHARACTERS, "n-grams of characters within words, made small, for any language");
    }

    /** The option {@code ngrams}. */
    static RecipeOption ngrams(int longest) {
        return RecipeOption.integer(
                NGRAMS, longest, 1, 5, "words, or characters, of the longest n-gram; shorter ones are taken, too");
    }

    /** The option {@code weighting}. */
    static RecipeOption weighting(String usual) {
        return RecipeOption.choice(
                WEIGHTING,
                usual,
                List.of(BINARY, COUNT, TFIDF, LOG_TFIDF),
                "binary: there or not; count: how often; tf-idf: count by rarity, rows of length 1 (scikit-learn's);"
                        + " log-tf-idf: the same with 1 + ln count");
    }

    /** The options {@code min-texts} and {@code features}. */
    static List<RecipeOption> limits(int features) {
        return List.of(
                RecipeOption.integer(MIN_TEXTS, 1, 1, 1_000_000, "n-grams of fewer texts are left out"),
                RecipeOption.integer(FEATURES, features, 1, 50_000_000, "at most so many n-grams, the most frequent"));
    }

    /** A pipeline by the options, its n-grams those of the texts. */
    static FittedPipeline read(RecipeSettings settings, List<String> texts) {
        WordRules.Chosen rules = rules(settings, texts);
        VocabularyLimits limits =
                VocabularyLimits.NONE.maxWords(settings.integer(FEATURES)).minTexts(settings.integer(MIN_TEXTS));
        TextPipeline pipeline = TextPipeline.fit(
                rules.cleaning(),
                rules.rule(),
                bag(settings.choice(WEIGHTING)),
                limits,
                texts,
                Runtime.getRuntime().availableProcessors());
        int known = pipeline.vocabulary().size();
        if (known == 0) {
            throw new IllegalArgumentException("The training texts must hold words. Received: texts=" + texts.size()
                    + ", words=0 in at least " + settings.integer(MIN_TEXTS) + " texts. Check the text column, or lower"
                    + " min-texts.");
        }
        String note = String.format(Locale.ROOT, "%,d %s are known.", known, name(settings));
        return rules.note(new FittedPipeline(pipeline, rules.settings(), List.of(note)));
    }

    private static WordRules.Chosen rules(RecipeSettings settings, List<String> texts) {
        int longest = settings.integer(NGRAMS);
        if (readsCharacters(settings)) {
            return new WordRules.Chosen(settings, List.of(), new CharacterNgrams(true, true, 1, longest), null);
        }
        WordRules.Chosen words = WordRules.choose(settings, texts);
        return new WordRules.Chosen(
                words.settings(), words.cleaning(), words.rule().ngrams(1, longest), words.why());
    }

    private static boolean readsCharacters(RecipeSettings settings) {
        return CHARACTERS.equals(settings.choice(WordRules.TOKENS));
    }

    private static String name(RecipeSettings settings) {
        String parts = readsCharacters(settings) ? "characters" : "words";
        int longest = settings.integer(NGRAMS);
        return longest == 1 ? parts : "n-grams of 1 to " + longest + " " + parts;
    }

    private static Bag bag(String weighting) {
        return switch (weighting) {
            case BINARY -> new Bag(Bag.Mode.BINARY);
            case COUNT -> new Bag(Bag.Mode.COUNT);
            case TFIDF -> Bag.TFIDF_SCIKIT;
            default -> Bag.TFIDF_SCIKIT.mode(Bag.Mode.LOG);
        };
    }
}
