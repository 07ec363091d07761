// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final WeightsFile NOTHING = new WeightsFile(Map.of(), List.of());

    @TempDir
    Path folder;

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("kept"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }))
                .hasMessageContaining("what stood there before is unchanged")
                .hasMessageContaining("cause=No space left on device. Check");
        assertThat(file).hasContent("old");
        assertThat(files()).containsExactly("kept");
    }

    @Test
    void onlyAFileIsReplaced() {
        assertThatThrownBy(() -> NOTHING.save(folder)).hasMessageContaining("a folder. Name a file in it.");
        assertThatThrownBy(() -> NOTHING.save(folder.resolve("no/weights")))
                .hasMessageContaining("must exist and be writable. Received: file=" + folder.resolve("no/weights"));
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "this system has no /dev/full");
        assertThatThrownBy(() -> NOTHING.save(full)).hasMessageContaining("file=/dev/full, a device or a pipe.");
        assertThat(Files.isRegularFile(full)).isFalse();
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = Files.writeString(folder.resolve("version1"), "old");
        Path link = folder.resolve("newest");
        try {
            Files.createSymbolicLink(link, file);
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("no symbolic links here: " + e);
        }
        AtomicFile.write(link, out -> out.write('n'));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("n");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aProgramThatIsEndedWhileItWritesLeavesNothingBesideTheOldFile() throws Exception {
        Path file = Files.writeString(folder.resolve("kept"), "old");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes(AtomicFile.class) + ":" + classes(Endless.class),
                        Endless.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(program.getInputStream().read()).isEqualTo('w');
            assertThat(files()).hasSize(2);
            program.destroy();
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
        assertThat(file).hasContent("old");
        assertThat(files()).containsExactly("kept");
    }

    private static String classes(Class<?> of) throws Exception {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** A program that never comes to the end of its file. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] args) throws IOException {
            AtomicFile.write(Path.of(args[0]), out -> {
                out.write(new byte[100_000]);
                System.out.print('w');
                System.out.flush();
                try {
                    TimeUnit.MINUTES.sleep(1);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            });
        }
    }
}
