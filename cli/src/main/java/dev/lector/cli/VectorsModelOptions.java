// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.vectors.CharacterNgrams;
import dev.lector.vectors.SubwordVectors;
import dev.lector.vectors.WordVectors;
import dev.lector.vectors.training.ContextWindow;
import dev.lector.vectors.training.FastText;
import dev.lector.vectors.training.GloVe;
import dev.lector.vectors.training.PpmiSvd;
import dev.lector.vectors.training.TrainingWatch;
import dev.lector.vectors.training.Word2Vec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How word vectors are made. An option that the model does not have is an error. */
final class VectorsModelOptions {
    @Option(
            names = "--model",
            defaultValue = "word2vec",
            paramLabel = "NAME",
            description = "word2vec, glove, fasttext or ppmi-svd (${DEFAULT-VALUE}).")
    private String model;

    @Option(names = "--dimensions", description = "Numbers of a vector (100).")
    private Integer dimensions;

    @Option(names = "--window", description = "Words on each side (5; glove 15, ppmi-svd 10).")
    private Integer window;

    @Option(names = "--min-count", description = "Rarer words are left out (5).")
    private Integer minCount;

    @Option(names = "--epochs", description = "Passes over the text, or of glove over its counts (5; glove 25).")
    private Integer epochs;

    @Option(names = "--learning-rate", description = "At the start (0.025; with --cbow, glove and fasttext 0.05).")
    private Double learningRate;

    @Option(names = "--threads", description = "Threads (all cores).")
    private Integer threads;

    @Option(names = "--seed", description = "Seed of all that is random (1).")
    private Long seed;

    @Option(
            names = "--cbow",
            description = "word2vec, fasttext: the mean of the context predicts the word, instead of skip-gram.")
    private boolean cbow;

    @Option(names = "--negative", description = "word2vec, fasttext: words drawn by chance (5).")
    private Integer negative;

    @Option(
            names = "--hierarchical-softmax",
            description = "word2vec: a Huffman tree instead of words drawn by chance.")
    private boolean hierarchicalSoftmax;

    @Option(
            names = "--sample",
            description = "All but glove: leave out words more frequent than this at random; 0 keeps all"
                    + " (word2vec 1e-3, fasttext 1e-4, ppmi-svd 0).")
    private Double sample;

    @Option(names = "--x-max", description = "glove: counts from which on the weight is 1 (100).")
    private Double xMax;

    @Option(names = "--alpha", description = "glove: power of the weight below (0.75).")
    private Double alpha;

    @Option(names = "--shortest", description = "fasttext: characters of the shortest n-gram (3).")
    private Integer shortest;

    @Option(names = "--longest", description = "fasttext: characters of the longest n-gram (6).")
    private Integer longest;

    @Option(names = "--buckets", description = "fasttext: buckets that n-grams are hashed to (2000000).")
    private Integer buckets;

    @Option(
            names = "--also",
            paramLabel = "FILE",
            description = "fasttext: words, a line each, that get a vector even if the text does not have them.")
    private Path also;

    @Option(
            names = "--side",
            description = "ppmi-svd: the words before, behind or on both sides: left, right, both (both).")
    private String side;

    @Option(
            names = "--positions",
            description = "ppmi-svd: a word at another place of the window is another context, instead of a bag.")
    private boolean positions;

    @Option(names = "--shift", description = "ppmi-svd: log2 of this is taken from every PMI (1).")
    private Double shift;

    @Option(names = "--smoothing", description = "ppmi-svd: power of the counts of contexts (0.75).")
    private Double smoothing;

    @Option(
            names = "--eigenvalue-weight",
            description = "ppmi-svd: power of the singular values; 1 is the lecture's U·S (0).")
    private Double eigenvalueWeight;

    @Option(names = "--no-contexts", description = "ppmi-svd: do not add to each word its vector as a context.")
    private boolean noContexts;

    /** What makes vectors. */
    interface Maker {
        /** Makes them. */
        WordVectors make(Path text, TrainingWatch watch) throws IOException;
    }

    /** What is counted while training. */
    String unit() {
        return model.equals("glove") ? "pairs" : model.equals("ppmi-svd") ? "rows" : "words";
    }

