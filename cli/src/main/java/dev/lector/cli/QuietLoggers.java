// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/**
 * What the library logs, as a command should show it: warnings as one line on standard error, the rest only with {@code
 * -Dlector.log=info} or {@code debug}. It also spares the start the 40 ms that java.logging takes to set itself up.
 */
public final class QuietLoggers extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
        System.Logger.Level least = switch (System.getProperty("lector.log", "warning")) {
            case "info" -> System.Logger.Level.INFO;
            case "debug" -> System.Logger.Level.DEBUG;
            default -> System.Logger.Level.WARNING;
        };
        return new Lines(name, least);
    }

    private record Lines(String name, Level least) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level != Level.OFF && level.compareTo(least) >= 0;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            if (isLoggable(level)) {
                System.err.println(word(level) + ": " + message + (thrown == null ? "" : " (" + thrown + ")"));
            }
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            if (isLoggable(level)) {
                boolean plain = parameters == null || parameters.length == 0;
                log(level, bundle, plain ? format : MessageFormat.format(format, parameters), (Throwable) null);
            }
        }

        private static String word(Level level) {
            return level.compareTo(Level.WARNING) < 0 ? "info" : level == Level.WARNING ? "warning" : "error";
        }
    }
}
