// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/** What a reader of a web page sees: its text, blocks on lines of their own, without scripts, styles and hidden parts. */
final class HtmlText {
    private static final Set<String> UNSEEN = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "head",
            "title",
            "svg",
            "math",
            "iframe",
            "object",
            "select",
            "datalist",
            "textarea");
    /** Elements of which a page with one more inside each other has no more text to show. */
    private static final int MOST_DEPTH = 256;

    private static final Pattern CHARSET =
            Pattern.compile("(?i)<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w:.-]{1,40})");
    private static final Pattern HIDDEN = Pattern.compile("(?i)display\\s*:\\s*none|visibility\\s*:\\s*hidden");

    private HtmlText() {}

    static Fields fields(Sample sample, ReadOptions options, Tally tally) throws IOException {
        DecodingReader in = TextFile.decoder(sample, declared(sample.bytes), options, true, tally);
        Document page = parse(TextFile.read(in, options.maxField(), sample.source));
        Fields fields = new Fields(sample.source, 1);
        fields.keep("text", visible(page)).add("title", page.title());
        Element html = page.firstElementChild();
        if (html != null) {
            for (Attribute attribute : html.attributes()) {
                fields.add(attribute.getKey(), attribute.getValue());
            }
        }
        for (Element meta : page.select("meta[name][content]")) {
            fields.add(meta.attr("name").toLowerCase(Locale.ROOT), meta.attr("content"));
        }
        return fields;
    }

    /** The charset that a page names in its beginning, or null. */
    static String declared(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 1 << 13), StandardCharsets.ISO_8859_1);
        Matcher charset = CHARSET.matcher(head);
        return charset.find() ? charset.group(1) : null;
    }

    /** The visible text of a page. */
    static String visible(String html) {
        return visible(parse(html));
    }

    private static Document parse(String html) {
        return Parser.htmlParser().setMaxDepth(MOST_DEPTH).parseInput(html, "");
    }

    private static String visible(Document page) {
        Text text = new Text();
        page.filter(text);
        return text.out.toString().strip();
    }

    /** Collects text: white space is one blank, a block begins a line, a paragraph leaves a line empty. */
    private static final class Text implements NodeFilter {
        private static final Set<String> PARAGRAPHS =
                Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre", "blockquote");

        private final StringBuilder out = new StringBuilder();
        private int breaks;
        private boolean blank;

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode text) {
                add(text.getWholeText(), isPreformatted(text.parent()));
            } else if (node instanceof Element element) {
                String name = element.normalName();
                if (UNSEEN.contains(name) || isHidden(element)) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                around(element);
                if (name.equals("br")) {
                    breaks++;
                } else if (name.equals("td") || name.equals("th")) {
                    blank = true;
                }
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                around(element);
            }
            return FilterResult.CONTINUE;
        }

        private void around(Element element) {
            String name = element.normalName();
            if (PARAGRAPHS.contains(name)) {
                breaks = Math.max(breaks, 2);
            } else if (element.isBlock() && !name.equals("td") && !name.equals("th")) {
                breaks = Math.max(breaks, 1);
            }
        }

        private static boolean isHidden(Element element) {
            return element.hasAttr("hidden")
                    || HIDDEN.matcher(element.attr("style")).find();
        }

        private static boolean isPreformatted(Element parent) {
            return parent != null && parent.normalName().equals("pre");
        }

        private void add(String text, boolean preformatted) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (preformatted && c == '\n') {
                    breaks++;
                } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
                    blank = true;
                } else {
                    separate();
                    out.append(c);
                }
            }
        }

        private void separate() {
            if (out.length() > 0 && breaks > 0) {
                out.append("\n".repeat(Math.min(breaks, 2)));
            } else if (out.length() > 0 && blank) {
                out.append(' ');
            }
            breaks = 0;
            blank = false;
        }
    }
}
