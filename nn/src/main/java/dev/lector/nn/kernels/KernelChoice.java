// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import java.util.Optional;

/**
 * Chooses the kernels, once a process, and says so in one log line at first use (logger {@code dev.lector.nn}).
 *
 * <p>System properties: {@code lector.kernels=plain} or {@code vector} forces one of them;
 * {@code lector.kernels.require=vector} makes {@link #best} fail if the vector kernels are not in use, for a build or a
 * server that must not fall back unseen.
 *
 * <p>Plain is chosen where the module {@code jdk.incubator.vector} is not resolved, where vectors are narrower than 128
 * bits, and where the optimizing JIT compiler (C2) is switched off: without it the Vector API is slower than plain loops.
 */
public final class KernelChoice {
    private static final String VECTOR_CLASS = "dev.lector.nn.simd.VectorKernels";
    private static final String ADVICE = "start java with --add-modules jdk.incubator.vector";
    private static final Kernels PLAIN = new PlainKernels();
    private static Kernels best;

    private KernelChoice() {}

    /**
     * The fastest kernels of this process.
     *
     * @throws IllegalStateException if a system property asks for what is not to be had
     */
    public static synchronized Kernels best() {
        if (best == null) {
            best = choose(
                    System.getProperty("lector.kernels", ""),
                    System.getProperty("lector.kernels.require", ""),
                    System.getProperty("java.vm.info", ""));
        }
        return best;
    }

    /** The kernels in plain Java. */
    public static Kernels plain() {
        return PLAIN;
    }

    /** The kernels of the Vector API, if this process can load them, be they fast or not. */
    public static Optional<Kernels> vector() {
        return Vector.KERNELS;
    }

    /** Loads the vector kernels when somebody first asks. */
    private static final class Vector {
        static final Optional<Kernels> KERNELS = load();

        private static Optional<Kernels> load() {
            try {
                return Optional.of((Kernels)
                        Class.forName(VECTOR_CLASS).getDeclaredConstructor().newInstance());
            } catch (ReflectiveOperationException | LinkageError e) {
                return Optional.empty();
            }
        }
    }

    static Kernels choose(String wanted, String required, String vmInfo) {
        check("lector.kernels", wanted, wanted.isEmpty() || wanted.equals("plain") || wanted.equals("vector"));
        check("lector.kernels.require", required, required.isEmpty() || required.equals("vector"));
        String obstacle = wanted.equals("vector") ? "" : obstacle(wanted, vmInfo);
        Kernels chosen = obstacle.isEmpty() ? vector().orElse(PLAIN) : PLAIN;
        if (chosen == PLAIN && obstacle.isEmpty()) {
            obstacle = "the Vector API is not there; to get it, " + ADVICE;
        }
        if (chosen == PLAIN && (wanted.equals("vector") || required.equals("vector"))) {
            throw new IllegalStateException("The vector kernels are required but cannot be used: " + obstacle
                    + ". Received: lector.kernels=" + wanted + ", lector.kernels.require=" + required
                    + ". Remove the property, or mend the cause.");
        }
        System.getLogger("dev.lector.nn")
                .log(
                        System.Logger.Level.INFO,
                        "Kernels: " + chosen.name() + (obstacle.isEmpty() ? "" : " (" + obstacle + ")"));
        return chosen;
    }

    /** Why the vector kernels must not be used, or nothing. */
    private static String obstacle(String wanted, String vmInfo) {
        if (wanted.equals("plain")) {
            return "as lector.kernels asks";
        }
        if (vmInfo.contains("interpreted mode") || vmInfo.contains("emulated-client")) {
            return "the optimizing compiler is off; for the faster ones start java without -Xint and"
                    + " -XX:TieredStopAtLevel";
        }
        return "";
    }

    private static void check(String property, String value, boolean valid) {
        if (!valid) {
            throw new IllegalStateException("A system property that chooses kernels must name them. Received: "
                    + property + "=" + value + ". Set " + property + "=vector, or remove it.");
        }
    }
}
