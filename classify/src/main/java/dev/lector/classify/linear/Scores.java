// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.linear;

import dev.lector.classify.Solver.Problem;
import dev.lector.nn.SparseSamples;
import java.util.Arrays;

/** What a linear network says before sigmoid or softmax. */
final class Scores {
    private Scores() {}

    /**
     * Scores of all rows.
     *
     * @param kernel {@code (columns, outputs)}
     * @return {@code (rows, outputs)}
     */
    static float[] of(SparseSamples rows, float[] kernel, float[] bias) {
        int outputs = bias.length;
        float[] scores = new float[Math.multiplyExact(rows.rows(), outputs)];
        double[] sums = new double[outputs];
        for (int r = 0; r < rows.rows(); r++) {
            Arrays.fill(sums, 0);
            for (int e = rows.starts()[r]; e < rows.starts()[r + 1]; e++) {
                int at = rows.indices()[e] * outputs;
                for (int o = 0; o < outputs; o++) {
                    sums[o] += (double) rows.values()[e] * kernel[at + o];
                }
            }
            for (int o = 0; o < outputs; o++) {
                scores[r * outputs + o] = (float) (sums[o] + bias[o]);
            }
        }
        return scores;
    }

    /** The problem of one output alone: its targets are 1 where the output should say yes. */
    static Problem one(Problem problem, int output) {
        if (problem.outputs() == 1) {
            return problem;
        }
        float[] targets = new float[problem.rows().rows()];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = problem.positive(row, output) ? 1 : 0;
        }
        return new Problem(problem.rows(), targets, 1, false, problem.rowWeights(), problem.seed(), 1, problem.watch());
    }

    /** The same rows, each entry times the factor of its column. */
    static SparseSamples scaled(SparseSamples rows, float[] factors) {
        float[] values = new float[rows.values().length];
        for (int e = 0; e < values.length; e++) {
            values[e] = rows.values()[e] * factors[rows.indices()[e]];
        }
        return new SparseSamples(rows.columns(), rows.starts(), rows.indices(), values);
    }

    /** Puts the column of one output in its place of the kernel. */
    static void place(float[] column, float[] kernel, int output, int outputs) {
        for (int i = 0, at = output; i < column.length; i++, at += outputs) {
            kernel[at] = column[i];
        }
    }
}
