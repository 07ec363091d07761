// SPDX-License-Identifier: Apache-2.0
/** Decompositions: principal components of small matrices, singular values of large sparse ones. */
package dev.lector.vectors.matrix;
