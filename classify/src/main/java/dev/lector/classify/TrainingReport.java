// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

public record TrainingReport() {}
