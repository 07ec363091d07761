// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.fasttext;

import java.util.Locale;

/** What fastText's output layer learns by; the names are those of its option {@code -loss}. */
public enum FastTextLoss {
    /** One of all labels. */
    SOFTMAX,
    /** Hierarchical softmax: decisions on the way through a Huffman tree, for many labels. */
    HS,
    /** One against all others: a sigmoid a label, for texts of several labels. */
    OVA;

    /** As users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
