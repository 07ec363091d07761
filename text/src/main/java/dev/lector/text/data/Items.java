// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The files to read, one after the other: one file, or those of a folder or an archive, and of archives within it. Only the
 * names of one folder at a time are held in memory.
 */
final class Items implements Closeable {
    /** An archive within an archive within an archive is read, one more is refused. */
    private static final int MOST_DEPTH = 3;

    /** A folder or an archive that is being read. */
    interface Level extends Closeable {
        /** The next file, or null at the end; it is read before the next one is asked for. */
        File next() throws IOException;
    }

    /**
     * A file, not opened or read yet.
     *
     * @param path within the outermost folder or archive
     */
    record File(String source, String path, Opener opener) {}

    /** Opens a file. */
    interface Opener {
        InputStream open() throws IOException;
    }

    private final ReadOptions options;
    private final Tally tally;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final PathMatcher wanted;
    private Expansion expansion;
    private Sample single;
    private boolean container;
    private int archives;

    private Items(ReadOptions options, Tally tally) {
        this.options = options;
        this.tally = tally;
        this.wanted = options.files() == null ? null : matcher(options.files());
    }

    static Items of(Path path, ReadOptions options, Tally tally) throws IOException {
        if (!Files.isDirectory(path)) {
            return of(path.toString(), Files.newInputStream(path), options, tally);
        }
        Items items = new Items(options, tally);
        items.container = true;
        items.levels.push(new FolderLevel(path, tally));
        return items;
    }

    static Items of(String source, InputStream in, ReadOptions options, Tally tally) throws IOException {
        Items items = new Items(options, tally);
        items.expansion = new Expansion(source, options.maxExpansion());
        try {
            Sample sample = Sample.of(source, null, items.expansion.raw(in), items.expansion);
            if (Archives.isArchive(sample)) {
                items.container = true;
                items.archives = 1;
                items.levels.push(Archives.open(sample, "", items.expansion, tally));
            } else {
                items.single = sample;
            }
            return items;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The files to read are named by a glob. Received: files=" + glob + ". Write it as **/*.txt.", e);
        }
    }

    /** Whether there may be several files. */
    boolean isContainer() {
        return container;
    }

    /**
     * The beginning of the next file, or null at the end. The file before must be closed.
     *
     * @throws BadInputException if the file cannot be opened; the next call goes on behind it, unless it concerns all
     */
    Sample next() throws IOException {
        if (single != null) {
            Sample only = single;
            single = null;
            return only;
        }
        while (!levels.isEmpty()) {
            Level level = levels.peek();
            File file = level.next();
            if (file == null) {
                levels.pop().close();
                archives -= level instanceof FolderLevel ? 0 : 1;
                continue;
            }
            Sample sample = open(file, level);
            if (sample != null) {
                return sample;
            }
        }
        return null;
    }

    private Sample open(File file, Level level) throws IOException {
        if (isHidden(file.path())) {
            tally.ignore(file.source());
            return null;
        }
        boolean mayHold = Archives.mayBeArchive(file.path());
        if (!mayHold && !isWanted(file.path())) {
            tally.ignore(file.source());
            return null;
        }
        Expansion of = expansion;
        InputStream in = file.opener().open();
        if (level instanceof FolderLevel) {
            of = new Expansion(file.source(), options.maxExpansion());
            in = of.raw(in);
            expansion = of;
        }
        Sample sample;
        try {
            sample = Sample.of(file.source(), file.path(), in, of);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
        if (!Archives.isArchive(sample)) {
            if (!isWanted(file.path())) {
                tally.ignore(file.source());
                sample.close();
                return null;
            }
            return sample;
        }
        if (archives == MOST_DEPTH) {
            sample.close();
            throw BadInputException.file(
                    "Archives must not lie deeper in one another than " + MOST_DEPTH + ".",
                    file.source(),
                    0,
                    "archive in an archive",
                    "Unpack it first.");
        }
        levels.push(Archives.open(sample, Archives.withoutEnding(file.path()) + "/", of, tally));
        archives++;
        return null;
    }

    private boolean isWanted(String path) {
        try {
            return wanted == null || wanted.matches(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** What systems leave behind: {@code .DS_Store}, {@code ._name}, {@code __MACOSX}, {@code Thumbs.db}. */
    private static boolean isHidden(String path) {
        for (String name : path.split("/")) {
            if (name.startsWith(".") || name.equals("__MACOSX")) {
                return true;
            }
        }
        return path.endsWith("Thumbs.db") || path.endsWith("desktop.ini");
    }

    @Override
    public void close() throws IOException {
        if (single != null) {
            single.close();
        }
        while (!levels.isEmpty()) {
            levels.pop().close();
        }
    }
}
