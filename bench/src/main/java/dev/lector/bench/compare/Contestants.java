// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.List;

/** Finds the contestants by name; those of other Java libraries are only there in a build with their profile. */
final class Contestants {
    static final String LECTOR = "lector";
    /** Lector without the Vector API. */
    static final String PLAIN = "lector-plain";

    static final String DJL = "djl";
    static final String DL4J = "dl4j";
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
            case DJL -> other("DjlContestant", threads);
            case DL4J -> other("Dl4jContestant", threads);
            default -> throw unknown(name);
        };
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("A peer must be one of [" + PLAIN + ", " + DJL + ", " + DL4J + ", "
                + String.join(", ", PYTHON) + "], or none. Received: peer=" + name + ". Choose one of them.");
    }

    private static Contestant other(String type, int threads) {
        try {
            return (Contestant) Class.forName("dev.lector.bench.compare." + type)
                    .getDeclaredConstructor(int.class)
                    .newInstance(threads);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The other library must be on the class path. Received: " + e
                            + ". Start bench/compare, which builds with its profile.",
                    e);
        }
    }
}
