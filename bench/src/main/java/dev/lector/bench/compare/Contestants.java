// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.List;

/** Finds the contestants by name; those of DJL and DL4J are only there in a build with {@code -Ppeers} and {@code -Pdl4j}. */
final class Contestants {
    static final String LECTOR = "lector";
    /** Lector without the Vector API. */
    static final String PLAIN = "lector-plain";

    static final String DJL = "djl";
    /** Not among the usual ones: its last release is of 2022, and few of the networks are there. */
    static final String DL4J = "dl4j";

    private static final List<String> PYTHON = List.of("torch", "keras-tensorflow", "keras-jax");

    /** What is compared if the command line does not say. */
    static final List<String> USUAL = List.of(DJL, "torch", "keras-tensorflow", "keras-jax");

    /** In the order of columns. */
    static final List<String> IN_TABLES = List.of(LECTOR, PLAIN, DJL, "torch", "keras-tensorflow", "keras-jax", DL4J);

    private Contestants() {}

    /** A name for tables. */
    static String title(String name) {
        return switch (name) {
            case LECTOR -> "Lector";
            case PLAIN -> "Lector, no Vector API";
            case DJL -> "DJL + PyTorch";
            case DL4J -> "DL4J";
            case "torch" -> "PyTorch";
            case "keras-tensorflow" -> "Keras, TensorFlow";
            case "keras-jax" -> "Keras, JAX";
            default -> throw unknown(name);
        };
    }

    static Contestant of(String name, int threads) {
        if (PYTHON.contains(name)) {
            return new PythonContestant(name);
        }
        return switch (name) {
            case LECTOR -> new LectorContestant(false);
            case PLAIN -> new LectorContestant(true);
            case DJL -> compiled("Djl", "peers", threads);
            case DL4J -> compiled("Dl4j", "dl4j", threads);
            default -> throw unknown(name);
        };
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("A peer must be one of [" + PLAIN + ", " + DJL + ", " + DL4J + ", "
                + String.join(", ", PYTHON) + "], or none. Received: peer=" + name + ". Choose one of them.");
    }

    private static Contestant compiled(String name, String profile, int threads) {
        try {
            return (Contestant) Class.forName("dev.lector.bench.compare." + name + "Contestant")
                    .getDeclaredConstructor(int.class)
                    .newInstance(threads);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Another library must be on the class path. Received: library=" + name + ", " + e
                            + ". Start bench/compare, which builds with -P" + profile + ".",
                    e);
        }
    }
}
