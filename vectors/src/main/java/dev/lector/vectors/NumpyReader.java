// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** NumPy's {@code .npy}, versions 1 to 3: float32 or float64, little-endian, row after row; words in a file of their own. */
final class NumpyReader {
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\((\\d{1,12}),\\s*(\\d{1,9}),?\\s*\\)");
    private static final int LONGEST_HEADER = 1 << 16;

    private final BinaryInput in;
    private final VectorCollector to;

    NumpyReader(BinaryInput in, VectorCollector to) {
        this.in = in;
        this.to = to;
    }

    void read(WordList words) throws IOException {
        in.skip(6);
        int major = in.readByte();
        in.readByte();
        int low = (in.readByte() & 0xff) | (in.readByte() & 0xff) << 8;
        int length = major == 1 ? low : low | (in.readByte() & 0xff) << 16 | (in.readByte() & 0xff) << 24;
        String header = major < 1 || major > 3 || length < 0 || length > LONGEST_HEADER
                ? ""
                : new String(in.readBytes(length), StandardCharsets.UTF_8);
        Matcher type = TYPE.matcher(header);
        Matcher order = ORDER.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        boolean fits = type.find() && order.find() && shape.find();
        if (!fits || !type.group(1).matches("<f[48]") || !order.group(1).equals("False")) {
            throw in.fault(
                    "A .npy of vectors is a matrix of float32 or float64, little-endian and row after row.",
                    "version=" + major + ", header=" + header.strip(),
                    "Write numpy.ascontiguousarray(vectors, dtype='<f4') with numpy.save.");
        }
        MatrixRows.read(
                in,
                to,
                words,
                Long.parseLong(shape.group(1)),
                Long.parseLong(shape.group(2)),
                type.group(1).equals("<f8"));
        if (!to.full() && !in.atEnd()) {
            throw in.fault("A .npy ends with its last row.", "more bytes", "Write it again.");
        }
    }
}
