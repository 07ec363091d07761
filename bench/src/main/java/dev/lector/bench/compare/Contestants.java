// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

/** Finds the contestants by name; those of other libraries are only there in a build with {@code -Ppeers}. */
final class Contestants {
    private Contestants() {}

    static Contestant of(String name, int threads) {
        return switch (name) {
            case "lector" -> new LectorContestant(false);
            case "lector-plain" -> new LectorContestant(true);
            case "djl" -> djl(threads);
            default ->
                throw new IllegalArgumentException(
                        "The contestant must be one of [lector, lector-plain, djl]. Received: contestant=" + name
                                + ". Choose one of them.");
        };
    }

    private static Contestant djl(int threads) {
        try {
            return (Contestant) Class.forName("dev.lector.bench.compare.DjlContestant")
                    .getDeclaredConstructor(int.class)
                    .newInstance(threads);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "DJL must be on the class path. Received: " + e
                            + ". Start bench/compare, which builds with -Ppeers.",
                    e);
        }
    }
}
