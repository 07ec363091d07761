// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

/** Ranges of settings. */
final class SettingRange {
    private SettingRange() {}

    /**
     * Checks one.
     *
     * @throws IllegalArgumentException if the value is NaN or not in the range
     */
    static void check(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("The setting " + name + " must lie in its range. Received: " + name + "="
                    + value + ". Give " + least + " to " + most + ".");
        }
    }
}
