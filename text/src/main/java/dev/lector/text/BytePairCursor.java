// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pieces of {@link BytePairs}. */
final class BytePairCursor extends TokenFilter {
    private static final int NO_MERGE = Integer.MAX_VALUE;

    private final Map<String, Integer> symbols = new HashMap<>();
    /** By the ids of two neighbours: the place of their merge, and the id of what it makes. */
    private final Map<Long, Integer> ranks = new HashMap<>();

    private final int[] made;

    /** The part of a word that is at work: where its pieces begin in the token buffer, their ids, the merge with the next. */
    private final int[] froms = new int[BytePairs.LONGEST + 1];

    private final int[] ids = new int[BytePairs.LONGEST];
    private final int[] merge = new int[BytePairs.LONGEST];
    private int pieces;
    private int piece;

    /** Characters of the current word, and how many of them were taken into parts. */
    private int wordLength;

    private int taken;
    private int wordStart;
    private int wordEnd;

    BytePairCursor(BytePairs rule) {
        super(rule.tokens());
        List<String> merges = rule.merges();
        made = new int[merges.size()];
        for (int m = 0; m < made.length; m++) {
            String[] sides = merges.get(m).split(" ");
            long pair = pair(id(sides[0]), id(sides[1]));
            made[m] = id(sides[0] + sides[1]);
            ranks.putIfAbsent(pair, m);
        }
    }

    private int id(String symbol) {
        return symbols.computeIfAbsent(symbol, s -> symbols.size());
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right & 0xffffffffL;
    }

    @Override
    void restart() {
        pieces = 0;
        piece = 0;
        wordLength = 0;
        taken = 0;
    }

    @Override
    public boolean next() {
        if (piece == pieces) {
            if (taken == wordLength && !nextWord()) {
                return false;
            }
            nextPart();
        }
        tokenStart = froms[piece];
        tokenLength = froms[piece + 1] - tokenStart;
        piece++;
        hash = 0;
        for (int i = tokenStart; i < tokenStart + tokenLength; i++) {
            hash = 31 * hash + token[i];
        }
        boolean aligned = wordEnd - wordStart == wordLength;
        start = aligned ? wordStart + tokenStart : wordStart;
        end = aligned ? Math.min(wordEnd, start + tokenLength) : wordEnd;
        return true;
    }

    private boolean nextWord() {
        if (!words.next()) {
            return false;
        }
        wordLength = words.tokenLength;
        wordStart = words.start();
        wordEnd = words.end();
        long room = wordLength + (long) BytePairs.WORD_END.length();
        if (token.length < room) {
            token = new char[grown(token.length, room)];
        }
        System.arraycopy(words.token, words.tokenStart, token, 0, wordLength);
        BytePairs.WORD_END.getChars(0, BytePairs.WORD_END.length(), token, wordLength);
        taken = 0;
        return true;
    }

    /** Cuts the next part of the word into characters and joins them. */
    private void nextPart() {
        pieces = 0;
        piece = 0;
        while (taken < wordLength && pieces < BytePairs.LONGEST) {
            froms[pieces] = taken;
            taken += Character.charCount(Character.codePointAt(token, taken, wordLength));
            int to = taken == wordLength ? wordLength + BytePairs.WORD_END.length() : taken;
            // A character of no merge stays alone.
            ids[pieces] = symbols.getOrDefault(new String(token, froms[pieces], to - froms[pieces]), -1);
            froms[++pieces] = to;
        }
        for (int i = 0; i < pieces; i++) {
            merge[i] = mergeAt(i);
        }
        for (int best = best(); best >= 0; best = best()) {
            join(best);
        }
    }

    private int mergeAt(int left) {
        if (left < 0 || left + 1 >= pieces || ids[left] < 0 || ids[left + 1] < 0) {
            return NO_MERGE;
        }
        return ranks.getOrDefault(pair(ids[left], ids[left + 1]), NO_MERGE);
    }

    /** The first of the pieces whose merge was learnt first, or -1. */
    private int best() {
        int best = -1;
        int rank = NO_MERGE;
        for (int i = 0; i + 1 < pieces; i++) {
            if (merge[i] < rank) {
                rank = merge[i];
                best = i;
            }
        }
        return best;
    }

    private void join(int left) {
        ids[left] = made[merge[left]];
        System.arraycopy(ids, left + 2, ids, left + 1, pieces - left - 2);
        System.arraycopy(merge, left + 2, merge, left + 1, pieces - left - 2);
        System.arraycopy(froms, left + 2, froms, left + 1, pieces - left - 1);
        pieces--;
        merge[left] = mergeAt(left);
        if (left > 0) {
            merge[left - 1] = mergeAt(left - 1);
        }
    }
}
