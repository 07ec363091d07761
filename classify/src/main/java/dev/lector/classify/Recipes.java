// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.classify.recipes.Catalog;
import java.util.List;

/** The recipes by name. */
public final class Recipes {
    /** The recipe for users who name none. */
    public static final Recipe DEFAULT = Catalog.ALL.get(0);

    /** Value of the option {@code monitor}: the best epoch is that of the least validation loss. */
    public static final String LOSS = "loss";

    /** Value of the option {@code monitor}: the best epoch is that of the highest validation accuracy. */
    public static final String ACCURACY = "accuracy";

    /** The option of recipes that read long texts by windows: a {@link Pooling}. */
    public static final String WINDOW_POOLING = "window-pooling";

    private Recipes() {}

    /** Every recipe, the default first, each group together. */
    public static List<Recipe> all() {
        return Catalog.ALL;
    }

    /**
     * The recipe of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static Recipe byName(String name) {
        for (Recipe recipe : Catalog.ALL) {
            if (recipe.name().equals(name)) {
                return recipe;
            }
        }
        throw new IllegalArgumentException(
                "There is no recipe of this name. Received: recipe=" + Lists.oneLine(name, 60) + ". Use one of "
                        + Catalog.ALL.stream().map(Recipe::name).toList() + ".");
    }
}
