// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/**
 * Encodes one text after the other, by a {@link TextPipeline}, with memory of its own: what a thread keeps that answers
 * single texts. Not thread-safe.
 */
public final class TextEncoder {
    private final TextPipeline pipeline;
    private final EncodingPass pass;

    TextEncoder(TextPipeline pipeline) {
        this.pipeline = pipeline;
        this.pass = new EncodingPass(pipeline);
    }

    /** One text as one row: the same as {@link TextPipeline#encode}. */
    public EncodedTexts encode(String text) {
        int[] tokens = {pass.read(text)};
        if (pipeline.encoding() instanceof Encoding.Ids settings) {
            int[] row = new int[settings.steps()];
            int[] known = {pass.place(settings, row, 0)};
            return new EncodedTexts(new IdRows(1, settings.steps(), row), tokens, known);
        }
        SparseBuilder rows = pipeline.builder();
        rows.add(pass.ids, pass.length);
        return new EncodedTexts(rows.build(), tokens, new int[] {pass.known});
    }
}
