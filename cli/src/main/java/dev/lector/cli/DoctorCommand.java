// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.io.IOException;
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
        boolean vector = FastPath.open();
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("fastPath", vector);
        found.put("lector", Lector.Version.ofLector());
        found.put("java", Runtime.version().toString());
        found.put("vendor", System.getProperty("java.vendor"));
        found.put("vm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        found.put("javaHome", System.getProperty("java.home"));
        found.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        found.put("processors", Runtime.getRuntime().availableProcessors());
        found.put("cpuFlags", cpuFlags());
        found.put("heapMegabytes", Runtime.getRuntime().maxMemory() >> 20);
        if (json) {
            printJson(found);
            return;
        }
        print(String.format(Locale.ROOT, "Lector      %s", found.get("lector")));
        print(String.format(
                Locale.ROOT, "Java        %s, %s, %s", found.get("java"), found.get("vendor"), found.get("vm")));
        print(String.format(Locale.ROOT, "            %s", found.get("javaHome")));
        print(String.format(
                Locale.ROOT,
                "Machine     %s, %s processors, heap up to %s MB",
                found.get("os"),
                found.get("processors"),
                found.get("heapMegabytes")));
        print(String.format(Locale.ROOT, "CPU flags   %s", String.join(" ", cpuFlags())));
        print(String.format(Locale.ROOT, "Fast path   %s", vector ? "on" : "off"));
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
