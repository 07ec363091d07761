// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.Outputs;
import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.classify.Recipes;
import dev.lector.nn.Model;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.EmbeddingBags;
import dev.lector.nn.layers.Input;
import dev.lector.nn.train.Adam;
import dev.lector.text.CharacterBags;
import dev.lector.text.HashedNgrams;
import dev.lector.text.TextPipeline;
import dev.lector.text.Vocabulary;
import java.util.List;
import java.util.Map;

/** The network of Compact Language Detector 3: bags of n-grams of characters, their embeddings, one hidden layer. */
final class LanguageId {
    private static final List<String> SIZES = List.of("unigrams", "bigrams", "trigrams", "four-grams", "five-grams");

    private LanguageId() {}

    static Recipe recipe() {
        return new NamedRecipe(
                "language-id",
                RecipeGroup.GENERAL,
                "which language a text is in, from a few characters on",
                "n-grams of 1 to 4 characters within words are hashed into buckets, one set a length; each bag becomes"
                        + " the mean of 16 trained numbers a bucket, weighted by the n-grams' shares; the four means feed"
                        + " a layer of 208 units. This is the network of Compact Language Detector 3 (google/cld3),"
                        + " without its features for scripts. Letters are made small, order of words does not matter. Adam"
                        + " on cross-entropy, stopped early. naive-bayes with tokens=characters is larger and more"
                        + " accurate.",
                Options.with(
                        new Options.Training(256, .003, 30, 3, Recipes.ACCURACY),
                        RecipeOption.integer("dimensions", 16, 1, 1_000, "numbers of a bag"),
                        RecipeOption.integer("units", 208, 1, 100_000, "units of the hidden layer"),
                        size(0, 2_000),
                        size(1, 5_000),
                        size(2, 20_000),
                        size(3, 20_000),
                        RecipeOption.integer(
                                SIZES.get(4), 0, 0, 10_000_000, "buckets of the n-grams of 5 characters; 0 for none"),
                        Options.dropout(0, "share of the hidden units dropped")),
                Map.of(),
                LanguageId::read,
                LanguageId::network,
                settings -> new Adam((float) settings.number("learning-rate")));
    }

    private static RecipeOption size(int index, int buckets) {
        return RecipeOption.integer(
                SIZES.get(index), buckets, 1, 10_000_000, "buckets of the n-grams of " + (index + 1) + " characters");
    }

    private static FittedPipeline read(RecipeSettings settings, List<String> texts) {
        if (texts.stream().allMatch(String::isBlank)) {
            throw new IllegalArgumentException("The training texts must hold words. Received: texts=" + texts.size()
                    + ", all blank. Check the text column.");
        }
        List<Integer> buckets =
                SIZES.stream().map(settings::integer).filter(count -> count > 0).toList();
        TextPipeline pipeline = new TextPipeline(
                List.of(), HashedNgrams.words(true), new CharacterBags(buckets), Vocabulary.of(List.of()));
        return new FittedPipeline(
                pipeline, settings, List.of("n-grams are hashed into " + pipeline.width() + " buckets."));
    }

    private static Model network(RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
        CharacterBags bags = (CharacterBags) pipeline.encoding();
        return Model.sequential(
                "language-id",
                Input.sparse(pipeline.width()),
                new EmbeddingBags(bags.buckets(), settings.integer("dimensions")),
                new Dense(settings.integer("units")).activation(Activation.RELU),
                new Dropout((float) settings.number("dropout")),
                outputs.layer());
    }
}
