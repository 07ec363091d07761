// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench;

/** Work that is done before it is timed. */
public final class WarmUp {
    /** A JVM compiles for some seconds, and longer where batches are small. */
    private static final int MOST_PIECES = 8;

    /** A piece that is not faster than all before by so much is the last. */
    private static final double FASTER = 1.05;

    private WarmUp() {}

    /** A piece of the work. */
    @FunctionalInterface
    public interface Piece<E extends Exception> {
        /** Does it, and tells how fast that was, in any unit. */
        double speed() throws E;
    }

    /** Does pieces until one is not faster than those before, eight at most. */
    public static <E extends Exception> void untilNoFaster(Piece<E> piece) throws E {
        double best = 0;
        boolean faster = true;
        for (int i = 0; i < MOST_PIECES && faster; i++) {
            double speed = piece.speed();
            faster = speed > FASTER * best;
            best = Math.max(best, speed);
        }
    }
}
