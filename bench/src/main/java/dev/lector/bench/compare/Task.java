// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.Inputs;
import dev.lector.classify.Outputs;
import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeSettings;
import dev.lector.classify.Recipes;
import dev.lector.classify.VectorSource;
import dev.lector.nn.CounterRandom;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Samples;
import dev.lector.text.IdRows;
import dev.lector.text.data.DocumentOptions;
import dev.lector.text.data.Documents;
import dev.lector.vectors.WordVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One network and the texts it reads, as every contestant gets them: ids by Lector's recipe, labels, and the order of the
 * rows in each epoch. Made once, not modified.
 */
final class Task {
    /** Orders of the rows; epochs beyond begin again with the first. */
    static final int ORDERS = 8;

    static final long SEED = 20;
    private static final int VECTOR_DIMENSIONS = 100;

    private final Network network;
    private final Recipe recipe;
    private final FittedPipeline fitted;
    private final int[] ids;
    private final float[] targets;
    private final int[][] orders;

    private Task(Network network, Recipe recipe, FittedPipeline fitted, int[] ids, float[] targets) {
        this.network = network;
        this.recipe = recipe;
        this.fitted = fitted;
        this.ids = ids;
        this.targets = targets;
        this.orders = new int[ORDERS][targets.length];
        for (int epoch = 0; epoch < ORDERS; epoch++) {
            for (int row = 0; row < targets.length; row++) {
                orders[epoch][row] = row;
            }
            CounterRandom.shuffle(orders[epoch], CounterRandom.key(SEED, epoch));
        }
    }

    /**
     * Reads a network's texts below a folder of data sets.
     *
     * @throws IllegalArgumentException if they are not there
     */
    static Task read(Network network, Path folder) throws IOException {
        Path file = folder.resolve(network.texts().file());
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("The folder of LECTOR_DATA must hold the texts of a network. Received:"
                    + " network=" + network.label() + ", no " + file + ". Put "
                    + network.texts().about()
                    + " there, columns label (neg, pos) and text.");
        }
        Documents documents = Documents.read(file, DocumentOptions.LABELLED);
        return of(network, documents.texts(), documents.labels());
    }

    /** A network over given texts of two labels. */
    static Task of(Network network, List<String> texts, List<String> labels) {
        Recipe recipe = Recipes.byName(network.recipe());
        RecipeSettings settings = RecipeSettings.defaults(recipe);
        for (Map.Entry<String, String> value : recipe.course().entrySet()) {
            settings = settings.with(value.getKey(), value.getValue());
        }
        for (String setting : network.settings()) {
            settings = settings.with(
                    setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        if (network.vectors()) {
            settings = settings.vectors(vectors(texts));
        }
        FittedPipeline fitted = recipe.fit(settings, texts);
        IdRows rows = (IdRows) fitted.pipeline().encodeAll(texts).rows();
        List<String> names = labels.stream().distinct().sorted().toList();
        float[] targets = new float[labels.size()];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = names.indexOf(labels.get(row));
        }
        return new Task(network, recipe, fitted, rows.ids(), targets);
    }

    /** Vectors at random for all words: what they are makes no difference to the speed. */
    private static VectorSource vectors(List<String> texts) {
        Recipe words = Recipes.byName("words-cnn");
        RecipeSettings settings =
                RecipeSettings.defaults(words).with("min-count", "1").with("words", "10000");
        List<String> vocabulary =
                words.fit(settings, texts).pipeline().vocabulary().words();
        float[] values = new float[vocabulary.size() * VECTOR_DIMENSIONS];
        long key = CounterRandom.key(SEED, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = CounterRandom.uniform(key, i) - .5f;
        }
        return VectorSource.of("random", new WordVectors(vocabulary, VECTOR_DIMENSIONS, values));
    }

    Network network() {
        return network;
    }

    /** The network of the recipe, with weights of a seed. */
    Model model(long seed) {
        return recipe.network(fitted.settings(), fitted.pipeline(), Outputs.singleLabel(2))
                .initialize(seed);
    }

    /** Number of texts. */
    int rows() {
        return targets.length;
    }

    /** Ids of a text. */
    int steps() {
        return fitted.pipeline().width();
    }

    /** Different ids, that of padding included. */
    int words() {
        return fitted.pipeline().idCount();
    }

    /** {@code (rows, steps)}. */
    int[] ids() {
        return ids;
    }

    /** 0 or 1. */
    float[] targets() {
        return targets;
    }

    /** All rows in the order of an epoch, from 0. */
    int[] order(int epoch) {
        return orders[epoch % ORDERS];
    }

    /** All texts, for each input of the network. */
    List<Samples> samples(Model model) {
        return Inputs.of(model, new IdSamples(steps(), ids));
    }

    /** Some texts, for each input of the network. */
    List<Samples> samples(Model model, int[] order, int from, int count) {
        return Inputs.of(model, new IdSamples(steps(), idsOf(order, from, count)));
    }

    /** The ids of some texts, {@code (count, steps)}. */
    int[] idsOf(int[] order, int from, int count) {
        int[] some = new int[count * steps()];
        for (int i = 0; i < count; i++) {
            System.arraycopy(ids, order[from + i] * steps(), some, i * steps(), steps());
        }
        return some;
    }

    /** The labels of some texts. */
    float[] targetsOf(int[] order, int from, int count) {
        float[] some = new float[count];
        for (int i = 0; i < count; i++) {
            some[i] = targets[order[from + i]];
        }
        return some;
    }

    /** Share of the positions that hold no word. */
    double padding() {
        long empty = 0;
        for (int id : ids) {
            empty += id == 0 ? 1 : 0;
        }
        return (double) empty / ids.length;
    }
}
