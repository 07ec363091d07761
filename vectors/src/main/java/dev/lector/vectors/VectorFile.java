// SPDX-License-Identifier: Apache-2.0
package dev.lector.vectors;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * What was read of a file of word vectors, in one of the formats of {@link VectorFormat}; each as it is, gzipped, or in a zip
 * (Lector's own, which is mapped, only as it is). The file is streamed: memory is proportional to the words kept.
 *
 * <p>Every row is checked for its width; the numbers of a row that is not kept are not looked at. Words are UTF-8 and may
 * hold blanks, as some of GloVe's do. Words of a {@code .npy} and of safetensors stand beside the matrix in {@code
 * NAME.vocab}, one a line.
 *
 * @param vectors of the wanted words that the file has, in its order
 * @param format of the file
 * @param rows of the file that were read, kept or not
 * @param duplicates rows left out because their word had come before
 */
public record VectorFile(WordVectors vectors, VectorFormat format, long rows, long duplicates) {
    private static final int BUFFER = 1 << 16;
    /** Bytes looked at to tell the format. */
    private static final int HEAD = 1 << 10;

    private static final Predicate<String> ALL = word -> true;

    /** Reads all words, the format told by the file's beginning. */
    public static VectorFile read(Path file) throws IOException {
        return read(file, null, ALL, Integer.MAX_VALUE);
    }

    /**
     * Reads the first words, and no further.
     *
     * @param format or null to have it detected
     * @param words at most
     */
    public static VectorFile first(Path file, VectorFormat format, int words) throws IOException {
        return read(file, format, ALL, words);
    }

    /**
     * Reads the wanted words. Of a zip with several files one is named behind an exclamation mark:
     * {@code glove.6B.zip!glove.6B.50d.txt}.
     *
     * @param format or null to have it detected
     * @param wanted which words to keep
     * @throws VectorFileException if the file is no such file, is cut short, or has a row that cannot be read; the
     *     message names file and line
     */
    public static VectorFile read(Path file, VectorFormat format, Predicate<String> wanted) throws IOException {
        return read(file, format, wanted, Integer.MAX_VALUE);
    }

    private static VectorFile read(Path file, VectorFormat format, Predicate<String> wanted, int most)
            throws IOException {
        if (MappedVectors.isMapped(file) && (format == null || format == VectorFormat.LECTOR)) {
            WordVectors mapped = MappedVectors.open(file);
            MappedVectors.verify(file);
            if (wanted == ALL) {
                WordVectors first = most < mapped.size() ? mapped.first(most) : mapped;
                return new VectorFile(first, VectorFormat.LECTOR, first.size(), 0);
            }
            return kept(mapped, file.toString(), wanted);
        }
        return VectorContainer.read(file, (in, name, beside) -> readStream(in, name, beside, format, wanted, most));
    }

    private static VectorFile kept(WordVectors mapped, String name, Predicate<String> wanted) throws IOException {
        VectorCollector collector = new VectorCollector(name, wanted, Integer.MAX_VALUE);
        collector.dimensions(mapped.dimensions());
        for (int i = 0; i < mapped.size(); i++) {
            if (collector.begin(mapped.words().get(i))) {
                mapped.copy(i, collector.values(), collector.at());
            }
        }
        return collector.result(VectorFormat.LECTOR);
    }

    /**
     * Reads a {@code .bin} of fastText with its n-grams, so that words it does not have get vectors, too. All rows of
     * n-grams are held in memory: 2,000,000 times the dimensions in most files.
     *
     * @throws VectorFileException if it is none, or has no n-grams
     */
    public static SubwordVectors readSubwords(Path file) throws IOException {
        return VectorContainer.read(file, (in, name, beside) -> {
            VectorCollector collector = new VectorCollector(name, ALL, Integer.MAX_VALUE);
            FastTextBinReader reader = new FastTextBinReader(new BinaryInput(name, in), collector, true);
            reader.read();
            CharacterNgrams ngrams = reader.ngrams();
            if (ngrams == null) {
                throw new VectorFileException(
                        "Words that a file does not have get vectors by character n-grams.",
                        name,
                        0,
                        "a file without n-grams (maxn=0)",
                        "Train with -minn 3 -maxn 6, or read it as plain vectors.");
            }
            int[] buckets = new int[ngrams.buckets()];
            Arrays.setAll(buckets, i -> i);
            WordVectors words = collector.result(VectorFormat.FASTTEXT).vectors();
            return new SubwordVectors(words, ngrams, buckets, reader.buckets());
        });
    }

