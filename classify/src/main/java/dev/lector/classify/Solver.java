// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.SparseSamples;
import java.util.List;

/**
 * A way to the weights of a linear network, a bag and one dense layer, that looks at all training rows at once instead of
 * following the gradient of batches: counts, or an optimization problem with one answer. A recipe that has one trains
 * with it.
 */
@FunctionalInterface
public interface Solver {
    /**
     * Finds the weights. The same on any number of threads.
     *
     * @param kernel {@code (columns, outputs)}, modified; what it holds before does not matter
     * @param bias one an output, modified
     * @return what there is to say about the way, in sentences for the training report
     * @throws IllegalStateException if the user ended it
     */
    List<String> solve(Problem problem, float[] kernel, float[] bias);

    /**
     * What the weights are to do.
     *
     * @param rows the training rows, not modified
     * @param targets {@code (rows, outputs)}: 1 where the output should say yes, else 0; not copied, not modified
     * @param outputs of the dense layer
     * @param exclusive true if exactly one output of a row is 1 (a softmax follows), false if each is a question of its
     *     own (sigmoids). One output alone is a question of its own
     * @param rowWeights how much each row counts, or null for 1
     * @param seed of all that is drawn
     * @param threads to use, which do not change the result
     * @param watch hears how far it is
     */
    record Problem(
            SparseSamples rows,
            float[] targets,
            int outputs,
            boolean exclusive,
            float[] rowWeights,
            long seed,
            int threads,
            Watch watch) {
        /** Checks the sizes. */
        public Problem {
            if (targets.length != (long) rows.rows() * outputs
                    || (rowWeights != null && rowWeights.length != rows.rows())
                    || rows.rows() < 1) {
                throw new IllegalArgumentException("Every row needs a target for each output. Received: rows="
                        + rows.rows() + ", outputs=" + outputs + ", targets=" + targets.length + ", rowWeights="
                        + (rowWeights == null ? "none" : rowWeights.length) + ".");
            }
        }

        /** The same rows with other values, those of the columns' entries. */
        public Problem withRows(SparseSamples others) {
            return new Problem(others, targets, outputs, exclusive, rowWeights, seed, threads, watch);
        }

        /** The same, heard by another. */
        public Problem withWatch(Watch other) {
            return new Problem(rows, targets, outputs, exclusive, rowWeights, seed, threads, other);
        }

        /** Some of the rows, copied. */
        public Problem select(int[] chosen) {
            int[] starts = new int[chosen.length + 1];
            for (int i = 0; i < chosen.length; i++) {
                starts[i + 1] = Math.addExact(starts[i], rows.starts()[chosen[i] + 1] - rows.starts()[chosen[i]]);
            }
            int[] indices = new int[starts[chosen.length]];
            float[] values = new float[starts[chosen.length]];
            float[] some = new float[chosen.length * outputs];
            float[] weights = rowWeights == null ? null : new float[chosen.length];
            for (int i = 0; i < chosen.length; i++) {
                int from = rows.starts()[chosen[i]];
                System.arraycopy(rows.indices(), from, indices, starts[i], starts[i + 1] - starts[i]);
                System.arraycopy(rows.values(), from, values, starts[i], starts[i + 1] - starts[i]);
                System.arraycopy(targets, chosen[i] * outputs, some, i * outputs, outputs);
                if (weights != null) {
                    weights[i] = rowWeights[chosen[i]];
                }
            }
            return new Problem(
                    new SparseSamples(rows.columns(), starts, indices, values),
                    some,
                    outputs,
                    exclusive,
                    weights,
                    seed,
                    threads,
                    watch);
        }

        /** True if an output should say yes to a row. */
        public boolean positive(int row, int output) {
            return targets[row * outputs + output] > .5f;
        }

        /** How much a row counts. */
        public float weight(int row) {
            return rowWeights == null ? 1 : rowWeights[row];
        }
    }

    /** Hears how far a solver is; may be called on any thread. */
    @FunctionalInterface
    interface Watch {
        /** Hears nothing. */
        Watch NONE = share -> {};

        /**
         * So much is done.
         *
         * @param share of the whole, from 0 to 1
         * @throws IllegalStateException if the user wants it to end
         */
        void done(double share);

        /** For a part of the work, from one share of the whole to another. */
        default Watch part(double from, double to) {
            return share -> done(from + (to - from) * share);
        }
    }
}
