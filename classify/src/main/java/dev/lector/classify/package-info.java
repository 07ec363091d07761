// SPDX-License-Identifier: Apache-2.0
/** Lector: classify. */
package dev.lector.classify;
