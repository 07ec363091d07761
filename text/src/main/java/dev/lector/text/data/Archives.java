// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The files of .zip and .tar archives, streamed. Nothing is written to the disk; names are used as names only, without
 * {@code ..} and without a root.
 */
final class Archives {
    /** Bytes that may stand between two files of a tar: long names and attributes are held in memory. */
    private static final int MOST_HEADER = 1 << 22;

    private Archives() {}

    static boolean isArchive(Sample sample) {
        return isZip(sample) || isTar(sample);
    }

    /** Whether a file of that name may be an archive, so that it is opened even if it is not asked for itself. */
    static boolean mayBeArchive(String path) {
        return !withoutEnding(path).equals(path);
    }

    static String withoutEnding(String path) {
        return path.replaceFirst("(?i)\\.(zip|tar|tgz|tar\\.gz)$", "");
    }

    private static boolean isZip(Sample sample) {
        return !sample.gzip && (sample.startsWith(0, 'P', 'K', 3, 4) || sample.startsWith(0, 'P', 'K', 5, 6));
    }

    private static boolean isTar(Sample sample) {
        return sample.startsWith(257, 'u', 's', 't', 'a', 'r');
    }

    /**
     * Opens an archive.
     *
     * @param prefix before the path of each file
     */
    static Items.Level open(Sample sample, String prefix, Expansion expansion, Tally tally) {
        if (isTar(sample)) {
            return new Tar(sample, prefix, tally);
        }
        refuseOffice(sample);
        return new Zip(sample, prefix, expansion);
    }

    private static void refuseOffice(Sample sample) {
        String head = new String(sample.bytes, 0, Math.min(sample.bytes.length, 1 << 12), StandardCharsets.ISO_8859_1);
        if (head.contains("[Content_Types].xml") || head.startsWith("mimetypeapplication/", 30)) {
            throw BadInputException.file(
                    "Documents must be text files, or an archive of them.",
                    sample.source,
                    0,
                    "content=an office document or a spreadsheet (.xlsx, .docx, .odt, .epub)",
                    "Save it as CSV or text in UTF-8.");
        }
    }

    /** A name without tricks: no root, no {@code ..}, {@code /} between its parts. */
    static String cleanPath(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.replace('\\', '/').split("/")) {
            String clean = part.replaceAll("\\p{Cntrl}", "\ufffd");
            if (!clean.isEmpty() && !clean.equals(".") && !clean.equals("..")) {
                parts.add(clean);
            }
        }
        return parts.isEmpty() ? "unnamed" : String.join("/", parts);
    }

    private static BadInputException broken(Sample archive, Exception cause) {
        String reason = String.valueOf(cause.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        return BadInputException.all(
                "An archive must be whole, and not encrypted.",
                archive.source,
                reason.length() > 200 ? reason.substring(0, 200) : reason,
                "Fetch it again, or unpack it first.");
    }

    /** The bytes of one entry; closing passes over what was not read. */
    private static final class EntryStream extends InputStream {
        private final Sample archive;
        private final InputStream in;

        EntryStream(Sample archive, InputStream in) {
            this.archive = archive;
            this.in = in;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                return in.read(buffer, offset, length);
            } catch (IOException e) {
                throw broken(archive, e);
            }
        }

        @Override
        public void close() {
            byte[] unread = new byte[1 << 14];
            int count = read(unread, 0, unread.length);
            while (count >= 0) {
                count = read(unread, 0, unread.length);
            }
        }
    }

    private static final class Zip implements Items.Level {
        private final Sample archive;
        private final String prefix;
        private final Expansion expansion;
        private final ZipInputStream in;
        private InputStream entry;

        Zip(Sample archive, String prefix, Expansion expansion) {
            this.archive = archive;
            this.prefix = prefix;
            this.expansion = expansion;
            // No byte is invalid in this charset; UTF-8 is used by Java where the entry says so.
            this.in = new ZipInputStream(archive.bytesFrom(0), StandardCharsets.ISO_8859_1);
        }

        @Override
        public Items.File next() throws IOException {
            try {
                if (entry != null) {
                    entry.close();
                }
                for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                    String path = cleanPath(name(each));
                    if (!each.isDirectory()) {
                        entry = new EntryStream(archive, expansion.expanded(in));
                        return new Items.File(archive.source + "!/" + path, prefix + path, () -> entry);
                    }
                }
                return null;
            } catch (IOException | IllegalArgumentException e) {
                throw broken(archive, e);
            }
        }

        /** Names in UTF-8 are often not marked as such. */
        private static String name(ZipEntry entry) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(entry.getName().getBytes(StandardCharsets.ISO_8859_1)))
                        .toString();
            } catch (CharacterCodingException e) {
                return entry.getName();
            }
        }

        @Override
        public void close() throws IOException {
            archive.close();
        }
    }

    private static final class Tar implements Items.Level {
        private final Sample archive;
        private final String prefix;
        private final Tally tally;
        private final Headers headers;
        private final TarArchiveInputStream in;
        private InputStream entry;

        Tar(Sample archive, String prefix, Tally tally) {
            this.archive = archive;
            this.prefix = prefix;
            this.tally = tally;
            this.headers = new Headers(archive);
            this.in = new TarArchiveInputStream(headers, "UTF-8");
        }

        @Override
        public Items.File next() throws IOException {
            try {
                if (entry != null) {
                    entry.close();
                }
                headers.left = MOST_HEADER;
                for (TarArchiveEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                    String path = cleanPath(each.getName());
                    if (isPlain(each)) {
                        headers.left = Long.MAX_VALUE;
                        entry = new EntryStream(archive, in);
                        return new Items.File(archive.source + "!/" + path, prefix + path, () -> entry);
                    }
                    if (!each.isDirectory()) {
                        tally.ignore(archive.source + "!/" + path);
                    }
                    headers.left = MOST_HEADER;
                }
                return null;
            } catch (IOException | IllegalArgumentException e) {
                throw broken(archive, e);
            }
        }

        /** Neither a link nor a folder, a device or a file with holes. */
        private static boolean isPlain(TarArchiveEntry entry) {
            byte kind = entry.getLinkFlag();
            return !entry.isSparse()
                    && !entry.getName().endsWith("/")
                    && (kind == TarConstants.LF_NORMAL
                            || kind == TarConstants.LF_OLDNORM
                            || kind == TarConstants.LF_CONTIG);
        }

        @Override
        public void close() throws IOException {
            archive.close();
        }
    }

    /** Stops a tar whose names or attributes claim to be larger than memory. */
    private static final class Headers extends FilterInputStream {
        private final Sample archive;
        private long left = Long.MAX_VALUE;

        Headers(Sample archive) {
            super(archive.bytesFrom(0));
            this.archive = archive;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw BadInputException.all(
                        "What stands between two files of a .tar must not be longer than the limit.",
                        archive.source,
                        "limit=" + MOST_HEADER,
                        "The archive is damaged or hostile: unpack it first.");
            }
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
