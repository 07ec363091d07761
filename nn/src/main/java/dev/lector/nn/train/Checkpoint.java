// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.train;

import dev.lector.nn.Weight;
import dev.lector.nn.WeightsFile;
import dev.lector.nn.WeightsFile.Tensor;
import dev.lector.nn.plan.TrainingPlan;
import dev.lector.nn.train.History.Epoch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training between two epochs, as a weights file: the weights under {@code weight/}, the optimizer's slots under
 * {@code slot/}, the callbacks' tensors under {@code callback/}, and the rest as metadata.
 */
final class Checkpoint {
    private static final String FORMAT = "lector-checkpoint-1";

    private final Map<String, String> metadata = new HashMap<>();
    private final List<Tensor> tensors = new ArrayList<>();

    /**
     * A checkpoint.
     *
     * @param settings what must be the same to resume
     */
    static WeightsFile of(
            Map<String, String> settings,
            Training training,
            TrainingPlan plan,
            Optimizer optimizer,
            List<Callback> callbacks,
            List<Epoch> epochs,
            String notFinite) {
        Checkpoint checkpoint = new Checkpoint();
        Map<String, String> metadata = checkpoint.metadata;
        metadata.put("format", FORMAT);
        settings.forEach((name, value) -> metadata.put("setting." + name, value));
        metadata.put("iteration", Long.toString(plan.iteration()));
        metadata.put("rateFactor", Float.toString(training.rateFactor()));
        metadata.put("history", historyText(epochs));
        putIfPresent(metadata, "notFinite", notFinite);
        putIfPresent(metadata, "stopReason", training.stopReason());
        checkpoint.addWeights(training, plan, optimizer);
        for (int i = 0; i < callbacks.size(); i++) {
            checkpoint.addCallback(i, callbacks.get(i));
        }
        return new WeightsFile(metadata, checkpoint.tensors);
    }

    private static void putIfPresent(Map<String, String> metadata, String name, String value) {
        if (value != null) {
            metadata.put(name, value);
        }
    }

    private void addWeights(Training training, TrainingPlan plan, Optimizer optimizer) {
        List<Weight> weights = training.model().weights();
        for (int i = 0; i < weights.size(); i++) {
            Weight weight = weights.get(i);
            tensors.add(new Tensor("weight/" + weight.name(), weight.spec().shape(), weight.values()));
            for (int slot = 0; weight.trainable() && slot < optimizer.slots(); slot++) {
                tensors.add(new Tensor(slotName(weight, slot), weight.spec().shape(), plan.slot(i, slot)));
            }
        }
    }

    private static String slotName(Weight weight, int slot) {
        return "slot/" + slot + "/" + weight.name();
    }

    private void addCallback(int i, Callback callback) {
        String prefix = "callback/" + i + "/";
        WeightsFile state = callback.state();
        metadata.put(prefix, callback.getClass().getName());
        state.metadata().forEach((name, value) -> metadata.put(prefix + name, value));
        state.tensors()
                .forEach(tensor -> tensors.add(new Tensor(prefix + tensor.name(), tensor.shape(), tensor.values())));
    }

