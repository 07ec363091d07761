// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Something the course says of two networks, to be shown or not on the data at hand.
 *
 * @param text in words
 * @param kind what is compared
 * @param first the network that the claim is about
 * @param second the one it is compared with
 */
public record Claim(String text, Kind kind, String first, String second) {
    /** What is compared. */
    public enum Kind {
        /** The first is right more often. */
        BETTER,
        /** The first is not right more often. */
        NO_BETTER,
        /** The first is right a little less often. */
        WORSE,
        /** The first takes less time an epoch. */
        FASTER
    }

    /** What the course claims. */
    static final List<Claim> ALL = List.of(
            new Claim("Trained vectors beat frozen ones", Kind.BETTER, "words-cnn", "words-cnn-pretrained"),
            new Claim(
                    "Regularisation beats the first network",
                    Kind.BETTER,
                    "words-cnn-regularised",
                    "words-cnn-pretrained"),
            new Claim("Dilation beats plain convolution (the code)", Kind.BETTER, "dilated-cnn", "words-cnn"),
            new Claim("Dilation beats plain convolution (the table)", Kind.BETTER, "dilated-cnn-table", "words-cnn"),
            new Claim("Several widths beat one", Kind.BETTER, "multi-width-cnn", "words-cnn"),
            new Claim("Positions do not help", Kind.NO_BETTER, "positional-cnn", "positional-cnn-without"),
            new Claim("The average beats Flatten, 200 texts", Kind.BETTER, "glove-average-200", "glove-dense-200"),
            new Claim("The average beats Flatten, 20,000 texts", Kind.BETTER, "glove-average", "glove-dense"),
            new Claim("A GRU is a little worse than an LSTM", Kind.WORSE, "gru", "lstm"),
            new Claim("A GRU is faster than an LSTM", Kind.FASTER, "gru", "lstm"),
            new Claim("A CNN is much faster than a simple RNN", Kind.FASTER, "convnet", "simple-rnn"),
            new Claim("A CNN is much faster than an LSTM", Kind.FASTER, "convnet", "lstm"),
            new Claim("Characters with an LSTM beat characters", Kind.BETTER, "char-cnn-lstm", "char-cnn"),
            new Claim(
                    "Characters with an LSTM beat characters, 200 of them",
                    Kind.BETTER,
                    "char-cnn-lstm-200",
                    "char-cnn-200"));

    /**
     * How a claim stands.
     *
     * @param claim what was claimed
     * @param figures in words
     * @param answer whether it was shown, in a few words
     */
    public record Verdict(Claim claim, String figures, String answer) {}

    /** How it stands; null if one of the two networks was not trained. */
    Verdict judge(Map<String, Standing> standings) {
        Standing a = standings.get(first);
        Standing b = standings.get(second);
        if (a == null || b == null) {
            return null;
        }
        return kind == Kind.FASTER ? speed(a, b) : accuracy(a, b);
    }

    private Verdict speed(Standing a, Standing b) {
        double ratio = Standing.seconds(b.lector()) / Standing.seconds(a.lector());
        String figures = String.format(
                Locale.ROOT,
                "%.2f s against %.2f s an epoch, %.1f times as fast",
                Standing.seconds(a.lector()),
                Standing.seconds(b.lector()),
                ratio);
        if (!a.keras().isEmpty() && !b.keras().isEmpty()) {
            figures += String.format(
                    Locale.ROOT, "; in Keras %.1f times", Standing.seconds(b.keras()) / Standing.seconds(a.keras()));
        }
        return new Verdict(this, figures, ratio > 1 ? "shown" : "not so");
    }

    private Verdict accuracy(Standing a, Standing b) {
        double[] more = a.rightMoreOften(b);
        if (more == null) {
            return null;
        }
        Interval interval = Interval.of(more);
        String figures = String.format(
                Locale.ROOT,
                "%+.2f points, 95 %% interval %+.2f to %+.2f; %d texts, %d and %d seeds",
                100 * interval.mean(),
                100 * interval.low(),
                100 * interval.high(),
                interval.count(),
                a.lector().size(),
                b.lector().size());
        return new Verdict(this, figures, answer(interval));
    }

    private String answer(Interval difference) {
        return switch (kind) {
            case BETTER ->
                difference.isAbove() ? "shown" : difference.isBelow() ? "the opposite is shown" : "not shown";
            case WORSE -> difference.isBelow() ? "shown" : difference.isAbove() ? "the opposite is shown" : "not shown";
            case NO_BETTER -> difference.isAbove() ? "not so: it helps" : "no gain seen";
            case FASTER -> throw new IllegalStateException("Speed has no interval. Received: kind=FASTER.");
        };
    }
}
