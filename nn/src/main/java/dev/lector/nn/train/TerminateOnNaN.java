// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/** Ends a training after the batch in which its loss became NaN or infinite; Keras's TerminateOnNaN. */
public final class TerminateOnNaN implements Callback {
    @Override
    public void batchEnd(Training training, int batch, double loss) {
        if (!Double.isFinite(loss)) {
            training.stop("TerminateOnNaN: the loss is " + loss + " in epoch " + training.epoch() + ", batch " + batch);
        }
    }
}
