// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;

/** Makes one file out of the wanted files of an archive. */
interface Converter {
    /** Whether this file of the archive is wanted. */
    boolean wants(String path);

    /** Written once, before the first file. */
    default void begin(Writer to) throws IOException {}

    /**
     * Converts one file.
     *
     * @return how many rows were written
     */
    long convert(String path, InputStream from, Writer to) throws IOException;
}
