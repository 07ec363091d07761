// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

/**
 * What a training run gives.
 *
 * @param classifier ready for use
 * @param report how it went
 */
public record Trained(TextClassifier classifier, TrainingReport report) {}
