// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.Arrays;
import java.util.List;

/** What one thread that encodes texts scribbles on. */
final class EncodingPass {
    private final TextPipeline pipeline;
    private final Cleaner cleaner;
    final TokenCursor cursor;
    private final int unknownId;
    private final int firstId;
    /** What is left out: unknown words, unless they have an id or a column. */
    private final int leftOut;
    /** The ids of the text that was read. */
    int[] ids = new int[256];

    int length;
    /** How many of them are those of known words; of {@link HashedFeatures}, all that say something about the text. */
    int known;

    /** For {@link HashedFeatures}, else null. */
    private final FeaturePass features;

    EncodingPass(TextPipeline pipeline) {
        this.pipeline = pipeline;
        this.cleaner = new Cleaner(pipeline.cleaning());
        this.cursor = pipeline.rule().cursor();
        this.unknownId = pipeline.unknownId();
        this.firstId = pipeline.firstId();
        this.leftOut = pipeline.encoding() instanceof Encoding.Bag bag && bag.unknown() ? -1 : 0;
        this.features =
                pipeline.encoding() instanceof HashedFeatures hashed ? hashed.pass(pipeline.vocabulary()) : null;
    }

    void reset(String text) {
        cleaner.reset(cursor, text);
    }

    /** The id of the cursor's token, 0 if it is left out. */
    int id() {
        int place = pipeline.vocabulary().indexOf(cursor);
        return place >= 0 ? place + firstId : unknownId;
    }

    /** Reads the ids of a text; returns the number of its tokens. */
    int read(String text) {
        reset(text);
        if (features != null) {
            return readFeatures();
        }
        length = 0;
        known = 0;
        int tokens = 0;
        while (cursor.next()) {
            tokens++;
            int id = id();
            known += id >= firstId ? 1 : 0;
            if (id != leftOut) {
                if (length == ids.length) {
                    ids = Arrays.copyOf(ids, TokenCursor.grown(length, length + 1L));
                }
                ids[length++] = id;
            }
        }
        return tokens;
    }

    private int readFeatures() {
        features.begin();
        int tokens = 0;
        while (cursor.next()) {
            tokens++;
            int place = pipeline.vocabulary().indexOf(cursor);
            features.word(cursor.token, cursor.tokenStart, cursor.tokenLength, place);
        }
        features.end();
        ids = features.ids;
        length = features.length;
        known = features.known;
        return tokens;
    }

    /** Puts the ids of the text that was read into a row of {@code rows}; returns how many known words are in it. */
    int place(Encoding.Ids settings, int[] rows, int row) {
        if (settings.reversed()) {
            reverse();
        }
        int from = row * settings.steps();
        PadSequences.place(
                ids, length, rows, begin(settings, from), settings.room(), settings.padding(), settings.truncating());
        return known(settings, rows, from);
    }

    /** The windows of the text that was read, one after the other; adds to {@code known} how many known words each has. */
    int[] windows(Encoding.Ids settings, List<Integer> known) {
        if (settings.reversed()) {
            reverse();
        }
        int count = settings.rows(length);
        int[] rows = new int[PadSequences.checkedSize(count, settings.steps())];
        for (int row = 0; row < count; row++) {
            int start = settings.start(length, row);
            int most = settings.windows() ? Math.min(length - start, settings.room()) : length;
            int[] window = Arrays.copyOfRange(ids, start, start + most);
            int from = row * settings.steps();
            PadSequences.place(
                    window,
                    most,
                    rows,
                    begin(settings, from),
                    settings.room(),
                    settings.padding(),
                    settings.truncating());
            known.add(known(settings, rows, from));
        }
        return rows;
    }

    private static int begin(Encoding.Ids settings, int from) {
        return from + (settings.padding() == Side.PRE ? 0 : settings.margin());
    }

    private int known(Encoding.Ids settings, int[] rows, int from) {
        int known = 0;
        for (int i = from; i < from + settings.steps(); i++) {
            known += rows[i] >= firstId ? 1 : 0;
        }
        return known;
    }

    private void reverse() {
        for (int i = 0, j = length - 1; i < j; i++, j--) {
            int id = ids[i];
            ids[i] = ids[j];
            ids[j] = id;
        }
    }
}
