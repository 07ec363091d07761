// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The charset of a sample: by byte order mark, else UTF-16 if every other byte is mostly 0, else UTF-8 if the bytes are
 * valid or nearly so, else windows-1252.
 *
 * @param charset of the characters
 * @param bomLength bytes of the byte order mark, which are no text
 */
record CharsetDetector(Charset charset, int bomLength) {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    static CharsetDetector of(Sample sample, Charset given) {
        CharsetDetector bom = byteOrderMark(sample.bytes);
        if (given != null) {
            boolean same = bom != null && (given.equals(bom.charset) || given.equals(StandardCharsets.UTF_16));
            return same ? bom : new CharsetDetector(given, 0);
        }
        if (bom != null) {
            return bom;
        }
        Charset wide = withoutMark(sample.bytes);
        if (wide != null) {
            return new CharsetDetector(wide, 0);
        }
        return new CharsetDetector(isUtf8(sample.bytes, sample.whole) ? StandardCharsets.UTF_8 : WINDOWS_1252, 0);
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
        return bad == 0 || good >= 4 * bad;
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
