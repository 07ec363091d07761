// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli.course;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished training of an experiment.
 *
 * @param experiment its name
 * @param seed of weights, order and dropout
 * @param key digest of rows and settings: an outcome with another key is of another training
 * @param accuracy on the rows held back, from 0 to 1
 * @param trainingAccuracy of the same epoch, as gathered while the weights changed
 * @param bestEpoch that counts, from 1
 * @param epochs that were run
 * @param secondsPerEpoch the median, validation included
 * @param parameters numbers that the network learns
 * @param trainingRows learnt from
 * @param validationRows held back
 * @param validationSha256 checksum of the rows held back
 * @param curve accuracy on the rows held back after each epoch; empty if a test file judges the last epoch alone
 * @param right which of the rows held back were labelled rightly, in their order: four in a hexadecimal digit, the first in
 *     its highest bit
 */
public record Outcome(
        String experiment,
        long seed,
        String key,
        double accuracy,
        double trainingAccuracy,
        int bestEpoch,
        int epochs,
        double secondsPerEpoch,
        long parameters,
        int trainingRows,
        int validationRows,
        String validationSha256,
        List<Double> curve,
        String right) {
    /** Copies the curve. */
    public Outcome {
        curve = List.copyOf(curve);
    }

    /** Whether a row held back, counted from 0, was labelled rightly. */
    boolean right(int row) {
        return (Character.digit(right.charAt(row / 4), 16) >> (3 - row % 4) & 1) == 1;
    }

    static String bits(boolean[] right) {
        StringBuilder digits = new StringBuilder();
        for (int at = 0; at < right.length; at += 4) {
            int digit = 0;
            for (int i = 0; i < 4; i++) {
                digit = digit << 1 | (at + i < right.length && right[at + i] ? 1 : 0);
            }
            digits.append(Character.forDigit(digit, 16));
        }
        return digits.toString();
    }

    /** As numbers, text and lists, ready for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("network", experiment);
        map.put("seed", seed);
        map.put("accuracy", accuracy);
        map.put("trainingAccuracy", trainingAccuracy);
        map.put("bestEpoch", bestEpoch);
        map.put("epochs", epochs);
        map.put("secondsPerEpoch", secondsPerEpoch);
        map.put("parameters", parameters);
        map.put("trainingRows", trainingRows);
        map.put("validationRows", validationRows);
        map.put("validationSha256", validationSha256);
        map.put("key", key);
        map.put("curve", curve);
        map.put("right", right);
        return map;
    }

    /** From a map as {@link #toMap} makes it; Keras's record has no key and no rows. */
    static Outcome of(Map<?, ?> map) {
        List<Double> curve = new ArrayList<>();
        for (Object value : (List<?>) map.get("curve")) {
            curve.add(((Number) value).doubleValue());
        }
        return new Outcome(
                (String) map.get("network"),
                number(map, "seed").longValue(),
                map.get("key") == null ? "" : (String) map.get("key"),
                number(map, "accuracy").doubleValue(),
                number(map, "trainingAccuracy").doubleValue(),
                number(map, "bestEpoch").intValue(),
                number(map, "epochs").intValue(),
                number(map, "secondsPerEpoch").doubleValue(),
                number(map, "parameters").longValue(),
                number(map, "trainingRows").intValue(),
                number(map, "validationRows").intValue(),
                (String) map.get("validationSha256"),
                curve,
                map.get("right") == null ? "" : (String) map.get("right"));
    }

    private static Number number(Map<?, ?> map, String name) {
        return (Number) map.get(name);
    }
}
