// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.Locale;

/** The ways to calibrate probabilities, for users who choose by name. */
public enum CalibrationMethod {
    /** The network's own probabilities. */
    NONE,
    /** {@link Temperature}: one number, a few hundred validation rows are enough. */
    TEMPERATURE,
    /** {@link Isotonic}: a curve a label, wants about a thousand validation rows. */
    ISOTONIC;

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
