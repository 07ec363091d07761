// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lector.classify.report.EvaluationPage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationPageTest {
    private static final String MARKUP = "<script>alert('x')</script>";

    /** Texts, labels and title come from anywhere: none of them may become markup. */
    @Test
    void textsAreEscapedWhereverTheyStand() {
        SmallData data = SmallData.of(300, 2, 1);
        List<String> labels = new ArrayList<>(data.labels());
        labels.replaceAll(label -> label.equals("neg") ? "<b>neg</b>" : label);
        TextClassifier classifier =
                SmallData.run(Recipes.byName("mlp")).run(data.texts(), labels).classifier();
        // Wrong answers and near-duplicates show their texts.
        List<String> texts = new ArrayList<>(data.texts().subList(0, 40));
        texts.replaceAll(text -> text + " " + MARKUP);
        List<String> wrong = new ArrayList<>(labels.subList(0, 40));
        wrong.replaceAll(label -> label.equals("pos") ? "<b>neg</b>" : "pos");
        EvaluationReport report =
                EvaluationReport.of(classifier, LabelledTexts.of(texts, wrong), texts, UnseenLabels.FAIL);
        String page = EvaluationPage.of(MARKUP, report);
        assertThat(report.mistakes()).isNotEmpty();
        assertThat(report.duplicates()).isNotEmpty();
        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("<b>neg")
                .contains("&lt;b&gt;neg&lt;/b&gt;")
                .contains("alert(");
    }
}
