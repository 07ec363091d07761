// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.course;

import static dev.lector.classify.course.CourseData.IMDB;
import static dev.lector.classify.course.CourseData.SENTENCES;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The course's experiments, in the order in which the course comes to them. */
public final class Experiments {
    private static final String NOTEBOOK = "notebook on convolutional networks";
    private static final String BOOK = "Chollet (2017), ";

    private static final List<Experiment> ALL = all();

    private Experiments() {}

    /** Every experiment. */
    public static List<Experiment> list() {
        return ALL;
    }

    private static List<Experiment> all() {
        List<Experiment> all = new ArrayList<>();
        all.add(book("multi-hot-dense", "mlp", "two dense layers of 16 on the set of words", IMDB, Protocol.TEST)
                .with("batch-size", "512", "epochs", "4", "units", "16")
                .figure(Double.NaN, 88.50, BOOK + "3.5")
                .get());
        notebook(all);
        return List.copyOf(all);
    }

    private static void notebook(List<Experiment> all) {
        all.add(sentences("words-cnn", "three convolutions of width 4 over trained vectors")
                .figure(81.53, 79.77, NOTEBOOK)
                .get());
    }

    /** A network of the notebook, by the recipe of its name: 40 words of 10,000, batch 1,024, patience 5. */
    private static Draft sentences(String name, String about) {
        return new Draft(name, name, about, SENTENCES, Protocol.TENTH)
                .with("words", "10000", "steps", "40", "batch-size", "1024")
                .with("epochs", "100", "patience", "5", "monitor", "accuracy");
    }

    /** A network of the book: batch 128, ten epochs, the best of which counts. */
    private static Draft book(String name, String recipe, String about, CourseData data, Protocol protocol) {
        return new Draft(name, recipe, about, data, protocol)
                .with("words", "10000", "tokens", "keras", "batch-size", "128", "learning-rate", "0.001")
                .with("epochs", "10", "patience", "0", "monitor", "accuracy");
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
        private double training = Double.NaN;
        private double validation = Double.NaN;
        private String source = "";

        Draft(String name, String recipe, String about, CourseData data, Protocol protocol) {
            this.name = name;
            this.recipe = recipe;
            this.about = about;
            this.data = data;
            this.protocol = protocol;
        }

        Draft with(String... namesAndValues) {
            for (int i = 0; i < namesAndValues.length; i += 2) {
                settings.put(namesAndValues[i], namesAndValues[i + 1]);
            }
            return this;
        }

        Draft frozen() {
            vectors = true;
            return this;
        }

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
