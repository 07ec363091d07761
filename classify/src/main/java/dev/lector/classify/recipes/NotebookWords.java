// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import static dev.lector.nn.layers.Activation.RELU;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.Inputs;
import dev.lector.classify.Outputs;
import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.classify.Recipes;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.layers.BatchNormalization;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dropout;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Padding;
import dev.lector.nn.layers.SpatialDropout1D;
import dev.lector.nn.train.Adam;
import dev.lector.text.Cleaning;
import dev.lector.text.TextPipeline;
import dev.lector.text.TokenRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** The networks over words of the course's notebook on convolutional networks, and what they share. */
final class NotebookWords {
    /** The notebook's filters: Keras's without the underscore; it removes apostrophes before. */
    private static final TokenRule WORDS = TokenRule.WORDS.filters("#$%&()*+-/:;<=>@[\\]^{|}~\t\n,.!\"?`");

    private static final Pipelines.Steps STEPS = new Pipelines.Steps(.95, 0, 40, 400);
    static final Options.Training TRAINING = new Options.Training(32, .001, 20, 2, Recipes.ACCURACY);
    private static final int WIDTH = 4;
    /** Numbers of a position's vector in the notebook. */
    private static final int POSITION = 20;

    static final String SHARED =
            " Adam on cross-entropy, stopped early. It reads 40 words of a text, more if the training"
                    + " texts are longer. The course trains with a batch of 1,024 on 40 words.";

    private NotebookWords() {}

    /** The notebook's settings of every training, and others: name, value, name, value. */
    static String[] course(String... others) {
        List<String> all = new ArrayList<>(List.of(
                "steps",
                "40",
                "batch-size",
                "1024",
                "learning-rate",
                "0.001",
                "epochs",
                "100",
                "patience",
                "5",
                "monitor",
                "accuracy"));
        all.addAll(Arrays.asList(others));
        return all.toArray(String[]::new);
    }

    private static String[] courseWords() {
        List<String> all = new ArrayList<>(List.of("words", "10000", "min-count", "1"));
        all.addAll(Arrays.asList(WordTable.courseZeros()));
        return course(all.toArray(String[]::new));
    }

    private static NamedRecipe recipe(
            String name,
            String summary,
            String description,
            boolean frozen,
            ToIntFunction<RecipeSettings> fewestSteps,
            NamedRecipe.Network network,
            RecipeOption... own) {
        List<RecipeOption> options = new ArrayList<>(List.of(
                Options.words(10_000),
                Options.minCount(),
                Options.steps(),
                Options.keep(),
                WordTable.dimensions(50),
                RecipeOption.integer("filters", 100, 1, 10_000, "filters of each convolution, units of each layer")));
        options.addAll(Arrays.asList(own));
        options.addAll(List.of(WordTable.freeze(frozen), WordTable.noVector()));
        return new NamedRecipe(
                name,
                name.equals("words-cnn") ? RecipeGroup.GENERAL : RecipeGroup.NOTEBOOK_WORDS,
                summary,
                description + SHARED,
                Options.with(TRAINING, options.toArray(RecipeOption[]::new)),
                NamedRecipe.values(courseWords()),
                (settings, texts) -> read(settings, texts, name, fewestSteps.applyAsInt(settings)),
                network,
                settings -> new Adam((float) settings.number("learning-rate")));
    }

    private static FittedPipeline read(RecipeSettings settings, List<String> texts, String network, int fewest) {
        Pipelines.checkSteps(settings, fewest, "The network of " + network);
        return Pipelines.ids(settings, List.of(Cleaning.REMOVE_APOSTROPHES), WORDS, STEPS, texts);
    }

    private static int stepsOfThree(int dilation) {
        return 3 * (WIDTH - 1) * dilation + 1;
    }

    private static Conv1D convolution(RecipeSettings settings, int width) {
        return new Conv1D(settings.integer("filters"), width).activation(RELU);
    }

    private static Dense hidden(RecipeSettings settings) {
        return new Dense(settings.integer("filters")).activation(RELU);
    }

