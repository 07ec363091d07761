// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/** The part of a sequence where padding is put or tokens are left out. */
public enum Side {
    /** Before the first token. */
    PRE,
    /** After the last token. */
    POST,
    /** Between the first and the last ones; only tokens can be left out there. */
    MIDDLE
}
