// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.RecipeSettings;
import dev.lector.classify.Recipes;
import dev.lector.text.Cleaning;
import dev.lector.text.Encoding;
import dev.lector.text.Side;
import dev.lector.text.TextPipeline;
import dev.lector.text.TokenRule;
import dev.lector.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Pipelines made from training texts. */
final class Pipelines {
    /** Name of the option that turns texts round. */
    static final String REVERSED = "reversed";

    /** Name of the option that gives unknown words a vector. */
    static final String UNKNOWN = "unknown";

    private static final Map<String, String> PARTS = Map.of(
            Options.HEAD,
            "of longer texts the beginning is read",
            Options.TAIL,
            "of longer texts the end is read",
            Options.BOTH,
            "of longer texts the beginning and the end are read",
            Options.WINDOWS,
            "longer texts are read by windows");

    /** Texts encoded at a time while lengths are counted; bounds the memory. */
    private static final int CHUNK = 1_000;

    private Pipelines() {}

    /**
     * How many steps of ids to take if the user does not say.
     *
     * @param share of the training texts that must fit whole, from 0 to 1
     * @param extra steps of padding beside the text
     * @param fewest steps even if all texts are shorter
     * @param most steps even if texts are longer
     * @param margin of the extra steps, so many stand behind the text
     */
    record Steps(double share, int extra, int fewest, int most, int margin) {
        /** All padding stands before the text. */
        Steps(double share, int extra, int fewest, int most) {
            this(share, extra, fewest, most, 0);
        }
    }

    /** A pipeline to ids, padded and cut at the beginning; option {@code words} counts the padding id, as Keras does. */
    static FittedPipeline ids(
            RecipeSettings settings, List<Cleaning> cleaning, TokenRule rule, Steps steps, List<String> texts) {
        return ids(settings, bags(settings, cleaning, rule, Encoding.Bag.Mode.COUNT, texts), "words", steps, texts);
    }

    /** A pipeline to ids of the characters of a vocabulary. */
    static FittedPipeline characters(
            RecipeSettings settings,
            List<Cleaning> cleaning,
            TokenRule rule,
            Vocabulary known,
            Steps steps,
            List<String> texts) {
        TextPipeline bags = new TextPipeline(cleaning, rule, new Encoding.Bag(Encoding.Bag.Mode.COUNT), known);
        return ids(settings, bags, "characters", steps, texts);
    }

    private static FittedPipeline ids(
            RecipeSettings settings, TextPipeline bags, String tokens, Steps steps, List<String> texts) {
        boolean reversed = settings.has(REVERSED) && settings.flag(REVERSED);
        String keep = keep(settings, reversed);
        List<String> notes = new ArrayList<>();
        RecipeSettings chosen = settings;
        if (settings.integerOrAuto("steps").isEmpty()) {
            int[] lengths = lengths(bags, texts);
            int quantile = lengths[Math.max(0, (int) Math.ceil(steps.share * lengths.length) - 1)];
            int count = Math.max(steps.fewest, Math.min(steps.most, quantile + steps.extra));
            chosen = settings.chosen("steps", Integer.toString(count));
            notes.add(count + " steps a text, chosen from the data: " + whole(lengths, count) + " of " + lengths.length
                    + " training texts fit whole, the longest has " + lengths[lengths.length - 1] + " known " + tokens
                    + "; " + PARTS.get(keep) + ".");
        }
        Encoding.Ids encoding = new Encoding.Ids(chosen.integer("steps"), Side.PRE, Side.PRE, false)
                .reversed(reversed)
                .truncating(truncating(keep, reversed))
                .margin(steps.margin)
                .unknown(settings.has(UNKNOWN) && settings.flag(UNKNOWN));
        if (keep.equals(Options.WINDOWS)) {
            encoding = encoding.windows(settings.integer(Options.OVERLAP));
        }
        TextPipeline pipeline = new TextPipeline(bags.cleaning(), bags.rule(), encoding, bags.vocabulary());
        notes.add(0, pipeline.vocabulary().size() + " " + tokens + " are known.");
        return new FittedPipeline(pipeline, chosen, notes);
    }

    private static String keep(RecipeSettings settings, boolean reversed) {
        String keep = settings.has(Options.KEEP) ? settings.choice(Options.KEEP) : null;
        String chosen = keep != null ? keep : reversed ? Options.HEAD : Options.TAIL;
        for (String option : List.of(Options.OVERLAP, Recipes.WINDOW_POOLING)) {
            if (!chosen.equals(Options.WINDOWS) && settings.isGiven(option)) {
                throw new IllegalArgumentException(
                        "Windows of long texts are asked for by keep=windows. Received: keep=" + chosen + ", " + option
                                + ". Add keep=windows, or leave " + option + " out.");
            }
        }
        return chosen;
    }

    /** Rows are turned round before they are cut; where a long text is one row after all, it loses its beginning. */
    private static Side truncating(String keep, boolean reversed) {
        return keep.equals(Options.BOTH) ? Side.MIDDLE : keep.equals(Options.HEAD) == reversed ? Side.PRE : Side.POST;
    }

    /** A pipeline to bags of words. */
    static FittedPipeline bag(
            RecipeSettings settings,
            List<Cleaning> cleaning,
            TokenRule rule,
            Encoding.Bag.Mode mode,
            List<String> texts) {
        TextPipeline pipeline = bags(settings, cleaning, rule, mode, texts);
        return new FittedPipeline(
                pipeline, settings, List.of(pipeline.vocabulary().size() + " words are known."));
    }

    private static TextPipeline bags(
            RecipeSettings settings,
            List<Cleaning> cleaning,
            TokenRule rule,
            Encoding.Bag.Mode mode,
            List<String> texts) {
        int words = settings.integer("words");
        // One id of Keras's num_words is padding's.
        int most = words == 0 ? 0 : words - 1;
        TextPipeline pipeline =
                TextPipeline.fit(cleaning, rule, new Encoding.Bag(mode), most, settings.integer("min-count"), texts);
        if (pipeline.vocabulary().size() == 0) {
            throw new IllegalArgumentException("The training texts must hold words. Received: texts=" + texts.size()
                    + ", words=0 after min-count=" + settings.integer("min-count")
                    + ". Check the text column, or lower min-count.");
        }
        return pipeline;
    }

    /**
     * Refuses fewer steps than a network needs.
     *
     * @param network for the message
     */
    static void checkSteps(RecipeSettings settings, int fewest, String network) {
        if (settings.integerOrAuto("steps").orElse(fewest) < fewest) {
            throw new IllegalArgumentException(network + " needs at least " + fewest + " steps. Received: steps="
                    + settings.integer("steps") + ". Give more, or leave steps out.");
        }
    }

    /** Known words of each text, ascending. */
    private static int[] lengths(TextPipeline bags, List<String> texts) {
        int[] lengths = new int[texts.size()];
        for (int from = 0; from < lengths.length; from += CHUNK) {
            List<String> some = texts.subList(from, Math.min(lengths.length, from + CHUNK));
            int[] known = bags.encodeAll(some).known();
            System.arraycopy(known, 0, lengths, from, some.size());
        }
        Arrays.sort(lengths);
        return lengths;
    }

    private static int whole(int[] lengths, int steps) {
        return (int) Arrays.stream(lengths).filter(length -> length <= steps).count();
    }
}
