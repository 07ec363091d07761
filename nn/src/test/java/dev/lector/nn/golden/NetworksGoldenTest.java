// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.nn.Predictor;
import dev.lector.nn.Weight;
import dev.lector.nn.golden.GoldenFile.Case;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import dev.lector.nn.plan.TrainingPlan;
import dev.lector.nn.train.Loss;
import dev.lector.nn.train.Optimizer;
import dev.lector.nn.train.Schedule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every layer, loss, optimizer and recipe gives the numbers of real Keras in float64: outputs and loss, gradients, and
 * the weights after five steps. With plain and vector kernels, and with the layers fused or one by one.
 */
class NetworksGoldenTest {
    private static final double FORWARD = 1e-5;
    private static final double GRADIENT = 1e-4;
    private static final double WEIGHTS = 1e-4;
    private static final int STEPS = 5;
    private static final List<String> REPORT = new ArrayList<>();

    /** One way to run a case. */
    private record Way(Kernels kernels, boolean fused, int threads) {
        @Override
        public String toString() {
            return kernels.name() + (fused ? " fused" : "") + " threads=" + threads;
        }
    }

    /** The largest error of a file, and the case it is of. */
    private static final class Worst {
        private double error;
        private String where = "";

        void take(double value, String at) {
            if (!(value <= error)) {
                error = value;
                where = at;
            }
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1e (%s)", error, where);
        }
    }

