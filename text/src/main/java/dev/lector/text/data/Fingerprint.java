// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

/**
 * 128 bits that stand for a text apart from its case and white space. Two different texts have the same fingerprint by
 * chance only (for a million texts with probability below 10^-26).
 */
record Fingerprint(long high, long low) {
    static Fingerprint of(String text) {
        long high = 0x243F6A8885A308D3L;
        long low = 0x13198A2E03707344L;
        boolean blank = false;
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || c == '\u00a0') {
                blank = begun;
                continue;
            }
            if (blank) {
                high = mix(high ^ ' ');
                low = mix(low + ' ');
                blank = false;
            }
            begun = true;
            // Java's own definition of equal letters ignoring case.
            char folded = Character.toLowerCase(Character.toUpperCase(c));
            high = mix(high ^ folded);
            low = mix(low + folded);
        }
        return new Fingerprint(high, low);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 32)) * 0xD6E8FEB86659FD93L;
        return z ^ (z >>> 32);
    }
}
