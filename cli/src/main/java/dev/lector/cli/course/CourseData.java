// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import java.nio.file.Path;

/** The labelled texts that the course's experiments learn from: where they stand below a folder of data sets. */
public enum CourseData {
    /** One-sentence reviews: the course's own file cannot be had, these are of its kind. */
    SENTENCES(
            "mr/mr.csv",
            null,
            "the 10,662 review sentences of Pang and Lee (2005), sentence polarity 1.0, as CSV with the columns label"
                    + " and text; or any file of short labelled texts by --data FILE, or lector data fetch reviews"),
    /** Whole film reviews. */
    IMDB(
            "imdb/train.csv.gz",
            "imdb/test.csv.gz",
            "the film reviews of Maas et al. (2011), Large Movie Review Dataset 1.0, each part as gzipped CSV with the"
                    + " columns label and text"),
    /** Newswires of 46 topics. */
    NEWSWIRES(
            "reuters46/train.csv.gz",
            "reuters46/test.csv.gz",
            "Reuters-21578 cut as Keras's data set reuters, each part as gzipped CSV with the columns label and text");

    private final String file;
    private final String test;
    private final String source;

    CourseData(String file, String test, String source) {
        this.file = file;
        this.test = test;
        this.source = source;
    }

    /** The labelled texts below the folder. */
    public Path file(Path folder) {
        return folder.resolve(file);
    }

    /** The texts to judge by, if the data set has a part of its own for that; else null. */
    public Path test(Path folder) {
        return test == null ? null : folder.resolve(test);
    }

    /** What they are, for a user who has to get them. */
    public String source() {
        return test == null ? file + ": " + source : file + " and " + test + ": " + source;
    }
}
