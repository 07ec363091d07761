// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * The stories of Reuters-21578. Its files are SGML without a root, with references to control characters, which are marks of
 * the wire and no text; so they are cut into stories here, and each is read as a document of its own.
 *
 * <p>Fields: {@code title}, {@code dateline}, {@code author}, {@code body}, {@code date}; {@code topics}, {@code places},
 * {@code people}, {@code orgs}, {@code exchanges}, {@code companies}; the attributes, as {@code newid}; {@code part}.
 */
final class ReutersSource implements FieldSource {
    private static final String END = "</REUTERS>";
    private static final List<String> LISTS = List.of("topics", "places", "people", "orgs", "exchanges", "companies");
    private static final List<String> PARTS_OF_TEXT = List.of("title", "dateline", "author", "body");

    private final Sample sample;
    private final ReadOptions options;
    private final LineReader lines;

    ReutersSource(Sample sample, ReadOptions options, Tally tally) {
        this.sample = sample;
        this.options = options;
        DecodingReader in = TextFile.decoder(sample, "ISO-8859-1", options, tally.skips(), tally);
        this.lines = new LineReader(sample.source, in, options.maxField());
    }

    @Override
    public Fields next() throws IOException {
        StringBuilder story = new StringBuilder();
        long first = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (first == 0 && line.startsWith("<REUTERS")) {
                first = lines.line();
            } else if (first == 0 && !line.isBlank() && !line.startsWith("<!DOCTYPE")) {
                throw BadInputException.file(
                        "A story must begin with <REUTERS ...>.",
                        sample.source,
                        lines.line(),
                        "another line",
                        "Check that the file is one of Reuters-21578, or set the format.");
            }
            if (first > 0) {
                append(story, line, first);
                if (line.endsWith(END)) {
                    return fields(story.toString(), first);
                }
            }
        }
        if (first > 0) {
            throw BadInputException.file(
                    "A story must end with " + END + ".",
                    sample.source,
                    first,
                    "the end of the file",
                    "Fetch it again.");
        }
        return null;
    }

    private void append(StringBuilder story, String line, long first) throws IOException {
        if (story.length() + line.length() > options.maxField()) {
            String at = line;
            while (at != null && !at.endsWith(END)) {
                at = lines.next();
            }
            throw BadInputException.row(
                    "A story must not be longer than the limit for a field.",
                    sample.source,
                    first,
                    "limit=" + options.maxField(),
                    "Raise the limit.");
        }
        story.append(line).append('\n');
    }

    private Fields fields(String story, long line) {
        Element root = Parser.xmlParser().parseInput(story, "").firstElementChild();
        Fields fields = new Fields(sample.source, line);
        if (root == null) {
            throw BadInputException.row(
                    "A story must be an element.", sample.source, line, "none", "Mend the story, or skip bad rows.");
        }
        Element text = child(root, "TEXT");
        if (text != null) {
            for (String part : PARTS_OF_TEXT) {
                Element element = child(text, part);
                fields.add(part, element == null ? null : clean(element.wholeText()));
            }
            // Stories of the type UNPROC have no parts.
            fields.add("body", fields.has("body") ? null : clean(text.wholeOwnText()));
        }
        Element date = child(root, "DATE");
        fields.add("date", date == null ? null : clean(date.wholeText()));
        for (String list : LISTS) {
            Element element = child(root, list);
            if (element != null) {
                element.children().forEach(each -> fields.add(list, clean(each.wholeText())));
            }
        }
        root.attributes().forEach(each -> addAttribute(fields, each.getKey(), each.getValue()));
        fields.add(
                Document.PART,
                options.split().part(root.attr("LEWISSPLIT"), root.attr("CGISPLIT"), root.attr("TOPICS")));
        return fields;
    }

    /** The attribute TOPICS says whether an indexer looked at the story; the list of that name holds what was found. */
    private static void addAttribute(Fields fields, String name, String value) {
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        fields.add(lower.equals("topics") ? "indexed" : lower, value);
    }

    private static Element child(Element parent, String name) {
        for (Element child : parent.children()) {
            if (child.tagName().equalsIgnoreCase(name)) {
                return child;
            }
        }
        return null;
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' || c == '\n' || c == '\t') {
                clean.append(c);
            }
        }
        return clean.toString().strip();
    }
}
