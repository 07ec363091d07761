// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

/** What the samples of a model's input are made of. */
public enum InputKind {
    /** Word or character ids, {@code int}. */
    IDS,
    /** Dense values, {@code float}. */
    FLOATS,
    /** Rows of which most values are 0, as bags of words. */
    SPARSE
}
