// SPDX-License-Identifier: Apache-2.0
/** Lector: text. */
package dev.lector.text;
