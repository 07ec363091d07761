// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.linear;

import dev.lector.classify.Solver;
import dev.lector.nn.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Chooses a solver, and makes its scores probabilities, by training rows that are held out: each candidate is solved without
 * them, its scores on them are divided by the temperature that makes their cross-entropy least (Guo, Pleiss, Sun and
 * Weinberger 2017; Platt 1999 without his shift), and the candidate of the least is solved once more on all rows. The
 * temperature goes into weights and bias, so the network needs no further step, and no label changes: a score of 0 stays one
 * half, and the highest output stays the highest. Outputs that are questions of their own have a temperature each.
 *
 * @param candidates at least one; of equal ones the first is taken
 */
public record HeldOut(List<Candidate> candidates) implements Solver {
    /** Of this many rows and more one part in five is held out; of fewer each part in its turn. */
    private static final int ROWS_FOR_ONE_PART = 5_000;

    private static final int PARTS = 5;

    /** A solver and what is special about it, {@code c=0.3}; empty if there is nothing to tell. */
    public record Candidate(String name, Solver solver) {}

    /** Copies the list. */
    public HeldOut {
        candidates = List.copyOf(candidates);
    }

    /** A solver whose scores become probabilities. */
    public static HeldOut calibrated(Solver solver) {
        return new HeldOut(List.of(new Candidate("", solver)));
    }

    @Override
    public List<String> solve(Problem problem, float[] kernel, float[] bias) {
        int rows = problem.rows().rows();
        if (rows < 2) {
            return candidates.get(0).solver().solve(problem, kernel, bias);
        }
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        CounterRandom.shuffle(order, CounterRandom.key(problem.seed(), 11));
        int parts = Math.min(PARTS, rows);
        int tried = rows >= ROWS_FOR_ONE_PART ? 1 : parts;
        double solutions = candidates.size() * tried + 1.25;
        List<String> found = new ArrayList<>();
        StringBuilder figures = new StringBuilder();
        Temperature best = null;
        int chosen = 0;
        for (int i = 0; i < candidates.size(); i++) {
            Watch watch = problem.watch().part(i * tried / solutions, (i + 1) * tried / solutions);
            Temperature one = temperature(
                    candidates.get(i).solver(), problem.withWatch(watch), order, parts, tried, kernel, bias);
            figures.append(String.format(
                    Locale.ROOT,
                    "%s %s: %.4f",
                    i == 0 ? "" : ",",
                    candidates.get(i).name(),
                    one.loss()));
            if (best == null || one.loss() < best.loss()) {
                best = one;
                chosen = i;
            }
        }
        if (candidates.size() > 1) {
            found.add("Chosen: " + candidates.get(chosen).name() + ", by the cross-entropy of training rows held out:"
                    + figures + ".");
        }
        Watch last = problem.watch().part(1 - 1.25 / solutions, 1);
        found.addAll(candidates.get(chosen).solver().solve(problem.withWatch(last), kernel, bias));
        best.divide(kernel, bias);
        found.add(best.told());
        return found;
    }

    /** The temperature of a solver's scores on rows that it has not seen. */
    private static Temperature temperature(
            Solver solver, Problem problem, int[] order, int parts, int tried, float[] kernel, float[] bias) {
        int outputs = problem.outputs();
        List<float[]> scores = new ArrayList<>();
        List<Problem> held = new ArrayList<>();
        for (int part = 0; part < tried; part++) {
            Problem out = problem.select(part(order, parts, part, true));
            Problem in = problem.select(part(order, parts, part, false))
                    .withWatch(problem.watch().part((double) part / tried, (part + 1.0) / tried));
            solver.solve(in, kernel, bias);
            scores.add(Scores.of(out.rows(), kernel, bias));
            held.add(out);
        }
        return Temperature.of(outputs, problem.exclusive(), held, scores);
    }

    private static int[] part(int[] order, int parts, int part, boolean inside) {
        int[] rows = new int[order.length];
        int count = 0;
        for (int i = 0; i < order.length; i++) {
            if ((i % parts == part) == inside) {
                rows[count++] = order[i];
            }
        }
        return Arrays.copyOf(rows, count);
    }
}
