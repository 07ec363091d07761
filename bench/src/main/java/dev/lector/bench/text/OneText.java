// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.text;

import dev.lector.classify.TextClassifier;
import dev.lector.text.data.Document;
import dev.lector.text.data.DocumentOptions;
import dev.lector.text.data.Documents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How long a trained classifier takes from a raw string to its label, one text after the other on one thread. */
public final class OneText {
    private static final int WARM_UP = 30_000;
    private static final int TEXTS = 50_000;

    private OneText() {}

    /** Prints median and 99th percentile of each model: {@code MODEL... TEXTS}, a file of texts that {@code lector} reads. */
    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException("Models and texts are needed. Received: " + List.of(args)
                    + ". Write: model.lector [model.lector ...] texts.csv");
        }
        List<String> texts = texts(Path.of(args[args.length - 1]));
        for (String model : Arrays.asList(args).subList(0, args.length - 1)) {
            double[] micros = times(TextClassifier.load(Path.of(model)), texts);
            System.out.printf(
                    Locale.ROOT,
                    "%-24s median %7.1f µs, p99 %7.1f µs%n",
                    model,
                    micros[TEXTS / 2],
                    micros[TEXTS / 100 * 99]);
        }
    }

    private static List<String> texts(Path file) throws IOException {
        return Documents.read(file, DocumentOptions.UNLABELLED).list().stream()
                .map(Document::text)
                .toList();
    }

    private static double[] times(TextClassifier classifier, List<String> texts) {
        double[] micros = new double[TEXTS];
        int characters = 0;
        for (int i = -WARM_UP; i < TEXTS; i++) {
            String text = texts.get(Math.floorMod(i, texts.size()));
            long begin = System.nanoTime();
            characters += classifier.predict(text).label().length();
            if (i >= 0) {
                micros[i] = (System.nanoTime() - begin) / 1e3;
            }
        }
        if (characters == 0) {
            throw new IllegalStateException("Every text has a label. Received: none from " + classifier.labels() + ".");
        }
        Arrays.sort(micros);
        return micros;
    }
}
