// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/** A step that changes a text before it is cut into tokens; it keeps track of where each character came from. */
public enum Cleaning {
    /** Leaves out ' so that "don't" becomes "dont". */
    REMOVE_APOSTROPHES {
        @Override
        void apply(TextBuffer in, TextBuffer out) {
            for (int i = 0; i < in.length; i++) {
                if (in.chars[i] != '\'') {
                    out.add(in.chars[i], in.origins[i]);
                }
            }
        }
    },

    /** A blank in place of the line break tags of HTML: {@code <br>}, {@code <br/>}, {@code <br />}. */
    BREAK_TAGS {
        @Override
        void apply(TextBuffer in, TextBuffer out) {
            for (int i = 0; i < in.length; ) {
                int end = breakTagEnd(in, i);
                out.add(end > i ? ' ' : in.chars[i], in.origins[i]);
                i = Math.max(end, i + 1);
            }
        }
    },

    /**
     * Repairs UTF-8 that was read as windows-1252 and written again ("cafÃ©" for "café"): characters that, as bytes of
     * windows-1252, are a character of UTF-8 beyond ASCII become that character. What was spoilt
     * twice is repaired by the step standing twice. A text that means such a pair ("Â»") is changed, too: for texts that are
     * known to be spoilt.
     */
    REPAIR_UTF8 {
        @Override
        void apply(TextBuffer in, TextBuffer out) {
            for (int i = 0; i < in.length; ) {
                int length = Mojibake.length(in, i);
                if (length == 0) {
                    out.add(in.chars[i], in.origins[i]);
                    i++;
                    continue;
                }
                for (char c : Character.toChars(Mojibake.codePoint(in, i, length))) {
                    out.add(c, in.origins[i]);
                }
                i += length;
            }
        }
    },

    /**
     * {@code clean_str} of Kim's CNN (2014): ASCII letters, digits and {@code (),!?'`} are kept, everything else becomes a
     * blank; the contractions 's 've n't 're 'd 'll and the marks {@code , ! ( ) ?} stand apart. Folding of blanks and
     * lower case are left to the token rule, whose filters should be empty.
     */
    KIM {
        @Override
        void apply(TextBuffer in, TextBuffer out) {
            for (int i = 0; i < in.length; ) {
                char c = in.chars[i];
                int origin = in.origins[i];
                byte kind = c < KINDS.length ? KINDS[c] : BLANK;
                int contraction = kind == MAY_CONTRACT ? contractionLength(in, i) : 0;
                if (contraction > 0) {
                    out.add(' ', origin);
                    for (int end = i + contraction; i < end; i++) {
                        out.add(in.chars[i], in.origins[i]);
                    }
                    continue;
                }
                i++;
                if (kind == APART) {
                    out.add(' ', origin);
                    out.add(c, origin);
                    out.add(' ', origin);
                } else {
                    out.add(kind == BLANK ? ' ' : c, origin);
                }
            }
        }
    };

    /** Appends the changed text to {@code out}, which is empty. */
    abstract void apply(TextBuffer in, TextBuffer out);

    private static final byte BLANK = 0;
    private static final byte KEPT = 1;
    private static final byte APART = 2;
    /** Kept, and perhaps the first of a contraction. */
    private static final byte MAY_CONTRACT = 3;
    /** What {@link #KIM} makes of the characters of ASCII. */
    private static final byte[] KINDS = kinds();

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        for (char c = 0; c < kinds.length; c++) {
            kinds[c] = Character.isLetterOrDigit(c) || c == '`' ? KEPT : BLANK;
        }
        for (char c : ",!()?".toCharArray()) {
            kinds[c] = APART;
        }
        kinds['\''] = MAY_CONTRACT;
        kinds['n'] = MAY_CONTRACT;
        return kinds;
    }

    private static int contractionLength(TextBuffer in, int at) {
        // Most texts have many an n, and few of them begin an n't.
        if (in.chars[at] == 'n' && (at + 1 == in.length || in.chars[at + 1] != '\'')) {
            return 0;
        }
        for (String contraction : CONTRACTIONS) {
            if (startsWith(in, at, contraction)) {
                return contraction.length();
            }
        }
        return 0;
    }

    private static final String[] CONTRACTIONS = {"'s", "'ve", "n't", "'re", "'d", "'ll"};

    private static boolean startsWith(TextBuffer in, int at, String part) {
        if (at + part.length() > in.length) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (in.chars[at + i] != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Where the break tag at {@code at} ends, or {@code at} if there is none. */
    private static int breakTagEnd(TextBuffer in, int at) {
        if (in.chars[at] != '<' || at + 3 >= in.length) {
            return at;
        }
        if ((in.chars[at + 1] | 32) != 'b' || (in.chars[at + 2] | 32) != 'r') {
            return at;
        }
        int i = at + 3;
        while (i < in.length && (in.chars[i] == ' ' || in.chars[i] == '/')) {
            i++;
        }
        return i < in.length && in.chars[i] == '>' ? i + 1 : at;
    }
}
