// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/** What Python's {@code str} means by its words. */
final class PythonText {
    private PythonText() {}

    /** {@code str.isspace} of one code point: the bidirectional classes WS, B and S, and the category Zs. */
    static boolean isSpace(int c) {
        if (c < 0x80) {
            return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
        }
        return c == 0x85
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }
}
