// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Documents in XML, streamed: what lies at given paths within each element that is a document. A document type definition
 * is passed over; its entities, also external ones, do not exist.
 */
final class XmlSource implements FieldSource {
    private static final int MOST_DEPTH = 1000;
    private static final Pattern ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]{0,200}encoding\\s*=\\s*[\"']([\\w:.-]{1,40})[\"']");

    /** A field and where its values stand. */
    private record Rule(String field, ElementPath path) {
        static Rule of(String field, String path) {
            return new Rule(field, ElementPath.of(path));
        }
    }

    /** The text of an element that is open. */
    private record Capture(String field, int depth, StringBuilder text) {}

    private static final List<Rule> RCV1 = List.of(
            Rule.of("itemid", "/newsitem/@itemid"),
            Rule.of("date", "/newsitem/@date"),
            Rule.of("lang", "/newsitem/@lang"),
            Rule.of("title", "/newsitem/title"),
            Rule.of("headline", "/newsitem/headline"),
            Rule.of("byline", "/newsitem/byline"),
            Rule.of("dateline", "/newsitem/dateline"),
            Rule.of("text", "/newsitem/text/p"),
            Rule.of("copyright", "/newsitem/copyright"),
            Rule.of("topics", "/newsitem/metadata/codes[@class='bip:topics:1.0']/code/@code"),
            Rule.of("countries", "/newsitem/metadata/codes[@class='bip:countries:1.0']/code/@code"),
            Rule.of("industries", "/newsitem/metadata/codes[@class='bip:industries:1.0']/code/@code"));

    private final String source;
    private final int limit;
    private final ElementPath record;
    private final List<Rule> rules;
    private final Budget characters;
    private final List<ElementPath.Element> open = new ArrayList<>();
    private final List<Capture> captures = new ArrayList<>();
    private XMLStreamReader xml;
    private Fields fields;
    private int recordDepth;
    private boolean tooLong;

    private XmlSource(Sample sample, ElementPath record, List<Rule> rules, ReadOptions options, Tally tally) {
        this.source = sample.source;
        this.limit = options.maxField();
        this.record = record;
        this.rules = rules;
        this.characters = new Budget(
                TextFile.decoder(sample, declared(sample.bytes), options, tally.skips(), tally),
                source,
                4L * limit + (1 << 16));
    }

    /** Text and label by the paths of the options; without them all text of the file is one document. */
    static XmlSource of(Sample sample, DocumentOptions options, Tally tally) {
        List<Rule> rules = new ArrayList<>();
        ElementPath text = ElementPath.of(options.text() == null ? "/*" : options.text());
        ElementPath record = text.element();
        rules.add(new Rule("text", text));
        // A label without a slash is a field of the file's place, as folder.
        if (options.label() != null && options.label().contains("/")) {
            ElementPath label = ElementPath.of(options.label());
            rules.add(new Rule("label", label));
            record = text.common(label);
        }
        return new XmlSource(sample, record, rules, options.table(), tally);
    }

    /** A story of RCV1; of each topic the parents are topics, too. */
    static FieldSource rcv1(Sample sample, ReadOptions options, Tally tally) {
        XmlSource stories = new XmlSource(sample, ElementPath.of("/newsitem"), RCV1, options, tally);
        return () -> {
            Fields story = stories.next();
            if (story != null && story.has("topics")) {
                story.values.put("topics", Rcv1Topics.withParents(story.values.get("topics")));
            }
            return story;
        };
    }

    /** The charset that a file names in its first line, or null. */
    private static String declared(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 300), StandardCharsets.ISO_8859_1);
        Matcher encoding = ENCODING.matcher(head);
        return encoding.find() ? encoding.group(1) : null;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // The depth is limited below, and in one way on every JDK: newer ones would stop at 100.
        factory.setProperty("jdk.xml.maxElementDepth", 0);
        return factory;
    }

    @Override
    public Fields next() throws IOException {
        try {
            if (xml == null) {
                xml = factory().createXMLStreamReader(characters);
            }
            while (xml.hasNext()) {
                characters.used = 0;
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text();
                    case XMLStreamConstants.ENTITY_REFERENCE -> throw entity();
                    case XMLStreamConstants.END_ELEMENT -> {
                        Fields ended = end();
                        if (ended != null) {
                            return ended;
                        }
                    }
                    default -> {}
                }
            }
            return null;
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    private void start() {
        if (open.size() == MOST_DEPTH) {
            throw BadInputException.file(
                    "Elements must not lie deeper in one another than " + MOST_DEPTH + ".",
                    source,
                    xml.getLocation().getLineNumber(),
                    "more",
                    "Check the file.");
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        open.add(new ElementPath.Element(xml.getLocalName(), attributes));
        if (fields == null && record.matches(open)) {
            fields = new Fields(source, xml.getLocation().getLineNumber());
            recordDepth = open.size();
        }
        if (fields == null) {
            return;
        }
        for (Rule rule : rules) {
            if (rule.path.matches(open)) {
                if (rule.path.attribute == null) {
                    captures.add(new Capture(rule.field, open.size(), new StringBuilder()));
                } else {
                    fields.add(rule.field, attributes.get(rule.path.attribute));
                }
            }
        }
    }

    private void text() {
        int length = xml.getTextLength();
        for (Capture capture : captures) {
            if (capture.text.length() + length > limit) {
                tooLong = true;
            } else {
                capture.text.append(xml.getTextCharacters(), xml.getTextStart(), length);
            }
        }
    }

    /** The document that ends with this element, or null. */
    private Fields end() {
        while (!captures.isEmpty() && captures.get(captures.size() - 1).depth == open.size()) {
            Capture capture = captures.remove(captures.size() - 1);
            fields.add(capture.field, capture.text.toString().strip());
        }
        boolean ended = fields != null && open.size() == recordDepth;
        open.remove(open.size() - 1);
        if (!ended) {
            return null;
        }
        Fields done = fields;
        fields = null;
        if (tooLong) {
            tooLong = false;
            throw BadInputException.row(
                    "A text must not be longer than the limit for a field.",
                    source,
                    done.line,
                    "limit=" + limit,
                    "Name a smaller element, or raise the limit.");
        }
        return done;
    }

    private BadInputException entity() {
        return BadInputException.file(
                "Entities that a document type defines are not read.",
                source,
                xml.getLocation().getLineNumber(),
                "entity=" + xml.getLocalName(),
                "Write the characters themselves.");
    }

    private RuntimeException malformed(XMLStreamException e) throws IOException {
        if (e.getNestedException() instanceof IOException io) {
            throw io;
        }
        Location at = e.getLocation();
        String reason = String.valueOf(e.getMessage())
                .replaceFirst("(?s)^.*Message: ", "")
                .replaceAll("\\s+", " ");
        return BadInputException.file(
                "XML must be well-formed.",
                source,
                at == null ? 0 : Math.max(0, at.getLineNumber()),
                (at == null ? "" : "column=" + at.getColumnNumber() + ", ")
                        + (reason.length() > 200 ? reason.substring(0, 200) : reason.replaceAll("[.]\\s*$", "")),
                "Mend the file, or set another format.");
    }

    /** Ends one that has no tag for very long: the parser would hold it in memory as one name or attribute. */
    private static final class Budget extends FilterReader {
        private final String source;
        private final long most;
        private long used;

        Budget(Reader in, String source, long most) {
            super(in);
            this.source = source;
            this.most = most;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            used += Math.max(0, count);
            if (used > most) {
                throw BadInputException.file(
                        "A tag, a comment or a name must not be longer than the limit.",
                        source,
                        0,
                        "characters=more than " + most,
                        "Check the file.");
            }
            return count;
        }
    }
}
