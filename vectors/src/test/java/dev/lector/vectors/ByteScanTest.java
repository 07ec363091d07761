// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteScanTest {
    /** Blanks, tabs, bytes one beside them, with the highest bit, and 0. */
    private static final byte[] BYTES = {
        ' ', '\t', '\n', '!', 31, 8, 0, 1, (byte) 0xa0, (byte) 0x89, (byte) 0x8a, -1, 'a', '5'
    };

    @Test
    void isTheSameAsLookingAtEachByte() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = BYTES[random.nextInt(BYTES.length)];
            }
            int from = random.nextInt(bytes.length + 1);
            int end = from + random.nextInt(bytes.length - from + 1);
            byte value = BYTES[random.nextInt(BYTES.length)];
            assertThat(ByteScan.find(bytes, from, end, value)).isEqualTo(find(bytes, from, end, value));
            assertThat(ByteScan.fields(bytes, from, end)).isEqualTo(fields(bytes, from, end));
        }
    }

    private static int find(byte[] bytes, int from, int end, byte value) {
        int at = from;
        while (at < end && bytes[at] != value) {
            at++;
        }
        return at;
    }

    private static int fields(byte[] bytes, int from, int end) {
        int fields = 0;
        for (int i = from + 1; i < end; i++) {
            fields += blank(bytes[i - 1]) && !blank(bytes[i]) ? 1 : 0;
        }
        return fields;
    }

    private static boolean blank(byte value) {
        return value == ' ' || value == '\t';
    }
}
