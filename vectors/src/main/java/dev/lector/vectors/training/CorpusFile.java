// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens a text to make vectors of: plain or gzipped, which its first bytes tell. */
final class CorpusFile {
    private static final int BUFFER = 1 << 16;
    private static final int HEAD = 512;

    private CorpusFile() {}

    /**
     * The bytes of the text, without a byte order mark.
     *
     * @throws IOException if the file is no text: UTF-16, an archive, vectors in binary
     */
    static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
            byte[] head = head(in, 2);
            boolean gzip = head.length == 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
            BufferedInputStream text = gzip ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
            check(head(text, HEAD), file);
            skipByteOrderMark(text);
            return text;
        } catch (EOFException | ZipException damaged) {
            raw.close();
            throw damaged(file, damaged);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** What to say of a gzipped text that ends early or has wrong bytes, found when it is opened or later. */
    static IOException damaged(Path file, IOException cause) {
        return new IOException(
                "A compressed text must be whole. Received: file=" + file + ", " + cause.getMessage()
                        + ". Fetch it again.",
                cause);
    }

    private static byte[] head(BufferedInputStream in, int most) throws IOException {
        in.mark(most);
        byte[] head = in.readNBytes(most);
        in.reset();
        return head;
    }

    private static void check(byte[] head, Path file) throws IOException {
        for (byte one : head) {
            if (one == 0) {
                throw new IOException("Vectors are made of a text in UTF-8. Received: file=" + file
                        + ", which has a byte 0, as UTF-16 and archives have. Convert or unpack it.");
            }
        }
    }

    private static void skipByteOrderMark(BufferedInputStream in) throws IOException {
        in.mark(3);
        if (in.read() != 0xef || in.read() != 0xbb || in.read() != 0xbf) {
            in.reset();
        }
    }
}
