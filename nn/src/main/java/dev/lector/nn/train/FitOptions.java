// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.records.Records;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How {@link Trainer#fit} goes about it. {@code FitOptions.DEFAULT.epochs(5).validationSplit(0.1)} is a copy with these
 * settings.
 *
 * @param batchSize samples a batch, 32; the last batch of an epoch may be smaller
 * @param epochs the last epoch, 1; when a training is resumed, those before count
 * @param shuffle a new order of the samples each epoch, true
 * @param groups rows that stand for one sample together: the first row of each group, and the number of all rows. One row of each
 *     group, drawn anew, is trained on in each epoch. Null where every row is a sample
 * @param validationSplit share of the samples, the last ones before shuffling, to validate with, 0
 * @param validation data to validate with after each epoch, or null
 * @param validator gives the figures of validation after each epoch, by the names of loss and metrics, in place of validation
 *     data; null if they are measured on data
 * @param classWeight factor of the loss of a class's samples, 1 for classes not in it
 * @param callbacks called in their order
 * @param seed of the order and of dropout
 * @param threads at least 1; the results are the same on any number of them. All processors if not set
 * @param progress hears how it goes
 * @param stop asked after each batch: true cancels the training. So does an interrupt of the thread
 * @param checkpoint file written after each epoch, or null
 * @param resumeFrom a checkpoint to go on from, or null
 * @param resumeSettings kept in the checkpoint, by name; a training with others is refused to go on from it. What the
 *     trainer cannot see, such as a digest of the data; optimizer, batch size, seed and rows are compared anyway
 */
public record FitOptions(
        int batchSize,
        int epochs,
        boolean shuffle,
        int[] groups,
        double validationSplit,
        Dataset validation,
        Supplier<Map<String, Double>> validator,
        Map<Integer, Float> classWeight,
        List<Callback> callbacks,
        long seed,
        int threads,
        ProgressListener progress,
        BooleanSupplier stop,
        Path checkpoint,
        Path resumeFrom,
        Map<String, String> resumeSettings) {
    /** Keras's defaults, seed 1, all processors. */
    public static final FitOptions DEFAULT = new FitOptions(
            32,
            1,
            true,
            null,
            0,
            null,
            null,
            Map.of(),
            List.of(),
            1,
            Runtime.getRuntime().availableProcessors(),
            ProgressListener.NONE,
            () -> false,
            null,
            null,
            Map.of());

    /** Checks the numbers. */
    public FitOptions {
        classWeight = Map.copyOf(classWeight);
        callbacks = List.copyOf(callbacks);
        resumeSettings = Collections.unmodifiableMap(new LinkedHashMap<>(resumeSettings));
        if (batchSize < 1 || epochs < 1 || threads < 1 || !(validationSplit >= 0 && validationSplit < 1)) {
            throw new IllegalArgumentException(
                    "Batch size, epochs and threads must be at least 1, the validation split from 0 to below 1."
                            + " Received: batchSize=" + batchSize + ", epochs=" + epochs + ", threads=" + threads
                            + ", validationSplit=" + validationSplit + ".");
        }
        if (groups != null && validationSplit > 0) {
            throw new IllegalArgumentException("Rows in groups are not split. Received: groups=" + (groups.length - 1)
                    + ", validationSplit=" + validationSplit + ". Give validation data of their own.");
        }
        if (validator != null && (validation != null || validationSplit > 0)) {
            throw new IllegalArgumentException(
                    "Validation figures come from a validator or from data, not both. Received:"
                            + " validator, validationSplit=" + validationSplit + ", validation="
                            + (validation == null ? "none" : validation.rows() + " rows") + ".");
        }
        if (validation != null && validationSplit > 0) {
            throw new IllegalArgumentException("Validation data are given or split off, not both. Received:"
                    + " validationSplit=" + validationSplit + ", validation=" + validation.rows() + " rows.");
        }
    }

    /** This with samples a batch. */
    public FitOptions batchSize(int value) {
        return Records.with(this, "batchSize", value);
    }

    /** This with epochs. */
    public FitOptions epochs(int value) {
        return Records.with(this, "epochs", value);
    }

    /** This with or without shuffling. */
    public FitOptions shuffle(boolean value) {
        return Records.with(this, "shuffle", value);
    }

    /**
     * This with rows in groups.
     *
     * @param starts the first row of each group, and the number of all rows; not copied. Null for none
     */
    public FitOptions groups(int[] starts) {
        return Records.with(this, "groups", starts);
    }

    /** This with a share of the samples to validate with. */
    public FitOptions validationSplit(double value) {
        return Records.with(this, "validationSplit", value);
    }

    /** This with data to validate with. */
    public FitOptions validation(Dataset value) {
        return Records.with(this, "validation", value);
    }

    /** This with figures of validation that are measured elsewhere. */
    public FitOptions validator(Supplier<Map<String, Double>> value) {
        return Records.with(this, "validator", value);
    }

    /** This with weights of classes. */
    public FitOptions classWeight(Map<Integer, Float> value) {
        return Records.with(this, "classWeight", value);
    }

    /** This with callbacks. */
    public FitOptions callbacks(List<Callback> value) {
        return Records.with(this, "callbacks", value);
    }

    /** This with a seed. */
    public FitOptions seed(long value) {
        return Records.with(this, "seed", value);
    }

    /** This with threads. */
    public FitOptions threads(int value) {
        return Records.with(this, "threads", value);
    }

    /** This with a listener. */
    public FitOptions progress(ProgressListener value) {
        return Records.with(this, "progress", value);
    }

    /** This with a way to cancel. */
    public FitOptions stop(BooleanSupplier value) {
        return Records.with(this, "stop", value);
    }

    /** This with a checkpoint after each epoch. */
    public FitOptions checkpoint(Path value) {
        return Records.with(this, "checkpoint", value);
    }

    /** This with a checkpoint to go on from. */
    public FitOptions resumeFrom(Path value) {
        return Records.with(this, "resumeFrom", value);
    }

    /** This with what else must be the same to resume. */
    public FitOptions resumeSettings(Map<String, String> value) {
        return Records.with(this, "resumeSettings", value);
    }

    /** This with callbacks. */
    public FitOptions callbacks(Callback... value) {
        return callbacks(List.of(value));
    }
}
