// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import java.util.List;

/**
 * What training makes of one output of a model: its loss, the loss's share in the total, and what is measured beside it.
 *
 * @param loss of this output
 * @param weight factor of the loss in the total, Keras's {@code loss_weights}
 * @param metrics their names must differ. As Keras's {@code metrics} they do not see sample weights
 */
public record Objective(Loss loss, float weight, List<Metric> metrics) {
    /** Checks the settings. */
    public Objective {
        metrics = List.copyOf(metrics);
        List<String> names = metrics.stream().map(Metric::name).toList();
        if (names.stream().distinct().count() < names.size() || names.contains("loss")) {
            throw new IllegalArgumentException("Metrics must have names of their own. Received: names=" + names + ".");
        }
        if (!(weight >= 0) || Float.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "The weight of a loss must be a number of at least 0. Received: weight=" + weight + ".");
        }
    }

    /** A loss of weight 1. */
    public Objective(Loss loss, Metric... metrics) {
        this(loss, 1, List.of(metrics));
    }

    /** With {@code weight} changed. */
    public Objective weight(float value) {
        return new Objective(loss, value, metrics);
    }
}
