// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/** Reading targets, which are values, one-hot rows or class indices. */
final class Targets {
    private Targets() {}

    /** The class index in a target. */
    static int classIndex(float target, int classes) {
        int index = (int) target;
        if (index != target || index < 0 || index >= classes) {
            throw new IllegalArgumentException(
                    "A target must be a class index from 0 to outputs-1. Received: target=" + target + ", outputs="
                            + classes + ". Number the classes from 0, and give the last layer one output a class.");
        }
        return index;
    }

    /** The class of sample {@code r}: its index, or the place of the largest value of its row. */
    static int classOf(float[] targets, int at, int width, int classes, int r) {
        return width == 1 && classes > 1
                ? classIndex(targets[at + r], classes)
                : argmax(targets, at + r * width, width);
    }

    /** True if output {@code j} of sample {@code r} should be positive. */
    static boolean isPositive(float[] targets, int at, int width, int outputs, int r, int j) {
        return width == 1 && outputs > 1 ? classIndex(targets[at + r], outputs) == j : targets[at + r * width + j] != 0;
    }

    /** Place of the largest of {@code n} values, the first of equals. */
    static int argmax(float[] values, int at, int n) {
        int best = 0;
        for (int j = 1; j < n; j++) {
            if (values[at + j] > values[at + best]) {
                best = j;
            }
        }
        return best;
    }

    /** Refuses targets that are neither class indices nor one value an output. */
    static void checkWidth(String metric, int width, int outputs) {
        if (width != 1 && width != outputs) {
            throw new IllegalArgumentException(metric + " needs targets of width 1 or one value an output."
                    + " Received: targetWidth=" + width + ", outputs=" + outputs + ".");
        }
    }
}
