// SPDX-License-Identifier: Apache-2.0
package dev.lector.text;

/** What the tokens of a text become. */
public sealed interface Encoding permits Encoding.Ids, Encoding.Bag, HashedFeatures {
    /**
     * Ids of the tokens in order, in rows of equal length. Id 0 is padding; the vocabulary's words begin at id 1, or at 2
     * if unknown words have an id.
     *
     * @param steps ids a row
     * @param padding where a short row is filled
     * @param truncating where tokens of a long text are left out
     * @param unknown whether unknown words have the id 1; else they are left out
     * @param reversed whether the tokens stand in reverse order, turned round before the row is padded and cut
     * @param margin steps of padding that every row has at the end where it is not padded, so that windows may reach
     *     beyond the text at both ends
     * @param windows whether a text that is longer than a row may be read by several rows, all of it
     *     ({@link TextPipeline#encodeWindows}); where a text is one row it is cut all the same
     * @param overlap tokens that neighbouring windows have in common at least
     */
    record Ids(
            int steps,
            Side padding,
            Side truncating,
            boolean unknown,
            boolean reversed,
            int margin,
            boolean windows,
            int overlap)
            implements Encoding {
        /** Checks the steps. */
        public Ids {
            if (margin < 0 || steps - margin < 1 || padding == null || padding == Side.MIDDLE || truncating == null) {
                throw new IllegalArgumentException(
                        "Rows of ids need at least one step beside their margin, padding at an"
                                + " end, and a side where they are cut."
                                + " Received: steps=" + steps + ", margin=" + margin + ", padding=" + padding
                                + ", truncating="
                                + truncating + ".");
            }
            // More would let the rows of a text grow far beyond the text.
            if (overlap < 0 || overlap > (steps - margin) / 2 || (overlap > 0 && !windows)) {
                throw new IllegalArgumentException("Windows overlap by at most half of their steps."
                        + " Received: overlap=" + overlap + ", steps=" + (steps - margin) + ", windows=" + windows
                        + ". Give from 0 to " + (steps - margin) / 2 + ".");
            }
        }

        /** One row a text. */
        public Ids(int steps, Side padding, Side truncating, boolean unknown, boolean reversed, int margin) {
            this(steps, padding, truncating, unknown, reversed, margin, false, 0);
        }

        /** Keras's defaults: padded and truncated at the beginning, unknown words left out. */
        public Ids(int steps) {
            this(steps, Side.PRE, Side.PRE, false);
        }

        /** In the order of the text. */
        public Ids(int steps, Side padding, Side truncating, boolean unknown) {
            this(steps, padding, truncating, unknown, false, 0);
        }

        /** With {@code reversed} changed. */
        public Ids reversed(boolean value) {
            return new Ids(steps, padding, truncating, unknown, value, margin, windows, overlap);
        }

        /** With {@code margin} changed. */
        public Ids margin(int value) {
            return new Ids(steps, padding, truncating, unknown, reversed, value, windows, overlap);
        }

        /** With {@code truncating} changed. */
        public Ids truncating(Side value) {
            return new Ids(steps, padding, value, unknown, reversed, margin, windows, overlap);
        }

        /** With {@code unknown} changed. */
        public Ids unknown(boolean value) {
            return new Ids(steps, padding, truncating, value, reversed, margin, windows, overlap);
        }

        /** With texts longer than a row read by several, which overlap by at least so many tokens. */
        public Ids windows(int tokens) {
            return new Ids(steps, padding, truncating, unknown, reversed, margin, true, tokens);
        }

        /** Steps that may hold tokens. */
        int room() {
            return steps - margin;
        }

        /** The rows of a text of so many ids: as few as reach over it. */
        int rows(int length) {
            int fresh = room() - overlap;
            return !windows || length <= room() ? 1 : (int) (((long) length - overlap + fresh - 1) / fresh);
        }

        /**
         * The id that a row of a text begins with. The first row begins where the text does, the last ends where it ends, and
         * the others lie between them at equal distances, so that no row is nearly empty.
         */
        int start(int length, int row) {
            long last = rows(length) - 1;
            return last == 0 ? 0 : (int) ((2L * row * (length - room()) + last) / (2 * last));
        }
    }

    /**
     * Bags of words: a column for each word. As in Keras the word of id {@code i} has column {@code i}, and column 0 is
     * empty; unknown words are left out. A value is {@code mode * idf}, and the row is then scaled by {@code norm}.
     *
     * @param mode what the word's count in the text becomes
     * @param idf what the number of texts with the word becomes; its values are the pipeline's {@link FeatureWeights}
     * @param norm what a row is divided by
     * @param unknown whether unknown words count in column 0, weighed by the mean of all idf values
     * @param columns width of a row, of which the last stay empty if there are fewer words; 0 for as many as there are words
     */
    record Bag(Mode mode, Idf idf, Norm norm, boolean unknown, int columns) implements Encoding {
        /** TF-IDF as the course has it: {@code c/n * ln(N/df)}. */
        public static final Bag TFIDF_COURSE = new Bag(Mode.FREQ, Idf.PLAIN, Norm.NONE);

