// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Constraint;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Initializers;
import dev.lector.nn.layers.Input;
import dev.lector.nn.train.Adadelta;
import dev.lector.nn.train.Optimizer;
import dev.lector.text.TextPipeline;
import java.util.ArrayList;
import java.util.List;

/** Kim's network with vectors trained from the start: CNN-rand. */
final class KimCnn implements Recipe {
    private static final int[] WIDTHS = {3, 4, 5};
    /** Padding before each text, so that the widest filter sees its first word alone, and a text of one word fits. */
    private static final int SIDE = 4;

    private static final FittedPipeline.Steps STEPS = new FittedPipeline.Steps(1, SIDE, SIDE + 1, 400);

    @Override
    public String name() {
        return "kim-cnn";
    }

    @Override
    public String summary() {
        return "filters of 3, 4 and 5 words side by side (Kim 2014): sentences, short texts";
    }

    @Override
    public String description() {
        return "All words become trained vectors of 300 numbers; filters of 3, 4 and 5 words, 100 of each width, and of"
                + " each filter its strongest answer; half of these dropped while training; one dense layer whose"
                + " weights are held to a norm of 3. Adadelta with learning rate 1, batches of 50. This is CNN-rand of"
                + " Kim, Convolutional Neural Networks for Sentence Classification (2014). Texts that are longer than"
                + " all training texts, or than 400 words, lose their beginning.";
    }

    @Override
    public List<RecipeOption> options() {
        return Recipes.withCommon(
                0,
                50,
                1,
                25,
                5,
                Recipes.ACCURACY,
                Recipes.steps(),
                RecipeOption.integer("dimensions", 300, 1, 10_000, "numbers in a word's vector"),
                RecipeOption.integer("filters", 100, 1, 10_000, "filters of each width"),
                RecipeOption.number("dropout", .5, 0, .99, "share of filters dropped while training"),
                RecipeOption.number("max-norm", 3, .01, 1_000, "largest norm of the last layer's weights"),
                WordRules.option());
    }

    @Override
    public FittedPipeline fit(RecipeSettings settings, List<String> texts) {
        int widest = WIDTHS[WIDTHS.length - 1];
        if (settings.integerOrAuto("steps").orElse(widest) < widest) {
            throw new IllegalArgumentException("Filters of " + widest + " words need at least as many steps. Received:"
                    + " steps=" + settings.integer("steps") + ". Give more, or leave steps out.");
        }
        WordRules.Chosen rules = WordRules.choose(settings, texts);
        return rules.note(FittedPipeline.ids(rules.settings(), rules.cleaning(), rules.rule(), STEPS, texts));
    }

    @Override
    public Model network(RecipeSettings settings, TextPipeline pipeline, int labels) {
        Node words = Input.ids(pipeline.width()).node("words");
        Node vectors = words.then(new Embedding(pipeline.idCount(), settings.integer("dimensions"))
                .embeddingsInitializer(new Initializers.RandomUniform(-.25f, .25f)));
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
                .then(Outputs.layer(labels)
                        .kernelInitializer(new Initializers.Zeros())
                        .kernelConstraint(Constraint.maxNorm((float) settings.number("max-norm"))));
        return Model.of(name(), words, output);
    }

    @Override
    public Optimizer optimizer(RecipeSettings settings) {
        // Kim's program adds 1e-6, ten times Keras's default.
        return new Adadelta((float) settings.number("learning-rate")).rho(.95).epsilon(1e-6f);
    }
}
