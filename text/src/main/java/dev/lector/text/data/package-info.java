// SPDX-License-Identifier: Apache-2.0
/** From files to documents: readers, dialects, writers, and splits into training and test parts. */
package dev.lector.text.data;
