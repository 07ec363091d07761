// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.linear;

import dev.lector.classify.Solver;
import dev.lector.classify.threads.Parallel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Logistic regression: the least of {@code |W|²/2 + C·Σ cross-entropy}, the bias free, by L-BFGS (Nocedal and Wright 2006,
 * algorithm 7.5). A softmax is solved as one problem, questions of their own one by one.
 *
 * @param c how much the rows count beside the size of the weights
 * @param tolerance of the gradient's norm, as a part of what it is at the start
 */
public record LogisticRegression(double c, double tolerance) implements Solver {
    private static final int MOST_STEPS = 300;
    /** Pairs of vectors kept, fewer where the weights are many. */
    private static final int PAIRS = 10;

    private static final int FEWEST_PAIRS = 3;
    private static final long MEMORY = 400_000_000;

    /** To a tolerance at which labels no longer change. */
    public LogisticRegression(double c) {
        this(c, 1e-3);
    }

    @Override
    public List<String> solve(Problem problem, float[] kernel, float[] bias) {
        int outputs = problem.outputs();
        if (outputs == 1 || problem.exclusive()) {
            return List.of(told(minimize(problem, kernel, bias)));
        }
        int[] steps = new int[outputs];
        AtomicInteger done = new AtomicInteger();
        try (Parallel parallel = new Parallel(problem.threads())) {
            parallel.each(outputs, output -> {
                float[] weights = new float[problem.rows().columns()];
                float[] own = new float[1];
                steps[output] = minimize(Scores.one(problem, output).withWatch(Watch.NONE), weights, own);
                bias[output] = own[0];
                Scores.place(weights, kernel, output, outputs);
                problem.watch().done((double) done.incrementAndGet() / outputs);
            });
        }
        return List.of(told(Arrays.stream(steps).max().orElse(0)));
    }

    private static String told(int steps) {
        return "Logistic regression: " + steps + " steps" + (steps < MOST_STEPS ? "." : ", not converged: lower c.");
    }

    private int minimize(Problem problem, float[] kernel, float[] bias) {
        Arrays.fill(kernel, 0);
        Arrays.fill(bias, 0);
        int size = kernel.length + bias.length;
        int pairs = (int) Math.max(FEWEST_PAIRS, Math.min(PAIRS, MEMORY / (2L * Float.BYTES * size)));
        try (CrossEntropy objective = new CrossEntropy(problem, c)) {
            float[] x = new float[size];
            int steps = new Lbfgs(pairs, tolerance, MOST_STEPS).minimize(objective, x, problem.watch());
            System.arraycopy(x, 0, kernel, 0, kernel.length);
            System.arraycopy(x, kernel.length, bias, 0, bias.length);
            return steps;
        }
    }
}
