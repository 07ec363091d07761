// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.Gradients;

/** A number made of a network's logits that an explanation shares out among words. */
interface Evidence {
    /** Of the logits of one row, from {@code at}. */
    double of(float[] logits, int at);

    /** The same as a function with derivatives. */
    Gradients.Score score();

    /** The sum of the logits, each times its factor. */
    static Evidence sum(float[] factors) {
        return new Evidence() {
            @Override
            public double of(float[] logits, int at) {
                double sum = 0;
                for (int c = 0; c < factors.length; c++) {
                    sum += (double) factors[c] * logits[at + c];
                }
                return sum;
            }

            @Override
            public Gradients.Score score() {
                return Gradients.Score.sum(factors);
            }
        };
    }
}
