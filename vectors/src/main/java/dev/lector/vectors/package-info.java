// SPDX-License-Identifier: Apache-2.0
/**
 * Word vectors: a file ({@link dev.lector.vectors.VectorFile}) is read in one pass, of which only the wanted words are
 * kept ({@link dev.lector.vectors.WordVectors}).
 */
package dev.lector.vectors;
