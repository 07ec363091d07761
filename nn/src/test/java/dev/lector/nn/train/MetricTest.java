// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricTest {
    private static double result(Metric metric, int outputs, float[] predictions, int width, float... targets) {
        metric.reset();
        add(metric, outputs, predictions, width, targets, null);
        return metric.result();
    }

    private static void add(
            Metric metric, int outputs, float[] predictions, int width, float[] targets, float[] weights) {
        metric.update(predictions.length / outputs, outputs, predictions, 0, width, targets, 0, weights, 0);
    }

    private static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Test
    void accuracyGoesByTheShapes() {
        Metric accuracy = new Accuracy();
        assertThat(accuracy.result()).isZero();
        assertThat(result(accuracy, 1, floats(0.98, 1, 0, 0.6), 1, 1, 1, 0, 0)).isEqualTo(0.75);
        assertThat(result(accuracy, 1, floats(0.5), 1, 0)).isEqualTo(1);
        float[] three = floats(0.1, 0.8, 0.1, 0.05, 0.95, 0);
        assertThat(result(accuracy, 3, three, 1, 2, 1)).isEqualTo(0.5);
        assertThat(result(accuracy, 3, three, 3, 0, 0, 1, 0, 1, 0)).isEqualTo(0.5);
        assertThat(result(new Accuracy(0), 1, floats(-0.2, 0.2), 1, 0, 1)).isEqualTo(1);
        assertThatThrownBy(() -> result(accuracy, 3, three, 2, 0, 1, 0, 1)).hasMessageContaining("targetWidth=2");
    }

    @Test
    void weightsAndBatchesAdd() {
        Metric accuracy = new Accuracy();
        add(accuracy, 1, floats(1, 0), 1, floats(1, 1), new float[] {3, 1});
        add(accuracy, 1, floats(0), 1, floats(1), new float[] {2});
        assertThat(accuracy.result()).isEqualTo(0.5);
    }

    @Test
    void topK() {
        float[] predictions = floats(0.1, 0.9, 0.8, 0.05, 0.95, 0.02);
        assertThat(result(new TopKAccuracy(1), 3, predictions, 1, 2, 1)).isEqualTo(0.5);
        assertThat(result(new TopKAccuracy(2), 3, predictions, 1, 2, 1)).isEqualTo(1);
        assertThat(result(new TopKAccuracy(2), 3, predictions, 3, 1, 0, 0, 0, 1, 0))
                .isEqualTo(0.5);
        assertThat(result(new TopKAccuracy(1), 2, floats(0.5, 0.5), 1, 1)).isEqualTo(1);
    }

    @Test
    void areaUnderRoc() {
        // Keras's documentation computes 0.75 for these with 3 thresholds; all pairs but (0.5, 0.3) are in order.
        assertThat(result(new Auc(), 1, floats(0, 0.5, 0.3, 0.9), 1, 0, 0, 1, 1))
                .isCloseTo(0.75, within(1e-12));
        assertThat(result(new Auc(), 1, floats(0.1, 0.2, 0.8, 0.9), 1, 0, 0, 1, 1))
                .isEqualTo(1);
        assertThat(result(new Auc(), 1, floats(0.4, 0.4), 1, 0, 1)).isEqualTo(0.5);
        assertThat(result(new Auc(), 1, floats(0.4, 0.6), 1, 1, 1)).isZero();
        assertThat(result(new Auc(Auc.Curve.ROC, true), 1, floats(-30, 0, -1, 30), 1, 0, 0, 1, 1))
                .isCloseTo(0.75, within(1e-12));
    }

    @Test
    void areaUnderPrecisionRecall() {
        // From the top: (TP 1, FP 0), (1, 1), (2, 1), (2, 2). Strips: 1/2 at precision 1, and from 2 to 3 predicted
        // ones with slope 1 and intercept -1: (1 - ln 1.5)/2.
        assertThat(result(new Auc(Auc.Curve.PR, false), 1, floats(0, 0.5, 0.3, 0.9), 1, 0, 0, 1, 1))
                .isCloseTo(0.5 + (1 - Math.log(1.5)) / 2, within(1e-12));
    }

    @Test
    void precisionAndRecall() {
        float[] predictions = floats(0.9, 0.8, 0.3, 0.6, 0.1);
        assertThat(result(new Precision(), 1, predictions, 1, 1, 0, 1, 1, 0)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(result(new Recall(), 1, predictions, 1, 1, 0, 1, 1, 0)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(result(new Precision(0.85f, -1), 1, predictions, 1, 1, 0, 1, 1, 0))
                .isEqualTo(1);
        assertThat(result(new Recall(0.85f, -1), 1, predictions, 1, 1, 0, 1, 1, 0))
                .isCloseTo(1 / 3.0, within(1e-12));
        float[] classes = floats(0.9, 0.1, 0.2, 0.8, 0.7, 0.3);
        assertThat(result(new Precision(0.5f, 0), 2, classes, 1, 0, 1, 1)).isEqualTo(0.5);
        assertThat(result(new Recall(0.5f, 1), 2, classes, 1, 0, 1, 1)).isEqualTo(0.5);
        assertThat(result(new Precision(), 1, floats(0.1), 1, 1)).isZero();
    }

    @Test
    void f1() {
        // Classes of the samples 0, 0, 1, 2, 2; taken as 0, 1, 1, 2, 0.
        float[] predictions = floats(0.6, 0.3, 0.1, 0.2, 0.7, 0.1, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8, 0.5, 0.3, 0.2);
        float[] labels = {0, 0, 1, 2, 2};
        F1 macro = new F1(F1.Average.MACRO);
        assertThat(result(macro, 3, predictions, 1, labels))
                .isCloseTo((1 / 2.0 + 2 / 3.0 + 2 / 3.0) / 3, within(1e-12));
        assertThat(macro.perClass()).containsExactly(new double[] {0.5, 2 / 3.0, 2 / 3.0}, within(1e-12));
        assertThat(result(new F1(F1.Average.MICRO), 3, predictions, 1, labels)).isCloseTo(0.6, within(1e-12));
        assertThat(result(new F1(F1.Average.WEIGHTED), 3, predictions, 1, labels))
                .isCloseTo((2 * 0.5 + 2 / 3.0 + 2 * 2 / 3.0) / 5, within(1e-12));
        assertThat(result(new F1(F1.Average.MACRO, 0.5f), 1, floats(0.9, 0.8, 0.3), 1, 1, 0, 1))
                .isEqualTo(0.5);
        assertThatThrownBy(() -> result(macro, 1, floats(0.9), 1, 1)).hasMessageContaining("threshold");
    }
}
