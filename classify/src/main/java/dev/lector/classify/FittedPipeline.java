// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.text.TextPipeline;
import java.util.List;

/**
 * A pipeline made from training texts.
 *
 * @param pipeline with its vocabulary
 * @param settings the recipe's, with every value that the data decided filled in
 * @param notes what was decided, in sentences for the training report
 */
public record FittedPipeline(TextPipeline pipeline, RecipeSettings settings, List<String> notes) {
    /** Copies the notes. */
    public FittedPipeline {
        notes = List.copyOf(notes);
    }
}
