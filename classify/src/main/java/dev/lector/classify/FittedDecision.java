// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A decision learnt from validation rows.
 *
 * @param decision to be saved
 * @param notes what was learnt, in sentences for the training report
 */
record FittedDecision(Decision decision, List<String> notes) {
    /** With fewer answered rows the share of right answers moves by five points with one of them. */
    private static final int LEAST_ANSWERED = 20;

    /** The network's own probabilities as they are. */
    static final FittedDecision NONE = new FittedDecision(Decision.DEFAULT, List.of());

    FittedDecision {
        notes = List.copyOf(notes);
    }

    /**
     * Learns calibration and thresholds.
     *
     * @param classifier as it came from the training
     * @param held the validation rows
     */
    static FittedDecision fit(DecisionOptions options, TextClassifier classifier, LabelledTexts held) {
        Outputs outputs = new Outputs(classifier.labels().size(), classifier.multiLabel());
        if (held.rows() == 0) {
            Decision decision = new Decision(Calibration.NONE, options.rejectBelow(), List.of());
            return new FittedDecision(
                    decision,
                    outputs.multiLabel()
                            ? List.of("Without validation rows every label applies from a probability of one half on.")
                            : List.of());
        }
        float[] raw = classifier.answers(held.texts()).raw();
        boolean[] truth = TruthCheck.of(classifier.labels(), held, raw, UnseenLabels.COUNT_AS_WRONG)
                .matrix();
        List<String> notes = new ArrayList<>();
        Calibration calibration = calibration(options.calibration(), raw, truth, outputs);
        float[] probabilities = calibration.apply(raw, outputs);
        if (options.calibration() != CalibrationMethod.NONE) {
            notes.add(String.format(
                    Locale.ROOT,
                    "Probabilities are calibrated (%s) by %d validation rows: calibration error on them %.2f %%, before"
                            + " %.2f %%.",
                    calibration instanceof Temperature one
                            ? String.format(Locale.ROOT, "temperature %.3f", one.temperature())
                            : options.calibration().toString(),
                    held.rows(),
                    100 * error(probabilities, truth, outputs),
                    100 * error(raw, truth, outputs)));
        }
        Decision decision = outputs.multiLabel()
                ? new Decision(calibration, 0, LabelThresholds.fit(probabilities, truth, outputs.labels(), notes))
                : new Decision(calibration, rejectBelow(options, probabilities, truth, outputs, notes), List.of());
        return new FittedDecision(decision, notes);
    }

    private static Calibration calibration(CalibrationMethod method, float[] raw, boolean[] truth, Outputs outputs) {
        if (method == CalibrationMethod.NONE) {
            return Calibration.NONE;
        }
        return method == CalibrationMethod.TEMPERATURE
                ? Temperature.fit(raw, truth, outputs)
                : Isotonic.fit(raw, truth, outputs);
    }

    private static double error(float[] probabilities, boolean[] truth, Outputs outputs) {
        if (outputs.multiLabel()) {
            return Reliability.of(probabilities, truth).error();
        }
        Confidence best = Confidence.of(probabilities, truth, outputs.labels());
        return Reliability.of(best.probability, best.right).error();
    }

    private static double rejectBelow(
            DecisionOptions options, float[] probabilities, boolean[] truth, Outputs outputs, List<String> notes) {
        Confidence best = Confidence.of(probabilities, truth, outputs.labels());
        double threshold =
                options.precision() == 0 ? options.rejectBelow() : best.thresholdFor(options.precision(), notes);
        if (threshold > 0) {
            long said = best.answered(threshold).count();
            long right = best.answered(threshold).filter(r -> best.right[r]).count();
            notes.add(String.format(
                    Locale.ROOT,
                    "Answers with a probability below %.4f are none of the labels: of %d validation rows %.1f %% are"
                            + " answered, %.2f %% of these rightly.",
                    threshold,
                    best.right.length,
                    100.0 * said / best.right.length,
                    said == 0 ? 0 : 100.0 * right / said));
            if (said < LEAST_ANSWERED) {
                notes.add("Warning: the threshold rests on " + said + " answered validation rows, so that share may be"
                        + " chance. Give more validation rows, or ask for less precision.");
            }
        }
        return threshold;
    }

    /** The most probable label of each row: its probability, and whether it is right. */
    private record Confidence(float[] probability, boolean[] right) {
        static Confidence of(float[] probabilities, boolean[] truth, int labels) {
            int[] best = Prediction.best(probabilities, labels);
            Confidence all = new Confidence(new float[best.length], new boolean[best.length]);
            for (int r = 0; r < best.length; r++) {
                all.probability[r] = probabilities[r * labels + best[r]];
                all.right[r] = truth[r * labels + best[r]];
            }
            return all;
        }

        IntStream answered(double threshold) {
            return IntStream.range(0, right.length).filter(r -> probability[r] >= threshold);
        }

        /** The lowest probability from which on the wanted share is right; else the one of the highest share. */
        double thresholdFor(double precision, List<String> notes) {
            int[] order = Curves.descending(probability);
            long hits = 0;
            double reached = -1;
            double threshold = 0;
            double highest = -1;
            double safest = 1;
            for (int i = 0; i < order.length; i++) {
                hits += right[order[i]] ? 1 : 0;
                boolean tie = i + 1 < order.length && probability[order[i + 1]] == probability[order[i]];
                double share = (double) hits / (i + 1);
                if (!tie && share >= precision) {
                    reached = share;
                    threshold = probability[order[i]];
                }
                if (!tie && share >= highest) {
                    highest = share;
                    safest = probability[order[i]];
                }
            }
            if (reached < 0) {
                notes.add(String.format(
                        Locale.ROOT,
                        "Warning: no threshold gives a precision of %.4g on the validation rows; the best is %.4f.",
                        precision,
                        highest));
                return safest;
            }
            return threshold;
        }
    }
}
