// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The charset of a sample: by byte order mark, else UTF-16 if every other byte is mostly 0, else UTF-8 if the bytes are
 * valid or nearly so, else what ICU finds most likely, else windows-1252.
 *
 * @param charset of the characters
 * @param bomLength bytes of the byte order mark, which are no text
 */
record CharsetDetector(Charset charset, int bomLength) {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    /** Names in old files that mean a larger charset, as browsers read them (WHATWG Encoding, section 4.2). */
    private static final Map<String, String> MEANT = Map.of(
            "iso-8859-1", "windows-1252",
            "latin1", "windows-1252",
            "iso-8859-9", "windows-1254",
            "iso-8859-8-i", "windows-1255",
            "gb2312", "GB18030",
            "gbk", "GB18030",
            "ks_c_5601-1987", "x-windows-949",
            "euc-kr", "x-windows-949",
            "shift_jis", "windows-31j");

    static CharsetDetector of(Sample sample, Charset given) {
        CharsetDetector bom = byteOrderMark(sample.bytes);
        if (given != null) {
            boolean same = bom != null && (given.equals(bom.charset) || given.equals(StandardCharsets.UTF_16));
            return same ? bom : new CharsetDetector(given, 0);
        }
        return of(sample.bytes, sample.whole, null);
    }

    /**
     * The charset of bytes that may declare one. A byte order mark overrules it, and so do bytes that it cannot mean.
     *
     * @param whole whether the text ends with the bytes
     * @param declared a name, or null
     */
    static CharsetDetector of(byte[] bytes, boolean whole, String declared) {
        CharsetDetector bom = byteOrderMark(bytes);
        if (bom != null) {
            return bom;
        }
        Charset named = named(declared);
        if (named != null && !isWrong(named, bytes, whole)) {
            return new CharsetDetector(named, 0);
        }
        Charset wide = withoutMark(bytes);
        if (wide != null) {
            return new CharsetDetector(wide, 0);
        }
        if (isUtf8(bytes, whole) && hasEscapes(bytes)) {
            return new CharsetDetector(CharsetByIcu.of(bytes, StandardCharsets.UTF_8), 0);
        }
        if (isUtf8(bytes, whole)) {
            return new CharsetDetector(StandardCharsets.UTF_8, 0);
        }
        return new CharsetDetector(CharsetByIcu.of(bytes, WINDOWS_1252), 0);
    }

    /** The charset of that name, or null if there is none. */
    static Charset named(String declared) {
        if (declared == null) {
            return null;
        }
        String name = declared.strip().toLowerCase(Locale.ROOT);
        try {
            return Charset.forName(MEANT.getOrDefault(name, name));
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    /**
     * Whether bytes cannot be meant in a charset: they are none of its characters; or they are UTF-8 beyond ASCII, which
     * other texts are not by chance.
     */
    private static boolean isWrong(Charset named, byte[] bytes, boolean whole) {
        if (named.equals(StandardCharsets.UTF_8)) {
            return !isUtf8(bytes, whole);
        }
        if (isAscii(bytes)) {
            // Two bytes a character would make half of them 0; ISO-2022 is ASCII by its bytes.
            return named.name().startsWith("UTF-16") || named.name().startsWith("UTF-32");
        }
        if (named.equals(StandardCharsets.US_ASCII)) {
            return true;
        }
        if (!named.name().startsWith("UTF-") && bad(bytes, whole) == 0) {
            return true;
        }
        String text = new String(bytes, 0, Math.min(bytes.length, 1 << 16), named);
        long replaced = text.chars().filter(c -> c == '\ufffd').count();
        return replaced > 1 + text.length() / 100;
    }

    /** Whether ESC $ or ESC ( stands there, which change the alphabet in ISO-2022. */
    private static boolean hasEscapes(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == 0x1b && (bytes[i + 1] == '$' || bytes[i + 1] == '(')) {
                return isAscii(bytes);
            }
        }
        return false;
    }

    static boolean isAscii(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    /** The charset if it can be told without looking at letters: by a mark, or by zeros; else null. */
    static CharsetDetector wide(byte[] bytes) {
        CharsetDetector bom = byteOrderMark(bytes);
        Charset wide = bom == null ? withoutMark(bytes) : null;
        return wide == null ? bom : new CharsetDetector(wide, 0);
    }

    private static CharsetDetector byteOrderMark(byte[] bytes) {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            return new CharsetDetector(StandardCharsets.UTF_8, 3);
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return new CharsetDetector(StandardCharsets.UTF_16LE, 2);
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
            return new CharsetDetector(StandardCharsets.UTF_16BE, 2);
        }
        return null;
    }

    private static Charset withoutMark(byte[] bytes) {
        int even = 0;
        int odd = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                even += (i & 1) == 0 ? 1 : 0;
                odd += i & 1;
            }
        }
        int most = bytes.length * 2 / 5;
        if (bytes.length < 4
                || (even <= most && odd <= most)
                || (even > 0 && odd > 0 && Math.min(even, odd) > most / 4)) {
            return null;
        }
        return odd > even ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }

    /** Whether bytes are UTF-8, or so nearly that a few must be damaged: four good sequences for each bad byte. */
    private static boolean isUtf8(byte[] bytes, boolean whole) {
        return bad(bytes, whole) <= 0.25;
    }

    /** Bytes that are no UTF-8, by its good sequences beyond ASCII; 0 if there are none of either. */
    private static double bad(byte[] bytes, boolean whole) {
        long good = 0;
        long bad = 0;
        for (int i = 0; i < bytes.length; ) {
            if (bytes[i] >= 0) {
                i++;
                continue;
            }
            int length = sequenceLength(bytes[i] & 0xff);
            int found = 1;
            while (found < length && i + found < bytes.length && (bytes[i + found] & 0xC0) == 0x80) {
                found++;
            }
            if (length > 0 && found == length) {
                good++;
            } else if (length == 0 || i + found < bytes.length || whole) {
                bad++;
            }
            i += found;
        }
        return bad == 0 ? 0 : (double) bad / good;
    }

    private static int sequenceLength(int lead) {
        if (lead >= 0xC2 && lead <= 0xDF) {
            return 2;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            return 3;
        }
        return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    }
}
