// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

/** What the value of a recipe's option is. */
public enum OptionType {
    /** A whole number. */
    INTEGER,
    /** A number. */
    NUMBER,
    /** {@code true} or {@code false}. */
    FLAG,
    /** One of a list of words. */
    CHOICE
}
