// SPDX-License-Identifier: Apache-2.0
/**
 * From text to numbers: {@link dev.lector.text.TokenRule} cuts a text into tokens, a {@link dev.lector.text.Vocabulary}
 * numbers them, and a {@link dev.lector.text.TextPipeline} holds both with the encoding, so that training and serving
 * use one object. {@link dev.lector.text.Tokenizer} and {@link dev.lector.text.PadSequences} are Keras's.
 */
package dev.lector.text;