    private static Dropout dropout(RecipeSettings settings) {
        return new Dropout((float) settings.number("dropout"));
    }

    private static RecipeOption dropout() {
        return Options.dropout(.5, "share of values dropped after the first dense layer");
    }

    /**
     * The notebook's first network: three convolutions, the maximum, two dense layers.
     *
     * @param table of words or of characters
     */
    static Model threeConvolutions(
            String name,
            RecipeSettings settings,
            TextPipeline pipeline,
            Outputs outputs,
            Embedding table,
            int dilation) {
        Conv1D convolution = convolution(settings, WIDTH).dilationRate(dilation);
        return Model.sequential(
                name,
                Input.ids(pipeline.width()),
                table,
                convolution,
                convolution,
                convolution,
                new GlobalMaxPooling1D(),
                hidden(settings),
                dropout(settings),
                hidden(settings),
                outputs.layer());
    }

    static Recipe wordsCnn() {
        return recipe(
                "words-cnn",
                "three convolutions over words: short texts where the order of words counts",
                "Words become trained vectors of 50 numbers; three convolutions of 100 filters of width 4, so that a filter"
                        + " of the last sees ten words; the strongest answer of each filter; two dense layers of 100. This"
                        + " is a network of the course's notebook on convolutional networks.",
                false,
                settings -> stepsOfThree(1),
                (settings, pipeline, outputs) -> threeConvolutions(
                        "words-cnn", settings, pipeline, outputs, WordTable.layer(settings, pipeline), 1),
                dropout());
    }

    static Recipe pretrained() {
        return recipe(
                "words-cnn-pretrained",
                "words-cnn over frozen vectors of a file (--vectors)",
                "The notebook's first network: words are vectors of a file, which training leaves as they are; three"
                        + " convolutions of 100 filters of width 4, the strongest answer of each filter, two dense layers of"
                        + " 100.",
                true,
                settings -> stepsOfThree(1),
                (settings, pipeline, outputs) -> threeConvolutions(
                        "words-cnn-pretrained", settings, pipeline, outputs, WordTable.layer(settings, pipeline), 1),
                dropout());
    }

    static Recipe regularised() {
        return recipe(
                        "words-cnn-regularised",
                        "words-cnn-pretrained with whole filters dropped and batches normalised",
                        "The notebook's answer to its first task: words are vectors of a file, which training leaves as they are;"
                                + " three convolutions of 100 filters of width 4, behind the first two whole filters dropped and the"
                                + " batch normalised; the strongest answer of each filter; two dense layers of 100, behind each"
                                + " values dropped and the batch normalised.",
                        true,
                        settings -> stepsOfThree(1),
                        NotebookWords::regularised,
                        filterDropout(""),
                        Options.dropout(.5, "share of values dropped after each dense layer"))
                // The moving statistics need hundreds of updates to settle; validation figures are poor before.
                .withDefault("patience", "6");
    }

    private static Model regularised(RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
        Conv1D convolution = convolution(settings, WIDTH);
        BatchNormalization normalized = new BatchNormalization();
        return Model.sequential(
                "words-cnn-regularised",
                Input.ids(pipeline.width()),
                WordTable.layer(settings, pipeline),
                convolution,
                filtersDropped(settings),
                normalized,
                convolution,
                filtersDropped(settings),
                normalized,
                convolution,
                new GlobalMaxPooling1D(),
                hidden(settings),
                dropout(settings),
                normalized,
                hidden(settings),
                dropout(settings),
                normalized,
                outputs.layer());
    }

    private static RecipeOption filterDropout(String where) {
        return RecipeOption.number("filter-dropout", .2, 0, .99, "share of filters dropped" + where);
    }

    private static SpatialDropout1D filtersDropped(RecipeSettings settings) {
        return new SpatialDropout1D((float) settings.number("filter-dropout"));
    }

