// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/** An encoding whose columns are those of hashed features, and whose values are their shares. */
public sealed interface HashedFeatures extends Encoding permits HashedNgrams, CharacterBags {
    /** How many columns a row has. */
    int columns(Vocabulary vocabulary);

    /** What one thread that encodes texts scribbles on. */
    FeaturePass pass(Vocabulary vocabulary);
}
