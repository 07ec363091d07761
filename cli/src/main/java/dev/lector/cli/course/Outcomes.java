// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import dev.lector.classify.Json;
import dev.lector.nn.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The finished trainings of a folder, kept in a file that is whole at any time, so that a run can go on after Ctrl-C. */
public final class Outcomes {
    private final Path file;
    private final List<Outcome> all;

    private Outcomes(Path file, List<Outcome> all) {
        this.file = file;
        this.all = all;
    }

    /** Those of a file; none if it is not there. */
    public static Outcomes open(Path file) throws IOException {
        return new Outcomes(file, Files.exists(file) ? read(file.toString(), Files.readAllBytes(file)) : List.of());
    }

    /** Keras's figures, recorded by {@code bench/keras/course.py}. */
    public static List<Outcome> ofKeras() {
        try (InputStream in = Outcomes.class.getResourceAsStream("course-record.json")) {
            if (in == null) {
                throw new IllegalStateException("The record of Keras's figures belongs to the program. Received: no"
                        + " course-record.json. Build it anew.");
            }
            return read("course-record.json", in.readAllBytes());
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static List<Outcome> read(String name, byte[] bytes) throws IOException {
        try {
            List<Outcome> runs = new ArrayList<>();
            for (Object run : (List<?>) ((Map<?, ?>) Json.read(bytes)).get("runs")) {
                runs.add(Outcome.of((Map<?, ?>) run));
            }
            return runs;
        } catch (RuntimeException broken) {
            throw new IOException(
                    "A file of outcomes must be one that a run wrote. Received: file=" + name
                            + ". Move it away to begin anew.",
                    broken);
        }
    }

    /** The outcome of a training, if it was done. */
    public Optional<Outcome> find(String key) {
        return all.stream().filter(outcome -> outcome.key().equals(key)).findFirst();
    }

    /** Adds one, and writes the file. */
    public Outcomes with(Outcome outcome) throws IOException {
        List<Outcome> more = new ArrayList<>(all);
        more.add(outcome);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("runs", more.stream().map(Outcome::toMap).toList());
        byte[] json = Json.write(map);
        AtomicFile.write(file, out -> out.write(json));
        return new Outcomes(file, more);
    }
}
