// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

/** Samples for one input of a model, all of one shape. */
public sealed interface Samples permits IdSamples, StoredIds, FloatSamples, SparseSamples {
    /** Number of samples. */
    int rows();

    /** Shape of one sample. */
    Shape shape();

    /** What they are made of. */
    InputKind kind();
}
