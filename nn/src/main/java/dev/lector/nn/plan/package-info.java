// SPDX-License-Identifier: Apache-2.0
/**
 * From a graph of layers to the steps that carry a batch through it. A {@code Program} is the compiled graph, shared by
 * all threads; a {@code Batch} is what it is fed; a {@code Workspace} is the memory of one thread.
 */
package dev.lector.nn.plan;
