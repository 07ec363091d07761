// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.nio.charset.StandardCharsets;

/**
 * Floats from ASCII, rounded exactly as {@link Float#parseFloat} rounds them. Up to 15 digits and a power of ten up to 22
 * are exact doubles, so one operation gives the nearest double (Clinger 1990); that rounds to the nearest float, unless it
 * stands in the middle between two floats or outside the normal ones: those few are left to the JDK.
 */
final class FloatParser {
    private static final double[] TENS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long MOST_DIGITS = 1_000_000_000_000_000L;
    /** The bits of a double that a float does not have. */
    private static final long REST = (1L << 29) - 1;

    private static final long MIDDLE = 1L << 28;
    private static final int MOST_EXPONENT = 9_999;

    private FloatParser() {}

    /**
     * Parses the bytes from {@code from} to {@code to}: a sign, digits with a point, and an exponent, as C writes them.
     *
     * @return NaN if they are no such number
     */
    static float parse(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        at += at < to && (negative || bytes[at] == '+') ? 1 : 0;
        long digits = 0;
        int power = 0;
        int seen = 0;
        boolean point = false;
        boolean easy = true;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                easy &= digits < MOST_DIGITS / 10;
                digits = easy ? 10 * digits + digit : digits;
                power -= point ? 1 : 0;
                seen++;
            } else if (bytes[at] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (seen == 0) {
            return Float.NaN;
        }
        if (at < to) {
            int exponent = exponent(bytes, at, to);
            if (exponent == Integer.MIN_VALUE) {
                return Float.NaN;
            }
            power += exponent;
        }
        if (easy && power >= -22 && power <= 22) {
            double value = power < 0 ? digits / TENS[-power] : digits * TENS[power];
            boolean normal = value >= Float.MIN_NORMAL && value <= Float.MAX_VALUE;
            if (digits == 0 || (normal && (Double.doubleToRawLongBits(value) & REST) != MIDDLE)) {
                return (float) (negative ? -value : value);
            }
        }
        return Float.parseFloat(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /** The number behind an {@code e}, or the least integer if there is none. */
    private static int exponent(byte[] bytes, int from, int to) {
        int at = from;
        if (bytes[at] != 'e' && bytes[at] != 'E') {
            return Integer.MIN_VALUE;
        }
        at++;
        boolean negative = at < to && bytes[at] == '-';
        at += at < to && (negative || bytes[at] == '+') ? 1 : 0;
        if (at == to) {
            return Integer.MIN_VALUE;
        }
        int exponent = 0;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            exponent = Math.min(MOST_EXPONENT, 10 * exponent + digit);
        }
        return negative ? -exponent : exponent;
    }
}
