// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the data of the experiments are.
 *
 * @param folder of data sets; null if there is none
 * @param sentences a file of short labelled texts that takes the place of the folder's; null to take the folder's
 * @param vectors a file of word vectors; null if there is none
 */
public record CourseFiles(Path folder, Path sentences, Path vectors) {
    /** The file that an experiment of these data learns from; null if it is not known. */
    Path file(CourseData data) {
        return data == CourseData.SENTENCES && sentences != null
                ? sentences
                : folder == null ? null : data.file(folder);
    }

    /** The file that judges; null if it is not known. */
    Path test(CourseData data) {
        return folder == null ? null : data.test(folder);
    }

    /** Why an experiment cannot be run, and how to get what it lacks; null if it can. */
    public String lacks(Experiment experiment) {
        CourseData data = experiment.data();
        boolean there = isFile(file(data)) && (!experiment.protocol().byTestFile() || isFile(test(data)));
        if (!there) {
            return "no data. Name the folder of your data sets by --data-dir; it must hold " + data.source() + ".";
        }
        if (experiment.vectors() && !hasVectors()) {
            return "no word vectors. Run lector data fetch glove, or name a file by --vectors.";
        }
        return null;
    }

    boolean hasVectors() {
        return isFile(vectors);
    }

    private static boolean isFile(Path file) {
        return file != null && Files.isRegularFile(file);
    }
}
