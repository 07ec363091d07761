// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running {@code race.py}: one line of JSON is a question, one line is its answer. */
final class PythonProcess implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final String library;
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;
    private final Path messages;

    /**
     * Starts it.
     *
     * @param library as {@code race.py} names them
     */
    PythonProcess(String library, int threads) throws IOException {
        this.library = library;
        this.messages = Files.createTempFile("lector-" + library, ".log");
        List<String> command = List.of(
                required("lector.python"),
                Path.of(required("lector.bench"), "peers", "race.py").toString(),
                library,
                "--threads",
                Integer.toString(threads));
        process = new ProcessBuilder(command).redirectError(messages.toFile()).start();
        questions = process.outputWriter();
        answers = process.inputReader();
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("Libraries of Python need an interpreter. Received: no " + property
                    + ". Start bench/compare, which makes a virtual environment.");
        }
        return value;
    }

    /** Asks and waits for the answer. */
    JsonNode ask(String what, Map<String, ?> details) throws IOException {
        Map<String, Object> question = new LinkedHashMap<>(details);
        question.put("do", what);
        questions.write(JSON.writeValueAsString(question) + "\n");
        questions.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("A library of Python must answer. Received: library=" + library + ", question="
                    + question + ", its process ended. Its last words are in " + messages + ".");
        }
        JsonNode answer = JSON.readTree(line);
        if (answer.has("error")) {
            throw new IOException("A library of Python must do what it is asked. Received: library=" + library
                    + ", question=" + question + ", error="
                    + answer.get("error").asString() + ". More is in " + messages + ".");
        }
        return answer;
    }

    @Override
    public void close() {
        try {
            questions.close();
            process.waitFor();
            if (process.exitValue() == 0) {
                Files.deleteIfExists(messages);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
