// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.language;

import dev.lector.classify.Prediction;
import dev.lector.classify.Recipe;
import dev.lector.classify.Recipes;
import dev.lector.classify.TextClassifier;
import dev.lector.classify.Trained;
import dev.lector.classify.TrainingRun;
import dev.lector.nn.train.History;
import dev.lector.nn.train.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A recipe, {@code language-id} unless another is named, on the pieces that {@link Pieces} made: finds the number of epochs
 * with the validation pieces, if it has epochs, trains as long on all but the test, and prints the accuracy at each length
 * and the ten worst pairs.
 *
 * <pre>java dev.lector.bench.language.LanguageIds FOLDER [recipe=NAME] [OPTION=VALUE ...] [validation-only]</pre>
 */
public final class LanguageIds {
    private static final String LABEL = "__label__";
    private static final String RECIPE = "recipe=";
    private static final int WORST = 10;

    private LanguageIds() {}

    private record Rows(List<String> texts, List<String> labels) {
        static Rows read(Path folder, String... names) throws IOException {
            Rows rows = new Rows(new ArrayList<>(), new ArrayList<>());
            for (String name : names) {
                for (String line : Files.readAllLines(folder.resolve(name + ".txt"))) {
                    int blank = line.indexOf(' ');
                    rows.labels.add(line.substring(LABEL.length(), blank));
                    rows.texts.add(line.substring(blank + 1));
                }
            }
            return rows;
        }
    }

    /** Trains and measures. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        boolean named = arguments.length > 1 && arguments[1].startsWith(RECIPE);
        Recipe recipe = Recipes.byName(named ? arguments[1].substring(RECIPE.length()) : "language-id");
        TrainingRun run = new TrainingRun(recipe).listener(new ProgressListener() {
            @Override
            public void epochDone(History.Epoch epoch) {
                System.out.printf("%d: %s, %.0f s%n", epoch.epoch(), epoch.logs(), epoch.seconds());
            }
        });
        boolean validationOnly = false;
        for (String argument : List.of(arguments).subList(named ? 2 : 1, arguments.length)) {
            String[] option = argument.split("=", 2);
            validationOnly |= option.length < 2;
            run = option.length < 2 ? run : run.set(option[0], option[1]);
        }
        Rows fit = Rows.read(folder, "fit");
        Rows valid = Rows.read(folder, "valid20", "valid50", "valid100");
        Trained found = run.validation(valid.texts, valid.labels).run(fit.texts, fit.labels);
        measure(found.classifier(), folder, "valid");
        if (!validationOnly) {
            Rows all = Rows.read(folder, "train");
            TrainingRun whole = run.validationShare(0);
            if (found.report().found() == null) {
                whole = whole.set("epochs", Integer.toString(found.report().bestEpoch()))
                        .set("patience", "0");
            }
            measure(whole.run(all.texts, all.labels).classifier(), folder, "test");
        }
    }

    private static void measure(TextClassifier classifier, Path folder, String part) throws IOException {
        Map<String, Integer> pairs = new HashMap<>();
        for (int length : Pieces.LENGTHS) {
            Rows rows = Rows.read(folder, part + length);
            List<Prediction> answers = classifier.predictAll(rows.texts);
            int right = 0;
            for (int i = 0; i < answers.size(); i++) {
                String truth = rows.labels.get(i);
                String answer = answers.get(i).label();
                if (truth.equals(answer)) {
                    right++;
                } else {
                    boolean first = truth.compareTo(answer) < 0;
                    pairs.merge(first ? truth + " / " + answer : answer + " / " + truth, 1, Integer::sum);
                }
            }
            System.out.printf(
                    "%s, %d characters: %.2f %% of %,d%n",
                    part, length, 100.0 * right / answers.size(), answers.size());
        }
        System.out.println("The pairs most often taken for each other:");
        pairs.entrySet().stream()
                .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
                .limit(WORST)
                .forEach(pair -> System.out.printf("  %6d  %s%n", pair.getValue(), pair.getKey()));
    }
}
