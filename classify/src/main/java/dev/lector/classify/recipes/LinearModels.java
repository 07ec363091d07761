// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.Outputs;
import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.classify.Solver;
import dev.lector.classify.linear.HeldOut;
import dev.lector.classify.linear.HeldOut.Candidate;
import dev.lector.classify.linear.LogisticRegression;
import dev.lector.classify.linear.NaiveBayes;
import dev.lector.classify.linear.NbSvm;
import dev.lector.classify.linear.SupportVectors;
import dev.lector.nn.Model;
import dev.lector.nn.layers.Input;
import dev.lector.text.TextPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;

/** A bag of n-grams and one dense layer, whose weights a solver finds: the models that every network must beat. */
final class LinearModels {
    private static final String C = "c";
    private static final String ALPHA = "alpha";
    private static final String BETA = "beta";
    private static final String VARIANT = "variant";
    private static final String LOSS = "loss";
    private static final String HINGE = "hinge";
    private static final String SQUARED_HINGE = "squared-hinge";
    private static final String LOGISTIC = "logistic";

    private LinearModels() {}

    static Recipe naiveBayes() {
        return recipe(
                "naive-bayes",
                "counts of n-grams: trained in one look at the texts, a first answer on any data",
                "The probability of each n-gram in the texts of a class, multiplied for the n-grams of a text. Their"
                        + " logarithms are the weights of a linear network. Its probabilities are made honest on training"
                        + " texts held out. variant: multinomial and bernoulli (McCallum and Nigam 1998), complement"
                        + " (Rennie and others 2003), for classes of uneven size.",
                List.of(
                        NgramBags.ngrams(2),
                        NgramBags.weighting(NgramBags.BINARY),
                        RecipeOption.choice(
                                VARIANT,
                                "multinomial",
                                List.of("multinomial", "bernoulli", "complement"),
                                "multinomial: n-grams are drawn; bernoulli: each is there or not; complement: by the"
                                        + " texts of the other classes"),
                        alpha(1)),
                settings -> HeldOut.calibrated(new NaiveBayes(
                        NaiveBayes.Variant.valueOf(settings.choice(VARIANT).toUpperCase(Locale.ROOT)),
                        settings.number(ALPHA))));
    }

    static Recipe logistic() {
        return recipe(
                "logistic",
                "logistic regression on TF-IDF of n-grams: honest probabilities, weights that can be read",
                "One weight a class for each n-gram, TF-IDF in rows of length 1, so found that the cross-entropy of the"
                        + " training texts is least, large weights paid for (L-BFGS).",
                List.of(NgramBags.ngrams(2), NgramBags.weighting(NgramBags.TFIDF), c()),
                settings -> chosen(settings, LogisticRegression::new, 1, 10, 100));
    }

    static Recipe svm() {
        return recipe(
                "svm",
                "a linear support vector machine on TF-IDF of n-grams: hard to beat on long texts and many classes",
                "One weight a class for each n-gram, TF-IDF in rows of length 1, one class against the rest, with a wide"
                        + " margin between them (dual coordinate descent, Hsieh and others 2008). Its scores are made"
                        + " probabilities on training texts held out.",
                List.of(NgramBags.ngrams(2), NgramBags.weighting(NgramBags.TFIDF), c(), loss(SQUARED_HINGE)),
                settings -> chosen(settings, inner(settings), .1, .3, 1, 3));
    }

    static Recipe nbsvm() {
        return recipe(
                "nbsvm",
                "naive Bayes and support vectors in one: the best linear model of sentiment",
                "Each n-gram, there or not, is scaled by how much more often it occurs in one class than in the others; a"
                        + " support vector machine finds weights for them, which are drawn to their mean size (Wang and"
                        + " Manning 2012). Its scores are made probabilities on training texts held out.",
                List.of(
                        NgramBags.ngrams(3),
                        NgramBags.weighting(NgramBags.BINARY),
                        c(),
                        alpha(1),
                        RecipeOption.number(BETA, .25, 0, 1, "how far the weights are trusted; 0 is naive Bayes"),
                        loss(SQUARED_HINGE)),
                settings -> {
                    DoubleFunction<Solver> inner = inner(settings);
                    return chosen(
                            settings,
                            c -> new NbSvm(inner.apply(c), settings.number(ALPHA), settings.number(BETA)),
                            .01,
                            .1,
                            1);
                });
    }

    private static RecipeOption c() {
        return RecipeOption.numberFromData(
                C,
                1e-9,
                1e9,
                "how much a training text counts beside small weights; chosen on training texts held out");
    }

    private static RecipeOption alpha(double value) {
        return RecipeOption.number(ALPHA, value, 1e-9, 1e9, "added to the count of every n-gram in every class");
    }

    private static RecipeOption loss(String value) {
        return RecipeOption.choice(
                LOSS,
                value,
                List.of(SQUARED_HINGE, HINGE, LOGISTIC),
                "what a text on the wrong side of the margin costs");
    }

    private static DoubleFunction<Solver> inner(RecipeSettings settings) {
        return switch (settings.choice(LOSS)) {
            case HINGE -> c -> new SupportVectors(c, false, .1);
            case LOGISTIC -> LogisticRegression::new;
            default -> SupportVectors::new;
        };
    }

    /** With the C that the user has set, or the best of some. */
    private static Solver chosen(RecipeSettings settings, DoubleFunction<Solver> solver, double... grid) {
        if (settings.numberOrAuto(C).isPresent()) {
            return HeldOut.calibrated(solver.apply(settings.numberOrAuto(C).getAsDouble()));
        }
        List<Candidate> candidates = new ArrayList<>();
        for (double c : grid) {
            candidates.add(new Candidate("c=" + (c == Math.rint(c) ? Long.toString((long) c) : c), solver.apply(c)));
        }
        return new HeldOut(candidates);
    }

    private static Recipe recipe(
            String name, String summary, String description, List<RecipeOption> own, NamedRecipe.Solving solving) {
        List<RecipeOption> options = new ArrayList<>(own);
        options.addAll(NgramBags.limits(5_000_000));
        options.add(NgramBags.tokens());
        return new NamedRecipe(
                name,
                RecipeGroup.LINEAR,
                summary,
                description,
                options,
                Map.of(),
                NgramBags::read,
                (settings, pipeline, outputs) -> network(name, pipeline, outputs),
                settings -> {
                    throw new IllegalStateException("The weights of " + name + " are found by a solver.");
                },
                solving);
    }

    private static Model network(String name, TextPipeline pipeline, Outputs outputs) {
        return Model.sequential(name, Input.sparse(pipeline.width()), outputs.layer());
    }
}
