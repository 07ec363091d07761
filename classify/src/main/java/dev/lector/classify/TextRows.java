// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.train.Dataset;

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
     * With weights under which each text counts as much as it would in one row, so that a long text does not count for many.
     *
     * @param ofTexts a weight for each text, or null for 1
     */
    Dataset weighted(float[] ofTexts) {
        if (!windows()) {
            return dataset.sampleWeights(ofTexts);
        }
        float[] weights = new float[dataset.rows()];
        // The mean over the rows is then the mean over the texts.
        double rowsOfText = (double) weights.length / texts();
        for (int text = 0; text < texts(); text++) {
            double whole = ofTexts == null ? 1 : ofTexts[text];
            for (int row = starts[text]; row < starts[text + 1]; row++) {
                weights[row] = (float) (whole * rowsOfText / (starts[text + 1] - starts[text]));
            }
        }
        return dataset.sampleWeights(weights);
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
