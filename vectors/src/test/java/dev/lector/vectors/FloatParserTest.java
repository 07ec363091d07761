// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatParserTest {
    private static float parse(String text) {
        byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.ISO_8859_1);
        return FloatParser.parse(bytes, 1, bytes.length - 1);
    }

    private static void assertExact(String text) {
        assertThat(Float.floatToRawIntBits(parse(text)))
                .as(text)
                .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+0.0",
                "-0e5",
                "1",
                "-1.5",
                ".5",
                "5.",
                "1e5",
                "1E+5",
                "1e-5",
                "0.1",
                "16777217",
                "16777219",
                "1.00000017881393432617187499",
                "1.00000017881393432617187500",
                "1.00000017881393432617187501",
                "1.000000059604644775390625",
                "1.0000000596046447",
                "3.4028235e38",
                "3.4028236e38",
                "3.5e38",
                "1e39",
                "1e-45",
                "7e-46",
                "1.1754943e-38",
                "1.17549429e-38",
                "1.1754942e-38",
                "0.000000000000000000000000000000000000001",
                "123456789012345678901234567890",
                "0.00000000000000000000000000000123456789",
                "1e99999999999",
                "-1e-99999999999",
                "9007199254740993",
                "999999999999999",
                "9999999999999999",
                "1e22",
                "1e23"
            })
    void hardCases(String text) {
        assertExact(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", "e5", "1e", "1e+", "1.2.3", "1f", "0x1p3", "NaN", "Infinity", "1 2", "--1", "1-"})
    void whatIsNoNumberIsNaN(String text) {
        assertThat(parse(text)).isNaN();
    }

    @Test
    void randomFloatsAndTheMiddlesBetweenThem() {
        Random random = new Random(1);
        for (int i = 0; i < 40_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (!Float.isFinite(value)) {
                continue;
            }
            assertExact(Float.toString(value));
            float small = (float) random.nextGaussian();
            assertExact(Float.toString(small));
            assertExact(String.valueOf(random.nextInt(2_000_000) / 1e6));
            if (i % 10 == 0) {
                BigDecimal middle = new BigDecimal(small)
                        .add(new BigDecimal(Math.nextUp(small)))
                        .divide(BigDecimal.valueOf(2));
                assertExact(middle.toString());
                assertExact(middle.round(new java.math.MathContext(15)).toString());
            }
        }
    }
}
