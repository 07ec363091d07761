// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

/**
 * The only loops over floats. Layers, losses and optimizers hold no arithmetic of their own: they call the operations
 * named here and in the parts of this interface. There are two implementations with the same method order:
 * {@link PlainKernels}, the oracle and the fallback, and the Vector API one in {@code dev.lector.nn.simd};
 * {@link KernelChoice} chooses.
 *
 * <p>Grammar of the parameters: an array is followed by the index of its first value ({@code a, aAt}); {@code n} counts
 * values; matrices are row-major, with an explicit distance between rows ({@code lda}, {@code ldc}) where it is not the
 * number of columns. No method allocates. No method reads or writes outside the ranges it names, so neighbouring ranges
 * may belong to other threads. Input and output of one call are either the same range or do not overlap.
 *
 * <p>An operation stands beside its backward twin, which turns the gradient by the output into the gradient by the input.
 *
 * <p>Results of one implementation are the same bits in every call with the same arguments, interpreted or compiled:
 * sums run in a fixed order, and exp, log, tanh and sigmoid are our own polynomials ({@link FloatMath}).
 */
public interface Kernels
        extends MatrixKernels,
                RowKernels,
                ActivationKernels,
                NormalizationKernels,
                RecurrentKernels,
                UpdateKernels,
                WordKernels,
                WinogradKernels,
                SearchKernels {
    /** Short name for the log line and for {@code lector doctor}: {@code plain}, {@code vector-512}. */
    String name();
}
