// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where fetched data are kept: {@code LECTOR_CACHE}, else the place that the system has for this. */
public final class Cache {
    private Cache() {}

    /** The folder of this user, on this system. */
    public static Path folder() {
        return folder(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    static Path folder(Map<String, String> environment, String system, Path home) {
        String own = environment.getOrDefault("LECTOR_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own).toAbsolutePath();
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isBlank() ? home.resolve("AppData").resolve("Local") : Path.of(local)).resolve("lector");
        }
        if (name.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches").resolve("lector");
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG rules: a relative path there is invalid and is ignored.
        return (Path.of(xdg).isAbsolute() ? Path.of(xdg) : home.resolve(".cache")).resolve("lector");
    }
}
