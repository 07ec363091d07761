// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.text;

import dev.lector.text.IcuWords;
import dev.lector.text.PennWords;
import dev.lector.text.ScikitWords;
import dev.lector.text.Stems;
import dev.lector.text.TokenCursor;
import dev.lector.text.TokenRule;
import dev.lector.text.VectorizationWords;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many bytes of English each token rule cuts in a second of one core: the 50,000 IMDB reviews, UTF-8. */
public final class TokenizerSpeed {
    private static final int ROUNDS = 6;

    private TokenizerSpeed() {}

    /** Prints the best and the median of the rounds for each rule, or for those named. */
    public static void main(String[] args) throws IOException {
        List<String> texts = ImdbTexts.read();
        long bytes = texts.stream()
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        System.out.printf(
                Locale.ROOT,
                "%,d texts, %.1f MB, JDK %s, processor time of 1 thread%n",
                texts.size(),
                bytes / 1e6,
                Runtime.version());
        for (Map.Entry<String, TokenRule> rule : rules().entrySet()) {
            if (args.length > 0 && !List.of(args).contains(rule.getKey())) {
                continue;
            }
            double[] speeds = new double[ROUNDS];
            long tokens = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long start = processorTime();
                tokens = count(rule.getValue(), texts);
                speeds[round] = bytes / 1e6 / ((processorTime() - start) / 1e9);
            }
            Arrays.sort(speeds);
            System.out.printf(
                    Locale.ROOT,
                    "%-13s %,12d tokens  best %.0f MB/s, median %.0f%n",
                    rule.getKey(),
                    tokens,
                    speeds[ROUNDS - 1],
                    speeds[ROUNDS / 2]);
        }
    }

    private static Map<String, TokenRule> rules() {
        Map<String, TokenRule> rules = new LinkedHashMap<>();
        rules.put("keras", TokenRule.WORDS);
        rules.put("scikit", ScikitWords.DEFAULT);
        rules.put("icu", IcuWords.DEFAULT);
        rules.put("vectorization", VectorizationWords.DEFAULT);
        rules.put("penn", new PennWords(true));
        rules.put("characters", TokenRule.CHARACTERS);
        rules.put("stems", new Stems(TokenRule.WORDS, "english"));
        rules.put("bigrams", TokenRule.WORDS.ngrams(1, 2));
        return rules;
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long count(TokenRule rule, List<String> texts) {
        TokenCursor cursor = rule.cursor();
        long tokens = 0;
        for (String text : texts) {
            cursor.reset(text);
            while (cursor.next()) {
                tokens++;
            }
        }
        return tokens;
    }
}
