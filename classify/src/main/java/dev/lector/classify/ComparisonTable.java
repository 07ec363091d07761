// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A comparison as text for a terminal of 80 columns. */
final class ComparisonTable {
    private static final int NAME = 26;
    private static final int PICTURE = 50;

    private final Comparison comparison;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    private ComparisonTable(Comparison comparison) {
        this.comparison = comparison;
        this.width = Math.min(
                NAME,
                comparison.entries().stream()
                        .mapToInt(entry -> entry.name().length())
                        .max()
                        .orElse(1));
    }

    static String of(Comparison comparison) {
        ComparisonTable table = new ComparisonTable(comparison);
        table.figures();
        table.differences();
        table.picture();
        return table.text.toString();
    }

    private void figures() {
        line("%s  %9s %9s %9s %9s %9s%n", name(""), comparison.figure(), "lowest", "highest", "macro F1", "seconds");
        for (Comparison.Entry entry : comparison.entries()) {
            double[] folds = comparison.folds(entry);
            line(
                    "%s  %9s %9s %9s %9s %9.1f%n",
                    name(entry.name()),
                    percent(entry.result().microF1()),
                    percent(Arrays.stream(folds).min().orElse(Double.NaN)),
                    percent(Arrays.stream(folds).max().orElse(Double.NaN)),
                    percent(entry.result().macroF1()),
                    entry.result().seconds());
        }
        line("%n%s%n%n", comparison.verdict());
    }

    private void differences() {
        line(
                "Beside %s, in points of %s; rows that only one of the two answers rightly:%n",
                best(), comparison.figure());
        line("%s  %6s  %-16s %-7s %6s %6s  %-7s%n", name(""), "", "95 % interval", "p", "it", "best", "p (rows)");
        for (Comparison.Entry entry : comparison.entries()) {
            PairedTest test = entry.toBest();
            if (test != null) {
                line(
                        "%s  %+6.2f  %-16s %-7s %6d %6d  %-7s%n",
                        name(entry.name()),
                        100 * test.difference(),
                        String.format(Locale.ROOT, "%+.2f to %+.2f", 100 * test.low95(), 100 * test.high95()),
                        chance(test.p()),
                        test.onlyFirst(),
                        test.onlySecond(),
                        chance(test.rowsP()));
            }
        }
        line(
                "p: corrected resampled t-test over %d folds; over %,d rows McNemar's exact test.%n",
                comparison.best().result().folds().size(), comparison.rows());
        if (comparison.entries().size() > 2) {
            line("They are not corrected for the number of recipes looked at.%n");
        }
    }

    /** From the lowest to the highest fold of each recipe, and its mean. */
    private void picture() {
        List<double[]> folds =
                comparison.entries().stream().map(comparison::folds).toList();
        double low = folds.stream().flatMapToDouble(Arrays::stream).min().orElse(0);
        double high = folds.stream().flatMapToDouble(Arrays::stream).max().orElse(1);
        text.append(System.lineSeparator());
        for (int i = 0; i < folds.size(); i++) {
            char[] bar = new char[PICTURE];
            Arrays.fill(bar, ' ');
            int from = place(Arrays.stream(folds.get(i)).min().orElse(low), low, high);
            int to = place(Arrays.stream(folds.get(i)).max().orElse(high), low, high);
            Arrays.fill(bar, from, to + 1, '-');
            bar[place(comparison.entries().get(i).result().microF1(), low, high)] = '#';
            line("%s  %s%n", name(comparison.entries().get(i).name()), new String(bar).stripTrailing());
        }
        line("%s  %-" + PICTURE / 2 + "s%" + (PICTURE - PICTURE / 2) + "s%n", name(""), percent(low), percent(high));
        line("%s  # mean, - folds%n", name(""));
    }

    private static int place(double value, double low, double high) {
        return high == low ? 0 : (int) Math.round((PICTURE - 1) * (value - low) / (high - low));
    }

    private String best() {
        return Lists.oneLine(comparison.best().name(), NAME);
    }

    private String name(String name) {
        return String.format(Locale.ROOT, "%-" + width + "s", Lists.oneLine(name, width));
    }

    /** A probability as one prints it: to three digits, and no zero that is none. */
    static String chance(double p) {
        return p < .001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
