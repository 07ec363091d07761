// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MillionthsTest {
    @Test
    void asTheJdkWritesThem() {
        for (int i = -5; i <= 1_000_005; i++) {
            double value = i / 1e6;
            if (!Millionths.text(value).equals(Double.toString(value))) {
                assertThat(Millionths.text(value)).isEqualTo(Double.toString(value));
            }
        }
        for (double value : new double[] {
            Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1e300, 0.1234567, Math.nextUp(.5), Double.MIN_VALUE, 123456.5
        }) {
            assertThat(Millionths.text(value)).isEqualTo(Double.toString(value));
        }
    }
}
