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
import dev.lector.nn.Node;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Constraint;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Initializers;
import dev.lector.nn.layers.Input;
import dev.lector.nn.train.Adadelta;
import dev.lector.text.TextPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Kim's network: CNN-rand; with vectors of a file CNN-static, -non-static and -multichannel. */
final class KimCnn {
    private static final int[] WIDTHS = {3, 4, 5};
    /** Padding before each text, so that the widest filter sees its first word alone, and a text of one word fits. */
    private static final int SIDE = 4;

    private static final Pipelines.Steps STEPS = new Pipelines.Steps(1, SIDE, SIDE + 1, 400);
    /** The same behind it, as Kim's program has it. */
    private static final Pipelines.Steps BOTH = new Pipelines.Steps(1, 2 * SIDE, 2 * SIDE + 1, 400, SIDE);

    private static final String BOTH_ENDS = "both-ends";
    private static final Options.Training TRAINING = new Options.Training(50, 1, 25, 5, Recipes.ACCURACY);

    private KimCnn() {}

    static Recipe recipe() {
        return new NamedRecipe(
                "kim-cnn",
                RecipeGroup.GENERAL,
                "filters of 3, 4 and 5 words side by side (Kim 2014): sentences, short texts",
                "All words become trained vectors of 300 numbers; filters of 3, 4 and 5 words, 100 of each width, and of"
                        + " each filter its strongest answer; half of these dropped while training; one dense layer whose"
                        + " weights are held to a norm of 3. Adadelta with learning rate 1, batches of 50. This is CNN-rand"
                        + " of Kim, Convolutional Neural Networks for Sentence Classification (2014); with --vectors FILE it"
                        + " is his CNN-non-static, with --freeze CNN-static, with multichannel CNN-multichannel, whose"
                        + " filters see frozen and trained vectors side by side. Texts that are longer than all training"
                        + " texts, or than 400 words, lose their beginning.",
                Options.with(
                        TRAINING,
                        Options.words(0),
                        Options.minCount(),
                        Options.steps(),
                        Options.keep(),
                        WordTable.dimensions(300),
                        RecipeOption.integer("filters", 100, 1, 10_000, "filters of each width"),
                        Options.dropout(.5, "share of filters dropped while training"),
                        RecipeOption.number("max-norm", 3, .01, 1_000, "largest norm of the last layer's weights"),
                        WordRules.option(),
                        RecipeOption.flag(BOTH_ENDS, false, "padding behind the texts, too"),
                        RecipeOption.flag(
                                Pipelines.UNKNOWN,
                                false,
                                "give words that training does not know a vector instead of leaving them out"),
                        WordTable.freeze(false),
                        WordTable.noVector(),
                        WordTable.vectorWords(20_000),
                        WordTable.vectorScale(),
                        RecipeOption.flag(
                                "multichannel", false, "frozen and trained vectors of the file side by side")),
                Map.of(),
                KimCnn::read,
                KimCnn::network,
                // Kim's program adds 1e-6, ten times Keras's default.
                settings -> new Adadelta((float) settings.number("learning-rate"))
                        .rho(.95)
                        .epsilon(1e-6f));
    }

    private static FittedPipeline read(RecipeSettings settings, List<String> texts) {
        Pipelines.checkSteps(settings, SIDE + 1, "A filter of 5 words");
        if (settings.flag("multichannel") && settings.vectors() == null) {
            throw new IllegalArgumentException(
                    "Several channels are vectors of a file, frozen and trained. Received:"
                            + " multichannel=true, no vectors. Give a file: --vectors FILE; lector data fetch glove brings one.");
        }
        return WordRules.read(settings, texts, settings.flag(BOTH_ENDS) ? BOTH : STEPS);
    }

    private static Model network(RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
        Node words = Input.ids(pipeline.width()).node("words");
        Node vectors = vectors(settings, pipeline, words);
        List<Node> pooled = new ArrayList<>();
        for (int width : WIDTHS) {
            // As Kim's program has it for ReLU: filters begin near 0, the last layer at 0.
            Conv1D filters = new Conv1D(settings.integer("filters"), width)
                    .activation(Activation.RELU)
                    .kernelInitializer(new Initializers.RandomUniform(-.01f, .01f));
            pooled.add(vectors.then("width_" + width, filters).then(new GlobalMaxPooling1D()));
        }
        Node output = Node.of(new Concatenate(), pooled.toArray(new Node[0]))
                .then(new Dropout((float) settings.number("dropout")))
                .then(outputs.layer()
                        .kernelInitializer(new Initializers.Zeros())
                        .kernelConstraint(Constraint.maxNorm((float) settings.number("max-norm"))));
        return Model.of("kim-cnn", words, output);
    }

    private static Node vectors(RecipeSettings settings, TextPipeline pipeline, Node words) {
        Initializers.RandomUniform kims = new Initializers.RandomUniform(-.25f, .25f);
        if (!settings.flag("multichannel")) {
            return words.then(WordTable.layer(settings, pipeline, kims));
        }
        return Node.of(
                new Concatenate(),
                words.then("frozen", WordTable.layer(settings, pipeline, kims, false)),
                words.then("trained", WordTable.layer(settings, pipeline, kims, true)));
    }
}
