// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Numbers of SciPy: {@code 2 * stats.t.sf}, {@code stats.t.ppf(.975, f)}, {@code stats.binomtest}. */
class ComparisonTest {
    private static final Offset<Double> CLOSE = within(1e-10);

    @Test
    void studentsDistributionAgreesWithSciPy() {
        assertThat(StudentT.twoSided(2.5, 9)).isCloseTo(0.033861827682985735, CLOSE);
        assertThat(StudentT.twoSided(.3, 1)).isCloseTo(0.8144528418445154, CLOSE);
        assertThat(StudentT.twoSided(-4, 4)).isCloseTo(0.016130089900092546, CLOSE);
        assertThat(StudentT.twoSided(7, 2)).isCloseTo(0.01980394118039314, CLOSE);
        assertThat(StudentT.twoSided(1.96, 200)).isCloseTo(0.051384840845813295, CLOSE);
        assertThat(StudentT.critical95(1)).isCloseTo(12.706204736174694, CLOSE);
        assertThat(StudentT.critical95(2)).isCloseTo(4.302652729749462, CLOSE);
        assertThat(StudentT.critical95(9)).isCloseTo(2.262157162798205, CLOSE);
        assertThat(StudentT.critical95(30)).isCloseTo(2.0422724563012378, CLOSE);
        assertThat(StudentT.critical95(500)).isCloseTo(1.9647198374673676, CLOSE);
        assertThatThrownBy(() -> StudentT.critical95(0)).hasMessageContaining("Received: freedom=0");
    }

    @Test
    void mcNemarAgreesWithSciPy() {
        assertThat(PairedTest.mcNemar(10, 3)).isCloseTo(0.09228515625, CLOSE);
        assertThat(PairedTest.mcNemar(0, 5)).isCloseTo(0.0625, CLOSE);
        assertThat(PairedTest.mcNemar(120, 150)).isCloseTo(0.07738939898021849, CLOSE);
        assertThat(PairedTest.mcNemar(4, 4)).isEqualTo(1);
        assertThat(PairedTest.mcNemar(0, 0)).isEqualTo(1);
    }

    /** The formula of Nadeau and Bengio (2003), section 3, evaluated with NumPy. */
    @Test
    void foldsAreComparedInPairs() {
        double[] one = {.81, .79, .80, .83, .78};
        double[] other = {.84, .80, .82, .83, .82};
        boolean[] oneRight = {true, false, true, false};
        boolean[] otherRight = {true, true, false, true};
        PairedTest test = PairedTest.of(one, other, .25, oneRight, otherRight);
        assertThat(test.difference()).isCloseTo(-.02, CLOSE);
        assertThat(test.p()).isCloseTo(0.1324189222202493, CLOSE);
        assertThat(test.low95()).isCloseTo(-0.04944864742216323, CLOSE);
        assertThat(test.high95()).isCloseTo(0.00944864742216333, CLOSE);
        assertThat(test.onlyFirst()).isEqualTo(1);
        assertThat(test.onlySecond()).isEqualTo(2);
        assertThat(test.differs()).isFalse();
        PairedTest same = PairedTest.of(one, one, .25, oneRight, oneRight);
        assertThat(same.p()).isEqualTo(1);
        assertThat(same.rowsP()).isEqualTo(1);
    }

    @Test
    void theSameRecipeTwiceIsNoDifference() {
        SmallData data = SmallData.of(60, 2, 3);
        LabelledTexts rows = LabelledTexts.of(data.texts(), data.labels());
        TrainingRun run = new TrainingRun(Recipes.byName("svm"));
        Map<String, TrainingRun> runs = new LinkedHashMap<>();
        runs.put("first", run);
        runs.put("<i>second</i>", run);
        List<String> heard = new ArrayList<>();
        Comparison comparison = Comparison.run(
                runs, rows, CrossValidation.folds(rows, 3, 1), (name, evaluation, fold) -> heard.add(name + fold));
        assertThat(heard).hasSize(6).startsWith("first1", "first2");
        assertThat(comparison.best().name()).isEqualTo("first");
        assertThat(comparison.best().toBest()).isNull();
        PairedTest test = comparison.entries().get(1).toBest();
        assertThat(test.difference()).isZero();
        assertThat(test.p()).isEqualTo(1);
        assertThat(comparison.likeTheBest()).containsExactly("<i>second</i>");
        assertThat(comparison.toString()).contains("first has the highest accuracy", "95 % interval");
        assertThat(comparison.toHtml("a & b"))
                .contains("a &amp; b", "&lt;i&gt;second", "<svg", "fold 3: ")
                .doesNotContain("<i>second", "<script");
        assertThat(comparison.toMap()).containsKeys("best", "accuracy", "macroF1", "microF1", "seconds", "recipes");
        assertThatThrownBy(() -> Comparison.run(Map.of("one", run), rows, List.of(), Comparison.Listener.NONE))
                .hasMessageContaining("at least two");
    }

    /** Folds of rows with wrong labels: what is right by rows is what the folds' figures say. */
    @Test
    void rowsAndFoldsAgree() {
        SmallData data = SmallData.of(90, 3, 4);
        List<List<String>> sets = new ArrayList<>();
        for (int row = 0; row < 90; row++) {
            String label = data.labels().get(row % 7 == 0 ? (row + 1) % 90 : row);
            sets.add(row % 5 == 0 ? List.of(label, "more") : List.of(label));
        }
        LabelledTexts several = LabelledTexts.multiLabel(data.texts(), sets);
        boolean[] right = new boolean[90];
        List<int[]> folds = CrossValidation.folds(several, 3, 2);
        CrossValidation result = CrossValidation.run(
                new TrainingRun(Recipes.byName("svm")), several, folds, right, (evaluation, fold) -> {});
        for (int fold = 0; fold < 3; fold++) {
            int count = 0;
            for (int row : folds.get(fold)) {
                count += right[row] ? 1 : 0;
            }
            assertThat((double) count / folds.get(fold).length)
                    .isCloseTo(result.folds().get(fold).accuracy(), CLOSE);
        }
        assertThat(result.accuracy()).isStrictlyBetween(.05, .95);
    }
}
