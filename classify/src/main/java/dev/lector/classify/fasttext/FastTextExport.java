// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify.fasttext;

import dev.lector.classify.TextClassifier;
import dev.lector.nn.Model;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.HierarchicalSoftmax;
import dev.lector.text.HashedNgrams;
import dev.lector.text.TextPipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A classifier of recipe {@code fasttext} as what a file of fastText holds. */
final class FastTextExport {
    private FastTextExport() {}

    static FastTextModel of(TextClassifier classifier) {
        TextPipeline pipeline = classifier.pipeline();
        if (!(pipeline.encoding() instanceof HashedNgrams features)) {
            throw refused("pipeline=" + pipeline.encoding(), "Train with recipe fasttext");
        }
        if (!pipeline.cleaning().isEmpty() || !pipeline.rule().equals(HashedNgrams.words(false))) {
            throw refused(
                    "a pipeline that cleans or lower-cases texts", "Train with tokens=blanks on texts as they are");
        }
        Model model = classifier.model();
        List<String> labels = classifier.labels();
        long[] counts = counts(classifier);
        Integer[] order = new Integer[labels.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(counts[b], counts[a]));
        int dim = model.nodes().get(1).shape().size();
        float[] rows = rows(model, labels.size(), dim);
        boolean tree = model.outputs().get(0).layer() instanceof HierarchicalSoftmax;
        float[] output = new float[labels.size() * dim];
        for (int i = 0; i < order.length; i++) {
            int row = tree ? i : order[i];
            System.arraycopy(rows, row * dim, output, i * dim, Math.min(dim, rows.length - row * dim));
        }
        List<String> words = pipeline.vocabulary().words();
        FastTextArguments arguments = new FastTextArguments(
                dim,
                5,
                5,
                1,
                5,
                features.wordNgrams(),
                loss(model, tree),
                FastTextArguments.SUPERVISED,
                features.buckets().count(),
                features.minn(),
                features.maxn(),
                100,
                1e-4);
        return new FastTextModel(
                arguments,
                words,
                Collections.nCopies(words.size(), 1L),
                Arrays.stream(order).map(labels::get).toList(),
                Arrays.stream(order).map(i -> counts[i]).toList(),
                words.size(),
                features.buckets(),
                model.weights().get(0).values(),
                output);
    }

    private static int loss(Model model, boolean tree) {
        boolean ova = model.outputs().get(0).shape().size() > 1
                && model.outputs().get(0).layer() instanceof Dense dense
                && dense.activation() == Activation.SIGMOID;
        return tree ? FastTextArguments.HS : ova ? FastTextArguments.OVA : FastTextArguments.SOFTMAX;
    }

    /** A row a label, or an inner node and one of zeros. Of two labels one has half the row and the other its opposite. */
    private static float[] rows(Model model, int labels, int dim) {
        float[] kernel = model.weights().get(1).values();
        float[] rows = new float[labels * dim];
        if (model.outputs().get(0).layer() instanceof HierarchicalSoftmax) {
            System.arraycopy(kernel, 0, rows, 0, kernel.length);
            return rows;
        }
        for (int label = 0; label < labels; label++) {
            for (int j = 0; j < dim; j++) {
                rows[label * dim + j] = labels == 2 ? (label - .5f) * kernel[j] : kernel[j * labels + label];
            }
        }
        return rows;
    }

    /** How often each label occurred in the training; the tree was made of these. */
    private static long[] counts(TextClassifier classifier) {
        Map<?, ?> rows = classifier.provenance().get("data") instanceof Map<?, ?> data
                        && data.get("rowsOfLabel") instanceof Map<?, ?> map
                ? map
                : Map.of();
        List<Long> counts = new ArrayList<>();
        for (String label : classifier.labels()) {
            if (!(rows.get(label) instanceof Number count)) {
                throw refused("no count of label " + label, "Train it again with this Lector");
            }
            counts.add(count.longValue());
        }
        return counts.stream().mapToLong(Long::longValue).toArray();
    }

    private static IllegalArgumentException refused(String received, String next) {
        return new IllegalArgumentException(
                "A file of fastText holds a classifier of recipe fasttext that reads texts as"
                        + " fastText does. Received: " + received + ". " + next + ", or save it as .lector.");
    }
}
