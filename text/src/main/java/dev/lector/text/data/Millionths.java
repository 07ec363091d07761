// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.nio.charset.StandardCharsets;

/** Probabilities as text: {@link Double#toString} of multiples of a millionth, without its search for the fewest digits. */
final class Millionths {
    private static final int ONE = 1_000_000;
    /** Below, {@link Double#toString} counts with powers of ten. */
    private static final int LEAST_PLAIN = 1_000;

    private Millionths() {}

    /** The same as {@link Double#toString}. */
    static String text(double value) {
        double scaled = Math.rint(value * ONE);
        if (!(scaled >= LEAST_PLAIN && scaled < ONE) || scaled / ONE != value) {
            return Double.toString(value);
        }
        int rest = (int) scaled;
        byte[] digits = {'0', '.', 0, 0, 0, 0, 0, 0};
        for (int i = digits.length - 1; i >= 2; i--) {
            digits[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        int end = digits.length;
        while (end > 3 && digits[end - 1] == '0') {
            end--;
        }
        return new String(digits, 0, end, StandardCharsets.ISO_8859_1);
    }
}
