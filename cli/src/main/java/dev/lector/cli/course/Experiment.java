// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One network of the course, how the course trains it, and what came of it there. Immutable.
 *
 * @param name by which users choose it; the record of Keras's figures has the same
 * @param about the network in a line
 * @param recipe that builds it
 * @param settings that differ from the course's settings of the recipe, by option name
 * @param data that it learns from
 * @param protocol which rows it learns from, and which judge it
 * @param vectors whether its words have frozen vectors from a file
 * @param training the accuracy on the training part that the course reports, in percent; NaN if it reports none
 * @param validation the accuracy on the part that judges, in percent; NaN if the course reports none
 * @param source where the course has it
 */
public record Experiment(
        String name,
        String about,
        String recipe,
        Map<String, String> settings,
        CourseData data,
        Protocol protocol,
        boolean vectors,
        double training,
        double validation,
        String source) {
    /** Copies the settings, in their order. */
    public Experiment {
        settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** How many seeds a full run has: three for the sentences, one for the long texts, of which there are many. */
    public int seeds() {
        return data == CourseData.SENTENCES ? 3 : 1;
    }
}
