// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.recipes;

import dev.lector.classify.FittedPipeline;
import dev.lector.classify.Outputs;
import dev.lector.classify.Recipe;
import dev.lector.classify.RecipeGroup;
import dev.lector.classify.RecipeOption;
import dev.lector.classify.RecipeSettings;
import dev.lector.classify.Solver;
import dev.lector.nn.Model;
import dev.lector.nn.train.Optimizer;
import dev.lector.text.TextPipeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recipe put together from its parts. Immutable; each setter returns a copy. */
record NamedRecipe(
        String name,
        RecipeGroup group,
        String summary,
        String description,
        List<RecipeOption> options,
        Map<String, String> course,
        Reading reading,
        Network build,
        Rule rule,
        Solving solving)
        implements Recipe {

    /** From training texts to the pipeline. */
    @FunctionalInterface
    interface Reading {
        FittedPipeline fit(RecipeSettings settings, List<String> texts);
    }

    /** From settings and pipeline to the network, its last layer not counted. */
    @FunctionalInterface
    interface Network {
        Model build(RecipeSettings settings, TextPipeline pipeline, Outputs outputs);
    }

    /** From settings to the rule of update. */
    @FunctionalInterface
    interface Rule {
        Optimizer of(RecipeSettings settings);
    }

    /** From settings to what finds the weights. */
    @FunctionalInterface
    interface Solving {
        Solver of(RecipeSettings settings);
    }

    NamedRecipe {
        options = List.copyOf(options);
    }

    /** One whose weights are learnt by the gradient. */
    NamedRecipe(
            String name,
            RecipeGroup group,
            String summary,
            String description,
            List<RecipeOption> options,
            Map<String, String> course,
            Reading reading,
            Network build,
            Rule rule) {
        this(name, group, summary, description, options, course, reading, build, rule, null);
    }

    /** Values by option name: name, value, name, value. */
    static Map<String, String> values(String... namesAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    /** With another default of an option. */
    NamedRecipe withDefault(String option, String value) {
        List<RecipeOption> changed = options.stream()
                .map(one -> one.name().equals(option) ? one.withDefault(value) : one)
                .toList();
        return new NamedRecipe(name, group, summary, description, changed, course, reading, build, rule, solving);
    }

    @Override
    public boolean takesVectors() {
        return options.stream().anyMatch(option -> option.name().equals(WordTable.FREEZE));
    }

    @Override
    public FittedPipeline fit(RecipeSettings settings, List<String> texts) {
        FittedPipeline fitted = reading.fit(settings, texts);
        return takesVectors() ? WordTable.start(fitted) : fitted;
    }

    @Override
    public Model network(RecipeSettings settings, TextPipeline pipeline, Outputs outputs) {
        return build.build(settings, pipeline, outputs);
    }

    @Override
    public Optional<Solver> solver(RecipeSettings settings) {
        return solving == null ? Optional.empty() : Optional.of(solving.of(settings));
    }

    @Override
    public Optimizer optimizer(RecipeSettings settings) {
        return rule.of(settings);
    }
}
