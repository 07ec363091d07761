// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.Recipes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The recipes and their options. */
@Command(
        name = "recipes",
        header = "Lists the recipes: named networks with good defaults.",
        description = "With a name: how that recipe works, and its options for lector train --set NAME=VALUE.",
        footer = {"", "Examples:", "  lector recipes", "  lector recipes kim-cnn"})
final class RecipesCommand extends LectorCommand {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One recipe, in full.")
    private String name;

    @Override
    void run() {
        List<Recipe> recipes = name == null ? Recipes.all() : List.of(Recipes.byName(name));
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("default", Recipes.DEFAULT.name());
            all.put("recipes", recipes.stream().map(RecipesCommand::toMap).toList());
            printJson(all);
            return;
        }
        RecipeGroup group = null;
        for (Recipe recipe : recipes) {
            if (name == null && recipe.group() != group) {
                print((group == null ? "" : System.lineSeparator())
                        + capital(recipe.group().title()) + ":");
                group = recipe.group();
            }
            print(String.format(
                    Locale.ROOT,
                    "%s%s %s%s",
                    name == null ? "  " : "",
                    console.paint("1", String.format(Locale.ROOT, "%-22s", recipe.name())),
                    recipe.summary(),
                    recipe.name().equals(Recipes.DEFAULT.name()) ? " (the default)" : ""));
            if (name != null) {
                print("");
                wrap(recipe.description(), 80).forEach(this::print);
                print("");
                for (RecipeOption option : recipe.options()) {
                    print(String.format(
                            Locale.ROOT,
                            "  %-16s %-8s %s%s",
                            option.name(),
                            option.defaultValue(),
                            option.help(),
                            option.choices().isEmpty() ? "" : " " + option.choices()));
                }
                if (!recipe.course().isEmpty()) {
                    print("");
                    print("The course trains it with (--course):");
                    recipe.course().forEach((option, value) -> print("  " + option + "=" + value));
                }
            }
        }
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static Map<String, Object> toMap(Recipe recipe) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", recipe.name());
        map.put("summary", recipe.summary());
        map.put("description", recipe.description());
        List<Object> options = new ArrayList<>();
        for (RecipeOption option : recipe.options()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", option.name());
            one.put("type", option.type().name().toLowerCase(Locale.ROOT));
            one.put("default", option.defaultValue());
            one.put("smallest", option.smallest());
            one.put("largest", option.largest());
            one.put("choices", option.choices());
            one.put("help", option.help());
            options.add(one);
        }
        map.put("options", options);
        map.put("group", recipe.group().title());
        map.put("course", recipe.course());
        map.put("takesVectors", recipe.takesVectors());
        return map;
    }

    /** Lines of at most {@code width} columns, broken at blanks. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
