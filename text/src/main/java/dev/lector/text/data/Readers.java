// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;

/** The readers of files that are no tables. */
final class Readers {
    /** A mail with its attachments may be so many times as long as a text. */
    private static final int MAIL_TO_TEXT = 4;

    private Readers() {}

    static FieldSource of(Sample sample, Format format, DocumentOptions options, Tally tally) throws IOException {
        ReadOptions read = options.table();
        return switch (format) {
            case TEXT ->
                FieldSource.of(() -> new Fields(sample.source, 1).keep("text", TextFile.read(sample, read, tally)));
            case HTML -> FieldSource.of(() -> HtmlText.fields(sample, read, tally));
            case MAIL ->
                FieldSource.of(() -> {
                    byte[] mail = sample.allBytes(limit(read));
                    return new MailParser(sample.source, read.maxField(), tally).fields(mail, 1);
                });
            case MBOX -> new MboxSource(sample, limit(read), read.maxField(), tally);
            case REUTERS -> new ReutersSource(sample, read, tally);
            case RCV1 -> XmlSource.rcv1(sample, read, tally);
            case XML -> XmlSource.of(sample, options, tally);
            case CONLL, CONLLU -> new ConllSource(sample, format, read, tally);
            default -> throw new IllegalArgumentException("A table has rows. Received: format=" + format + ".");
        };
    }

    private static int limit(ReadOptions read) {
        return (int) Math.min(1 << 28, (long) MAIL_TO_TEXT * read.maxField());
    }
}
