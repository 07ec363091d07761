// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.List;

public final class Training {
    Training(Recipe r) {}

    public Trained run(List<String> a, List<String> b) {
        return null;
    }
}
