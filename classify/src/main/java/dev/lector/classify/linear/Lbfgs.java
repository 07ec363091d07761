// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.linear;

import dev.lector.classify.Solver.Watch;

/**
 * The least of a smooth convex function: limited-memory BFGS (Nocedal and Wright 2006, algorithm 7.5) with steps halved until
 * the function falls enough (their equation 3.4).
 *
 * @param pairs of vectors kept
 * @param tolerance of the gradient's norm, as a part of what it is at the start
 * @param most steps
 */
record Lbfgs(int pairs, double tolerance, int most) {
    private static final double FALLS = 1e-4;
    private static final int MOST_HALVINGS = 40;

    /** A function and its gradient. */
    interface Objective {
        /** The value at {@code x}; its gradient is put into {@code gradient}. */
        double value(float[] x, float[] gradient);
    }

    /**
     * Goes down.
     *
     * @param x where it starts, modified: where it ends
     * @return steps taken; {@code most} if the tolerance was not met
     */
    int minimize(Objective objective, float[] x, Watch watch) {
        int n = x.length;
        float[][] steps = new float[pairs][];
        float[][] changes = new float[pairs][];
        double[] products = new double[pairs];
        float[] gradient = new float[n];
        float[] next = new float[n];
        float[] nextGradient = new float[n];
        float[] direction = new float[n];
        double value = objective.value(x, gradient);
        double start = Math.sqrt(dot(gradient, gradient));
        int kept = 0;
        for (int step = 0; step < most; step++) {
            double norm = Math.sqrt(dot(gradient, gradient));
            if (norm <= tolerance * start || norm == 0) {
                return step;
            }
            direction(gradient, direction, steps, changes, products, kept);
            double slope = dot(gradient, direction);
            double length = kept == 0 ? 1 / norm : 1;
            double nextValue = Double.NaN;
            int halvings = 0;
            for (; halvings < MOST_HALVINGS; halvings++, length /= 2) {
                for (int i = 0; i < n; i++) {
                    next[i] = (float) (x[i] + length * direction[i]);
                }
                nextValue = objective.value(next, nextGradient);
                if (nextValue <= value + FALLS * length * slope) {
                    break;
                }
            }
            if (halvings == MOST_HALVINGS) {
                // Rounding hides what is left to gain.
                return step;
            }
            int slot = kept % pairs;
            float[] s = steps[slot] == null ? new float[n] : steps[slot];
            float[] y = changes[slot] == null ? new float[n] : changes[slot];
            for (int i = 0; i < n; i++) {
                s[i] = next[i] - x[i];
                y[i] = nextGradient[i] - gradient[i];
            }
            double product = dot(s, y);
            if (product > 1e-10 * dot(y, y)) {
                steps[slot] = s;
                changes[slot] = y;
                products[slot] = product;
                kept++;
            }
            System.arraycopy(next, 0, x, 0, n);
            float[] swap = gradient;
            gradient = nextGradient;
            nextGradient = swap;
            value = nextValue;
            // Mostly 20 to 80 steps; nobody knows.
            watch.done(1 - 1 / (1 + (step + 1) / 16.0));
        }
        return most;
    }

    /** Algorithm 7.4: minus the gradient times the inverse Hessian that the pairs stand for. */
    private void direction(
            float[] gradient, float[] direction, float[][] steps, float[][] changes, double[] products, int kept) {
        int n = gradient.length;
        for (int i = 0; i < n; i++) {
            direction[i] = -gradient[i];
        }
        int first = Math.max(0, kept - pairs);
        double[] alphas = new double[pairs];
        for (int k = kept - 1; k >= first; k--) {
            int slot = k % pairs;
            alphas[slot] = dot(steps[slot], direction) / products[slot];
            add(direction, -alphas[slot], changes[slot]);
        }
        if (kept > 0) {
            int newest = (kept - 1) % pairs;
            float scale = (float) (products[newest] / dot(changes[newest], changes[newest]));
            for (int i = 0; i < n; i++) {
                direction[i] *= scale;
            }
        }
        for (int k = first; k < kept; k++) {
            int slot = k % pairs;
            double beta = dot(changes[slot], direction) / products[slot];
            add(direction, alphas[slot] - beta, steps[slot]);
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            sum0 += (double) a[i] * b[i];
            sum1 += (double) a[i + 1] * b[i + 1];
            sum2 += (double) a[i + 2] * b[i + 2];
            sum3 += (double) a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            sum0 += (double) a[i] * b[i];
        }
        return sum0 + sum1 + sum2 + sum3;
    }

    private static void add(float[] to, double factor, float[] what) {
        float scale = (float) factor;
        for (int i = 0; i < to.length; i++) {
            to[i] += scale * what[i];
        }
    }
}
