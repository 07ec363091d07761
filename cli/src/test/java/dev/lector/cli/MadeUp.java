// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.util.Random;

/** Data that are made up: reviews whose label follows from one word. */
final class MadeUp {
    private static final String[] GOOD = {"good", "great", "lovely", "wonderful"};
    private static final String[] BAD = {"bad", "awful", "boring", "terrible"};
    private static final String[] THINGS = {"film", "book", "meal", "phone", "song", "hotel"};
    private static final String[] FILLERS = {"this", "was", "a", "really", "the", "it", "very", "we", "thought", "today"
    };

    private MadeUp() {}

    /** CSV of {@code label,text}, half of it positive. */
    static String reviews(int rows, long seed) {
        StringBuilder csv = new StringBuilder("label,text\n");
        Random random = new Random(seed);
        for (int i = 0; i < rows; i++) {
            csv.append(i % 2 == 0 ? "positive," : "negative,")
                    .append(text(random, i % 2 == 0 ? GOOD : BAD))
                    .append('\n');
        }
        return csv.toString();
    }

    private static String text(Random random, String[] opinions) {
        StringBuilder text = new StringBuilder();
        for (int words = 2 + random.nextInt(4); words > 0; words--) {
            text.append(one(random, FILLERS)).append(' ');
        }
        text.append(one(random, opinions)).append(' ').append(one(random, THINGS));
        return text.append(' ').append(random.nextInt(10_000)).toString();
    }

    private static String one(Random random, String[] words) {
        return words[random.nextInt(words.length)];
    }
}
