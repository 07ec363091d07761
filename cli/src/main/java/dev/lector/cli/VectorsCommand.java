// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.vectors.VectorEvaluation;
import dev.lector.vectors.VectorFile;
import dev.lector.vectors.VectorSpace;
import dev.lector.vectors.VectorSpace.Scored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Word vectors: making them and asking them. */
@Command(
        name = "vectors",
        header = "Word vectors: making them of a text, and asking them.",
        description =
                "A vector FILE is text of word2vec, GloVe or fastText, word2vec's or fastText's .bin, a .npy or"
                        + " safetensors with its words in NAME.vocab (each also .gz or .zip), Lector's own .lvec, or the file that"
                        + " lector data fetch glove brings. Without a command, FILE is asked line by line: help at the prompt tells how.",
        subcommands = {
            VectorsTrainCommand.class,
            VectorsPhrasesCommand.class,
            VectorsPcaCommand.class,
            VectorsConvertCommand.class,
            VectorsCommand.Nearest.class,
            VectorsCommand.Similarity.class,
            VectorsCommand.Analogy.class,
            VectorsCommand.Odd.class,
            VectorsCommand.Texts.class,
            VectorsCommand.Evaluate.class
        },
        footer = {
            "",
            "Examples:",
            "  lector vectors train corpus.txt -o vectors.txt",
            "  lector vectors nearest vectors.txt film",
            "  lector vectors analogy vectors.txt man king woman",
            "  lector vectors vectors.txt"
        })
