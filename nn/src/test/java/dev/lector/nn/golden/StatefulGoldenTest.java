// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.Weight;
import dev.lector.nn.golden.GoldenFile.Case;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.plan.TrainingPlan;
import dev.lector.nn.train.MeanSquaredError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers whose state goes on from a first batch to a second, beside real Keras. */
class StatefulGoldenTest {
    static Iterable<Case> cases() {
        return GoldenFile.read("stateful");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSecondBatchBeginsWhereTheFirstEnded(Case golden) {
        GoldenNetwork network = new GoldenNetwork(golden, true, false);
        int rows = network.samples().get(0).rows() / 2;
        float[] expected = golden.floats("y");
        float[] targets = golden.floats("target");
        int outputs = expected.length / (2 * rows);
        try (TrainingPlan plan = new TrainingPlan(
                network.model(),
                new MeanSquaredError(),
                new NetworksGoldenTest.Capture(),
                1,
                1,
                KernelChoice.best(),
                true)) {
            plan.evaluate(network.samples(), null, 0, rows, targets, null);
            assertClose(plan.predictions(), expected, 0, rows * outputs, 1e-5f);
            plan.step(network.samples(), null, rows, rows, targets, null, 1);
            assertClose(plan.predictions(), expected, rows * outputs, rows * outputs, 1e-5f);
        }
        for (Weight weight : network.model().weights()) {
            float[] gradient = golden.floats("g/" + weight.name());
            assertClose(weight.values(), gradient, 0, gradient.length, 1e-5f);
        }
    }

    private static void assertClose(float[] actual, float[] expected, int from, int n, float tolerance) {
        for (int i = 0; i < n; i++) {
            assertThat(actual[i]).as("value %d", i).isCloseTo(expected[from + i], within(tolerance));
        }
    }
}
