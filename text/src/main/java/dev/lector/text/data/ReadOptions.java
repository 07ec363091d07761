// SPDX-License-Identifier: Apache-2.0
package dev.lector.text.data;

import java.nio.charset.Charset;

/**
 * How to read a table. What is null is detected from the beginning of the file.
 *
 * @param format null to detect
 * @param separator between fields, null to detect
 * @param charset null to detect
 * @param header whether the first row names the columns, null to detect
 * @param policy what happens to bad rows
 * @param maxField characters that a field (or line) may have; bounds the memory that reading takes
 */
public record ReadOptions(
        Format format, Character separator, Charset charset, Boolean header, Policy policy, int maxField) {
    /** Everything is detected; a bad row is an error; a field has at most 16,777,216 characters. */
    public static final ReadOptions DEFAULT = new ReadOptions(null, null, null, null, Policy.FAIL, 1 << 24);

    /** Checks the limits. */
    public ReadOptions {
        if (policy == null || maxField < 1 || maxField > 1 << 28) {
            throw new IllegalArgumentException(
                    "A policy is needed, and fields of 1 to 268435456 characters. Received: policy=" + policy
                            + ", maxField=" + maxField + ".");
        }
        if (separator != null && (separator == '\n' || separator == '\r' || separator == '"')) {
            throw new IllegalArgumentException("A separator is neither a line end nor a quote. Received: separator="
                    + Dialect.name(separator) + ". Use , or ; or a tab.");
        }
    }

    /** A copy with a format. */
    public ReadOptions format(Format value) {
        return new ReadOptions(value, separator, charset, header, policy, maxField);
    }

    /** A copy with a separator. */
    public ReadOptions separator(Character value) {
        return new ReadOptions(format, value, charset, header, policy, maxField);
    }

    /** A copy with a charset. */
    public ReadOptions charset(Charset value) {
        return new ReadOptions(format, separator, value, header, policy, maxField);
    }

    /** A copy that says whether there is a header. */
    public ReadOptions header(Boolean value) {
        return new ReadOptions(format, separator, charset, value, policy, maxField);
    }

    /** A copy with a policy. */
    public ReadOptions policy(Policy value) {
        return new ReadOptions(format, separator, charset, header, value, maxField);
    }

    /** A copy with a limit. */
    public ReadOptions maxField(int value) {
        return new ReadOptions(format, separator, charset, header, policy, value);
    }
}
