// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.text.Normalizer;

/** The form in which texts and labels leave a reader: whole characters, in Unicode's form C where that is wanted. */
final class TextForm {
    /** The first character that can make a text differ from its form C. */
    private static final char FIRST_MARK = '\u0300';

    private TextForm() {}

    /** A text in its form; halves of surrogate pairs become U+FFFD and are counted. */
    static String of(String text, boolean nfc, Tally tally) {
        int mark = 0;
        while (mark < text.length() && text.charAt(mark) < FIRST_MARK) {
            mark++;
        }
        if (mark == text.length()) {
            return text;
        }
        String whole = withoutHalves(text, mark, tally);
        return nfc && !Normalizer.isNormalized(whole, Normalizer.Form.NFC)
                ? Normalizer.normalize(whole, Normalizer.Form.NFC)
                : whole;
    }

    private static String withoutHalves(String text, int from, Tally tally) {
        StringBuilder whole = null;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
                continue;
            }
            whole = whole == null ? new StringBuilder(text) : whole;
            whole.setCharAt(i, '\ufffd');
            tally.replaced++;
        }
        return whole == null ? text : whole.toString();
    }
}
