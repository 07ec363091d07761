// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** The values of a recipe's options: its defaults, and what a user has set. Immutable. */
public final class RecipeSettings {
    private final String recipe;
    private final List<RecipeOption> options;
    private final Map<String, String> values;
    private final Set<String> given;
    private final VectorSource vectors;

    private RecipeSettings(
            String recipe,
            List<RecipeOption> options,
            Map<String, String> values,
            Set<String> given,
            VectorSource vectors) {
        this.recipe = recipe;
        this.options = options;
        this.values = values;
        this.given = given;
        this.vectors = vectors;
    }

    /** The defaults of a recipe. */
    public static RecipeSettings defaults(Recipe recipe) {
        Map<String, String> values = new LinkedHashMap<>();
        for (RecipeOption option : recipe.options()) {
            values.put(option.name(), option.defaultValue());
        }
        return new RecipeSettings(recipe.name(), recipe.options(), values, Set.of(), null);
    }

    /**
     * These settings with one changed.
     *
     * @param text the value, {@link RecipeOption#AUTO} where the data may decide
     * @throws IllegalArgumentException if the recipe has no such option, or the value does not fit it
     */
    public RecipeSettings with(String name, String text) {
        Set<String> more = new HashSet<>(given);
        more.add(name);
        return new RecipeSettings(recipe, options, changed(name, text), more, vectors);
    }

    /** These settings with a value that was chosen from the data: it does not count as the user's. */
    public RecipeSettings chosen(String name, String text) {
        return new RecipeSettings(recipe, options, changed(name, text), given, vectors);
    }

    private Map<String, String> changed(String name, String text) {
        option(name).parse(text);
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(name, text);
        return changed;
    }

    /** True if the user has set the option. */
    public boolean isGiven(String name) {
        return given.contains(name);
    }

    /** These settings with word vectors to start from. */
    public RecipeSettings vectors(VectorSource source) {
        return new RecipeSettings(recipe, options, values, given, source);
    }

    /** Word vectors to start from, or null. */
    public VectorSource vectors() {
        return vectors;
    }

    /** True if the recipe has an option of this name. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of a whole-number option that has one. */
    public int integer(String name) {
        return integerOrAuto(name)
                .orElseThrow(() -> new IllegalStateException("Option " + name + " is chosen from the data first."
                        + " Received: " + name + "=" + RecipeOption.AUTO + ". Set a number."));
    }

    /** The value of a whole-number option; empty if the data decide. */
    public OptionalInt integerOrAuto(String name) {
        Object value = option(name).parse(values.get(name));
        return value == null ? OptionalInt.empty() : OptionalInt.of((Integer) value);
    }

    /** The value of a number option that has one. */
    public double number(String name) {
        return (Double) option(name).parse(values.get(name));
    }

    /** The value of a number option; empty if the data decide. */
    public OptionalDouble numberOrAuto(String name) {
        Object value = option(name).parse(values.get(name));
        return value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
    }

    /** The value of a flag. */
    public boolean flag(String name) {
        return (Boolean) option(name).parse(values.get(name));
    }

    /** The value of a choice. */
    public String choice(String name) {
        return (String) option(name).parse(values.get(name));
    }

    /** All values as text, by option name, in the recipe's order. */
    public Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    private RecipeOption option(String name) {
        for (RecipeOption option : options) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        throw new IllegalArgumentException(
                "Recipe " + recipe + " has no such option. Received: option=" + Lists.oneLine(name, 60) + ". It has "
                        + options.stream().map(RecipeOption::name).toList() + ".");
    }
}
