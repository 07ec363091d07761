// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    @Test
    void everyFaultBecomesOneLineOfTheGrammar() {
        List<Throwable> faults = List.of(
                new NoSuchFileException("a.csv"),
                new AccessDeniedException("a.csv"),
                new IOException("No space left on device"),
                new FileSystemException("a.csv", null, "Too many levels of symbolic links"),
                new IOException((String) null),
                new OutOfMemoryError("Java heap space"),
                new NullPointerException(),
                new IllegalStateException("line one\r\nline two\u2028three\u0085four."),
                new UncheckedIOException(new IOException("x")),
                new Failure("Rows must have a label. Received: row=7, label=\n. Give it one."));
        for (Throwable fault : faults) {
            String line = Errors.line(fault);
            assertThat(line).matches("[A-Z].*\\. Received: .+\\. [A-Z].*\\.");
            assertThat(line.codePoints().noneMatch(Character::isISOControl)).isTrue();
            assertThat(line).doesNotContain("\u2028");
        }
    }

    @Test
    void wrappersAreTakenOff() {
        Throwable inner = new NoSuchFileException("a.csv");
        Throwable outer = new ExecutionException(new UncheckedIOException(new IOException("outer", null)));
        assertThat(Errors.unwrap(new ExecutionException(inner))).isSameAs(inner);
        assertThat(Errors.unwrap(outer)).hasMessage("outer");
    }

    @Test
    void aFullDiskIsNamed() {
        assertThat(Errors.line(new IOException("No space left on device"))).startsWith("The disk must have room.");
    }
}
