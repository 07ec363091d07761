// SPDX-License-Identifier: Apache-2.0
/**
 * The recipes themselves, one file for each part of the course and for each network from elsewhere. {@link
 * dev.lector.classify.Recipes} hands them out.
 */
package dev.lector.classify.recipes;
