// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.text.Cleaning;
import dev.lector.text.TokenRule;
import java.util.ArrayList;
import java.util.List;

/** How recipes cut texts into words when the user may choose. */
final class WordRules {
    static final String TOKENS = "tokens";
    private static final String MEANING =
            "kim: English, punctuation and 's are words of their own; keras: any language, punctuation is left out";
    private static final String KERAS = "keras";
    private static final String KIM = "kim";
    /** Share of letters outside ASCII from which Kim's rule, which drops them, is not chosen. */
    private static final double FOREIGN = .01;

    private WordRules() {}

    /** The option {@code tokens}. */
    static RecipeOption option() {
        return RecipeOption.choice(TOKENS, RecipeOption.AUTO, List.of(KIM, KERAS), MEANING);
    }

    /** The option {@code tokens} with a further rule, which {@link #choose} does not know. */
    static RecipeOption option(String further, String meaning) {
        return RecipeOption.choice(
                TOKENS, RecipeOption.AUTO, List.of(KIM, KERAS, further), MEANING + "; " + further + ": " + meaning);
    }

    /**
     * What was chosen.
     *
     * @param settings with the option filled in
     */
    record Chosen(RecipeSettings settings, List<Cleaning> cleaning, TokenRule rule, String why) {
        /** The pipeline, with the choice among its notes. */
        FittedPipeline note(FittedPipeline fitted) {
            return why == null ? fitted : noted(fitted, why);
        }
    }

    /** The rule that the user has set, or the one that fits the texts. Tags of line breaks count as blanks. */
    static Chosen choose(RecipeSettings settings, List<String> texts) {
        String name = settings.choice(TOKENS);
        String why = null;
        if (name == null) {
            double foreign = foreign(texts);
            name = foreign < FOREIGN ? KIM : KERAS;
            why = "Tokens are cut by rule " + name + ": " + Math.round(1000 * foreign) / 10.0
                    + " % of the letters are not ASCII.";
        }
        RecipeSettings chosen = settings.chosen(TOKENS, name);
        return name.equals(KIM)
                ? new Chosen(chosen, List.of(Cleaning.BREAK_TAGS, Cleaning.KIM), TokenRule.WORDS.filters(""), why)
                : new Chosen(chosen, List.of(Cleaning.BREAK_TAGS), TokenRule.WORDS, why);
    }

    /** A pipeline to ids by the rule chosen. */
    static FittedPipeline read(RecipeSettings settings, List<String> texts, Pipelines.Steps steps) {
        Chosen rules = choose(settings, texts);
        return rules.note(Pipelines.ids(rules.settings(), rules.cleaning(), rules.rule(), steps, texts));
    }

    /** With one note more. */
    static FittedPipeline noted(FittedPipeline fitted, String note) {
        List<String> notes = new ArrayList<>(fitted.notes());
        notes.add(note);
        return new FittedPipeline(fitted.pipeline(), fitted.settings(), notes);
    }

    /** True if so many letters lie outside ASCII that the texts are not English. */
    static boolean isForeign(List<String> texts) {
        return foreign(texts) >= FOREIGN;
    }

    private static double foreign(List<String> texts) {
        long letters = 0;
        long foreign = 0;
        for (String text : texts) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c >= 128) {
                    foreign += Character.isLetter(c) || Character.isSurrogate(c) ? 1 : 0;
                } else {
                    letters += (c | 32) >= 'a' && (c | 32) <= 'z' ? 1 : 0;
                }
            }
        }
        return letters + foreign == 0 ? 0 : (double) foreign / (letters + foreign);
    }
}
