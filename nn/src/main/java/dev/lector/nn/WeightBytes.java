// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import dev.lector.nn.WeightsFile.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The bytes of tensors in a file. A tensor of {@link WeightType#INT8} follows one with the scales of its rows. */
final class WeightBytes {
    private static final String SCALE = ".scale";
    private static final int CHUNK = 1 << 16;

    private final byte[] chunk = new byte[CHUNK];
    private final ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    /** The scales read last, which belong to the tensor that follows. */
    private Tensor scales;
    /** Of the row at hand. */
    private float scale;

    /** The tensors as they stand in a file. */
    static List<Tensor> stored(List<Tensor> tensors) {
        List<Tensor> stored = new ArrayList<>();
        for (Tensor tensor : tensors) {
            if (tensor.type() == WeightType.INT8) {
                int row = tensor.row();
                float[] scales = new float[tensor.values().length / row];
                for (int r = 0; r < scales.length; r++) {
                    scales[r] = WeightType.scaleOf(tensor.values(), r * row, row);
                }
                stored.add(new Tensor(tensor.name() + SCALE, Shape.of(scales.length), scales));
            }
            stored.add(tensor);
        }
        return stored;
    }

    /** Writes the values of a tensor. */
    void write(OutputStream out, Tensor tensor) throws IOException {
        int most = CHUNK / tensor.type().bytes();
        float[] values = tensor.values();
        int row = tensor.row();
        for (int at = 0; at < values.length; at += most) {
            int n = Math.min(values.length - at, most);
            buffer.clear();
            if (tensor.type() == WeightType.FLOAT32) {
                buffer.asFloatBuffer().put(values, at, n);
            } else if (tensor.type() == WeightType.BFLOAT16) {
                for (int i = at; i < at + n; i++) {
                    buffer.putShort((short) WeightType.upperHalf(values[i]));
                }
            } else {
                for (int i = at; i < at + n; i++) {
                    scale = i % row == 0 ? WeightType.scaleOf(values, i, row) : scale;
                    buffer.put((byte) (scale == 0 ? 0 : Math.round(values[i] / scale)));
                }
            }
            out.write(chunk, 0, n * tensor.type().bytes());
        }
    }

    /** Reads the tensor of an entry; none if it holds scales, which are kept for the next. */
    void read(InputStream in, SafetensorsHeader.Entry entry, boolean scalesFollowed, List<Tensor> to)
            throws IOException {
        Tensor tensor = new Tensor(entry.name(), entry.shape(), values(in, entry), entry.type());
        if (entry.type() == WeightType.INT8) {
            to.add(scaled(tensor));
        } else if (scalesFollowed) {
            scales = tensor;
        } else {
            to.add(tensor);
        }
    }

    /** True if an entry holds the scales of the one behind it. */
    static boolean isScaleOf(SafetensorsHeader.Entry scale, SafetensorsHeader.Entry next) {
        return next.type() == WeightType.INT8
                && scale.type() == WeightType.FLOAT32
                && scale.name().equals(next.name() + SCALE);
    }

    private Tensor scaled(Tensor codes) throws IOException {
        Tensor own = scales;
        scales = null;
        int row = codes.row();
        if (own == null || own.values().length != codes.values().length / row) {
            throw new IOException("A weights file must have a scale for each row of weights of 8 bits, before them."
                    + " Received: " + codes.name() + " with "
                    + (own == null ? "none" : own.values().length + " for " + codes.values().length / row + " rows")
                    + ". The file is altered, or another program wrote it.");
        }
        for (int i = 0; i < codes.values().length; i++) {
            codes.values()[i] *= own.values()[i / row];
        }
        return codes;
    }

    private float[] values(InputStream in, SafetensorsHeader.Entry entry) throws IOException {
        float[] values = new float[entry.shape().size()];
        int size = entry.type().bytes();
        int most = CHUNK / size;
        for (int at = 0; at < values.length; at += most) {
            int n = Math.min(values.length - at, most);
            int bytes = in.readNBytes(chunk, 0, n * size);
            if (bytes < n * size) {
                throw new EOFException("A weights file must have all values of " + entry.name() + ". Received: "
                        + (at + bytes / size) + " of " + values.length + ". The file is cut short.");
            }
            buffer.clear();
            if (entry.type() == WeightType.FLOAT32) {
                buffer.asFloatBuffer().get(values, at, n);
            } else if (entry.type() == WeightType.BFLOAT16) {
                for (int i = at; i < at + n; i++) {
                    values[i] = Float.intBitsToFloat(buffer.getShort() << 16);
                }
            } else {
                for (int i = at; i < at + n; i++) {
                    values[i] = buffer.get();
                }
            }
        }
        return values;
    }
}
