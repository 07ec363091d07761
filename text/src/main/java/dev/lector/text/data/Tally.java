// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.util.ArrayList;
import java.util.List;

/** What was left out while reading, and whether something bad may be. */
final class Tally {
    private static final int KEPT_MESSAGES = 10;

    private final Policy policy;
    private final List<String> messages = new ArrayList<>();
    long skipped;
    long blank;
    /** Sequences of bytes, and halves of surrogate pairs, that became U+FFFD. */
    long replaced;
    /** Files that are none to read: hidden ones, links, devices. */
    long ignored;

    private String firstIgnored;

    Tally(Policy policy) {
        this.policy = policy;
    }

    boolean skips() {
        return policy == Policy.SKIP;
    }

    /** Throws, or counts as left out, as the policy says. */
    void reject(BadInputException bad, boolean others) {
        if (policy == Policy.FAIL || !(bad.rowOnly() || (others && bad.fileOnly()))) {
            throw bad;
        }
        skipped++;
        if (messages.size() < KEPT_MESSAGES) {
            messages.add(bad.getMessage());
        }
    }

    void ignore(String name) {
        ignored++;
        if (firstIgnored == null) {
            firstIgnored = name;
        }
    }

    /** The first reasons for leaving something out. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    List<Warning> warnings(String source) {
        List<Warning> warnings = new ArrayList<>();
        if (skipped > 0) {
            warnings.add(new Warning(
                    Warning.Kind.SKIPPED_ROWS,
                    skipped + " rows of " + source + " were left out. The first: " + messages.get(0)));
        }
        if (replaced > 0) {
            warnings.add(new Warning(
                    Warning.Kind.REPLACED_BYTES,
                    replaced + " sequences of bytes in " + source
                            + " are no characters of their charset and were replaced by U+FFFD."));
        }
        if (ignored > 0) {
            warnings.add(new Warning(
                    Warning.Kind.IGNORED_FILES,
                    ignored + " files of " + source
                            + " are hidden, links, no files, or not asked for, and were left out." + " The first: "
                            + firstIgnored + "."));
        }
        return warnings;
    }
}
