// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of files and of data. */
final class Digests {
    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256.", e);
        }
    }

    /** The digest so far, in lower-case hexadecimal; the digest begins anew. */
    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * A name for labelled rows in their order: SHA-256 over each label and text in UTF-8, each ended by a zero byte; before
     * rows that may have several labels stands their number.
     *
     * @return lower-case hexadecimal
     */
    static String ofRows(LabelledTexts rows) {
        MessageDigest digest = sha256();
        for (int r = 0; r < rows.rows(); r++) {
            List<String> labels = rows.sets().get(r);
            if (rows.multiLabel()) {
                add(digest, Integer.toString(labels.size()));
            }
            labels.forEach(label -> add(digest, label));
            add(digest, rows.texts().get(r));
        }
        return hex(digest);
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
