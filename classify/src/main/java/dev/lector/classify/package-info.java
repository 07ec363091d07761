// SPDX-License-Identifier: Apache-2.0
/**
 * From labelled text to a decision: {@link dev.lector.classify.Recipe} names a network,
 * {@link dev.lector.classify.TrainingRun} fits it to texts and labels, {@link dev.lector.classify.TextClassifier} answers,
 * {@link dev.lector.classify.Evaluation} says how well, {@link dev.lector.classify.Explanation} says why.
 */
package dev.lector.classify;