    private static VectorFile readStream(
            InputStream raw,
            String name,
            VectorContainer.Beside beside,
            VectorFormat format,
            Predicate<String> wanted,
            int most)
            throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        VectorFormat found = format == null ? detect(head) : format;
        VectorCollector collector = new VectorCollector(name, wanted, most);
        switch (found) {
            case WORD2VEC_BINARY -> new Word2VecBinaryReader(new BinaryInput(name, in), collector).read();
            case FASTTEXT -> new FastTextBinReader(new BinaryInput(name, in), collector, false).read();
            case NUMPY -> {
                try (WordList words = beside.words()) {
                    new NumpyReader(new BinaryInput(name, in), collector).read(words);
                }
            }
            case SAFETENSORS -> {
                try (WordList words = beside.words()) {
                    new SafetensorsReader(name, in, collector).read(words);
                }
            }
            case LECTOR ->
                throw new VectorFileException(
                        "A file of Lector's own format is mapped as it is.",
                        name,
                        0,
                        "a packed or another file",
                        "Unpack it, or leave the format out.");
            case WINK, GLOVE, WORD2VEC -> readText(in, name, head, found, collector);
        }
        return collector.result(found);
    }

    private static void readText(
            BufferedInputStream in, String name, byte[] head, VectorFormat format, VectorCollector collector)
            throws IOException {
        checkHead(head, name);
        if (startsWith(head, 0xef, 0xbb, 0xbf)) {
            in.skipNBytes(3);
        }
        if (format == VectorFormat.WINK) {
            new WinkReader(name, in, collector).read();
        } else {
            new TextReader(name, in, collector).read(format == VectorFormat.WORD2VEC);
        }
    }

    private static void checkHead(byte[] head, String name) throws VectorFileException {
        if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) {
            throw new VectorFileException(
                    "A vector file must be UTF-8.", name, 1, "the mark of UTF-16", "Convert it to UTF-8.");
        }
        for (byte one : head) {
            if (one == 0) {
                throw new VectorFileException(
                        "A vector file must be of a known format.",
                        name,
                        0,
                        "a byte 0, as archives have it",
                        "Unpack the archive, or convert the file to word2vec's text.");
            }
        }
    }

    private static boolean startsWith(byte[] head, int... start) {
        boolean same = head.length >= start.length;
        for (int i = 0; i < start.length && same; i++) {
            same = (head[i] & 0xff) == start[i];
        }
        return same;
    }

    private static VectorFormat detect(byte[] bytes) {
        if (startsWith(bytes, 0xba, 0x16, 0x4f, 0x2f)) {
            return VectorFormat.FASTTEXT;
        }
        if (startsWith(bytes, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            return VectorFormat.NUMPY;
        }
        if (SafetensorsReader.isOne(bytes)) {
            return VectorFormat.SAFETENSORS;
        }
        if (Word2VecBinaryReader.isOne(bytes)) {
            return VectorFormat.WORD2VEC_BINARY;
        }
        byte[] head = startsWith(bytes, 0xef, 0xbb, 0xbf) ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
        int brace = pastSpace(head, 0);
        if (brace < head.length && head[brace] == '{') {
            int quote = pastSpace(head, brace + 1);
            if (quote < head.length && head[quote] == '"') {
                return VectorFormat.WINK;
            }
        }
        return TextReader.isHeader(head) ? VectorFormat.WORD2VEC : VectorFormat.GLOVE;
    }

    private static int pastSpace(byte[] head, int from) {
        int i = from;
        while (i < head.length && (head[i] == ' ' || head[i] == '\n' || head[i] == '\r' || head[i] == '\t')) {
            i++;
        }
        return i;
    }
}
