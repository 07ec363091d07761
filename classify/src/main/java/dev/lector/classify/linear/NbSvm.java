// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.linear;

import dev.lector.classify.Solver;
import dev.lector.classify.threads.Parallel;
import dev.lector.nn.SparseSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A linear model on naive Bayes features (Wang and Manning 2012): each column is scaled by its log-count ratio
 * {@code r = log((p/|p|) / (q/|q|))}, where p and q sum the rows of yes and no, alpha added. Between the weights found
 * there and their mean size, {@code w' = (1 - beta)·|w|₁/columns + beta·w}; {@code r∘w'} are the weights of the network,
 * which so reads the bag as it is. One against the rest for each output.
 *
 * <p>The paper does not say what becomes of the bias. Here the two models are mixed whole: beta of the inner bias, and of
 * naive Bayes the logarithm of the odds of yes. The inner bias left whole would outweigh the weights that beta makes small,
 * and with uneven classes nearly every row would get the larger.
 *
 * @param inner what finds w
 * @param alpha added to every count
 * @param beta 1 trusts w alone, 0 is naive Bayes
 */
public record NbSvm(Solver inner, double alpha, double beta) implements Solver {
    @Override
    public List<String> solve(Problem problem, float[] kernel, float[] bias) {
        int outputs = problem.outputs();
        TreeSet<String> found = new TreeSet<>();
        AtomicInteger done = new AtomicInteger();
        // Threads help where there are several outputs; one output leaves them to the inner solver.
        try (Parallel parallel = new Parallel(outputs == 1 ? 1 : problem.threads())) {
            parallel.each(outputs, output -> {
                float[] weights =
                        outputs == 1 ? kernel : new float[problem.rows().columns()];
                float[] own = new float[1];
                Watch watch = outputs == 1 ? problem.watch() : Watch.NONE;
                List<String> said = one(Scores.one(problem, output).withWatch(watch), weights, own);
                synchronized (found) {
                    found.addAll(said);
                }
                bias[output] = own[0];
                if (outputs > 1) {
                    Scores.place(weights, kernel, output, outputs);
                    problem.watch().done((double) done.incrementAndGet() / outputs);
                }
            });
        }
        return outputs == 1 ? new ArrayList<>(found) : List.of();
    }

    private List<String> one(Problem problem, float[] weights, float[] bias) {
        float[] ratios = ratios(problem);
        List<String> said = inner.solve(problem.withRows(Scores.scaled(problem.rows(), ratios)), weights, bias);
        double mean = 0;
        for (float weight : weights) {
            mean += Math.abs(weight);
        }
        mean /= weights.length;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (ratios[i] * ((1 - beta) * mean + beta * weights[i]));
        }
        bias[0] = (float) ((1 - beta) * mean * logOdds(problem) + beta * bias[0]);
        return said;
    }

    /** The logarithm of the odds of yes; one row of each side is counted at least. */
    private static double logOdds(Problem problem) {
        double yes = 0;
        double no = 0;
        for (int r = 0; r < problem.rows().rows(); r++) {
            yes += problem.positive(r, 0) ? problem.weight(r) : 0;
            no += problem.positive(r, 0) ? 0 : problem.weight(r);
        }
        return StrictMath.log(Math.max(yes, 1) / Math.max(no, 1));
    }

    private float[] ratios(Problem problem) {
        SparseSamples rows = problem.rows();
        float[] yes = new float[rows.columns()];
        float[] no = new float[rows.columns()];
        double yesTotal = alpha * rows.columns();
        double noTotal = yesTotal;
        for (int r = 0; r < rows.rows(); r++) {
            boolean positive = problem.positive(r, 0);
            float[] sums = positive ? yes : no;
            double total = 0;
            for (int e = rows.starts()[r]; e < rows.starts()[r + 1]; e++) {
                float value = rows.values()[e] * problem.weight(r);
                sums[rows.indices()[e]] += value;
                total += value;
            }
            yesTotal += positive ? total : 0;
            noTotal += positive ? 0 : total;
        }
        double shift = StrictMath.log(noTotal / yesTotal);
        for (int i = 0; i < yes.length; i++) {
            yes[i] = (float) (StrictMath.log((yes[i] + alpha) / (no[i] + alpha)) + shift);
        }
        return yes;
    }
}
