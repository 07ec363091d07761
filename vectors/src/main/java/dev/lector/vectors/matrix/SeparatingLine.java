// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.matrix;

/**
 * The line in the plane that parts two sets of points best: the one with the widest margin if a line can part them, else
 * the one with the fewest points on the wrong side among those looked at. The line is {@code a·x + b·y = c}, points of the
 * first set lie where the left side is larger.
 *
 * @param a with {@code b}, of length 1
 * @param b see {@code a}
 * @param c distance from the origin
 * @param firstRight points of the first set on its side
 * @param secondRight points of the second set on its side
 * @param margin distance of the nearest point; negative if no line parts the sets
 */
public record SeparatingLine(double a, double b, double c, int firstRight, int secondRight, double margin) {

    /**
     * Looks at the directions that the widest margin can have: from a point of one set to one of the other, and across
     * two points of one set.
     *
     * @param first points {@code (x, y)}, at least one
     * @param second points {@code (x, y)}, at least one
     */
    public static SeparatingLine of(double[][] first, double[][] second) {
        if (first.length == 0 || second.length == 0) {
            throw new IllegalArgumentException(
                    "Both sets must have points. Received: first=" + first.length + ", second=" + second.length + ".");
        }
        SeparatingLine best = across(first, second, 1, 0, null);
        for (double[] p : first) {
            for (double[] q : second) {
                best = across(first, second, p[0] - q[0], p[1] - q[1], best);
            }
        }
        for (double[][] set : new double[][][] {first, second}) {
            for (double[] p : set) {
                for (double[] q : set) {
                    best = across(first, second, q[1] - p[1], p[0] - q[0], best);
                }
            }
        }
        return best;
    }

    /** The line halfway between the sets in one direction, if it is better than the best so far. */
    private static SeparatingLine across(double[][] first, double[][] second, double x, double y, SeparatingLine best) {
        double length = Math.hypot(x, y);
        if (length == 0) {
            return best;
        }
        double a = x / length;
        double b = y / length;
        double least = Double.POSITIVE_INFINITY;
        for (double[] p : first) {
            least = Math.min(least, a * p[0] + b * p[1]);
        }
        double most = Double.NEGATIVE_INFINITY;
        for (double[] q : second) {
            most = Math.max(most, a * q[0] + b * q[1]);
        }
        double c = (least + most) / 2;
        SeparatingLine line =
                new SeparatingLine(a, b, c, side(first, a, b, c, 1), side(second, a, b, c, -1), (least - most) / 2);
        if (best == null) {
            return line;
        }
        int right = line.firstRight + line.secondRight - best.firstRight - best.secondRight;
        return right > 0 || right == 0 && line.margin > best.margin ? line : best;
    }

    private static int side(double[][] points, double a, double b, double c, int sign) {
        int count = 0;
        for (double[] p : points) {
            count += sign * (a * p[0] + b * p[1] - c) > 0 ? 1 : 0;
        }
        return count;
    }
}
