// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in the layout of a release, in a folder with a blank in its name, with java alone on the PATH. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherIT {
    @TempDir
    Path folder;

    private Path release;
    private Path bin;

    @BeforeEach
    void unpack() throws IOException {
        release = Files.createDirectories(folder.resolve("a release"));
        Path lib = Path.of(System.getProperty("lector.lib"));
        Path launcher = lib.resolve("../../../lector");
        Files.copy(launcher, release.resolve("lector"));
        Files.setPosixFilePermissions(release.resolve("lector"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(release.resolve("lib"));
        try (Stream<Path> jars = Files.list(lib)) {
            for (Path jar : jars.toList()) {
                Files.createSymbolicLink(release.resolve("lib").resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
        bin = Files.createDirectories(folder.resolve("bin"));
    }

    @Test
    void aReleaseRunsWithJavaAlone() throws Exception {
        Files.createSymbolicLink(bin.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
        Ran version = run(Map.of("PATH", bin.toString()), "--version");
        assertThat(version.status).isZero();
        assertThat(version.out).contains("java " + Runtime.version().feature());
        assertThat(version.err).isEmpty();
    }

    @Test
    void aLinkToTheLauncherFindsTheRelease() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("lector"), Path.of("a release", "lector"));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        assertThat(run(link, environment, "--version").status).isZero();
    }

    @Test
    void theFastPathIsOnAndSilent() throws Exception {
        Ran doctor =
                run(Map.of("JAVA_HOME", System.getProperty("java.home"), "PATH", "/usr/bin:/bin"), "doctor", "--json");
        assertThat(doctor.status).isZero();
        assertThat(doctor.err).isEmpty();
        assertThat(doctor.out).startsWith("{\"fastPath\":true,");
    }

    @Test
    void argumentsArriveAsTheyWereTypedEvenInThePlainLocale() throws Exception {
        Ran ran = run(
                Map.of("JAVA_HOME", System.getProperty("java.home"), "PATH", "/usr/bin:/bin", "LC_ALL", "C"),
                "data",
                "fetch",
                "two words \u00e9\u4e2d");
        assertThat(ran.status).isEqualTo(2);
        assertThat(ran.err).contains("Received: name=two words \u00e9\u4e2d.");
    }

    @Test
    void withoutJavaOrWithAnOldOneALineSaysWhatToInstall() throws Exception {
        Ran none = run(Map.of("PATH", bin.toString()), "--version");
        assertThat(none.status).isEqualTo(1);
        assertThat(none.err).matches("error: Lector needs a JDK, 17 or newer\\. Received: no java .*\\n");
        Files.writeString(bin.resolve("java"), "#!/bin/sh\necho 'openjdk version \"1.8.0_462\"' >&2\n");
        Files.setPosixFilePermissions(bin.resolve("java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Ran old = run(Map.of("PATH", bin.toString()), "--version");
        assertThat(old.status).isEqualTo(1);
        assertThat(old.err).contains("version=1.8.0_462");
    }

    @Test
    void aCheckoutThatIsNotBuiltNeedsMaven() throws Exception {
        Path checkout = Files.createDirectories(folder.resolve("checkout"));
        Files.copy(release.resolve("lector"), checkout.resolve("lector"));
        Map<String, String> environment = Map.of("PATH", bin.toString(), "JAVA_HOME", System.getProperty("java.home"));
        assertThat(run(checkout.resolve("lector"), environment, "--version").err)
                .contains("Unpack the release again.");
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        assertThat(run(checkout.resolve("lector"), environment, "--version").err)
                .contains("Received: no mvn on the PATH. Install it");
    }

    @Test
    void theFirstCommandMakesTheStartUpCacheAndTheNextUsesIt() throws Exception {
        String model = model();
        Map<String, String> environment = cached();
        Ran first = run(environment, "predict", model, "a wonderful film");
        assertThat(first.status).as(first.err).isZero();
        Path archive = awaitArchive();

        Path loaded = folder.resolve("loaded");
        environment.put("LECTOR_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
        Ran second = run(environment, "predict", model, "a wonderful film");
        assertThat(second).isEqualTo(first);
        assertThat(second.err).isEmpty();
        assertThat(Files.readString(loaded))
                .containsPattern("dev\\.lector\\.cli\\.PredictCommand source: shared objects file \\(top\\)");
        environment.remove("LECTOR_JAVA_OPTS");
        assertThat(run(environment, "predict", "no-such-model", "a text").status)
                .isEqualTo(1);

        harmless(archive, environment, model, first);
        Files.setLastModifiedTime(archive, FileTime.fromMillis(0));
        assertThat(run(environment, "predict", model, "a wonderful film")).isEqualTo(first);
        assertThat(awaitArchive())
                .satisfies(again -> assertThat(Files.getLastModifiedTime(again)).isGreaterThan(FileTime.fromMillis(0)));
        remadeForOtherJars(archive, environment, model, first);
    }

    /** Every build of a release dates its jars alike, so their dates say nothing. */
    private void remadeForOtherJars(Path archive, Map<String, String> environment, String model, Ran answer)
            throws Exception {
        FileTime later = FileTime.from(Instant.parse("2100-01-01T00:00:00Z"));
        Files.setLastModifiedTime(archive, later);
        assertThat(run(environment, "predict", model, "a wonderful film")).isEqualTo(answer);
        assertThat(Files.getLastModifiedTime(awaitArchive())).isEqualTo(later);
        Path other = Files.writeString(release.resolve("lib").resolve("other.jar"), "another jar");
        try {
            assertThat(run(environment, "predict", model, "a wonderful film")).isEqualTo(answer);
            assertThat(Files.getLastModifiedTime(awaitArchive())).isLessThan(later);
        } finally {
            Files.delete(other);
        }
    }

    /** Cut, empty: the command answers as without it, and says nothing. */
    private void harmless(Path archive, Map<String, String> environment, String model, Ran answer) throws Exception {
        byte[] whole = Files.readAllBytes(archive);
        // The JVM leaves it read-only.
        assertThat(archive.toFile().setWritable(true)).isTrue();
        for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length / 2), new byte[0])) {
            Files.write(archive, damaged);
            assertThat(run(environment, "predict", model, "a wonderful film")).isEqualTo(answer);
        }
        Files.write(archive, whole);
    }

    @Test
    void withoutTheStartUpCacheNothingIsWritten() throws Exception {
        Map<String, String> environment = cached();
        environment.put("LECTOR_NO_CACHE", "1");
        assertThat(run(environment, "recipes").status).isZero();
        assertThat(folder.resolve("a cache")).doesNotExist();
        environment.remove("LECTOR_NO_CACHE");
        Files.writeString(folder.resolve("a cache"), "a file where a folder should be");
        Ran ran = run(environment, "recipes");
        assertThat(ran.status).isZero();
        assertThat(ran.err).isEmpty();
    }

    private String model() {
        Path model = folder.resolve("model.lector");
        Path data = folder.resolve("reviews.csv");
        try {
            Files.writeString(data, MadeUp.reviews(60, 1), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Run train = Run.lector("train", data.toString(), "-o", model.toString(), "--recipe", "average");
        assertThat(train.status()).as(train.err()).isZero();
        return model.toString();
    }

    private Map<String, String> cached() throws IOException {
        // With its low priority the rehearsal would starve where many builds run.
        Files.writeString(bin.resolve("nice"), "#!/bin/sh\nexec \"$@\"\n");
        Files.setPosixFilePermissions(bin.resolve("nice"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return new HashMap<>(Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "PATH",
                bin + ":/usr/bin:/bin",
                "LECTOR_CACHE",
                folder.resolve("a cache").toString()));
    }

    /** The archive once nobody is making it any more. */
    private Path awaitArchive() throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
        while (System.nanoTime() < until) {
            try (Stream<Path> files = Files.walk(folder.resolve("a cache"))) {
                List<Path> made =
                        files.filter(file -> file.toString().contains(".jsa")).toList();
                if (made.size() == 1 && Files.isRegularFile(made.get(0))) {
                    return made.get(0);
                }
            } catch (UncheckedIOException | NoSuchFileException renamedMeanwhile) {
                continue;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no start-up cache after 300 s");
    }

    private Ran run(Map<String, String> environment, String... args) throws Exception {
        return run(release.resolve("lector"), environment, args);
    }

    private Ran run(Path launcher, Map<String, String> environment, String... args) throws Exception {
        List<String> words = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        words.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after 60 s: " + words);
        }
        return new Ran(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private record Ran(int status, String out, String err) {}
}
