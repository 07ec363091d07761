// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/** Goes over the tokens of another cursor, leaves some out or changes them. */
abstract class TokenFilter extends TokenCursor {
    final TokenCursor words;

    TokenFilter(TokenRule tokens) {
        this.words = tokens.cursor();
    }

    @Override
    final void begin() {
        words.reset(text, length, origins);
        // Places are the original's from here on.
        origins = null;
        restart();
    }

    /** Forgets the text before. */
    void restart() {}

    /** The other cursor's current token is this one's, too. */
    final void takeOver() {
        token = words.token;
        tokenStart = words.tokenStart;
        tokenLength = words.tokenLength;
        hash = words.hash;
        start = words.start();
        end = words.end();
    }
}
