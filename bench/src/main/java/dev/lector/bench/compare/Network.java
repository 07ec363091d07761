// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The networks that are compared: a recipe of Lector with the course's settings, and what differs from them. All are trained
 * with Adam at rate 0.001, whatever the course has.
 */
enum Network {
    WORDS_CNN("words-cnn", Texts.MR, false),
    WORDS_CNN_PRETRAINED("words-cnn-pretrained", Texts.MR, true),
    WORDS_CNN_REGULARISED("words-cnn-regularised", Texts.MR, true),
    DILATED_CNN("dilated-cnn", Texts.MR, false),
    MULTI_WIDTH_CNN("multi-width-cnn", Texts.MR, false),
    POSITIONAL_CNN("positional-cnn", Texts.MR, true),
    CHAR_CNN("char-cnn", Texts.MR, false),
    CHAR_CNN_LSTM("char-cnn-lstm", Texts.MR, false),
    KIM_CNN(
            "kim-cnn",
            "kim-cnn",
            Texts.MR,
            false,
            List.of(50, 1024),
            List.of("words=10000", "min-count=1", "steps=50", "tokens=keras")),
    LSTM("lstm", "lstm", Texts.IMDB, false, List.of(128), List.of()),
    LSTM_128("lstm-128", "lstm", Texts.MR, false, List.of(128), List.of("steps=40", "units=128", "dimensions=50")),
    GRU("gru", "gru", Texts.IMDB, false, List.of(128), List.of()),
    SIMPLE_RNN("simple-rnn", "simple-rnn", Texts.IMDB, false, List.of(128), List.of());

    /** What a network reads, below the folder of data sets. */
    enum Texts {
        MR("mr/mr.csv", "MR, the movie reviews of Pang and Lee (2005)"),
        IMDB("imdb/train.csv.gz", "IMDB, the training part of Maas et al. (2011)");

        private final String file;
        private final String about;

        Texts(String file, String about) {
            this.file = file;
            this.about = about;
        }

        /** Columns {@code label} and {@code text}. */
        String file() {
            return file;
        }

        String about() {
            return about;
        }
    }

    /** The matrix from state to state: in Keras and Lector, PyTorch, DJL. */
    private static final Pattern STATE_WEIGHT = Pattern.compile("(?i)recurrent_kernel|weight_hh|h2h_weight");

    private final String label;
    private final String recipe;
    private final Texts texts;
    private final boolean vectors;
    private final List<Integer> batches;
    private final List<String> settings;

    Network(String label, Texts texts, boolean vectors) {
        this(label, label, texts, vectors, List.of(32, 128, 1024), List.of());
    }

    Network(String label, String recipe, Texts texts, boolean vectors, List<Integer> batches, List<String> settings) {
        this.label = label;
        this.recipe = recipe;
        this.texts = texts;
        this.vectors = vectors;
        this.batches = batches;
        this.settings = settings;
    }

    /** The name on the command line, and that of the function in the Python scripts. */
    String label() {
        return label;
    }

    /** The name of Lector's recipe. */
    String recipe() {
        return recipe;
    }

    Texts texts() {
        return texts;
    }

    /** Whether its words have frozen vectors. */
    boolean vectors() {
        return vectors;
    }

    /** Batch sizes it is trained with if the command line does not say. */
    List<Integer> batches() {
        return batches;
    }

    /** Recipe options, {@code name=value}, on top of the course's. */
    List<String> settings() {
        return settings;
    }

    /**
     * Whether a trained weight, by the name that a library gives it, never has a gradient: the LSTM of char-cnn-lstm sees one
     * step, and its state before that is 0.
     */
    boolean mustStay(String weight) {
        return this == CHAR_CNN_LSTM && STATE_WEIGHT.matcher(weight).find();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Network::label).toList();
    }

    static Network of(String label) {
        return Arrays.stream(values())
                .filter(network -> network.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The network must be one of " + labels()
                        + ". Received: network=" + label + ". Choose one of them."));
    }
}
