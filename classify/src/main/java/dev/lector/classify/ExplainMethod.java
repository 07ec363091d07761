// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.Locale;

/** How the share of each word in a decision is found; {@code docs/explain.md} has the formulas. */
public enum ExplainMethod {
    /**
     * What a word changes when it joins the others, the rest of the text still blank, averaged over random orders of the
     * words (Shapley 1953; sampled as by Castro, Gómez and Tejada 2009). For every network.
     */
    SHAPLEY,
    /**
     * The gradient by a word's vector, averaged along the straight way from padding to the text, times that way
     * (Sundararajan, Taly and Yan 2017). For networks that read ids; a few dozen passes, however long the text.
     */
    INTEGRATED_GRADIENTS,
    /** What is lost when one word alone is left out. Quick, but the shares do not sum to the difference. */
    OCCLUSION;

    /** As users write it: {@code integrated-gradients}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
