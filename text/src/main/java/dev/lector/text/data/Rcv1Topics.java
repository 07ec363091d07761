// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The 103 topics of Reuters Corpus Volume 1 and their hierarchy: a story about C152 is one about C15 and about CCAT. */
public final class Rcv1Topics {
    private static final Map<String, Topic> TOPICS = load();

    private record Topic(String parent, String name) {}

    private Rcv1Topics() {}

    private static Map<String, Topic> load() {
        Map<String, Topic> topics = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Rcv1Topics.class.getResourceAsStream("rcv1-topics.tsv")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split("\t");
                    topics.put(parts[0], new Topic(parts[1].equals("-") ? null : parts[1], parts[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return topics;
    }

    /** All codes; a parent stands before its children. */
    public static Set<String> codes() {
        return Collections.unmodifiableSet(TOPICS.keySet());
    }

    /** The name of a topic in capitals, as {@code COMMENT/FORECASTS} for C152; or null if the code is not known. */
    public static String name(String code) {
        Topic topic = TOPICS.get(code);
        return topic == null ? null : topic.name;
    }

    /** The code that a topic belongs to, or null if it is one of the four at the top, or not known. */
    public static String parent(String code) {
        Topic topic = TOPICS.get(code);
        return topic == null ? null : topic.parent;
    }

    /** The codes and all they imply, each once: parents before children, else in the order given. */
    public static List<String> withParents(List<String> codes) {
        Set<String> all = new LinkedHashSet<>();
        for (String code : codes) {
            List<String> line = new ArrayList<>();
            for (String each = code; each != null; each = parent(each)) {
                line.add(0, each);
            }
            all.addAll(line);
        }
        return new ArrayList<>(all);
    }
}
