// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Sentences in columns: a word and its tags a line, an empty line behind each sentence. A sentence is a document; its text is
 * that of the comment {@code # text = }, else its words with blanks between them.
 *
 * <p>Fields: {@code text}; {@code words}, then the other columns ({@code column2}, ... or, in CoNLL-U, {@code lemma}, {@code
 * upos}, {@code xpos}, {@code feats}, {@code head}, {@code deprel}, {@code deps}, {@code misc}), each with a value for every
 * word; {@code document}, counted from 1; and the comments {@code # name = value}.
 */
final class ConllSource implements FieldSource {
    private static final List<String> UNIVERSAL =
            List.of("id", "words", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc");

    private final String source;
    private final boolean universal;
    private final int limit;
    private final LineReader lines;
    private int columns;
    private long document;

    ConllSource(Sample sample, Format format, ReadOptions options, Tally tally) {
        this.source = sample.source;
        this.universal = format == Format.CONLLU;
        this.limit = options.maxField();
        DecodingReader in = TextFile.decoder(sample, null, options, tally.skips(), tally);
        this.lines = new LineReader(source, in, options.maxField());
    }

    @Override
    public Fields next() throws IOException {
        Fields sentence = null;
        StringBuilder words = new StringBuilder();
        BadInputException bad = null;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank() || line.startsWith("-DOCSTART-")) {
                document += line.isBlank() ? 0 : 1;
                if (bad != null) {
                    throw bad;
                }
                if (words.length() > 0) {
                    return finished(sentence, words);
                }
                continue;
            }
            sentence = sentence == null ? new Fields(source, lines.line()) : sentence;
            try {
                if (line.startsWith("#") && universal) {
                    comment(sentence, line);
                } else {
                    word(sentence, words, line);
                }
            } catch (BadInputException e) {
                bad = bad == null ? e : bad;
            }
        }
        if (bad != null) {
            throw bad;
        }
        return words.length() == 0 ? null : finished(sentence, words);
    }

    private Fields finished(Fields sentence, StringBuilder words) {
        sentence.add("document", document > 0 ? String.valueOf(document) : null);
        return sentence.has("text") ? sentence : sentence.keep("text", words.toString());
    }

    private void comment(Fields sentence, String line) {
        String comment = line.substring(1).strip();
        int equals = comment.indexOf('=');
        String name = equals < 0 ? comment : comment.substring(0, equals).strip();
        if (name.startsWith("newdoc")) {
            document++;
        }
        if (equals > 0 && !UNIVERSAL.contains(name)) {
            sentence.add(name, comment.substring(equals + 1).strip());
        }
    }

    private void word(Fields sentence, StringBuilder words, String line) {
        String[] values = universal ? line.split("\t", -1) : line.strip().split("[ \t]+");
        columns = columns == 0 ? values.length : columns;
        if (universal ? values.length != UNIVERSAL.size() : values.length != columns) {
            throw BadInputException.row(
                    "Every word of a file must have the same number of columns.",
                    source,
                    lines.line(),
                    "columns=" + values.length + ", expected=" + (universal ? UNIVERSAL.size() : columns)
                            + ", separator=" + (universal ? "tab" : "blank or tab"),
                    "Mend the line, or skip bad rows to leave the sentence out.");
        }
        // 3-4 is a word in one piece that follows in parts; 5.1 is none that is written.
        if (universal && !values[0].matches("[0-9]{1,9}")) {
            sentence.add(values[0].contains("-") ? "multiword" : "empty", values[1]);
            return;
        }
        int word = universal ? 1 : 0;
        if (words.length() + values[word].length() > limit) {
            throw BadInputException.row(
                    "A sentence must not be longer than the limit for a field.",
                    source,
                    lines.line(),
                    "limit=" + limit,
                    "Check that empty lines stand between sentences, or raise the limit.");
        }
        words.append(words.length() == 0 ? "" : " ").append(values[word]);
        for (int i = word; i < values.length; i++) {
            sentence.keep(name(i), values[i]);
        }
    }

    private String name(int column) {
        return universal
                ? UNIVERSAL.get(column)
                : column == 0 ? "words" : String.format(Locale.ROOT, "column%d", column + 1);
    }
}
