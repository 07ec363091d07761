// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.List;

/** Finds the contestants by name; that of DJL is only there in a build with {@code -Ppeers}. */
final class Contestants {
    static final String LECTOR = "lector";
    /** Lector without the Vector API. */
    static final String PLAIN = "lector-plain";

    static final String DJL = "djl";
    private static final List<String> PYTHON = List.of("torch", "keras-tensorflow", "keras-jax");

    /** What is compared if the command line does not say. */
    static final List<String> USUAL = List.of(DJL, "torch", "keras-tensorflow", "keras-jax");

    private Contestants() {}

    /** A name for tables. */
    static String title(String name) {
        return switch (name) {
            case LECTOR -> "Lector";
            case PLAIN -> "Lector, no Vector API";
            case DJL -> "DJL + PyTorch";
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
            case DJL -> djl(threads);
            default -> throw unknown(name);
        };
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("A peer must be one of [" + PLAIN + ", " + DJL + ", "
                + String.join(", ", PYTHON) + "], or none. Received: peer=" + name + ". Choose one of them.");
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
