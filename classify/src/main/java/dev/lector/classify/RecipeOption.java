// SPDX-License-Identifier: Apache-2.0
package dev.lector.classify;

import java.util.List;

/**
 * One setting of a recipe that a user may change by name.
 *
 * @param name as on the command line: {@code batch-size}
 * @param type of the value
 * @param defaultValue as text; {@link #AUTO} if it is chosen from the data
 * @param smallest value allowed, for numbers
 * @param largest value allowed, for numbers
 * @param choices the words allowed, for {@link OptionType#CHOICE}
 * @param help one line
 */
public record RecipeOption(
        String name,
        OptionType type,
        String defaultValue,
        double smallest,
        double largest,
        List<String> choices,
        String help) {
    /** The value of an option that the data decide. */
    public static final String AUTO = "auto";

    /** A whole number. */
    public static RecipeOption integer(String name, int defaultValue, int smallest, int largest, String help) {
        return new RecipeOption(
                name, OptionType.INTEGER, Integer.toString(defaultValue), smallest, largest, List.of(), help);
    }

    /** A whole number that the data decide unless the user does. */
    public static RecipeOption integerFromData(String name, int smallest, int largest, String help) {
        return new RecipeOption(name, OptionType.INTEGER, AUTO, smallest, largest, List.of(), help);
    }

    /** A number. */
    public static RecipeOption number(String name, double defaultValue, double smallest, double largest, String help) {
        return new RecipeOption(
                name, OptionType.NUMBER, Double.toString(defaultValue), smallest, largest, List.of(), help);
    }

    /** A number that the data decide unless the user does. */
    public static RecipeOption numberFromData(String name, double smallest, double largest, String help) {
        return new RecipeOption(name, OptionType.NUMBER, AUTO, smallest, largest, List.of(), help);
    }

    /** True or false. */
    public static RecipeOption flag(String name, boolean defaultValue, String help) {
        return new RecipeOption(name, OptionType.FLAG, Boolean.toString(defaultValue), 0, 0, List.of(), help);
    }

    /** One of {@code choices}. */
    public static RecipeOption choice(String name, String defaultValue, List<String> choices, String help) {
        return new RecipeOption(name, OptionType.CHOICE, defaultValue, 0, 0, choices, help);
    }

    /** The same option with another default. */
    public RecipeOption withDefault(String other) {
        return new RecipeOption(name, type, other, smallest, largest, choices, help);
    }

    /**
     * The value of a text: {@code Integer}, {@code Double}, {@code Boolean}, a choice, or null for {@link #AUTO}.
     *
     * @throws IllegalArgumentException if the text is not such a value, or out of range
     */
    Object parse(String text) {
        if (text.equals(AUTO) && defaultValue.equals(AUTO)) {
            return null;
        }
        return switch (type) {
            case INTEGER -> (int) inRange(integer(text), text);
            case NUMBER -> inRange(number(text), text);
            case FLAG -> flag(text);
            case CHOICE -> choice(text);
        };
    }

    private double integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(text, "a whole number");
        }
    }

    private double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong(text, "a number");
        }
    }

    private double inRange(double value, String text) {
        if (!(value >= smallest && value <= largest)) {
            throw wrong(text, "from " + plain(smallest) + " to " + plain(largest));
        }
        return value;
    }

    private Object flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(text, "true or false");
        }
        return text.equals("true");
    }

    private Object choice(String text) {
        if (!choices.contains(text)) {
            throw wrong(text, "one of " + choices);
        }
        return text;
    }

    private IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException("Option " + name + " must be " + what + ". Received: " + name + "="
                + Lists.oneLine(text, 60) + ". Leave it out for the default, " + defaultValue + ".");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
