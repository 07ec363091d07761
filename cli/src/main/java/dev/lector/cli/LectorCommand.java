// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What every command has: {@code --json}, {@code --stacktrace}, {@code --help}, and a console. */
abstract class LectorCommand implements Callable<Integer> {
    @Option(names = "--json", order = 90, description = "Print one JSON object; the headline figures come first.")
    boolean json;

    @Option(names = "--stacktrace", order = 91, description = "Show where in the program an error arose.")
    boolean stacktrace;

    @Option(
            names = {"-h", "--help"},
            order = 92,
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    Console console;

    /** Does the work; a fault is thrown and shown by {@link Lector}. */
    abstract void run() throws Exception;

    @Override
    public final Integer call() throws Exception {
        run();
        console.check();
        return 0;
    }

    /** One line of the result. */
    final void print(String line) {
        console.out().println(line);
    }

    /** One line that is not the result: what is going on. */
    final void say(String line) {
        console.err().println(line);
    }

    /** One line about something that may be wrong, though the command goes on. */
    final void warn(String line) {
        console.err().println("warning: " + line);
    }

    final void printJson(Map<String, ?> object) {
        console.out().println(Json.write(object));
    }
}
