// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes eight at a time: of a large file most lines are only looked through. */
final class ByteScan {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;

    private ByteScan() {}

    /** Where {@code value} first stands from {@code from} on, or {@code end}. */
    static int find(byte[] bytes, int from, int end, byte value) {
        int at = from;
        while (at + 8 <= end && zeros((long) EIGHT.get(bytes, at) ^ (value & 0xffL) * ONES) == 0) {
            at += 8;
        }
        while (at < end && bytes[at] != value) {
            at++;
        }
        return at;
    }

    /** How many fields begin after blanks or tabs from {@code from} on. */
    static int fields(byte[] bytes, int from, int end) {
        int fields = 0;
        long blankBefore = 0;
        int at = from;
        for (; at + 8 <= end; at += 8) {
            long eight = (long) EIGHT.get(bytes, at);
            long blanks = zeros(eight ^ ' ' * ONES) | zeros(eight ^ '\t' * ONES);
            fields += Long.bitCount(~blanks & (blanks << 8 | blankBefore));
            blankBefore = blanks >>> 56;
        }
        boolean blank = blankBefore != 0;
        for (; at < end; at++) {
            boolean now = bytes[at] == ' ' || bytes[at] == '\t';
            fields += blank && !now ? 1 : 0;
            blank = now;
        }
        return fields;
    }

    /** The highest bit of each byte that is 0. */
    private static long zeros(long bytes) {
        return ~((bytes & LOW) + LOW | bytes | LOW);
    }
}
