// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.train.Optimizer;
import dev.lector.text.TextPipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A named way from texts to a trained network: how texts are read, the network, and how it is trained, with defaults that
 * are good for data nobody has looked at. Immutable; {@link Recipes} lists them.
 */
public interface Recipe {
    /** The name by which users choose it: {@code words-cnn}. */
    String name();

    /** What it is good for, in one line. */
    String summary();

    /** How it works and where it comes from, in a few sentences. */
    String description();

    /** Where it is listed. */
    default RecipeGroup group() {
        return RecipeGroup.OTHER;
    }

    /**
     * The course's own settings, by option name, on top of the defaults: length of the texts, batch, epochs, patience. Empty
     * if the course does not have this network. {@link TrainingRun#course} takes them.
     */
    default Map<String, String> course() {
        return Map.of();
    }

    /** True if the network's words may start from vectors of a file: {@link TrainingRun#vectors}. */
    default boolean takesVectors() {
        return false;
    }

    /** What a user may change, in the order to show it. */
    List<RecipeOption> options();

    /**
     * The pipeline of this recipe, its vocabulary made from the training texts, and what was chosen from them.
     *
     * @param texts of the training part only
     */
    FittedPipeline fit(RecipeSettings settings, List<String> texts);

    /**
     * The network, with all weights 0.
     *
     * @param outputs labels and last layer
     */
    Model network(RecipeSettings settings, TextPipeline pipeline, Outputs outputs);

    /**
     * What finds the weights in one go, where the network is a bag and one dense layer; empty if they are learnt by the
     * gradient. A recipe with a solver has no options {@code epochs}, {@code batch-size}, {@code patience} and {@code
     * monitor}, keeps no checkpoint, and is never asked for an optimizer.
     */
    default Optional<Solver> solver(RecipeSettings settings) {
        return Optional.empty();
    }

    /**
     * The network, with all weights 0, for labels of known frequency.
     *
     * @param outputs labels and last layer
     * @param rowsOfLabel how often each label occurs
     */
    default Model network(RecipeSettings settings, TextPipeline pipeline, Outputs outputs, int[] rowsOfLabel) {
        return network(settings, pipeline, outputs);
    }

    /**
     * A training loop of the recipe's own; empty if the engine trains. Such a recipe has no options {@code patience} and
     * {@code monitor}, keeps no checkpoint, and is never asked for an optimizer.
     */
    default Optional<TrainingLoop> loop(RecipeSettings settings) {
        return Optional.empty();
    }

    /** The rule of update. */
    Optimizer optimizer(RecipeSettings settings);
}