final class VectorsCommand extends LectorCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The vectors to ask.")
    private Path file;

    @Option(names = "--first", paramLabel = "N", description = FIRST)
    private Integer first;

    private static final String FIRST = "Read the first N words only, the most frequent ones in most files.";

    @Override
    void run() throws IOException {
        if (file == null || !Files.exists(file)) {
            throw Failure.usage("A file to ask, or a command, is needed. Received: " + (file == null ? "nothing" : file)
                    + ". Use one of train, phrases, pca, convert, nearest, similarity, analogy, odd, texts, evaluate; see"
                    + " lector vectors --help.");
        }
        new VectorsPrompt(space(this, file, first), console, found -> show(this, found)).run();
    }

    private static VectorSpace space(LectorCommand command, Path file, Integer first) throws IOException {
        FastPath.open();
        if (first != null && first < 1) {
            throw Failure.usage("--first takes a number of words, at least 1. Received: " + first + ".");
        }
        VectorFile read = VectorFile.first(file, null, first == null ? Integer.MAX_VALUE : first);
        if (read.duplicates() > 0) {
            command.warn(read.duplicates() + " rows repeat a word; the first of each counts.");
        }
        return new VectorSpace(read.vectors());
    }

    private static void show(LectorCommand command, List<Scored> words) {
        if (command.json) {
            List<Map<String, Object>> rows = new ArrayList<>();
            words.forEach(one -> rows.add(Map.of("word", one.word(), "score", one.score())));
            command.printJson(Map.of("words", rows));
            return;
        }
        int width = words.stream().mapToInt(one -> one.word().length()).max().orElse(0);
        words.forEach(one -> command.print(
                String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s  %6.4f", one.word(), one.score())));
    }

    /** What all questions have. */
    abstract static class Question extends LectorCommand {
        @Parameters(index = "0", paramLabel = "FILE", description = "The vectors.")
        private Path file;

        @Option(names = "--first", paramLabel = "N", description = FIRST)
        private Integer first;

        final VectorSpace space() throws IOException {
            return VectorsCommand.space(this, file, first);
        }

        final void show(List<Scored> words) {
            VectorsCommand.show(this, words);
        }
    }

    /** Nearest words. */
    @Command(
            name = "nearest",
            header = "The words nearest to a word, by cosine.",
            footer = {
                "",
                "Examples:",
                "  lector vectors nearest vectors.txt film",
                "  lector vectors nearest vectors.txt good -n 20"
            })
    static final class Nearest extends Question {
        @Parameters(index = "1", paramLabel = "WORD", description = "The word.")
        private String word;

        @Option(names = "-n", paramLabel = "N", defaultValue = "10", description = "How many words (${DEFAULT-VALUE}).")
        private int most;

        @Override
        void run() throws IOException {
            show(space().nearest(word, most));
        }
    }

    /** Cosines of one word with others. */
    @Command(
            name = "similarity",
            header = "The cosine of a word with each of some others, the nearest first.",
            footer = {
                "",
                "Examples:",
                "  lector vectors similarity vectors.txt film movie",
                "  lector vectors similarity vectors.txt good bad nice awful"
            })
    static final class Similarity extends Question {
        @Parameters(index = "1", paramLabel = "WORD", description = "The word.")
        private String word;

        @Parameters(index = "2..*", arity = "1..*", paramLabel = "OTHER", description = "The others.")
        private List<String> others;

        @Override
        void run() throws IOException {
            show(space().rank(word, others));
        }
    }

    /** Analogies. */
    @Command(
            name = "analogy",
            header = "A is to B as C is to what?",
            description = "By 3CosAdd: the words nearest to B − A + C; A, B and C are left out.",
            footer = {"", "Examples:", "  lector vectors analogy vectors.txt man king woman"})
    static final class Analogy extends Question {
        @Parameters(index = "1", paramLabel = "A")
        private String a;

        @Parameters(index = "2", paramLabel = "B")
        private String b;

        @Parameters(index = "3", paramLabel = "C")
        private String c;

        @Option(names = "-n", paramLabel = "N", defaultValue = "10", description = "How many words (${DEFAULT-VALUE}).")
        private int most;

        @Option(names = "--products", description = "By 3CosMul, the product of cosines, instead.")
        private boolean products;

        @Override
        void run() throws IOException {
            VectorSpace space = space();
            show(products ? space.analogyByProducts(a, b, c, most) : space.analogy(a, b, c, most));
        }
    }

    /** The odd one out. */
    @Command(
            name = "odd",
            header = "The word that does not fit the others, first, and how near each is to their mean.",
            footer = {"", "Examples:", "  lector vectors odd vectors.txt breakfast cereal dinner lunch"})
    static final class Odd extends Question {
        @Parameters(index = "1..*", arity = "3..*", paramLabel = "WORD", description = "Three words or more.")
        private List<String> words;

        @Override
        void run() throws IOException {
            show(space().oddOneOut(words));
        }
    }

    /** Texts compared. */
    @Command(
            name = "texts",
            header = "The cosine of a text with each of some others, the nearest first.",
            description =
                    "A text is the mean of its words' vectors, each of length 1. Words are parted by blanks and written"
                            + " as the vectors have them; those without a vector are left out.",
            footer = {
                "",
                "Examples:",
                "  lector vectors texts vectors.txt 'a good film' 'a fine movie' 'rain in the north'"
            })
    static final class Texts extends Question {
        @Parameters(index = "1", paramLabel = "TEXT", description = "The text.")
        private String text;

        @Parameters(index = "2..*", arity = "1..*", paramLabel = "OTHER", description = "The others.")
        private List<String> others;

        @Override
        void run() throws IOException {
            VectorSpace space = space();
            show(others.stream()
                    .map(other -> new Scored(other, space.textSimilarity(text, other)))
                    .sorted(Comparator.comparingDouble(Scored::score).reversed())
                    .toList());
        }
    }

    /** Agreement with people. */
    @Command(
            name = "evaluate",
            header = "Compares vectors with similarity sets and analogies.",
            description = "A similarity set has lines of two words and a score, parted by tabs; a set whose first line"
                    + " begins with a colon is one of analogies. Pairs without vectors are left out and counted.",
            footer = {"", "Examples:", "  lector vectors evaluate vectors.txt EN-WS-353-ALL.txt questions-words.txt"})
    static final class Evaluate extends Question {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "SET", description = "Evaluation sets.")
        private List<Path> sets;

        @Option(
                names = "--words",
                paramLabel = "N",
                defaultValue = "30000",
                description = "Analogies are looked for among the first N words (${DEFAULT-VALUE}).")
        private int words;

        @Override
        void run() throws IOException {
            VectorSpace space = space();
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Path set : sets) {
                rows.add(VectorEvaluation.isAnalogies(set) ? analogies(space, set) : similarity(space, set));
            }
            if (json) {
                printJson(Map.of("sets", rows));
            }
        }

        private Map<String, Object> similarity(VectorSpace space, Path set) throws IOException {
            VectorEvaluation.Similarity figures = VectorEvaluation.similarity(space, set);
            if (!json) {
                print(String.format(
                        Locale.ROOT,
                        "%s: Spearman %.4f, %d of %d pairs found",
                        set.getFileName(),
                        figures.spearman(),
                        figures.found(),
                        figures.pairs()));
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("set", set.toString());
            row.put("spearman", figures.spearman());
            row.put("found", figures.found());
            row.put("pairs", figures.pairs());
            return row;
        }

        private Map<String, Object> analogies(VectorSpace space, Path set) throws IOException {
            VectorEvaluation.Analogies figures = VectorEvaluation.analogies(space, set, words);
            if (!json) {
                print(String.format(
                        Locale.ROOT,
                        "%s: %.2f %% right (%d of %d; %d questions in all)",
                        set.getFileName(),
                        100 * figures.accuracy(),
                        figures.correct(),
                        figures.found(),
                        figures.questions()));
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("set", set.toString());
            row.put("accuracy", figures.accuracy());
            row.put("correct", figures.correct());
            row.put("found", figures.found());
            row.put("questions", figures.questions());
            return row;
        }
    }
}