        /** TF-IDF of scikit-learn's {@code TfidfVectorizer}: {@code c * (ln((1+N)/(1+df)) + 1)}, rows of length 1. */
        public static final Bag TFIDF_SCIKIT = new Bag(Mode.COUNT, Idf.SMOOTH, Norm.L2);

        /** TF-IDF of Keras's {@code Tokenizer}: {@code (1 + ln c) * ln(1 + N/(1+df))}. */
        public static final Bag TFIDF_KERAS = new Bag(Mode.LOG, Idf.KERAS, Norm.NONE);

        /** TF-IDF of Keras's {@code TextVectorization}: {@code c * ln(1 + N/(1+df))}. */
        public static final Bag TFIDF_VECTORIZATION = new Bag(Mode.COUNT, Idf.KERAS, Norm.NONE);

        /** Checks that nothing is missing. */
        public Bag {
            if (mode == null || idf == null || norm == null) {
                throw new IllegalArgumentException("A bag needs a mode, an idf and a norm. Received: mode=" + mode
                        + ", idf=" + idf + ", norm=" + norm + ". Use COUNT, and NONE for no idf and no norm.");
            }
            if (columns < 0) {
                throw new IllegalArgumentException("A row must not have a negative width. Received: columns=" + columns
                        + ". Use 0 for the number of words.");
            }
        }

        /** Unknown words are left out, and there are as many columns as words and one. */
        public Bag(Mode mode, Idf idf, Norm norm) {
            this(mode, idf, norm, false, 0);
        }

        /** Neither idf nor norm. */
        public Bag(Mode mode) {
            this(mode, Idf.NONE, Norm.NONE);
        }

        /** With {@code mode} changed: {@code TFIDF_SCIKIT.mode(Mode.LOG)} is scikit-learn's {@code sublinear_tf}. */
        public Bag mode(Mode value) {
            return new Bag(value, idf, norm, unknown, columns);
        }

        /** With {@code idf} changed. */
        public Bag idf(Idf value) {
            return new Bag(mode, value, norm, unknown, columns);
        }

        /** With {@code norm} changed. */
        public Bag norm(Norm value) {
            return new Bag(mode, idf, value, unknown, columns);
        }

        /** With {@code unknown} changed. */
        public Bag unknown(boolean value) {
            return new Bag(mode, idf, norm, value, columns);
        }

        /** With {@code columns} changed. */
        public Bag columns(int value) {
            return new Bag(mode, idf, norm, unknown, value);
        }

        /** The value of a word that stands c times in a text of n known words. */
        public enum Mode {
            /** 1: multi-hot. */
            BINARY,
            /** c. */
            COUNT,
            /** c/n. */
            FREQ,
            /** 1 + ln c. */
            LOG;

            double of(int count, int length) {
                if (this == BINARY) {
                    return 1;
                }
                if (this == COUNT) {
                    return count;
                }
                return this == FREQ ? (double) count / length : 1 + Math.log(count);
            }
        }

        /** The inverse document frequency of a word that occurs in df of the N training texts. */
        public enum Idf {
            /** 1. */
            NONE,
            /** ln(N/df); 0 for a word of no text. */
            PLAIN,
            /** ln((1+N)/(1+df)) + 1. */
            SMOOTH,
            /** ln(1 + N/(1+df)). */
            KERAS;

            double of(int texts, int textsWith) {
                if (this == NONE) {
                    return 1;
                }
                if (this == PLAIN) {
                    return textsWith == 0 ? 0 : Math.log((double) texts / textsWith);
                }
                return this == SMOOTH
                        ? Math.log((1.0 + texts) / (1.0 + textsWith)) + 1
                        : Math.log1p(texts / (1.0 + textsWith));
            }
        }

        /** What a row's values are divided by; a row of zeros stays. */
        public enum Norm {
            /** 1. */
            NONE,
            /** The sum of the absolute values. */
            L1,
            /** The square root of the sum of squares. */
            L2;

            /** Divides the first {@code length} values; modified. */
            void apply(double[] values, int length) {
                if (this == NONE) {
                    return;
                }
                double sum = 0;
                for (int i = 0; i < length; i++) {
                    sum += this == L2 ? values[i] * values[i] : Math.abs(values[i]);
                }
                double divisor = this == L2 ? Math.sqrt(sum) : sum;
                for (int i = 0; i < length && divisor > 0; i++) {
                    values[i] /= divisor;
                }
            }
        }
    }
}
