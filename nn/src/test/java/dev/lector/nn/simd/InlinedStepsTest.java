// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** No vector becomes an object, because the compiler inlines what it should, whatever it counted, and nothing that it should not. */
class InlinedStepsTest {
    private static final int MAX_INLINE_SIZE = 35;
    /** Up to so many bytes C2 inlines a method that runs often. */
    private static final int FREQUENT_INLINE_SIZE = 325;

    private static final Pattern METHOD = Pattern.compile("  .*\\b(\\w+)\\(.*\\);");
    private static final Pattern RETURN = Pattern.compile(" *(\\d+): \\w*return");

    @Test
    void everyStepOfTheExponentialIsInlinedWithoutAProfile() throws Exception {
        Map<String, Integer> sizes = sizes("dev.lector.nn.simd.VectorMath");
        for (String step : new String[] {
            "exp",
            "expm1",
            "sigmoid",
            "expRange",
            "aboveLeast",
            "nearestPower",
            "reduced",
            "expMinus1OfReduced",
            "middleTerms",
            "lowTerms",
            "power",
            "powerMinus1",
            "scale",
            "powerOfTwo"
        }) {
            assertThat(sizes.get(step)).as("bytes of " + step).isBetween(1, MAX_INLINE_SIZE);
        }
    }

    @Test
    void thePartsOfTheWayToThePointsAndBackAreCompiledAlone() throws Exception {
        Map<String, Integer> sizes = sizes("dev.lector.nn.simd.VectorWinograd");
        for (String part : new String[] {
            "toOneAndTwo",
            "toHalfAndInfinity",
            "addToZeroAndTwo",
            "addToFourAndSix",
            "addToOdd",
            "evaluate",
            "sumPoints"
        }) {
            assertThat(sizes.get(part)).as("bytes of " + part).isGreaterThan(FREQUENT_INLINE_SIZE);
        }
    }

    /** Bytes of code of each method of a class. */
    private static Map<String, Integer> sizes(String type) throws Exception {
        StringWriter listing = new StringWriter();
        String classes = Path.of(VectorMath.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
        assertThat(javap.run(
                        new PrintWriter(listing, true),
                        new PrintWriter(listing, true),
                        "-p",
                        "-c",
                        "-cp",
                        classes,
                        type))
                .as(listing.toString())
                .isZero();
        Map<String, Integer> sizes = new TreeMap<>();
        String method = "";
        for (String line : listing.toString().lines().toList()) {
            Matcher heading = METHOD.matcher(line);
            Matcher end = RETURN.matcher(line);
            if (heading.matches()) {
                method = heading.group(1);
            } else if (end.lookingAt()) {
                sizes.merge(method, Integer.parseInt(end.group(1)) + 1, Math::max);
            }
        }
        return sizes;
    }
}