    /** Refuses a file that is no checkpoint, or one of a training with other settings. */
    static void check(WeightsFile file, Map<String, String> settings) throws IOException {
        if (!FORMAT.equals(file.metadata().get("format"))) {
            throw new IOException("A training is resumed from a checkpoint of this version. Received: format="
                    + file.metadata().get("format") + ", needed: " + FORMAT + ".");
        }
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String there = text(file, "setting." + setting.getKey());
            if (!there.equals(setting.getValue())) {
                throw new IOException("A training is resumed with the settings and data it began with. Received: "
                        + setting.getKey() + "=" + setting.getValue() + ", the checkpoint has " + there
                        + ". Use the same, or begin anew.");
            }
        }
    }

    /**
     * Puts weights, slots, rate and callbacks back.
     *
     * @return the epochs done
     */
    static List<Epoch> restore(
            WeightsFile file, Training training, TrainingPlan plan, Optimizer optimizer, List<Callback> callbacks)
            throws IOException {
        Map<String, Tensor> byName = new LinkedHashMap<>();
        file.tensors().forEach(tensor -> byName.put(tensor.name(), tensor));
        List<Weight> weights = training.model().weights();
        for (int i = 0; i < weights.size(); i++) {
            Weight weight = weights.get(i);
            copy(byName, "weight/" + weight.name(), weight.values());
            for (int slot = 0; weight.trainable() && slot < optimizer.slots(); slot++) {
                copy(byName, slotName(weight, slot), plan.slot(i, slot));
            }
        }
        plan.restore(integer(file, "iteration"));
        training.rateFactor((float) decimal(file, "rateFactor"));
        if (file.metadata().containsKey("stopReason")) {
            training.stop(text(file, "stopReason"));
        }
        for (int i = 0; i < callbacks.size(); i++) {
            callbacks.get(i).restore(callbackState(file, i, callbacks.get(i)));
        }
        return epochs(text(file, "history"));
    }

    private static void copy(Map<String, Tensor> byName, String name, float[] values) throws IOException {
        Tensor tensor = byName.get(name);
        if (tensor == null || tensor.values().length != values.length) {
            throw new IOException("A checkpoint must have the weights of the model. Received: " + name + " with "
                    + (tensor == null ? "no" : tensor.values().length) + " values, needed: " + values.length
                    + ". It belongs to another network or optimizer.");
        }
        System.arraycopy(tensor.values(), 0, values, 0, values.length);
    }

    private static WeightsFile callbackState(WeightsFile file, int i, Callback callback) throws IOException {
        String prefix = "callback/" + i + "/";
        if (!callback.getClass().getName().equals(file.metadata().get(prefix))) {
            throw new IOException("A training is resumed with the callbacks it began with, in their order. Received: "
                    + callback.getClass().getSimpleName() + ", the checkpoint has "
                    + file.metadata().get(prefix)
                    + ". Use the same.");
        }
        Map<String, String> metadata = new HashMap<>();
        file.metadata().forEach((name, value) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                metadata.put(name.substring(prefix.length()), value);
            }
        });
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor tensor : file.tensors()) {
            if (tensor.name().startsWith(prefix)) {
                tensors.add(new Tensor(tensor.name().substring(prefix.length()), tensor.shape(), tensor.values()));
            }
        }
        return new WeightsFile(metadata, tensors);
    }

    /** A line an epoch: seconds, then name=value, separated by tabs. */
    private static String historyText(List<Epoch> epochs) {
        StringBuilder text = new StringBuilder();
        for (Epoch epoch : epochs) {
            text.append(epoch.seconds());
            epoch.logs()
                    .forEach((name, value) ->
                            text.append('\t').append(name).append('=').append(value));
            text.append('\n');
        }
        return text.toString();
    }

    private static List<Epoch> epochs(String text) throws IOException {
        List<Epoch> epochs = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] fields = line.split("\t", -1);
            Map<String, Double> logs = new LinkedHashMap<>();
            for (int i = 1; i < fields.length; i++) {
                int equals = fields[i].lastIndexOf('=');
                logs.put(fields[i].substring(0, Math.max(equals, 0)), decimal(fields[i].substring(equals + 1)));
            }
            epochs.add(new Epoch(epochs.size() + 1, logs, decimal(fields[0])));
        }
        return epochs;
    }

    // ---- metadata as numbers, for callbacks too ----

    static String text(WeightsFile file, String name) throws IOException {
        String value = file.metadata().get(name);
        if (value == null) {
            throw new IOException("A checkpoint must have all its values. Received: no " + name
                    + ". It was written by another version.");
        }
        return value;
    }

    static long integer(WeightsFile file, String name) throws IOException {
        try {
            return Long.parseLong(text(file, name));
        } catch (NumberFormatException e) {
            throw new IOException(
                    "A checkpoint's " + name + " must be a number. Received: " + text(file, name) + ".", e);
        }
    }

    static double decimal(WeightsFile file, String name) throws IOException {
        return decimal(text(file, name));
    }

    private static double decimal(String value) throws IOException {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IOException("A checkpoint's figures must be numbers. Received: " + value + ".", e);
        }
    }
}
