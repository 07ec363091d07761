// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

import java.util.List;

/**
 * Bags of the n-grams of characters in words, one bag a length, each hashed into buckets of its own: how Compact Language
 * Detector 3 reads a text. A word's first and last n-grams include its border, single characters do not. A row's values are
 * the shares of its n-grams; the columns of one length stand together, the shortest first.
 *
 * @param buckets of the n-grams of 1, 2, 3, ... characters
 */
public record CharacterBags(List<Integer> buckets) implements HashedFeatures {
    /** Copies the list and checks the sizes. */
    public CharacterBags {
        buckets = List.copyOf(buckets);
        if (buckets.isEmpty() || buckets.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("Each length of n-grams needs buckets. Received: buckets=" + buckets
                    + ". Give about as many as there are n-grams that matter.");
        }
        if (buckets.stream().mapToLong(Integer::longValue).sum() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "All buckets together must stay below 2^31. Received: buckets=" + buckets + ". Give fewer.");
        }
    }

    @Override
    public int columns(Vocabulary vocabulary) {
        return buckets.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public FeaturePass pass(Vocabulary vocabulary) {
        return new CharacterBagPass(this);
    }
}
