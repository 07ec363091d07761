// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KernelChoiceTest {
    @Test
    void vectorKernelsAreInUseWhereRequired() {
        if ("vector".equals(System.getProperty("lector.kernels.require"))) {
            assertThat(KernelChoice.best().name()).startsWith("vector-");
        }
    }

    @Test
    void plainCanBeForced() {
        assertThat(KernelChoice.choose("plain", "", "mixed mode").name()).isEqualTo("plain");
    }

    @Test
    void withoutTheOptimizingCompilerPlainIsFaster() {
        assertThat(KernelChoice.choose("", "", "interpreted mode").name()).isEqualTo("plain");
        assertThat(KernelChoice.choose("", "", "mixed mode, emulated-client").name())
                .isEqualTo("plain");
    }

    @Test
    void requiringWhatIsNotInUseFails() {
        assertThatThrownBy(() -> KernelChoice.choose("plain", "vector", "mixed mode"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Received: lector.kernels=plain");
        assertThatThrownBy(() -> KernelChoice.choose("", "vector", "interpreted mode"))
                .hasMessageContaining("optimizing compiler");
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> KernelChoice.choose("fast", "", "mixed mode"))
                .hasMessageContaining("Received: lector.kernels=fast");
    }
}
