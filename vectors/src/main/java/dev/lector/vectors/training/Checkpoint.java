// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors.training;

import dev.lector.nn.Shape;
import dev.lector.nn.WeightsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a training is kept and gone on from.
 *
 * @param file may be null: none is kept
 * @param settings of the training
 * @param words of the vocabulary
 * @param occurrences of these words
 */
record Checkpoint(Path file, String settings, int words, long occurrences) {
    private static final long NANOS_BETWEEN = 300_000_000_000L;

    /** True if a training that has run so long since the last time should be kept. */
    boolean due(long lastNanos) {
        return file != null && System.nanoTime() - lastNanos > NANOS_BETWEEN;
    }

    private Map<String, String> identity() {
        return Map.of(
                "settings", settings, "words", Integer.toString(words), "occurrences", Long.toString(occurrences));
    }

    /**
     * Keeps tables.
     *
     * @param progress numbers by name
     */
    void save(Map<String, Integer> progress, float[]... tables) throws IOException {
        Map<String, String> metadata = new TreeMap<>(identity());
        progress.forEach((name, value) -> metadata.put(name, value.toString()));
        List<WeightsFile.Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < tables.length; i++) {
            tensors.add(new WeightsFile.Tensor("table" + i, Shape.of(tables[i].length), tables[i]));
        }
        new WeightsFile(metadata, tensors).save(file);
    }

    /**
     * Goes on from a file, if it is there.
     *
     * @param tables modified
     * @return the numbers by name; null if there is no file
     * @throws IOException if the file is of another training
     */
    Map<String, String> restore(float[]... tables) throws IOException {
        if (file == null || !Files.exists(file)) {
            return null;
        }
        WeightsFile saved = WeightsFile.load(file);
        for (Map.Entry<String, String> one : identity().entrySet()) {
            String found = saved.metadata().get(one.getKey());
            if (!one.getValue().equals(found)) {
                throw new IOException(
                        "A training goes on with the same corpus and the same settings. Received: " + one.getKey()
                                + "=" + one.getValue() + ", in " + file + " " + found
                                + ". Give them as before, or delete the checkpoint.");
            }
        }
        for (int i = 0; i < tables.length; i++) {
            System.arraycopy(saved.tensors().get(i).values(), 0, tables[i], 0, tables[i].length);
        }
        return saved.metadata();
    }
}
