// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Isotonic calibration (Zadrozny and Elkan 2002): a rising curve for each label against the rest, learnt by pooling adjacent
 * violators. Where a text has one label, the curves' values are divided by their sum (equal if all are 0); of two labels
 * the second has a curve, and the first is what is left, as in scikit-learn's CalibratedClassifierCV.
 */
public final class Isotonic implements Calibration {
    private final List<IsotonicCurve> curves;

    private Isotonic(List<IsotonicCurve> curves) {
        this.curves = List.copyOf(curves);
    }

    /**
     * Curves of least squares.
     *
     * @param probabilities {@code (rows, labels)}, not modified
     * @param truth {@code (rows, labels)}, true where a label applies
     */
    static Isotonic fit(float[] probabilities, boolean[] truth, Outputs outputs) {
        int labels = outputs.labels();
        List<IsotonicCurve> curves = new ArrayList<>();
        for (int c = first(outputs); c < labels; c++) {
            float[] scores = new float[probabilities.length / labels];
            boolean[] came = new boolean[scores.length];
            for (int r = 0; r < scores.length; r++) {
                scores[r] = probabilities[r * labels + c];
                came[r] = truth[r * labels + c];
            }
            curves.add(IsotonicCurve.fit(scores, came));
        }
        return new Isotonic(curves);
    }

    /** The first label that has a curve of its own. */
    private static int first(Outputs outputs) {
        return outputs.count() == 1 ? 1 : 0;
    }

    @Override
    public float[] apply(float[] probabilities, Outputs outputs) {
        int labels = outputs.labels();
        int first = first(outputs);
        float[] bent = new float[probabilities.length];
        double[] row = new double[labels];
        for (int at = 0; at < bent.length; at += labels) {
            double sum = 0;
            for (int c = first; c < labels; c++) {
                row[c] = curves.get(c - first).at(probabilities[at + c]);
                sum += row[c];
            }
            if (first == 1) {
                row[0] = 1 - row[1];
                sum = 1;
            }
            for (int c = 0; c < labels; c++) {
                double share = sum == 0 ? 1.0 / labels : row[c] / sum;
                bent[at + c] = (float) (outputs.multiLabel() ? row[c] : share);
            }
        }
        return bent;
    }

    @Override
    public void check(Outputs outputs) {
        if (curves.size() != outputs.labels() - first(outputs)) {
            throw new IllegalArgumentException("Every label has a curve. Received: curves=" + curves.size()
                    + ", labels=" + outputs.labels() + ". Learn the calibration for these labels.");
        }
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "isotonic");
        map.put("scores", curves.stream().map(IsotonicCurve::scores).toList());
        map.put("shares", curves.stream().map(IsotonicCurve::shares).toList());
        return map;
    }

    static Isotonic of(Fields fields) throws ModelFileException {
        List<List<Double>> scores = fields.numberLists("scores");
        List<List<Double>> shares = fields.numberLists("shares");
        if (scores.size() != shares.size()) {
            throw new ModelFileException("A model file must be as it was written. Received: altered: " + scores.size()
                    + " scores and " + shares.size() + " shares of a calibration. Copy it again, or train again.");
        }
        List<IsotonicCurve> curves = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            curves.add(new IsotonicCurve(scores.get(i), shares.get(i)));
        }
        return new Isotonic(curves);
    }
}
