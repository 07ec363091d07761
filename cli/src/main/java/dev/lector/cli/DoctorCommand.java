// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.cli.data.Cache;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.kernels.Kernels;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** What this machine and this JDK give to Lector. */
@Command(
        name = "doctor",
        header = "What this machine gives: JDK, vector width, whether the fast path is on, measured speed.",
        footer = {"", "Examples:", "  lector doctor", "  lector doctor --json"})
final class DoctorCommand extends LectorCommand {
    private static final List<String> FLAGS =
            List.of("sse4_2", "avx", "avx2", "fma", "avx512f", "avx512vl", "asimd", "asimdhp", "sve", "sve2");

    @Override
    void run() throws IOException {
        boolean opened = FastPath.open();
        Kernels plain = KernelChoice.plain();
        Kernels vector = KernelChoice.vector().orElse(null);
        Kernels used = KernelChoice.best();
        double plainSpeed = KernelSpeed.gigaflops(plain);
        double vectorSpeed = vector == null ? Double.NaN : KernelSpeed.gigaflops(vector);
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("fastPath", used != plain);
        found.put("kernels", used.name());
        found.put("plainGigaflops", plainSpeed);
        found.put("vectorGigaflops", vectorSpeed);
        found.put("lector", Lector.Version.ofLector());
        found.put("java", Runtime.version().toString());
        found.put("vendor", System.getProperty("java.vendor"));
        found.put("vm", System.getProperty("java.vm.name"));
        found.put("javaHome", System.getProperty("java.home"));
        found.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        found.put("processors", Runtime.getRuntime().availableProcessors());
        found.put("heapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
        found.put("cpuFlags", cpuFlags());
        found.put("cache", Cache.folder().toString());
        if (json) {
            printJson(found);
            return;
        }
        row("Lector", "%s", found.get("lector"));
        row("Java", "%s, %s, %s", found.get("java"), found.get("vendor"), found.get("vm"));
        row("", "%s", found.get("javaHome"));
        row(
                "Machine",
                "%s, %s processors, heap up to %s MB",
                found.get("os"),
                found.get("processors"),
                found.get("heapMegabytes"));
        row("CPU flags", "%s", cpuFlags().isEmpty() ? "this system does not show them" : String.join(" ", cpuFlags()));
        row("Cache", "%s", found.get("cache"));
        row("Kernels", "%s", used.name());
        row(
                "Speed",
                "plain %.1f GFLOP/s, Vector API %s, one core, a product of 128x128 matrices",
                plainSpeed,
                vector == null ? "not there" : String.format(Locale.ROOT, "%.1f GFLOP/s", vectorSpeed));
        row("Fast path", "%s", used != plain ? "on" : "off: " + advice(opened, vector));
    }

    private void row(String name, String format, Object... values) {
        print(String.format(Locale.ROOT, "%-11s ", name) + String.format(Locale.ROOT, format, values));
    }

    private static String advice(boolean opened, Kernels vector) {
        if (!System.getProperty("lector.kernels", "").isEmpty()) {
            return "lector.kernels=" + System.getProperty("lector.kernels")
                    + " forbids it; take that out of LECTOR_JAVA_OPTS.";
        }
        if (vector != null) {
            return "the JIT compiler is restricted; take -Xint and -XX:TieredStopAtLevel out of LECTOR_JAVA_OPTS.";
        }
        if (opened) {
            return "the Vector API is there but its kernels do not load; set LECTOR_JAVA_OPTS=\"--add-modules"
                    + " jdk.incubator.vector\", and report this JDK if that does not help.";
        }
        return ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent()
                ? "set LECTOR_JAVA_OPTS=\"--add-modules jdk.incubator.vector\"."
                : "this JDK has no module jdk.incubator.vector; install a full JDK, 17 or newer.";
    }

    /** The flags that matter here, as Linux shows them; empty where the system does not say. */
    private static List<String> cpuFlags() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        List<String> flags = new ArrayList<>();
        if (!Files.isReadable(info)) {
            return flags;
        }
        for (String line : Files.readAllLines(info, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("flags") || line.startsWith("Features")) {
                List<String> all =
                        List.of(line.substring(line.indexOf(':') + 1).strip().split(" +"));
                FLAGS.stream().filter(all::contains).forEach(flags::add);
                break;
            }
        }
        return flags;
    }
}
