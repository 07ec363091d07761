// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Predictor;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.train.Loss;
import dev.lector.nn.train.Metric;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Loss and metric of a network that is being trained, by the pooled answers for texts instead of those for windows. */
final class PooledFigures implements Supplier<Map<String, Double>> {
    private final Model model;
    private final TextRows rows;
    private final Outputs outputs;
    private final Pooling pooling;
    private final Loss loss;
    private final Metric metric;
    private final int threads;

    /**
     * Of a network and texts.
     *
     * @param model without penalties, which the loss leaves out
     * @param metric no other may use it
     */
    PooledFigures(Model model, TextRows rows, Outputs outputs, Pooling pooling, Loss loss, Metric metric, int threads) {
        this.model = model;
        this.rows = rows;
        this.outputs = outputs;
        this.pooling = pooling;
        this.loss = loss;
        this.metric = metric;
        this.threads = threads;
    }

    /** The figures with the weights as they are now. */
    @Override
    public Map<String, Double> get() {
        float[] values = Predictor.of(model).predict(rows.dataset().inputs(), threads);
        float[] pooled = pooling.pool(values, rows.starts(), outputs);
        float[] targets = rows.targets();
        int width = rows.dataset().targets().get(0).width();
        double sum = loss.compute(
                KernelChoice.best(), rows.texts(), outputs.count(), pooled, 0, targets, 0, null, 0, 1, null, 0);
        metric.reset();
        metric.update(rows.texts(), outputs.count(), pooled, 0, width, targets, 0, null, 0);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss", sum / rows.texts());
        figures.put(metric.name(), metric.result());
        return figures;
    }
}
