// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/** The end of a sequence at which padding is put or tokens are cut off. */
public enum Side {
    /** Before the first token. */
    PRE,
    /** After the last token. */
    POST
}
