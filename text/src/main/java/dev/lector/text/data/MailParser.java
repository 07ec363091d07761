// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.stream.RecursionMode;
import org.apache.james.mime4j.util.ByteSequence;

/**
 * Mails by RFC 5322 and MIME: headers and text parts, decoded; of alternatives the plain text, else the visible text of the
 * HTML. What a mail gets wrong is read as well as it can be; bytes that are no characters become U+FFFD and are counted.
 *
 * <p>Fields: {@code body}; {@code attachments}, their names or types, which are not read; and each header by its name in
 * small letters ({@code subject}, {@code from}, {@code list-id}, ...).
 */
final class MailParser {
    /** Parts within parts; each level costs a layer of streams. */
    private static final int MOST_DEPTH = 50;
    /** Types of text that say nothing to a reader. */
    private static final Set<String> NO_PROSE =
            Set.of("text/calendar", "text/x-vcard", "text/vcard", "text/rtf", "text/css");

    private static final MimeConfig LENIENT = new MimeConfig.Builder()
            .setMaxLineLen(-1)
            .setMaxHeaderLen(1 << 20)
            .setMaxHeaderCount(10_000)
            .setMalformedHeaderStartsBody(false)
            .build();

    private final String source;
    private final int maxText;
    private final Tally tally;

    MailParser(String source, int maxText, Tally tally) {
        this.source = source;
        this.maxText = maxText;
        this.tally = tally;
    }

    /**
     * The fields of one mail.
     *
     * @param mail with or without the first line of an mbox
     * @param line on which it begins
     */
    Fields fields(byte[] mail, long line) throws IOException {
        MimeTokenStream tokens = new MimeTokenStream(LENIENT);
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(new ByteArrayInputStream(mail, start(mail), mail.length - start(mail)));
        try {
            return read(tokens, new Fields(source, line));
        } catch (MimeException e) {
            throw BadInputException.row(
                    "A mail must follow RFC 5322.",
                    source,
                    line,
                    String.valueOf(e.getMessage()).replaceAll("\\s+", " "),
                    "Skip bad rows to leave it out.");
        }
    }

    private static int start(byte[] mail) {
        int at = 0;
        if (mail.length > 5 && mail[0] == 'F' && mail[1] == 'r' && mail[2] == 'o' && mail[3] == 'm' && mail[4] == ' ') {
            while (at < mail.length && mail[at] != '\n') {
                at++;
            }
            at = Math.min(mail.length, at + 1);
        }
        return at;
    }

    private Fields read(MimeTokenStream tokens, Fields fields) throws IOException, MimeException {
        Deque<Group> groups = new ArrayDeque<>();
        groups.push(new Group(false));
        String attachment = null;
        boolean attached = false;
        boolean top = true;
        for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
            switch (state) {
                case T_START_HEADER -> {
                    attached = false;
                    attachment = null;
                }
                case T_FIELD -> {
                    Field field = tokens.getField();
                    String name = field.getName().toLowerCase(Locale.ROOT);
                    if (top) {
                        fields.add(name, value(field));
                    }
                    if (name.equals("content-disposition") || name.equals("content-type")) {
                        RawBody parsed = parsed(field);
                        attached |=
                                parsed.getValue() != null && parsed.getValue().equalsIgnoreCase("attachment");
                        attachment = attachment == null ? fileName(parsed) : attachment;
                    }
                }
                case T_END_HEADER -> top = false;
                case T_START_MULTIPART -> {
                    if (groups.size() > MOST_DEPTH) {
                        throw BadInputException.row(
                                "Parts of a mail must not lie deeper in one another than " + MOST_DEPTH + ".",
                                source,
                                fields.line,
                                "more",
                                "Skip bad rows to leave it out.");
                    }
                    String type = tokens.getBodyDescriptor().getMimeType();
                    groups.push(new Group("multipart/alternative".equals(type)));
                }
                case T_END_MULTIPART -> {
                    Group ended = groups.pop();
                    groups.element().add(ended.text(), ended.allHtml);
                }
                case T_BODY -> {
                    BodyDescriptor body = tokens.getBodyDescriptor();
                    String type = String.valueOf(body.getMimeType()).toLowerCase(Locale.ROOT);
                    if (attached || !type.startsWith("text/") || NO_PROSE.contains(type)) {
                        fields.add("attachments", attachment == null ? type : attachment);
                    } else {
                        boolean html = type.equals("text/html");
                        groups.element().add(text(tokens, body, html, fields.line), html);
                    }
                }
                default -> {}
            }
        }
        while (groups.size() > 1) {
            Group ended = groups.pop();
            groups.element().add(ended.text(), ended.allHtml);
        }
        return fields.keep("body", groups.element().text());
    }

    private String text(MimeTokenStream tokens, BodyDescriptor body, boolean html, long line) throws IOException {
        byte[] bytes;
        try (InputStream in = tokens.getDecodedInputStream()) {
            bytes = in.readNBytes(maxText + 1);
        }
        if (bytes.length > maxText) {
            throw BadInputException.row(
                    "A text must not be longer than the limit for a field.",
                    source,
                    line,
                    "limit=" + maxText,
                    "Raise the limit.");
        }
        String declared = body.getCharset();
        String text = decode(bytes, declared == null && html ? HtmlText.declared(bytes) : declared);
        return html ? HtmlText.visible(text) : text.replace("\r\n", "\n").strip();
    }

    private String decode(byte[] bytes, String declared) throws IOException {
        if (CharsetDetector.isAscii(bytes) && (declared == null || declared.equalsIgnoreCase("us-ascii"))) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        CharsetDetector found = CharsetDetector.of(bytes, true, declared);
        InputStream in = new ByteArrayInputStream(bytes, found.bomLength(), bytes.length - found.bomLength());
        return TextFile.read(
                new DecodingReader(source, in, found.charset(), true, tally), Integer.MAX_VALUE - 8, source);
    }

    /** The value of a header: on one line, encoded words decoded, other bytes by their most likely charset. */
    private String value(Field field) throws IOException {
        ByteSequence raw = field.getRaw();
        String line = raw == null ? field.getName() + ":" + field.getBody() : decode(raw.toByteArray(), null);
        String value = line.substring(line.indexOf(':') + 1)
                .replaceAll("\\r?\\n[ \\t]+", " ")
                .strip();
        return value.contains("=?") ? DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT) : value;
    }

    private static RawBody parsed(Field field) {
        RawField raw = field instanceof RawField known ? known : new RawField(field.getName(), field.getBody());
        return RawFieldParser.DEFAULT.parseRawBody(raw);
    }

    private static String fileName(RawBody parsed) {
        for (NameValuePair parameter : parsed.getParams()) {
            String name = parameter.getName().toLowerCase(Locale.ROOT);
            if (name.equals("filename") || name.equals("name")) {
                String value = String.valueOf(parameter.getValue());
                return value.contains("=?") ? DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT) : value;
            }
        }
        return null;
    }

    /** The texts of parts that belong together. */
    private static final class Group {
        private final boolean alternative;
        private final StringBuilder all = new StringBuilder();
        private boolean allHtml = true;

        Group(boolean alternative) {
            this.alternative = alternative;
        }

        void add(String text, boolean html) {
            if (text.isBlank()) {
                return;
            }
            if (alternative && all.length() > 0) {
                // Plain text goes before; of several in HTML the last is the richest.
                if (!allHtml) {
                    return;
                }
                all.setLength(0);
            }
            all.append(all.length() == 0 ? "" : "\n\n").append(text);
            allHtml &= html;
        }

        String text() {
            return all.toString();
        }
    }
}
