// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

/** Which values of a monitored figure are better. */
public enum Mode {
    /** As the loss or the metric has it. */
    AUTO,
    /** Smaller ones. */
    MIN,
    /** Larger ones. */
    MAX
}
