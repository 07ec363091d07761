// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.cli.data.Cache;
import dev.lector.vectors.VectorSpace;
import dev.lector.vectors.VectorSpace.Scored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Questions to vectors, a line each: on a terminal with history and completion, from a pipe without. A question that
 * cannot be answered is told, and the next one is read.
 */
final class VectorsPrompt {
    private static final int MOST = 10;
    private static final int MOST_COMPLETIONS = 100;
    private static final List<String> COMMANDS =
            List.of("nearest", "similarity", "analogy", "odd", "texts", "help", "quit");

    private static final String HELP = """
            film                       the words nearest to a word; film 20: twenty of them
            film movie actor           how near the others are to the first (or: similarity film movie actor)
            nearest quit               the nearest to a word that is a command, too
            analogy man king woman     man is to king as woman is to what?
            odd cereal lunch horse     the word that does not fit the others
            texts a good film | a fine movie | rain
            quit                       ends, as Ctrl-D does; the tabulator completes words""";

    private final VectorSpace space;
    private final Console console;
    private final Consumer<List<Scored>> answers;

    /** @param answers takes what is found */
    VectorsPrompt(VectorSpace space, Console console, Consumer<List<Scored>> answers) {
        this.space = space;
        this.console = console;
        this.answers = answers;
    }

    /** Reads questions until the end of the input. */
    void run() throws IOException {
        if (console.interactive()) {
            ask();
            return;
        }
        TextLines lines = new TextLines(console.in());
        String line = lines.next();
        while (line != null && answer(line)) {
            line = lines.next();
        }
    }

    private void ask() throws IOException {
        Path folder = Files.createDirectories(Cache.folder());
        // The provider without native code: it asks stty.
        try (Terminal terminal =
                TerminalBuilder.builder().provider("exec").dumb(true).build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .variable(LineReader.HISTORY_FILE, folder.resolve("vectors-history"))
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .completer((of, line, candidates) -> complete(line, candidates))
                    .build();
            console.err()
                    .printf(
                            Locale.ROOT,
                            "%,d words of %d numbers. A word is answered with its nearest; help tells more.%n",
                            space.vectors().size(),
                            space.vectors().dimensions());
            boolean more = true;
            while (more) {
                more = answerNext(reader);
            }
        }
    }

    private boolean answerNext(LineReader reader) {
        try {
            return answer(reader.readLine("> "));
        } catch (UserInterruptException cleared) {
            return true;
        } catch (EndOfFileException end) {
            return false;
        }
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        String begun = line.word();
        Stream<String> commands = line.wordIndex() == 0 ? COMMANDS.stream() : Stream.empty();
        Stream<String> words = begun.isEmpty() ? Stream.empty() : space.vectors().words().stream();
        Stream.concat(commands, words)
                .filter(word -> word.startsWith(begun))
                .distinct()
                .limit(MOST_COMPLETIONS)
                .forEach(word -> candidates.add(new Candidate(word)));
    }

    /** Answers a line; false if it ends the questions. */
    private boolean answer(String line) {
        List<String> words = Arrays.stream(line.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.equals(List.of("quit"))) {
            return false;
        }
        try {
            if (words.equals(List.of("help"))) {
                console.out().println(HELP);
            } else if (!words.isEmpty()) {
                answers.accept(found(words, line));
            }
        } catch (IllegalArgumentException | Failure e) {
            console.err().println("error: " + e.getMessage());
        }
        console.out().flush();
        return true;
    }

    private List<Scored> found(List<String> words, String line) {
        List<String> rest = words.subList(1, words.size());
        String command = rest.isEmpty() ? "nearest" : words.get(0);
        return switch (command) {
            case "nearest" -> nearest(rest.isEmpty() ? words : rest);
            case "similarity" -> similarity(rest);
            case "analogy" -> analogy(rest);
            case "odd" -> space.oddOneOut(rest);
            case "texts" -> texts(line.strip().substring(command.length()));
            default -> words.size() == 2 && isCount(words.get(1)) ? nearest(words) : similarity(words);
        };
    }

    private boolean isCount(String word) {
        return word.matches("[1-9]\\d{0,8}");
    }

    private List<Scored> nearest(List<String> words) {
        if (words.size() > 2 || words.size() == 2 && !isCount(words.get(1))) {
            throw wrong("A question for the nearest is a word, and how many", words, "nearest film 20");
        }
        return space.nearest(words.get(0), words.size() == 2 ? Integer.parseInt(words.get(1)) : MOST);
    }

    private List<Scored> similarity(List<String> words) {
        if (words.size() < 2) {
            throw wrong("Similarity is of a word and others", words, "similarity film movie");
        }
        return space.rank(words.get(0), words.subList(1, words.size()));
    }

    private List<Scored> analogy(List<String> words) {
        if (words.size() != 3) {
            throw wrong("An analogy is of three words", words, "analogy man king woman");
        }
        return space.analogy(words.get(0), words.get(1), words.get(2), MOST);
    }

    private List<Scored> texts(String line) {
        List<String> texts = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        if (texts.size() < 2) {
            throw wrong("Texts are parted by |, two or more", texts, "texts a good film | rain");
        }
        List<Scored> found = new ArrayList<>();
        for (String other : texts.subList(1, texts.size())) {
            found.add(new Scored(other, space.textSimilarity(texts.get(0), other)));
        }
        found.sort(Comparator.comparingDouble(Scored::score).reversed());
        return found;
    }

    private static Failure wrong(String rule, List<String> words, String example) {
        return new Failure(rule + ". Received: " + String.join(" ", words) + ". Write it as in " + example + ".");
    }
}
