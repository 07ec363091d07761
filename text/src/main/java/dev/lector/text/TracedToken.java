// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/**
 * A token of a text and what became of it.
 *
 * @param word the token as the vocabulary sees it
 * @param id its id (column of a bag), 0 if it was left out as unknown
 * @param position its place in the row of ids, -1 if it did not reach the row or the encoding is a bag
 * @param start where it begins in the original text (in chars)
 * @param end where it ends, exclusive
 */
public record TracedToken(String word, int id, int position, int start, int end) {}
