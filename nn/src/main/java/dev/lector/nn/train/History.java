// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened in a training.
 *
 * @param epochs finished ones
 * @param end how it came to its end
 * @param reason what stopped it, in words; null if all epochs were run
 * @param notFinite where the loss first became NaN or infinite, {@code epoch 2, batch 17}; null if it never did
 */
public record History(List<Epoch> epochs, End end, String reason, String notFinite) {
    /** How a training came to its end. */
    public enum End {
        /** All epochs were run. */
        COMPLETED,
        /** A callback stopped it. */
        STOPPED,
        /** The caller cancelled it, or its thread was interrupted; the epoch that ran is not among the epochs. */
        CANCELLED
    }

    /**
     * One epoch.
     *
     * @param epoch from 1
     * @param logs {@code loss}, the metrics, {@code learning_rate} (of the last update), and with validation data
     *     {@code val_loss} and {@code val_} of each metric. As in Keras the training figures are gathered while the
     *     weights change, and losses contain the penalties
     * @param seconds with validation
     */
    public record Epoch(int epoch, Map<String, Double> logs, double seconds) {
        /** Copies the logs. */
        public Epoch {
            logs = Collections.unmodifiableMap(new LinkedHashMap<>(logs));
        }
    }

    /** Copies the list. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /**
     * One figure of every epoch.
     *
     * @throws IllegalArgumentException if there is no such figure
     */
    public double[] values(String name) {
        return epochs.stream()
                .mapToDouble(epoch -> {
                    Double value = epoch.logs.get(name);
                    if (value == null) {
                        throw new IllegalArgumentException("A history has the figures of its training. Received: name="
                                + name + ", figures=" + epoch.logs.keySet() + ".");
                    }
                    return value;
                })
                .toArray();
    }

    /** A figure of the last epoch. */
    public double last(String name) {
        double[] values = values(name);
        if (values.length == 0) {
            throw new IllegalStateException("No epoch was finished. Received: end=" + end + ".");
        }
        return values[values.length - 1];
    }

    /** Seconds of all epochs. */
    public double seconds() {
        return epochs.stream().mapToDouble(Epoch::seconds).sum();
    }
}
