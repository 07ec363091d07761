// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Set;

/** The charset of bytes by the frequencies of their letters; in a class of its own, so that ICU is loaded only for it. */
final class CharsetByIcu {
    /** Bytes that are looked at; more do not change the answer, and cost time. */
    private static final int LOOKED_AT = 1 << 15;
    /** ICU's confidence, from 0 to 100. Letters of Western Europe in a short text often get less. */
    private static final int SURE = 30;

    /** Charsets whose letters are mostly those of Western Europe: few letters, or a close race, do not tell them apart. */
    private static final Set<String> LATIN = Set.of("ISO-8859-2", "windows-1250", "ISO-8859-9", "windows-1254");

    private static final int FEW = 12;
    private static final int NEAR = 5;

    private CharsetByIcu() {}

    /**
     * The most likely charset.
     *
     * @param bytes not UTF-8, or ASCII with escapes, as ISO-2022 has them
     * @param otherwise if none is likely
     */
    static Charset of(byte[] bytes, Charset otherwise) {
        int first = 0;
        while (first < bytes.length && bytes[first] >= 0 && bytes[first] != 0x1b) {
            first++;
        }
        int from = Math.max(0, first - LOOKED_AT / 8);
        byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + LOOKED_AT));
        CharsetMatch[] matches = new CharsetDetector().setText(part).detectAll();
        if (matches.length == 0 || matches[0].getConfidence() < SURE || isWestern(matches[0])) {
            return otherwise;
        }
        CharsetMatch best = matches[0];
        if (LATIN.contains(best.getName())) {
            int beyondAscii = 0;
            for (byte each : part) {
                beyondAscii += each < 0 ? 1 : 0;
            }
            boolean nearlyWestern = Arrays.stream(matches)
                    .anyMatch(match -> isWestern(match) && match.getConfidence() >= best.getConfidence() - NEAR);
            if (beyondAscii < FEW || nearlyWestern) {
                return otherwise;
            }
        }
        Charset named = dev.lector.text.data.CharsetDetector.named(best.getName());
        return named == null || named.name().startsWith("UTF-") ? otherwise : named;
    }

    private static boolean isWestern(CharsetMatch match) {
        return match.getName().equals("ISO-8859-1") || match.getName().equals("windows-1252");
    }
}
