// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The documents of a file that is no table: chooses text and labels among what its reader found. */
final class FieldRecords implements RecordSource {
    /** The columns of the rows beside the documents. */
    static final List<String> COLUMNS = List.of("origin", "labels", "text");

    private final Sample sample;
    private final Format format;
    private final FieldSource source;
    private final DocumentOptions options;
    private final Tally tally;
    private final List<String> text;
    private final List<String> label;

    FieldRecords(Sample sample, Format format, FieldSource source, DocumentOptions options, Tally tally) {
        this.sample = sample;
        this.format = format;
        this.source = source;
        this.options = options;
        this.tally = tally;
        // The paths of XML are followed by its reader.
        boolean paths = format == Format.XML;
        this.text = options.text() == null || paths
                ? format.textFields()
                : List.of(options.text().split("\\+"));
        this.label = options.label() == null || (paths && options.label().contains("/"))
                ? format.labelFields()
                : List.of(options.label());
    }

    @Override
    public DocumentStream.Entry next() throws IOException {
        Fields fields = source.next();
        if (fields == null) {
            return null;
        }
        PathFields.add(fields, sample.path);
        Document document = document(fields);
        String labels = String.join("|", document.labels());
        Row row = Row.of(fields.line, COLUMNS, document.origin().toString(), labels, document.text());
        return new DocumentStream.Entry(document, row);
    }

    private Document document(Fields fields) {
        List<String> used = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        for (String name : text) {
            for (String value : fields.values.getOrDefault(name, List.of())) {
                joined.append(joined.length() > 0 && !value.isEmpty() ? "\n" : "")
                        .append(value);
                used.add(name);
            }
        }
        if (used.isEmpty() && options.text() != null && format != Format.XML) {
            throw missing(fields, "A document must have the field that is its text.", "text", text);
        }
        if (joined.length() > options.table().maxField()) {
            throw BadInputException.row(
                    "A text must not be longer than the limit for a field.",
                    sample.source,
                    fields.line,
                    "characters=" + joined.length() + ", limit="
                            + options.table().maxField(),
                    "Raise the limit.");
        }
        String from = null;
        for (String name : label) {
            from = from == null && fields.has(name) ? name : from;
        }
        if (from == null && options.labels()) {
            throw missing(fields, "A document must have a label.", "label", label);
        }
        List<String> labels = from == null ? List.of() : Labels.of(fields.values.get(from), options, tally);
        Labels.check(labels, options, sample.source, fields.line, "label field=" + from);
        used.add(from);
        return new Document(
                TextForm.of(joined.toString(), options.nfc(), tally),
                labels,
                metadata(fields, used),
                new Origin(sample.source, fields.line));
    }

    private BadInputException missing(Fields fields, String rule, String what, List<String> wanted) {
        return BadInputException.row(
                rule,
                sample.source,
                fields.line,
                what + " field=" + (wanted.isEmpty() ? "none" : String.join(" or ", wanted)) + ", fields="
                        + fields.values.keySet(),
                "Name the field that is the " + what + ", or skip bad rows.");
    }

    private Map<String, List<String>> metadata(Fields fields, List<String> used) {
        Map<String, List<String>> metadata = new LinkedHashMap<>(options.metadata() ? fields.values : Map.of());
        used.forEach(metadata::remove);
        if (fields.has(Document.PART)) {
            metadata.put(Document.PART, fields.values.get(Document.PART));
        }
        return metadata;
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public String description() {
        return "Read as " + format.title() + (sample.gzip ? ", compressed" : "") + ". " + fields();
    }

    /** Which fields are text and label. */
    String fields() {
        return "Text " + String.join(" and ", text) + ", "
                + (label.isEmpty() ? "no label" : "label " + String.join(" or ", label)) + ".";
    }

    @Override
    public void close() throws IOException {
        sample.close();
    }
}
