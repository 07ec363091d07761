// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.golden;

import dev.lector.nn.golden.GoldenFile.Words;
import dev.lector.nn.train.Adadelta;
import dev.lector.nn.train.Adagrad;
import dev.lector.nn.train.Adam;
import dev.lector.nn.train.AdamW;
import dev.lector.nn.train.BinaryCrossentropy;
import dev.lector.nn.train.BinaryFocalCrossentropy;
import dev.lector.nn.train.CategoricalCrossentropy;
import dev.lector.nn.train.CategoricalFocalCrossentropy;
import dev.lector.nn.train.Clipping;
import dev.lector.nn.train.CosineDecay;
import dev.lector.nn.train.ExponentialDecay;
import dev.lector.nn.train.Hinge;
import dev.lector.nn.train.InverseTimeDecay;
import dev.lector.nn.train.Loss;
import dev.lector.nn.train.MeanSquaredError;
import dev.lector.nn.train.Optimizer;
import dev.lector.nn.train.PiecewiseConstantDecay;
import dev.lector.nn.train.PolynomialDecay;
import dev.lector.nn.train.RMSprop;
import dev.lector.nn.train.Schedule;
import dev.lector.nn.train.Sgd;
import dev.lector.nn.train.SparseCategoricalCrossentropy;
import dev.lector.nn.train.SquaredHinge;
import java.util.Arrays;

/** Reads losses, schedules and optimizers as the golden files write them, in Keras's words. */
final class GoldenTraining {
    private GoldenTraining() {}

    static Loss loss(String line) {
        Words words = new Words(line, 1);
        boolean fromLogits = words.flag("from_logits", false);
        float smoothing = words.number("label_smoothing", 0);
        float gamma = words.number("gamma", 2);
        float alpha = words.number("alpha", .25f);
        boolean balanced = words.flag("apply_class_balancing", false);
        words.end();
        return switch (line.split(" ")[0]) {
            case "BinaryFocalCrossentropy" -> new BinaryFocalCrossentropy(gamma, alpha, balanced, fromLogits);
            case "CategoricalFocalCrossentropy" -> new CategoricalFocalCrossentropy(gamma, alpha, fromLogits);
            case "BinaryCrossentropy" -> new BinaryCrossentropy(fromLogits, smoothing);
            case "CategoricalCrossentropy" -> new CategoricalCrossentropy(fromLogits, smoothing);
            case "SparseCategoricalCrossentropy" -> new SparseCategoricalCrossentropy(fromLogits);
            case "Hinge" -> new Hinge();
            case "SquaredHinge" -> new SquaredHinge();
            case "MeanSquaredError" -> new MeanSquaredError();
            default -> throw new IllegalArgumentException(line);
        };
    }

    static Schedule schedule(String line) {
        Words words = new Words(line, 1);
        float rate = words.number("initial_learning_rate", 0);
        long steps = words.whole("decay_steps", 0);
        Schedule schedule = switch (line.split(" ")[0]) {
            case "ExponentialDecay" ->
                new ExponentialDecay(rate, steps, words.number("decay_rate", 0))
                        .staircase(words.flag("staircase", false));
            case "InverseTimeDecay" ->
                new InverseTimeDecay(rate, steps, words.number("decay_rate", 0))
                        .staircase(words.flag("staircase", false));
            case "PiecewiseConstantDecay" ->
                new PiecewiseConstantDecay(
                        Arrays.stream(words.text("boundaries", "").split(","))
                                .map(Long::valueOf)
                                .toList(),
                        Arrays.stream(words.text("values", "").split(","))
                                .map(Float::valueOf)
                                .toList());
            case "PolynomialDecay" -> polynomial(new PolynomialDecay(rate, steps), words);
            case "CosineDecay" -> cosine(new CosineDecay(rate, steps), words);
            default -> throw new IllegalArgumentException(line);
        };
        words.end();
        return schedule;
    }

