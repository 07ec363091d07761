// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.Samples;

/**
 * The values of one inner node of a network. Thread-safe.
 *
 * @param part the network up to the node
 * @param predictor of the part
 */
record InnerValues(Model part, Predictor predictor) {
    static InnerValues of(Logits logits, Node node) {
        Model part = logits.model().upTo(node);
        return new InnerValues(part, Predictor.of(part, logits.kernels()));
    }

    /** Values {@code (rows, ...shape)} for rows of texts. */
    float[] values(Samples texts) {
        return predictor.predict(Inputs.of(part, texts), 1);
    }
}
