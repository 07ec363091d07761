// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LectorTest {
    @Test
    void helpAndVersionAreResults() {
        Run help = Run.lector("--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("data", "doctor", "Exit status: 0 done, 1 failed, 2 wrong usage");
        assertThat(Run.lector("--version").out())
                .contains("lector", "java " + Runtime.version().feature());
    }

    @Test
    void wrongUsageIsOneLineAndStatus2() {
        assertThat(Run.lector().status()).isEqualTo(2);
        Run unknown = Run.lector("tarin");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.error()).contains("Received: command=tarin");
        Run option = Run.lector("doctor", "--jsn");
        assertThat(option.status()).isEqualTo(2);
        assertThat(option.error()).contains("Received: --jsn", "lector doctor --help");
        assertThat(option.out()).isEmpty();
        assertThat(Run.lector("data", "fetch").error()).contains("needs NAME");
        assertThat(Run.lector("data", "fetch", "x\ny").error()).contains("Received: name=x y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "doctor"})
    void everyCommandExplainsItselfWithExamples(String command) {
        Run help = Run.lector(command, "--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("--json", "--stacktrace", "Examples:", "  lector " + command);
    }

    @Test
    void jsonIsOneObjectOnOneLine() {
        Run run = Run.lector("doctor", "--json");
        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.out()).startsWith("{\"fastPath\":").contains("\"java\":\"" + Runtime.version());
    }

    @Test
    void resultsThatDoNotArriveAreAnError() {
        PrintStream full = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                },
                false,
                StandardCharsets.UTF_8);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                InputStream.nullInputStream(), full, new PrintStream(err, true, StandardCharsets.UTF_8), 0, false);
        assertThat(Lector.run(console, "data")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("error: Standard output must take what is written.");
    }
}
