// SPDX-License-Identifier: Apache-2.0
/** Making word vectors of a text: word2vec's two networks with both of its outputs. */
package dev.lector.vectors.training;
