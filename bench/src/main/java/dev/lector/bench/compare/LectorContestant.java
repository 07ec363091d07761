// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.util.List;

final class LectorContestant implements Contestant {
    @Override public String name() { return "Lector"; }
    @Override public List<String> settings() { return List.of(); }
    @Override public Session open(Network network, int batch, int threads, long seed) { throw new UnsupportedOperationException(); }
}
