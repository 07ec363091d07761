// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From a network's probabilities to such that come true as often as they say. Immutable.
 *
 * <p>{@link Temperature} flattens or sharpens all answers alike and never changes which is the most probable;
 * {@link Isotonic} bends each label's probabilities along a rising curve and needs more rows to be learnt from.
 */
public sealed interface Calibration permits Calibration.None, Temperature, Isotonic {
    /** The network's own probabilities. */
    Calibration NONE = new None();

    /** No calibration. */
    record None() implements Calibration {
        @Override
        public float[] apply(float[] probabilities, Outputs outputs) {
            return probabilities;
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("method", "none");
            return map;
        }

        @Override
        public void check(Outputs outputs) {}
    }

    /**
     * Calibrates.
     *
     * @param probabilities {@code (rows, labels)}, not modified
     * @return {@code (rows, labels)}; the same array if nothing changes
     */
    float[] apply(float[] probabilities, Outputs outputs);

    /** Refuses labels that it was not learnt for. */
    void check(Outputs outputs);

    /** As numbers, text, lists and maps, ready for JSON. */
    Map<String, Object> toMap();

    /** From what {@link #toMap} gave. */
    static Calibration of(Fields fields) throws ModelFileException {
        Calibration calibration = switch (fields.text("method")) {
            case "none" -> NONE;
            case "temperature" -> new Temperature(fields.number("temperature"));
            case "isotonic" -> Isotonic.of(fields);
            default ->
                throw new ModelFileException(
                        "A model's calibration must be one that this program knows. Received: method="
                                + Lists.oneLine(fields.text("method"), 40)
                                + ". Use the Lector that wrote it, or a newer one.");
        };
        fields.end();
        return calibration;
    }
}
