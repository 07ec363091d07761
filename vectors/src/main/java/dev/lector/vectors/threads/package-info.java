// SPDX-License-Identifier: Apache-2.0
/** Threads that share numbered tasks. Not for use outside this module. */
package dev.lector.vectors.threads;
