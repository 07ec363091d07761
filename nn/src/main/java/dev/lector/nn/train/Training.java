// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.Model;
import java.util.Map;

/** A running training, as callbacks see it. */
public final class Training {
    private final Model model;
    private final Optimizer optimizer;
    private final Map<String, Boolean> higherIsBetter;
    private int epoch;
    private long iteration;
    private float rateFactor = 1;
    private String stopReason;

    Training(Model model, Optimizer optimizer, Map<String, Boolean> higherIsBetter) {
        this.model = model;
        this.optimizer = optimizer;
        this.higherIsBetter = higherIsBetter;
    }

    /** The model; at the end of an epoch its weights are up to date. */
    public Model model() {
        return model;
    }

    /** The epoch that runs, from 1. */
    public int epoch() {
        return epoch;
    }

    /** The learning rate of the next update. */
    public float learningRate() {
        return optimizer.learningRate().at(iteration) * rateFactor;
    }

    /** Factor of the optimizer's learning rate, 1 at the beginning. */
    public float rateFactor() {
        return rateFactor;
    }

    /** Changes the learning rate of the updates to come. */
    public void rateFactor(float factor) {
        rateFactor = factor;
    }

    /** Ends the training after this batch, or this epoch. The first reason stays. */
    public void stop(String reason) {
        if (stopReason == null) {
            stopReason = reason;
        }
    }

    /** Why the training was stopped, or null. */
    public String stopReason() {
        return stopReason;
    }

    /**
     * True if a larger value of a figure is better.
     *
     * @throws IllegalArgumentException if no loss or metric has that name
     */
    public boolean higherIsBetter(String figure) {
        String name = figure.startsWith("val_") ? figure.substring(4) : figure;
        Boolean higher = higherIsBetter.get(name);
        if (higher == null) {
            throw new IllegalArgumentException("A callback must monitor the loss or a metric of the training. Received:"
                    + " monitor=" + figure + ", figures=" + higherIsBetter.keySet() + ".");
        }
        return higher;
    }

    void at(int atEpoch, long atIteration) {
        epoch = atEpoch;
        iteration = atIteration;
    }
}
