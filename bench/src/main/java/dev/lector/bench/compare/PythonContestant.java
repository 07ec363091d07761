// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import dev.lector.nn.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A library of Python, in a process of its own for each number of threads: most libraries take that number only when they
 * start. The texts go there as files, once a network.
 */
final class PythonContestant implements Contestant {
    private final String library;
    private final Map<Integer, PythonProcess> processes = new TreeMap<>();
    private Task exported;
    private Path folder;

    PythonContestant(String library) {
        this.library = library;
    }

    @Override
    public List<String> settings() throws IOException {
        List<String> settings = new ArrayList<>();
        for (PythonProcess process : processes.values()) {
            for (JsonNode line : process.ask("settings", Map.of()).get("settings")) {
                settings.add(line.asString());
            }
        }
        return settings;
    }

    @Override
    public Session open(Task task, Job job) throws IOException {
        PythonProcess process = processes.get(job.threads());
        if (process == null) {
            process = new PythonProcess(library, job.threads());
            processes.put(job.threads(), process);
        }
        export(task);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("network", task.network().label());
        request.put("folder", folder.toString());
        request.put("words", task.words());
        request.put("batch", Math.min(job.batch(), task.rows()));
        request.put("kind", job.kind().name().toLowerCase(Locale.ROOT));
        return new PythonSession(
                process, process.ask("open", request).get("mode").asString());
    }

    private void export(Task task) throws IOException {
        if (exported == task) {
            return;
        }
        deleteFolder();
        folder = Files.createTempDirectory("lector-compare");
        NpyFile.write(folder.resolve("ids.npy"), task.ids(), task.steps());
        NpyFile.write(folder.resolve("targets.npy"), task.targets(), 1);
        int[] orders = new int[Task.ORDERS * task.rows()];
        for (int epoch = 0; epoch < Task.ORDERS; epoch++) {
            System.arraycopy(task.order(epoch), 0, orders, epoch * task.rows(), task.rows());
        }
        NpyFile.write(folder.resolve("orders.npy"), orders, task.rows());
        for (Weight weight : task.model(Task.SEED).weights()) {
            if (weight.name().endsWith("embeddings") && !weight.trainable()) {
                NpyFile.write(
                        folder.resolve("table.npy"),
                        weight.values(),
                        weight.spec().shape().dim(-1));
            }
        }
        exported = task;
    }

    private void deleteFolder() throws IOException {
        if (folder != null) {
            for (String name : List.of("ids.npy", "targets.npy", "orders.npy", "table.npy")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
            folder = null;
        }
    }

    @Override
    public void close() {
        processes.values().forEach(PythonProcess::close);
        try {
            deleteFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record PythonSession(PythonProcess process, String mode) implements Session {
        @Override
        public Proof prove(double seconds) throws IOException {
            JsonNode answer =
                    process.ask("prove", Map.of("seconds", seconds, "fewest", FEWEST_UPDATES, "most", MOST_UPDATES));
            List<String> unmoved = new ArrayList<>();
            answer.get("unmoved").forEach(name -> unmoved.add(name.asString()));
            return new Proof(
                    answer.get("first").asDouble(),
                    answer.get("last").asDouble(),
                    answer.get("updates").asInt(),
                    unmoved);
        }

        @Override
        public Sprint train(double seconds) throws IOException {
            return sprint("train", seconds);
        }

        @Override
        public Sprint predict(double seconds) throws IOException {
            return sprint("predict", seconds);
        }

        private Sprint sprint(String what, double seconds) throws IOException {
            JsonNode answer = process.ask(what, Map.of("seconds", seconds));
            return new Sprint(
                    answer.get("texts").asLong(), answer.get("seconds").asDouble());
        }

        @Override
        public Latency answer(double seconds) throws IOException {
            JsonNode answer = process.ask("answer", Map.of("seconds", seconds));
            return new Latency(
                    answer.get("median").asDouble(), answer.get("p99").asDouble());
        }

        @Override
        public void close() throws IOException {
            process.ask("close", Map.of());
        }
    }
}