    /** The model with its options. */
    Maker maker() {
        try {
            return switch (model) {
                case "word2vec" -> word2vec()::train;
                case "glove" -> glove()::train;
                case "fasttext" -> fastText();
                case "ppmi-svd" -> ppmiSvd()::train;
                default ->
                    throw Failure.usage(
                            "--model takes word2vec, glove, fasttext or ppmi-svd. Received: " + model + ".");
            };
        } catch (IllegalArgumentException outOfRange) {
            throw Failure.usage(outOfRange.getMessage());
        }
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private Word2Vec word2vec() {
        refuseAllBut("--epochs", "--learning-rate", "--cbow", "--negative", "--hierarchical-softmax", "--sample");
        Word2Vec start = cbow ? Word2Vec.continuousBag() : Word2Vec.skipGram();
        return start.hierarchicalSoftmax(hierarchicalSoftmax)
                .dimensions(or(dimensions, start.dimensions()))
                .window(or(window, start.window()))
                .negative(or(negative, start.negative()))
                .sample(or(sample, start.sample()))
                .minCount(or(minCount, start.minCount()))
                .epochs(or(epochs, start.epochs()))
                .learningRate(or(learningRate, start.learningRate()))
                .threads(or(threads, start.threads()))
                .seed(or(seed, start.seed()));
    }

    private GloVe glove() {
        refuseAllBut("--epochs", "--learning-rate", "--x-max", "--alpha");
        GloVe start = GloVe.defaults();
        return start.dimensions(or(dimensions, start.dimensions()))
                .window(or(window, start.window()))
                .xMax(or(xMax, start.xMax()))
                .alpha(or(alpha, start.alpha()))
                .minCount(or(minCount, start.minCount()))
                .epochs(or(epochs, start.epochs()))
                .learningRate(or(learningRate, start.learningRate()))
                .threads(or(threads, start.threads()))
                .seed(or(seed, start.seed()));
    }

    private Maker fastText() {
        refuseAllBut(
                "--epochs",
                "--learning-rate",
                "--cbow",
                "--negative",
                "--sample",
                "--shortest",
                "--longest",
                "--buckets",
                "--also");
        FastText start = cbow ? FastText.continuousBag() : FastText.skipGram();
        FastText settings = start.dimensions(or(dimensions, start.dimensions()))
                .window(or(window, start.window()))
                .negative(or(negative, start.negative()))
                .sample(or(sample, start.sample()))
                .minCount(or(minCount, start.minCount()))
                .ngrams(new CharacterNgrams(
                        or(shortest, start.ngrams().least()),
                        or(longest, start.ngrams().most()),
                        or(buckets, start.ngrams().buckets())))
                .epochs(or(epochs, start.epochs()))
                .learningRate(or(learningRate, start.learningRate()))
                .threads(or(threads, start.threads()))
                .seed(or(seed, start.seed()));
        return (text, watch) -> {
            List<String> more = also == null ? List.of() : Files.readAllLines(also, StandardCharsets.UTF_8);
            return with(settings.train(text, watch), more, watch);
        };
    }

    private static WordVectors with(SubwordVectors vectors, List<String> more, TrainingWatch watch) {
        WordVectors known = vectors.words();
        Set<String> wanted = new LinkedHashSet<>();
        more.stream().map(String::strip).filter(word -> !word.isEmpty()).forEach(wanted::add);
        wanted.removeAll(known.words());
        List<String> words = new ArrayList<>(known.words());
        List<float[]> rows = new ArrayList<>();
        int without = 0;
        for (String word : wanted) {
            float[] vector = vectors.vector(word);
            if (vector == null || word.matches(".*\\s.*")) {
                without++;
            } else {
                words.add(word);
                rows.add(vector);
            }
        }
        if (without > 0) {
            watch.note(without + " words of --also have no n-gram that the text has, or a blank, and get no vector.");
        }
        int dimensions = known.dimensions();
        float[] values = new float[words.size() * dimensions];
        for (int i = 0; i < known.size(); i++) {
            known.copy(i, values, i * dimensions);
        }
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, (known.size() + i) * dimensions, dimensions);
        }
        return new WordVectors(words, dimensions, values);
    }

    private PpmiSvd ppmiSvd() {
        refuseAllBut(
                "--sample", "--side", "--positions", "--shift", "--smoothing", "--eigenvalue-weight", "--no-contexts");
        PpmiSvd start = PpmiSvd.defaults();
        ContextWindow.Side sides = switch (or(side, "both")) {
            case "both" -> ContextWindow.Side.BOTH;
            case "left" -> ContextWindow.Side.LEFT;
            case "right" -> ContextWindow.Side.RIGHT;
            default -> throw Failure.usage("--side takes left, right or both. Received: " + side + ".");
        };
        return start.dimensions(or(dimensions, start.dimensions()))
                .window(new ContextWindow(
                        or(window, start.window().size()),
                        sides,
                        positions,
                        start.window().weight()))
                .sample(or(sample, start.sample()))
                .minCount(or(minCount, start.minCount()))
                .shift(or(shift, start.shift()))
                .smoothing(or(smoothing, start.smoothing()))
                .eigenvalueWeight(or(eigenvalueWeight, start.eigenvalueWeight()))
                .addContexts(!noContexts)
                .threads(or(threads, start.threads()))
                .seed(or(seed, start.seed()));
    }

    /** Refuses the options given that are not among these. */
    private void refuseAllBut(String... allowed) {
        Map<String, Object> given = new TreeMap<>();
        given.put("--epochs", epochs != null);
        given.put("--learning-rate", learningRate != null);
        given.put("--cbow", cbow);
        given.put("--negative", negative != null);
        given.put("--hierarchical-softmax", hierarchicalSoftmax);
        given.put("--sample", sample != null);
        given.put("--x-max", xMax != null);
        given.put("--alpha", alpha != null);
        given.put("--shortest", shortest != null);
        given.put("--longest", longest != null);
        given.put("--buckets", buckets != null);
        given.put("--also", also != null);
        given.put("--side", side != null);
        given.put("--positions", positions);
        given.put("--shift", shift != null);
        given.put("--smoothing", smoothing != null);
        given.put("--eigenvalue-weight", eigenvalueWeight != null);
        given.put("--no-contexts", noContexts);
        Stream.of(allowed).forEach(given::remove);
        given.values().removeIf(Boolean.FALSE::equals);
        if (!given.isEmpty()) {
            throw Failure.usage("An option must be one of the model's. Received: model=" + model + ", options="
                    + String.join(", ", given.keySet()) + ". Leave them out; see lector vectors train --help.");
        }
    }
}
