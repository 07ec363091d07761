// SPDX-License-Identifier: Apache-2.0
/** Solvers for linear networks over bags: naive Bayes, logistic regression, support vectors, and what is put around them. */
package dev.lector.classify.linear;
