// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

/** What a layer does with the mask of its input, which says for every step whether it is text or padding. */
public enum MaskRule {
    /** Writes a mask of its own: Embedding with {@code maskZero}. */
    CREATE,
    /** Hands the mask of its first input on. */
    PASS,
    /** Writes a mask if one of its inputs has one, and has none otherwise: Concatenate. */
    JOIN,
    /** Writes a mask if all of its inputs have one: Add. */
    JOIN_ALL,
    /** Has no mask at its output; it may have used the one of its input. */
    STOP
}
