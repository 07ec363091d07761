// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.golden.GoldenFile.Case;
import dev.lector.nn.golden.GoldenFile.Tensor;
import dev.lector.nn.golden.GoldenFile.Words;
import dev.lector.nn.train.Accuracy;
import dev.lector.nn.train.Auc;
import dev.lector.nn.train.F1;
import dev.lector.nn.train.Metric;
import dev.lector.nn.train.Precision;
import dev.lector.nn.train.Recall;
import dev.lector.nn.train.TopKAccuracy;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every metric says after each batch what Keras's says. */
class MetricsGoldenTest {
    static List<Case> cases() {
        return GoldenFile.read("metrics");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sameAsKeras(Case golden) {
        Metric metric = metric(golden.line("metric"));
        Tensor prediction = golden.tensors().get("prediction");
        Tensor target = golden.tensors().get("target");
        Tensor result = golden.tensors().get("result");
        int outputs = prediction.dims()[1];
        int width = target.dims()[1];
        int at = 0;
        int batch = 0;
        for (int rows : golden.tensors().get("batches").ints()) {
            metric.update(
                    rows,
                    outputs,
                    prediction.floats(),
                    at * outputs,
                    width,
                    target.floats(),
                    at * width,
                    golden.floats("sample_weight"),
                    at);
            at += rows;
            double[] said = golden.line("metric").contains("average=none")
                    ? ((F1) metric).perClass()
                    : new double[] {metric.result()};
            for (int i = 0; i < said.length; i++) {
                float expected = result.floats()[batch * said.length + i];
                assertThat(said[i]).as("after batch %d, value %d", batch, i).isCloseTo(expected, within(1e-6));
            }
            batch++;
        }
        assertThat(batch).isEqualTo(3);
    }

    private static Metric metric(String line) {
        Words words = new Words(line, 1);
        Metric metric = switch (line.split(" ")[0]) {
            case "BinaryAccuracy" -> new Accuracy(words.number("threshold", 0.5f));
            case "CategoricalAccuracy", "SparseCategoricalAccuracy" -> new Accuracy();
            case "TopKCategoricalAccuracy", "SparseTopKCategoricalAccuracy" ->
                words.has("k") ? new TopKAccuracy(words.whole("k", 0)) : new TopKAccuracy();
            case "AUC" -> new Auc(Auc.Curve.valueOf(words.text("curve", "ROC")), words.flag("from_logits", false));
            case "Precision" -> new Precision(words.number("thresholds", 0.5f), words.whole("class_id", -1));
            case "Recall" -> new Recall(words.number("thresholds", 0.5f), words.whole("class_id", -1));
            case "F1Score" ->
                new F1(
                        F1.Average.valueOf(words.text("average", "macro").toUpperCase(Locale.ROOT)),
                        words.number("threshold", Float.NaN));
            default -> throw new IllegalArgumentException(line);
        };
        words.end();
        return metric;
    }
}
