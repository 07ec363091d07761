// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import dev.lector.nn.kernels.KernelChoice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Where a classifier comes from, as it stands in its file: enough to make it again, or to say why one cannot. */
final class Provenance {
    private Provenance() {}

    static Map<String, Object> of(TrainingRun run, RecipeSettings settings, LabelledTexts data, TrainingReport report) {
        PreparedTraining.Outlook outlook = report.outlook();
        Map<String, Object> rows = new LinkedHashMap<>();
        rows.put("sha256", Digests.ofRows(data));
        rows.put("rows", data.rows());
        rows.put("trainingRows", outlook.trainingRows());
        rows.put("validationRows", outlook.validationRows());
        rows.put("rowsOfLabel", outlook.rowsOfLabel());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("lector", version());
        all.put("jdk", System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
        all.put("kernels", KernelChoice.best().name());
        all.put("recipe", run.recipe().name());
        all.put("settings", settings.values());
        if (settings.vectors() != null) {
            all.put("vectors", settings.vectors().name());
        }
        if (!run.classWeights().isNone()) {
            all.put("classWeights", run.classWeights().toString());
        }
        if (run.focal() > 0) {
            all.put("focal", run.focal());
        }
        all.put("seed", run.seed());
        all.put("data", rows);
        all.put("epochs", report.history().epochs().size());
        all.put("bestEpoch", report.bestEpoch());
        all.put("seconds", report.seconds());
        all.put("validation", report.validation() == null ? null : headline(report.validation()));
        return all;
    }

    private static Map<String, Object> headline(Evaluation evaluation) {
        Map<String, Object> figures = new LinkedHashMap<>(evaluation.toMap());
        figures.keySet().removeAll(Set.of("classes", "confusion", "reliability", "warnings"));
        return figures;
    }

    private static String version() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
