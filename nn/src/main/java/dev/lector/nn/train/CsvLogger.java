// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.AtomicFile;
import dev.lector.nn.WeightsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A CSV file with a line an epoch: the epoch from 0, then the figures in the order of their names, as Keras's CSVLogger
 * writes them. The file is always whole; a resumed training goes on with it.
 */
public final class CsvLogger implements Callback {
    private final Path file;
    private String text = "";

    /**
     * Writes a file.
     *
     * @param file replaced when a training begins
     */
    public CsvLogger(Path file) {
        this.file = file;
    }

    @Override
    public void trainBegin(Training training) {
        text = "";
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> logs) throws IOException {
        Map<String, Double> sorted = new TreeMap<>(logs);
        StringBuilder lines = new StringBuilder(text);
        if (text.isEmpty()) {
            lines.append("epoch");
            sorted.keySet().forEach(name -> lines.append(',').append(name));
            lines.append("\r\n");
        }
        lines.append(training.epoch() - 1);
        sorted.values().forEach(value -> lines.append(',').append(value));
        text = lines.append("\r\n").toString();
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public WeightsFile state() {
        return new WeightsFile(Map.of("text", text), List.of());
    }

    @Override
    public void restore(WeightsFile state) throws IOException {
        text = Checkpoint.text(state, "text");
    }
}