    static Recipe positional() {
        return recipe(
                "positional-cnn",
                "frozen vectors of a file beside trained vectors of the places in the text",
                "Each word is a vector of a file, which training leaves as it is, and beside it a trained vector of 20"
                        + " numbers for its place among the steps; one convolution of 100 filters of width 4, the strongest"
                        + " answer of each filter, a dense layer of 100. The network has two inputs. The notebook says that"
                        + " places do not help here.",
                true,
                settings -> WIDTH,
                NotebookWords::positional,
                RecipeOption.integer(
                        "position-dimensions", POSITION, 0, 10_000, "numbers in a place's vector; 0 for no places"));
    }

    private static Model positional(RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
        Node words = Input.ids(pipeline.width()).node("words");
        Node vectors = words.then(WordTable.layer(settings, pipeline));
        int numbers = settings.integer("position-dimensions");
        if (numbers == 0) {
            return Model.of("positional-cnn", words, aboveOneConvolution(settings, vectors, outputs));
        }
        Node positions = Input.ids(pipeline.width()).node(Inputs.POSITIONS);
        // As in the notebook, the table of places has as many rows as that of words.
        Embedding places = new Embedding(Math.max(pipeline.idCount(), pipeline.width()), numbers);
        Node both = Node.of(new Concatenate(), vectors, positions.then(places));
        return Model.of(
                "positional-cnn", List.of(words, positions), List.of(aboveOneConvolution(settings, both, outputs)));
    }

    private static Node aboveOneConvolution(RecipeSettings settings, Node vectors, Outputs outputs) {
        return vectors.then(convolution(settings, WIDTH))
                .then(new GlobalMaxPooling1D())
                .then(hidden(settings))
                .then(outputs.layer());
    }

    static Recipe dilated() {
        return recipe(
                "dilated-cnn",
                "convolutions with gaps, which see further with as many weights",
                "Variant code: two convolutions of 100 filters of width 5, the second of which leaves out every other"
                        + " step, whole filters dropped between them, a dense layer of 100. Variant table: three of width 4"
                        + " that leave out two of three steps, two dense layers of 100. The notebook's code is the first,"
                        + " the table that it prints the second; its figure may belong to either.",
                false,
                settings -> settings.choice("variant").equals("table") ? stepsOfThree(3) : 4 + 8 + 1,
                NotebookWords::dilated,
                RecipeOption.choice(
                        "variant", "code", List.of("code", "table"), "which of the notebook's two networks"),
                filterDropout("; variant code"),
                Options.dropout(.5, "share of values dropped after the first dense layer; variant table"));
    }

    private static Model dilated(RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
        Embedding table = WordTable.layer(settings, pipeline);
        if (settings.choice("variant").equals("table")) {
            return threeConvolutions("dilated-cnn", settings, pipeline, outputs, table, 3);
        }
        return Model.sequential(
                "dilated-cnn",
                Input.ids(pipeline.width()),
                table,
                convolution(settings, 5),
                filtersDropped(settings),
                convolution(settings, 5).dilationRate(2),
                new GlobalMaxPooling1D(),
                hidden(settings),
                outputs.layer());
    }

    static Recipe multiWidth() {
        return recipe(
                "multi-width-cnn",
                "filters of 2, 3, 4 and 5 words side by side: the notebook's best network",
                "Words become trained vectors of 50 numbers; filters of 2, 3, 4 and 5 words, 100 of each width, whose"
                        + " answers stand side by side; the strongest answer of each filter; a dense layer of 100.",
                false,
                settings -> 1,
                NotebookWords::multiWidth);
    }

    private static Model multiWidth(RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
        Node words = Input.ids(pipeline.width()).node("words");
        Node vectors = words.then(WordTable.layer(settings, pipeline));
        List<Node> widths = new ArrayList<>();
        for (int width = 2; width <= 5; width++) {
            widths.add(
                    vectors.then("width_" + width, convolution(settings, width).padding(Padding.SAME)));
        }
        Node output = Node.of(new Concatenate(), widths.toArray(new Node[0]))
                .then(new GlobalMaxPooling1D())
                .then(hidden(settings))
                .then(outputs.layer());
        return Model.of("multi-width-cnn", words, output);
    }
}
