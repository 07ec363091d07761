// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import static dev.lector.cli.course.CourseData.IMDB;
import static dev.lector.cli.course.CourseData.NEWSWIRES;
import static dev.lector.cli.course.CourseData.SENTENCES;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The course's experiments, in the order in which the lecture and the notebook come to them. Each is a recipe with the
 * course's own settings ({@link dev.lector.classify.Recipe#course}), and what differs from them.
 */
public final class Experiments {
    private static final String NOTEBOOK = "notebook on convolutional networks";
    private static final String BOOK = "Chollet, Deep Learning with Python (2017), ";
    private static final double NONE = Double.NaN;

    private static final List<Experiment> ALL = List.of(
            // Bags of words.
            of("multi-hot-dense", "mlp", IMDB, Protocol.TEST, "two dense layers of 16 on the set of words")
                    .figure(NONE, 88.50, BOOK + "3.5")
                    .get(),
            of("newswire-dense", NEWSWIRES, Protocol.TEST_WITHOUT_1000, "two dense layers of 64, 46 topics")
                    .figure(NONE, 77.69, BOOK + "3.6")
                    .get(),
            // Embeddings.
            of("flatten-dense", IMDB, Protocol.FIFTH, "20 trained vectors of 8 numbers, one dense layer")
                    .figure(NONE, 75.94, BOOK + "6.1")
                    .get(),
            glove("glove-dense-200", Protocol.FEW, "flatten", "100 frozen vectors, flattened; 200 texts")
                    .figure(NONE, 57.23, BOOK + "6.1")
                    .get(),
            glove("glove-average-200", Protocol.FEW, "average", "100 frozen vectors, averaged; 200 texts")
                    .get(),
            glove("glove-dense", Protocol.FIFTH, "flatten", "100 frozen vectors, flattened; 20,000 texts")
                    .get(),
            glove("glove-average", Protocol.FIFTH, "average", "100 frozen vectors, averaged; 20,000 texts")
                    .get(),
            // Convolutions over words.
            of("words-cnn-pretrained", "three convolutions of width 4 over frozen vectors")
                    .frozen()
                    .figure(80.55, 76.10, NOTEBOOK)
                    .get(),
            of("words-cnn-regularised", "the same with whole filters dropped and batches normalised")
                    .frozen()
                    .figure(79.30, 77.88, NOTEBOOK + ", task 1")
                    .get(),
            of("words-cnn", "the first network over trained vectors")
                    .figure(81.53, 79.77, NOTEBOOK)
                    .get(),
            of("positional-cnn", "one convolution over frozen vectors, and trained ones for places")
                    .frozen()
                    .get(),
            of("positional-cnn-without", "positional-cnn", "the same without places: what they are compared with")
                    .with("position-dimensions", "0")
                    .frozen()
                    .get(),
            of("dilated-cnn", "two convolutions of width 5, the second with gaps (the notebook's code)")
                    .figure(82.28, 80.39, NOTEBOOK)
                    .get(),
            of("dilated-cnn-table", "dilated-cnn", "three of width 4 with gaps (the notebook's table)")
                    .with("variant", "table")
                    .figure(82.28, 80.39, NOTEBOOK)
                    .get(),
            of("multi-width-cnn", "widths 2, 3, 4 and 5 side by side")
                    .figure(84.88, 81.61, NOTEBOOK)
                    .get(),
            // Characters.
            of("char-cnn", "the first network over 40 characters")
                    .figure(82.21, 78.31, NOTEBOOK)
                    .get(),
            of("char-cnn-200", "char-cnn", "the same over 200 characters")
                    .with("steps", "200")
                    .get(),
            of("char-cnn-lstm", "40 one-hot characters, convolutions, an LSTM (the notebook's code)")
                    .figure(80.91, 78.65, NOTEBOOK)
                    .get(),
            of("char-cnn-lstm-intended", "char-cnn-lstm", "the same with the encoding that the notebook meant")
                    .with("one-hot", "intended")
                    .get(),
            of("char-cnn-lstm-200", "char-cnn-lstm", "the notebook's code over 200 characters")
                    .with("steps", "200")
                    .get(),
            // Sequences.
            of("convnet", IMDB, Protocol.FIFTH, "two convolutions of width 7, 500 words")
                    .figure(NONE, 83.82, BOOK + "6.4")
                    .get(),
            of("simple-rnn", IMDB, Protocol.FIFTH, "32 recurrent units, 500 words")
                    .figure(NONE, 84.60, BOOK + "6.2")
                    .get(),
            of("lstm", IMDB, Protocol.FIFTH, "32 LSTM units, 500 words")
                    .figure(NONE, 89.28, BOOK + "6.2")
                    .get(),
            of("gru", IMDB, Protocol.FIFTH, "32 GRU units, 500 words").get(),
            of("bi-lstm", IMDB, Protocol.FIFTH, "32 LSTM units in each direction, 500 words")
                    .figure(NONE, 88.56, BOOK + "6.3")
                    .get(),
            of("lstm-reversed", "lstm", IMDB, Protocol.FIFTH, "32 LSTM units over 500 words read backwards")
                    .with("reversed", "true")
                    .with("dimensions", "128")
                    .figure(NONE, 87.70, BOOK + "6.3")
                    .get());

    private Experiments() {}

    /** Every experiment. */
    public static List<Experiment> list() {
        return ALL;
    }

    /** A network of the notebook, over sentences. */
    private static Draft of(String name, String about) {
        return of(name, name, about);
    }

    private static Draft of(String name, String recipe, String about) {
        return of(name, recipe, SENTENCES, Protocol.TENTH, about);
    }

    private static Draft of(String name, CourseData data, Protocol protocol, String about) {
        return of(name, name, data, protocol, about);
    }

    private static Draft of(String name, String recipe, CourseData data, Protocol protocol, String about) {
        return new Draft(name, recipe, about, data, protocol);
    }

    private static Draft glove(String name, Protocol protocol, String pooling, String about) {
        return of(name, "glove-dense", IMDB, protocol, about)
                .with("pooling", pooling)
                .frozen();
    }

    /** An experiment in the making. */
    private static final class Draft {
        private final String name;
        private final String recipe;
        private final String about;
        private final CourseData data;
        private final Protocol protocol;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private boolean vectors;
        private double training = NONE;
        private double validation = NONE;
        private String source = "";

        Draft(String name, String recipe, String about, CourseData data, Protocol protocol) {
            this.name = name;
            this.recipe = recipe;
            this.about = about;
            this.data = data;
            this.protocol = protocol;
        }

        Draft with(String option, String value) {
            settings.put(option, value);
            return this;
        }

        /** With frozen vectors of a file. */
        Draft frozen() {
            vectors = true;
            return this;
        }

        /** With the course's accuracies in percent. */
        Draft figure(double ofTraining, double ofValidation, String from) {
            training = ofTraining;
            validation = ofValidation;
            source = from;
            return this;
        }

        Experiment get() {
            return new Experiment(name, about, recipe, settings, data, protocol, vectors, training, validation, source);
        }
    }
}
