// SPDX-License-Identifier: Apache-2.0
/** Lector: cli. */
package dev.lector.cli;
