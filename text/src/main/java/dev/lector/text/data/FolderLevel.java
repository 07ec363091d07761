// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The files of a folder and of those within it, in the order of their names. Links are followed, but each folder is read
 * once, however many links lead to it; so a loop of links ends.
 */
final class FolderLevel implements Items.Level {
    private final Path root;
    private final Tally tally;
    private final Set<Object> seen = new HashSet<>();
    private final Deque<Iterator<Path>> open = new ArrayDeque<>();

    FolderLevel(Path root, Tally tally) throws IOException {
        this.root = root;
        this.tally = tally;
        enter(root);
    }

    private void enter(Path folder) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
        Object key = attributes.fileKey() == null ? folder.toRealPath() : attributes.fileKey();
        if (!seen.add(key)) {
            tally.ignore(folder.toString());
            return;
        }
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(names::add);
        }
        Collections.sort(names);
        open.push(names.iterator());
    }

    @Override
    public Items.File next() throws IOException {
        while (!open.isEmpty()) {
            Iterator<Path> entries = open.peek();
            if (!entries.hasNext()) {
                open.pop();
                continue;
            }
            Path path = entries.next();
            if (Files.isDirectory(path)) {
                enter(path);
            } else if (Files.isRegularFile(path)) {
                String within = root.relativize(path)
                        .toString()
                        .replace(path.getFileSystem().getSeparator(), "/");
                return new Items.File(path.toString(), within, () -> Files.newInputStream(path));
            } else {
                tally.ignore(path.toString());
            }
        }
        return null;
    }

    @Override
    public void close() {
        open.clear();
    }
}
