// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.CounterRandom;
import dev.lector.nn.kernels.KernelChoice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
    /** One weight that starts at 1 and sees the gradients 0.5 and -0.25. */
    private static float[] path(Optimizer optimizer) {
        float[] w = {9, 1};
        float[][] slots = slots(optimizer, 2);
        float[] path = new float[2];
        for (int t = 1; t <= 2; t++) {
            step(optimizer, t, w, 1, 1, new float[] {t == 1 ? 0.5f : -0.25f}, slots);
            path[t - 1] = w[1];
        }
        assertThat(w[0]).isEqualTo(9);
        return path;
    }

    private static void step(Optimizer optimizer, long t, float[] w, int at, int n, float[] g, float[][] slots) {
        float rate = optimizer.learningRate().at(t - 1);
        optimizer.update(KernelChoice.plain(), rate, optimizer.effectiveRate(t, rate), n, w, at, g, 0, slots);
    }

    private static float[][] slots(Optimizer optimizer, int n) {
        float[][] slots = new float[optimizer.slots()][n];
        for (int i = 0; i < slots.length; i++) {
            java.util.Arrays.fill(slots[i], optimizer.slotStart(i));
        }
        return slots;
    }

    @Test
    void twoStepsByHand() {
        assertPath(new Sgd(0.1f), 0.95, 0.975);
        // v = -0.05; then 0.9·(-0.05) + 0.025 = -0.02
        assertPath(new Sgd(0.1f).momentum(0.9f), 0.95, 0.93);
        // 0.9·(-0.05) - 0.05 = -0.095; then 0.9·(-0.02) + 0.025 = 0.007
        assertPath(new Sgd(0.1f).momentum(0.9f).nesterov(true), 0.905, 0.912);
        // Step 1 is the rate itself. Step 2: m = 0.045 - 0.025 = 0.02, v = 0.00024975 + 0.0000625 = 0.00031225
        double second = 0.1 * (0.02 / 0.19) / Math.sqrt(0.00031225 / 0.001999);
        assertPath(new Adam(0.1f), 0.9, 0.9 - second);
        double decayed = (1 - 0.1 * 0.004) - 0.1;
        assertPath(new AdamW(0.1f), decayed, decayed * (1 - 0.1 * 0.004) - second);
        double v1 = 0.025;
        double v2 = 0.9 * v1 + 0.1 * 0.0625;
        double rms1 = 0.01 * 0.5 / Math.sqrt(v1);
        double rms2 = 0.01 * -0.25 / Math.sqrt(v2);
        assertPath(new RMSprop(0.01f), 1 - rms1, 1 - rms1 - rms2);
        assertPath(new RMSprop(0.01f).momentum(0.5), 1 - rms1, 1 - rms1 - (0.5 * rms1 + rms2));
        double centred = 0.01 * 0.5 / Math.sqrt(v1 - 0.05 * 0.05);
        double centred2 = 0.01 * -0.25 / Math.sqrt(v2 - Math.pow(0.9 * 0.05 - 0.1 * 0.25, 2));
        assertPath(new RMSprop(0.01f).centered(true), 1 - centred, 1 - centred - centred2);
        double ada = 0.1 * 0.5 / Math.sqrt(0.35);
        assertPath(new Adagrad(0.1f), 1 - ada, 1 - ada + 0.1 * 0.25 / Math.sqrt(0.4125));
        double s1 = 0.05 * 0.25;
        double d1 = 0.5 * Math.sqrt(1e-7) / Math.sqrt(s1 + 1e-7);
        double x1 = 0.05 * d1 * d1;
        double s2 = 0.95 * s1 + 0.05 * 0.0625;
        double d2 = -0.25 * Math.sqrt(x1 + 1e-7) / Math.sqrt(s2 + 1e-7);
        assertPath(new Adadelta(1), 1 - d1, 1 - d1 - d2);
    }

    private static void assertPath(Optimizer optimizer, double first, double second) {
        float[] path = path(optimizer);
        assertThat((double) path[0]).as("%s, step 1", optimizer).isCloseTo(first, within(1e-6));
        assertThat((double) path[1]).as("%s, step 2", optimizer).isCloseTo(second, within(1e-6));
    }

    @Test
    void defaultsAreKeras() {
        assertThat(new Sgd().learningRate().at(0)).isEqualTo(0.01f);
        for (Optimizer optimizer : List.of(new Adam(), new AdamW(), new RMSprop(), new Adagrad(), new Adadelta())) {
            assertThat(optimizer.learningRate().at(0)).isEqualTo(0.001f);
        }
        assertThat(new Sgd().className()).isEqualTo("SGD");
        assertThat(new RMSprop().className()).isEqualTo("RMSprop");
        assertThatThrownBy(() -> new Sgd().momentum(1)).hasMessageContaining("momentum=1.0");
    }

    static List<Optimizer> waiting() {
        return List.of(
                new Sgd(),
                new Sgd().momentum(0.9f),
                new Sgd().momentum(0.9f).nesterov(true),
                new Adam(0.01f),
                new Adam().learningRate(new ExponentialDecay(0.1f, 5, 0.5f)),
                new RMSprop(0.01f),
                new RMSprop(0.01f).centered(true),
                new Adagrad(0.01f),
                new Adadelta(1));
    }

    /** Waiting and replaying must give what updates with a gradient of 0 give. */
    @ParameterizedTest
    @MethodSource("waiting")
    void idleEqualsUpdatesWithoutGradient(Optimizer optimizer) {
        assertThat(optimizer.canWait()).isTrue();
        int n = 19;
        int at = 3;
        for (int count : new int[] {1, 2, 7, 300}) {
            float[] w = new float[at + n];
            float[] g = new float[n];
            float[][] slots = slots(optimizer, at + n);
            for (int i = 0; i < n; i++) {
                w[at + i] = (float) CounterRandom.normal(1, i);
                g[i] = (float) CounterRandom.normal(2, i);
            }
            step(optimizer, 1, w, at, n, g, slots);
            float[] waited = w.clone();
            float[][] waitedSlots = slots(optimizer, at + n);
            for (int i = 0; i < slots.length; i++) {
                waitedSlots[i] = slots[i].clone();
            }
            float[] rates = new float[2 + count];
            for (int t = 0; t < count; t++) {
                rates[2 + t] =
                        optimizer.effectiveRate(2 + t, optimizer.learningRate().at(1 + t));
                step(optimizer, 2 + t, w, at, n, new float[n], slots);
            }
            optimizer.idle(KernelChoice.plain(), count, rates, 2, n, waited, at, waitedSlots);
            for (int i = 0; i < at + n; i++) {
                assertThat(waited[i])
                        .as("%s, count %d, weight %d", optimizer, count, i)
                        .isCloseTo(w[i], within(2e-6f));
                for (int s = 0; s < slots.length; s++) {
                    assertThat(waitedSlots[s][i])
                            .as("%s, count %d, slot %d of %d", optimizer, count, s, i)
                            .isCloseTo(slots[s][i], within(1e-6f + 2e-5f * Math.abs(slots[s][i])));
                }
            }
        }
    }

    @Test
    void whoMovesEveryWeightCannotWait() {
        assertThat(new AdamW().canWait()).isFalse();
        assertThat(new RMSprop().momentum(0.5).canWait()).isFalse();
        assertThatThrownBy(() -> new AdamW().idle(KernelChoice.plain(), 1, null, 0, 0, null, 0, null))
                .hasMessageContaining("AdamW");
    }

    @Test
    void schedules() {
        Schedule exponential = new ExponentialDecay(0.1f, 10, 0.5f);
        assertRates(exponential, 0, 0.1, 10, 0.05, 15, 0.1 * Math.pow(0.5, 1.5));
        assertRates(new ExponentialDecay(0.1f, 10, 0.5f).staircase(true), 9, 0.1, 10, 0.05, 19, 0.05);
        assertRates(new InverseTimeDecay(0.1f, 10, 1), 0, 0.1, 5, 0.1 / 1.5, 10, 0.05);
        assertRates(new InverseTimeDecay(0.1f, 10, 1).staircase(true), 9, 0.1, 10, 0.05, 19, 0.05);
        assertRates(new PolynomialDecay(0.1f, 10).endRate(0.02f), 0, 0.1, 5, 0.06, 10, 0.02, 99, 0.02);
        assertRates(new PolynomialDecay(0.1f, 10).endRate(0).power(2), 5, 0.025);
        assertRates(new PolynomialDecay(0.1f, 10).endRate(0).cycle(true), 0, 0.1, 10, 0, 15, 0.025, 20, 0);
        assertRates(
                new PiecewiseConstantDecay(List.of(5L, 8L), List.of(1f, 0.5f, 0.1f)),
                0,
                1,
                5,
                1,
                6,
                0.5,
                8,
                0.5,
                9,
                0.1);
        assertRates(new CosineDecay(0.1f, 10), 0, 0.1, 5, 0.05, 10, 0, 11, 0);
        assertRates(new CosineDecay(0.1f, 10).alpha(0.1f), 5, 0.055, 10, 0.01);
        assertRates(new CosineDecay(0, 10).warmup(0.1f, 4), 0, 0, 1, 0.025, 4, 0.1, 9, 0.05, 14, 0, 100, 0);
        assertThatThrownBy(() -> new CosineDecay(1, 0)).hasMessageContaining("decaySteps=0");
        assertThatThrownBy(() -> new PiecewiseConstantDecay(List.of(5L, 5L), List.of(1f, 1f, 1f)))
                .hasMessageContaining("boundaries=[5, 5]");
    }

    private static void assertRates(Schedule schedule, double... stepsAndRates) {
        for (int i = 0; i < stepsAndRates.length; i += 2) {
            assertThat((double) schedule.at((long) stepsAndRates[i]))
                    .as("%s, step %s", schedule, stepsAndRates[i])
                    .isCloseTo(stepsAndRates[i + 1], within(1e-7));
        }
    }
}