    private final Worst forward = new Worst();
    private final Worst gradient = new Worst();
    private final Worst weights = new Worst();
    private final Worst change = new Worst();
    private final List<String> failures = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"layers", "losses", "optimizers", "networks", "normalization", "recurrent"})
    void sameAsKeras(String file) {
        List<Case> cases = GoldenFile.read(file);
        for (Case golden : cases) {
            for (Way way : ways()) {
                // A fused plan may put the texts of a batch in another order, to which a given mask does not belong.
                if (way.fused() && hasMasks(golden)) {
                    continue;
                }
                try {
                    check(golden, way);
                } catch (RuntimeException e) {
                    failures.add(golden.name() + " " + way + ": " + e);
                }
            }
        }
        REPORT.add(String.format(
                "%s: %d cases; worst errors: forward %s, gradient %s, weights after %d steps %s, their change %s",
                file, cases.size(), forward, gradient, STEPS, weights, change));
        assertThat(failures).isEmpty();
    }

    @AfterAll
    static void report() {
        REPORT.forEach(line -> System.out.println("Golden " + line));
    }

    private static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        ways.add(new Way(KernelChoice.plain(), false, 1));
        ways.add(new Way(KernelChoice.plain(), true, 2));
        KernelChoice.vector().ifPresent(kernels -> {
            ways.add(new Way(kernels, false, 2));
            ways.add(new Way(kernels, true, 1));
        });
        return ways;
    }

    private void check(Case golden, Way way) {
        checkForward(golden, way);
        checkGradients(golden, way, false);
        if (golden.tensors().keySet().stream().anyMatch(name -> name.startsWith("gx/"))) {
            checkGradients(golden, way, true);
        }
        checkFiveSteps(golden, way);
    }

    private void checkForward(Case golden, Way way) {
        GoldenNetwork network = new GoldenNetwork(golden, true, false);
        boolean moves = golden.floats("y_inference") != null;
        float[] y = golden.floats(moves ? "y_inference" : "y");
        if (moves || !hasMasks(golden)) {
            try (TrainingPlan plan = plan(golden, way, network, new Capture())) {
                double loss =
                        plan.evaluate(network.samples(), null, 0, batch(golden), target(golden), sampleWeights(golden));
                loss /= batch(golden);
                expectForward(golden, way, "evaluate", y, plan.predictions());
                double expected = golden.value(moves ? "loss_inference" : "loss");
                expectForward(golden, way, "loss", Math.abs(loss - expected) / Math.max(1e-3, Math.abs(expected)));
                double penalty = golden.value("penalty");
                expectForward(golden, way, "penalty", Math.abs(plan.penalty() - penalty) / Math.max(1e-3, penalty));
            }
            float[] predicted = Predictor.of(network.model(), way.kernels()).predict(network.samples(), way.threads());
            expectForward(golden, way, "predict", y, predicted);
        }
    }

    private void expectForward(Case golden, Way way, String what, float[] expected, float[] actual) {
        double floor = 1e-6 * Math.sqrt(expected.length);
        expectForward(golden, way, what, distance(expected, actual) / Math.max(floor, norm(expected)));
    }

    private void expectForward(Case golden, Way way, String what, double error) {
        expect(golden, way, what, error, FORWARD, forward);
    }

    /** A step of an optimizer that writes the gradient over the weight. */
    private void checkGradients(Case golden, Way way, boolean byInputs) {
        GoldenNetwork network = new GoldenNetwork(golden, false, byInputs);
        try (TrainingPlan plan = plan(golden, way, network, new Capture())) {
            double loss = step(plan, golden, network, 0) / batch(golden);
            double expected = golden.value("loss");
            expectForward(
                    golden, way, "loss of a step", Math.abs(loss - expected) / Math.max(1e-3, Math.abs(expected)));
            expectForward(golden, way, "output of a step", golden.floats("y"), plan.predictions());
        }
        double all = 0;
        for (var entry : golden.tensors().entrySet()) {
            if (entry.getKey().startsWith("g/")) {
                double norm = norm(entry.getValue().floats());
                all += norm * norm;
            }
        }
        for (Weight weight : network.model().weights()) {
            if (!weight.trainable()) {
                continue;
            }
            float[] expected = golden.floats("g/" + weight.name());
            if (expected == null) {
                expected = golden.floats(
                        "gx/" + weight.name().substring(0, weight.name().indexOf('/')));
            }
            // A gradient that is 0 but for rounding is measured against the others.
            double size = Math.max(norm(expected), Math.max(1e-3 * Math.sqrt(all), 1e-8));
            double error = distance(expected, weight.values()) / size;
            expect(golden, way, "gradient of " + weight.name(), error, GRADIENT, gradient);
        }
    }

    private void checkFiveSteps(Case golden, Way way) {
        GoldenNetwork network = new GoldenNetwork(golden, true, false);
        Optimizer optimizer = GoldenTraining.optimizer(golden.line("optimizer"));
        try (TrainingPlan plan = plan(golden, way, network, optimizer)) {
            for (int step = 0; step < STEPS; step++) {
                step(plan, golden, network, step);
            }
        }
        if (golden.floats("y5_inference") != null) {
            float[] predicted = Predictor.of(network.model(), way.kernels()).predict(network.samples(), way.threads());
            double distance = distance(golden.floats("y5_inference"), predicted);
            expect(golden, way, "predict later", distance / norm(golden.floats("y5_inference")), WEIGHTS, weights);
        }
        for (Weight weight : network.model().weights()) {
            float[] start = golden.floats("w0/" + weight.name());
            float[] expected = golden.floats("w5/" + weight.name());
            double distance = distance(expected, weight.values());
            expect(golden, way, "weights " + weight.name(), distance / norm(expected), WEIGHTS, weights);
            // Sharper where the weights have hardly moved: what rounding of the weights themselves allows is taken off.
            double moved = distance(expected, start);
            double rounding = STEPS * 0x1p-24 * norm(expected);
            double error = Math.max(0, distance - rounding) / Math.max(moved, 1e-12);
            expect(golden, way, "change of " + weight.name(), error, WEIGHTS, change);
        }
    }

    private static double step(TrainingPlan plan, Case golden, GoldenNetwork network, int step) {
        int batch = batch(golden);
        int rows = network.samples().get(0).rows();
        int from = batch == rows ? 0 : step * batch;
        return plan.step(network.samples(), null, from, batch, target(golden), sampleWeights(golden), 1);
    }

    private static TrainingPlan plan(Case golden, Way way, GoldenNetwork network, Optimizer optimizer) {
        Loss loss = GoldenTraining.loss(golden.line("loss"));
        Kernels kernels = withGivenMasks(golden, way.kernels());
        return new TrainingPlan(network.model(), loss, optimizer, 1, way.threads(), kernels, way.fused());
    }

    /** Kernels whose dropout follows the masks of the case. Layers of a case are told apart by their rate. */
    private static Kernels withGivenMasks(Case golden, Kernels kernels) {
        if (!hasMasks(golden)) {
            return kernels;
        }
        return (Kernels) Proxy.newProxyInstance(
                Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (proxy, method, args) -> {
                    if (method.getName().equals("dropout")) {
                        drop(mask(golden, (float) args[1]), args);
                        return null;
                    }
                    try {
                        return method.invoke(kernels, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Arguments: n, rate, key, position, x, xAt, y, yAt. */
    private static void drop(float[] mask, Object[] args) {
        int position = (int) (long) args[3];
        float[] x = (float[]) args[4];
        float[] y = (float[]) args[6];
        for (int i = 0; i < (int) args[0]; i++) {
            y[(int) args[7] + i] = mask[position + i] * x[(int) args[5] + i];
        }
    }

    private static float[] mask(Case golden, float rate) {
        for (String line : golden.lines().get("node")) {
            if (line.contains("Dropout") && line.endsWith("rate=" + rate)) {
                return golden.floats("mask/" + line.substring(0, line.indexOf(' ')));
            }
        }
        float[] recurrent = GoldenRecurrent.mask(golden, rate);
        if (recurrent != null) {
            return recurrent;
        }
        throw new IllegalArgumentException("No dropout of rate " + rate + " in " + golden);
    }

    private static boolean hasMasks(Case golden) {
        return golden.tensors().keySet().stream().anyMatch(name -> name.startsWith("mask/"));
    }

    private static int batch(Case golden) {
        return Integer.parseInt(golden.line("batch"));
    }

    private static float[] target(Case golden) {
        return golden.floats("target");
    }

    private static float[] sampleWeights(Case golden) {
        return golden.floats("sample_weight");
    }

    private void expect(Case golden, Way way, String what, double error, double limit, Worst worst) {
        worst.take(error, golden.name());
        if (!(error <= limit)) {
            failures.add(String.format(Locale.ROOT, "%s, %s, %s: %.2e", golden.name(), what, way, error));
        }
    }

    /** Of the first values, as many as are expected. */
    private static double distance(float[] expected, float[] actual) {
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = (double) expected[i] - actual[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private static double norm(float[] values) {
        return distance(values, new float[values.length]);
    }

    /** Writes the gradient where the weights stood. */
    record Capture() implements Optimizer {
        @Override
        public Schedule learningRate() {
            return Schedule.constant(1);
        }

        @Override
        public int slots() {
            return 0;
        }

        @Override
        public void update(
                Kernels kernels,
                float rate,
                float effectiveRate,
                int n,
                float[] w,
                int wAt,
                float[] g,
                int gAt,
                float[][] slots) {
            System.arraycopy(g, gAt, w, wAt, n);
        }
    }
}
