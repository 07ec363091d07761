// SPDX-License-Identifier: Apache-2.0
/** Threads of solvers and of training loops outside the engine. */
package dev.lector.classify.threads;
