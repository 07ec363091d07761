// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Encoded texts of which each may be several rows.
 *
 * @param encoded one row a window, with what the encoding saw of it; the tokens are those of the whole text
 * @param starts the first row of each text, and the number of all rows; not copied
 */
public record EncodedWindows(EncodedTexts encoded, int[] starts) {
    /** How many texts. */
    public int texts() {
        return starts.length - 1;
    }

    /** Whether no known word of a text reached a row. */
    public boolean withoutEvidence(int text) {
        for (int row = starts[text]; row < starts[text + 1]; row++) {
            if (!encoded.withoutEvidence(row)) {
                return false;
            }
        }
        return true;
    }

    static EncodedWindows of(TextPipeline pipeline, List<String> texts, int threads) {
        if (!(pipeline.encoding() instanceof Encoding.Ids settings) || !settings.windows()) {
            int[] starts = new int[texts.size() + 1];
            Arrays.setAll(starts, i -> i);
            return new EncodedWindows(pipeline.encodeAll(texts, threads), starts);
        }
        return join(
                settings,
                Ranges.map(texts.size(), threads, (from, to) -> part(pipeline, settings, texts.subList(from, to))));
    }

    /** The rows of some texts, one array a text. */
    private record Part(List<int[]> rows, List<Integer> tokens, List<Integer> known) {}

    private static Part part(TextPipeline pipeline, Encoding.Ids settings, List<String> texts) {
        EncodingPass pass = new EncodingPass(pipeline);
        Part part = new Part(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String text : texts) {
            part.tokens.add(pass.read(text));
            part.rows.add(pass.windows(settings, part.known));
        }
        return part;
    }

    private static EncodedWindows join(Encoding.Ids settings, List<Part> parts) {
        int steps = settings.steps();
        int count = parts.stream().mapToInt(part -> part.known.size()).reduce(0, Math::addExact);
        int[] ids = new int[PadSequences.checkedSize(count, steps)];
        int[] tokens = new int[count];
        int[] known = new int[count];
        int[] starts = new int[parts.stream().mapToInt(part -> part.rows.size()).sum() + 1];
        int text = 0;
        int row = 0;
        for (Part part : parts) {
            int firstOfPart = row;
            for (int t = 0; t < part.rows.size(); t++) {
                int[] rows = part.rows.get(t);
                System.arraycopy(rows, 0, ids, row * steps, rows.length);
                Arrays.fill(tokens, row, row + rows.length / steps, part.tokens.get(t));
                row += rows.length / steps;
                starts[++text] = row;
            }
            for (int r = 0; r < part.known.size(); r++) {
                known[firstOfPart + r] = part.known.get(r);
            }
        }
        return new EncodedWindows(new EncodedTexts(new IdRows(count, steps, ids), tokens, known), starts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedWindows that
                && encoded.equals(that.encoded)
                && Arrays.equals(starts, that.starts);
    }

    @Override
    public int hashCode() {
        return 31 * encoded.hashCode() + Arrays.hashCode(starts);
    }
}
