// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.train.Dataset;
import java.util.Arrays;

/**
 * Samples and targets of texts, of which each may be several rows.
 *
 * @param dataset one row a window, all windows of a text with the text's target
 * @param starts the first row of each text, and the number of all rows; not copied
 */
record TextRows(Dataset dataset, int[] starts) {
    int texts() {
        return starts.length - 1;
    }

    /** True if a text has several rows. */
    boolean windows() {
        return dataset.rows() > texts();
    }

    /**
     * With a weight for each text.
     *
     * @param ofTexts null for 1
     */
    TextRows weighted(float[] ofTexts) {
        if (ofTexts == null) {
            return this;
        }
        float[] weights = new float[dataset.rows()];
        for (int text = 0; text < texts(); text++) {
            Arrays.fill(weights, starts[text], starts[text + 1], ofTexts[text]);
        }
        return new TextRows(dataset.sampleWeights(weights), starts);
    }

    /** The targets of the texts, one a text: {@code (texts, width)}. */
    float[] targets() {
        float[] ofRows = dataset.targets().get(0).values();
        int width = dataset.targets().get(0).width();
        float[] targets = new float[texts() * width];
        for (int text = 0; text < texts(); text++) {
            System.arraycopy(ofRows, starts[text] * width, targets, text * width, width);
        }
        return targets;
    }
}