    private static Schedule polynomial(PolynomialDecay decay, Words words) {
        PolynomialDecay changed =
                words.has("end_learning_rate") ? decay.endRate(words.number("end_learning_rate", 0)) : decay;
        changed = words.has("power") ? changed.power(words.number("power", 0)) : changed;
        return words.has("cycle") ? changed.cycle(words.flag("cycle", false)) : changed;
    }

    private static Schedule cosine(CosineDecay decay, Words words) {
        CosineDecay changed = words.has("alpha") ? decay.alpha(words.number("alpha", 0)) : decay;
        return words.has("warmup_target")
                ? changed.warmup(words.number("warmup_target", 0), words.whole("warmup_steps", 0))
                : changed;
    }

    /** Settings that the line does not name are Lector's defaults, which must be Keras's. */
    static Optimizer optimizer(String line) {
        String[] halves = line.split("@");
        Words words = new Words(halves[0], 1);
        Schedule rate = halves.length > 1
                ? schedule(halves[1].strip())
                : words.has("learning_rate") ? Schedule.constant(words.number("learning_rate", 0)) : null;
        Clipping clipping = new Clipping(
                words.number("clipnorm", 0), words.number("clipvalue", 0), words.number("global_clipnorm", 0));
        Optimizer optimizer = switch (halves[0].split(" ")[0]) {
            case "SGD" -> sgd(new Sgd().clipping(clipping), rate, words);
            case "Adam" -> adam(new Adam().clipping(clipping), rate, words);
            case "AdamW" -> adamW(new AdamW().clipping(clipping), rate, words);
            case "RMSprop" -> rmsprop(new RMSprop().clipping(clipping), rate, words);
            case "Adagrad" -> adagrad(new Adagrad().clipping(clipping), rate, words);
            case "Adadelta" -> adadelta(new Adadelta().clipping(clipping), rate, words);
            default -> throw new IllegalArgumentException(line);
        };
        words.end();
        return optimizer;
    }

    private static Optimizer sgd(Sgd start, Schedule rate, Words words) {
        Sgd sgd = rate == null ? start : start.learningRate(rate);
        sgd = words.has("momentum") ? sgd.momentum(words.number("momentum", 0)) : sgd;
        return words.has("nesterov") ? sgd.nesterov(words.flag("nesterov", false)) : sgd;
    }

    private static Optimizer adam(Adam start, Schedule rate, Words words) {
        Adam adam = rate == null ? start : start.learningRate(rate);
        adam = words.has("beta_1") ? adam.beta1(words.precise("beta_1", 0)) : adam;
        adam = words.has("beta_2") ? adam.beta2(words.precise("beta_2", 0)) : adam;
        return words.has("epsilon") ? adam.epsilon(words.number("epsilon", 0)) : adam;
    }

    private static Optimizer adamW(AdamW start, Schedule rate, Words words) {
        AdamW adam = rate == null ? start : start.learningRate(rate);
        return words.has("weight_decay") ? adam.weightDecay(words.number("weight_decay", 0)) : adam;
    }

    private static Optimizer rmsprop(RMSprop start, Schedule rate, Words words) {
        RMSprop rmsprop = rate == null ? start : start.learningRate(rate);
        rmsprop = words.has("rho") ? rmsprop.rho(words.precise("rho", 0)) : rmsprop;
        rmsprop = words.has("momentum") ? rmsprop.momentum(words.precise("momentum", 0)) : rmsprop;
        return words.has("centered") ? rmsprop.centered(words.flag("centered", false)) : rmsprop;
    }

    private static Optimizer adagrad(Adagrad start, Schedule rate, Words words) {
        Adagrad adagrad = rate == null ? start : start.learningRate(rate);
        return words.has("initial_accumulator_value")
                ? adagrad.initialAccumulator(words.number("initial_accumulator_value", 0))
                : adagrad;
    }

    private static Optimizer adadelta(Adadelta start, Schedule rate, Words words) {
        Adadelta adadelta = rate == null ? start : start.learningRate(rate);
        adadelta = words.has("rho") ? adadelta.rho(words.precise("rho", 0)) : adadelta;
        return words.has("epsilon") ? adadelta.epsilon(words.number("epsilon", 0)) : adadelta;
    }
}
