// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From a network's probabilities to an answer. Saved in the model file.
 *
 * @param calibration applied first
 * @param rejectBelow where a text has one label: an answer less probable than this is none of the labels; 0 answers always
 * @param thresholds where a text has several labels: each applies from this probability on, in the order of the labels;
 *     empty for one half each
 */
public record Decision(Calibration calibration, double rejectBelow, List<Double> thresholds) {
    /** The network's own probabilities, every text answered, thresholds of one half. */
    public static final Decision DEFAULT = new Decision(Calibration.NONE, 0, List.of());

    private static final double HALF = .5;

    /** Checks the ranges. */
    public Decision {
        thresholds = List.copyOf(thresholds);
        if (!(rejectBelow >= 0 && rejectBelow <= 1)) {
            throw new IllegalArgumentException("A probability below which an answer is rejected lies between 0 and 1."
                    + " Received: rejectBelow=" + rejectBelow + ". Give 0.8, or leave it out to answer always.");
        }
        for (double threshold : thresholds) {
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("A threshold lies between 0 and 1. Received: threshold=" + threshold
                        + ". Correct it, or leave thresholds out for one half.");
            }
        }
    }

    /** The probability from which on a label applies, where a text has several. */
    public double threshold(int label) {
        return thresholds.isEmpty() ? HALF : thresholds.get(label);
    }

    /** Refuses what does not fit the labels. */
    void check(Outputs outputs) {
        calibration.check(outputs);
        boolean fits = outputs.multiLabel()
                ? rejectBelow == 0 && (thresholds.isEmpty() || thresholds.size() == outputs.labels())
                : thresholds.isEmpty();
        if (!fits) {
            throw new IllegalArgumentException("A decision must fit its labels. Received: labels=" + outputs.labels()
                    + ", multiLabel=" + outputs.multiLabel() + ", rejectBelow=" + rejectBelow + ", thresholds="
                    + thresholds.size() + ". Give rejectBelow for one label a text, a threshold a label for several.");
        }
    }

    /** In a few words, for a reader. */
    public String describe(boolean multiLabel) {
        String calibrated = calibration == Calibration.NONE
                ? ""
                : ", calibrated: " + calibration.toMap().get("method");
        if (multiLabel) {
            return "any number of labels" + (thresholds.isEmpty() ? "" : ", each from its threshold on") + calibrated;
        }
        String none = rejectBelow == 0
                ? ""
                : String.format(Locale.ROOT, ", or none if its probability is below %.4f", rejectBelow);
        return "one label" + none + calibrated;
    }

    /** As numbers, text, lists and maps, ready for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("calibration", calibration.toMap());
        map.put("rejectBelow", rejectBelow);
        map.put("thresholds", thresholds);
        return map;
    }

    /** From what {@link #toMap} gave. */
    static Decision of(Fields fields) throws ModelFileException {
        Fields calibration = fields.object("calibration");
        double rejectBelow = fields.number("rejectBelow");
        List<Double> thresholds = new ArrayList<>(fields.numbers("thresholds"));
        fields.end();
        return new Decision(Calibration.of(calibration), rejectBelow, thresholds);
    }
}
