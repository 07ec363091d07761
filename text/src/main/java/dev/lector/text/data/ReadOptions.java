// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.nio.charset.Charset;

/**
 * How to read files. What is null is detected from the beginning of each file.
 *
 * @param format null to detect
 * @param separator between the fields of a table, null to detect
 * @param charset null to detect; HTML, XML and mail may declare their own, which counts unless it is plainly wrong
 * @param header whether the first row of a table names the columns, null to detect
 * @param policy what happens to bad rows, and to bad files among others
 * @param maxField characters that a field, a line or a text may have; bounds the memory that reading takes
 * @param files which files of a folder or archive are read: a glob for their paths within it; null for all
 * @param split which part of Reuters-21578 a story belongs to
 * @param maxExpansion how many times its size a compressed file may expand
 */
public record ReadOptions(
        Format format,
        Character separator,
        Charset charset,
        Boolean header,
        Policy policy,
        int maxField,
        String files,
        ReutersSplit split,
        int maxExpansion) {
    /**
     * Everything is detected; a bad row is an error; a field has at most 16,777,216 characters; all files; ModApte; at most
     * 250 times the compressed size.
     */
    public static final ReadOptions DEFAULT =
            new ReadOptions(null, null, null, null, Policy.FAIL, 1 << 24, null, ReutersSplit.MOD_APTE, 250);

    /** Checks the limits. */
    public ReadOptions {
        if (policy == null || maxField < 1 || maxField > 1 << 28) {
            throw new IllegalArgumentException(
                    "A policy is needed, and fields of 1 to 268435456 characters. Received: policy=" + policy
                            + ", maxField=" + maxField + ".");
        }
        if (split == null || maxExpansion < 1) {
            throw new IllegalArgumentException(
                    "A split is needed, and a file may expand at least once. Received: split=" + split
                            + ", maxExpansion=" + maxExpansion + ".");
        }
        if (separator != null && (separator == '\n' || separator == '\r' || separator == '"')) {
            throw new IllegalArgumentException("A separator is neither a line end nor a quote. Received: separator="
                    + Dialect.name(separator) + ". Use , or ; or a tab.");
        }
    }

    /** A copy with a format. */
    public ReadOptions format(Format value) {
        return new ReadOptions(value, separator, charset, header, policy, maxField, files, split, maxExpansion);
    }

    /** A copy with a separator. */
    public ReadOptions separator(Character value) {
        return new ReadOptions(format, value, charset, header, policy, maxField, files, split, maxExpansion);
    }

    /** A copy with a charset. */
    public ReadOptions charset(Charset value) {
        return new ReadOptions(format, separator, value, header, policy, maxField, files, split, maxExpansion);
    }

    /** A copy that says whether there is a header. */
    public ReadOptions header(Boolean value) {
        return new ReadOptions(format, separator, charset, value, policy, maxField, files, split, maxExpansion);
    }

    /** A copy with a policy. */
    public ReadOptions policy(Policy value) {
        return new ReadOptions(format, separator, charset, header, value, maxField, files, split, maxExpansion);
    }

    /** A copy with a limit for a field. */
    public ReadOptions maxField(int value) {
        return new ReadOptions(format, separator, charset, header, policy, value, files, split, maxExpansion);
    }

    /** A copy with a glob for the files of a folder or archive. */
    public ReadOptions files(String value) {
        return new ReadOptions(format, separator, charset, header, policy, maxField, value, split, maxExpansion);
    }

    /** A copy with a split of Reuters-21578. */
    public ReadOptions split(ReutersSplit value) {
        return new ReadOptions(format, separator, charset, header, policy, maxField, files, value, maxExpansion);
    }

    /** A copy with a limit for what a compressed file may expand to. */
    public ReadOptions maxExpansion(int value) {
        return new ReadOptions(format, separator, charset, header, policy, maxField, files, split, value);
    }
}
