// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a program takes on with Lector (nn, text, vectors, classify and their parts), printed by every build. */
class FootprintIT {
    /** Parts of the command alone; a jar that is not named here counts for the program. */
    private static final List<String> COMMAND = List.of("lector.jar", "picocli-", "progressbar-", "jline-");

    private static final long MOST = 25_000_000;
    private static final long MOST_OF_LECTOR = 1_500_000;

    @Test
    void aProgramTakesOnAtMost25Megabytes() throws IOException {
        Map<String, Long> jars = new TreeMap<>();
        long command = 0;
        try (Stream<Path> lib = Files.list(Path.of(System.getProperty("lector.lib")))) {
            for (Path jar : lib.toList()) {
                String name = jar.getFileName().toString();
                if (COMMAND.stream().anyMatch(name::startsWith)) {
                    command += Files.size(jar);
                } else {
                    jars.put(name, Files.size(jar));
                }
            }
        }
        long all = jars.values().stream().mapToLong(Long::longValue).sum();
        long lector = jars.entrySet().stream()
                .filter(jar -> jar.getKey().startsWith("lector-"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        System.out.printf(
                Locale.ROOT,
                "A program depends on %.2f MB (limit 25), of which Lector %.2f MB (limit 1.5); the command adds %.2f MB.%n",
                all / 1e6,
                lector / 1e6,
                command / 1e6);
        jars.forEach((name, size) -> System.out.printf(Locale.ROOT, "  %6.2f MB  %s%n", size / 1e6, name));
        assertThat(jars.keySet())
                .anyMatch(name -> name.startsWith("lector-nn-"))
                .anyMatch(name -> name.startsWith("lector-text-"))
                .anyMatch(name -> name.startsWith("lector-vectors-"))
                .anyMatch(name -> name.startsWith("lector-classify-"));
        assertThat(all).as("bytes of all jars").isLessThanOrEqualTo(MOST);
        assertThat(lector).as("bytes of Lector's jars").isLessThanOrEqualTo(MOST_OF_LECTOR);
    }
}
