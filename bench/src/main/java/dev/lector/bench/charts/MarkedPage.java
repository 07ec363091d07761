// SPDX-License-Identifier: Apache-2.0
package dev.lector.bench.charts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Markdown page with a part that a program writes, between {@code <!-- NAME -->} and {@code <!-- end of NAME -->}. */
public final class MarkedPage {
    private MarkedPage() {}

    /**
     * Replaces the part; a page that is not there is made of the part alone.
     *
     * @throws IllegalArgumentException if the page is there but does not say where the part goes
     */
    public static void replace(Path page, String name, String part) throws IOException {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        if (!Files.exists(page)) {
            Files.writeString(page, begin + "\n" + part + "\n" + end + "\n");
            return;
        }
        String text = Files.readString(page);
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "A page that is there must say where the figures go. Received: page=" + page + " without the lines "
                            + begin.strip() + " and " + end + ". Add them, or name another file.");
        }
        Files.writeString(page, text.substring(0, from + begin.length()) + "\n" + part + "\n" + text.substring(to));
    }
}
