// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever stopped a command into one line: {@code RULE. Received: name=value. WHAT TO DO NEXT.} */
final class Errors {
    private static final Pattern NEXT = Pattern.compile("(?s)Received: .+[.?] \\p{Lu}");

    private Errors() {}

    /** The line for a fault of the run, without {@code error: } before it. */
    static String line(Throwable fault) {
        return oneLine(message(unwrap(fault)));
    }

    /** The line for wrong usage. */
    static String usageLine(ParameterException fault) {
        String help = "lector" + (fault.getCommandLine().getParent() == null ? "" : " " + name(fault)) + " --help";
        if (fault instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().isEmpty()
                    ? "nothing"
                    : unmatched.getUnmatched().get(0);
            if (fault.getCommandLine().getParent() == null && !first.startsWith("-")) {
                return oneLine(
                        "A command must be one that Lector knows. Received: command=" + first + ". See " + help + ".");
            }
            return oneLine(
                    "An argument must be one that the command knows. Received: " + first + ". See " + help + ".");
        }
        if (fault instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            String label = missing.getMissing().get(0).paramLabel();
            return oneLine("The command needs " + label + ". Received: none. See " + help + ".");
        }
        if (fault.getValue() != null && fault.getArgSpec() != null) {
            String of = fault.getArgSpec().isOption()
                    ? ((picocli.CommandLine.Model.OptionSpec) fault.getArgSpec()).longestName()
                    : fault.getArgSpec().paramLabel();
            return oneLine(of + " must be " + kind(fault.getArgSpec().type()) + ". Received: " + fault.getValue()
                    + ". See " + help + ".");
        }
        return oneLine("The command line must be one that Lector understands. Received: "
                + stripPoint(fault.getMessage()) + ". See " + help + ".");
    }

    private static String name(ParameterException fault) {
        return fault.getCommandLine().getCommandSpec().qualifiedName().replaceFirst("^lector ", "");
    }

    private static String kind(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == float.class || type == double.class || type == Float.class || type == Double.class) {
            return "a number";
        }
        if (type.isEnum()) {
            StringBuilder names = new StringBuilder("one of");
            for (Object constant : type.getEnumConstants()) {
                names.append(' ').append(constant.toString().toLowerCase(Locale.ROOT));
            }
            return names.toString();
        }
        return "a value that can be read";
    }

    /** The innermost fault that says something: wrappers of threads and of streams are taken off. */
    static Throwable unwrap(Throwable fault) {
        Throwable at = fault;
        while (at.getCause() != null
                && (at instanceof UncheckedIOException
                        || at instanceof ExecutionException
                        || at instanceof CompletionException)) {
            at = at.getCause();
        }
        return at;
    }

    private static String message(Throwable fault) {
        String text = fault.getMessage() == null ? "" : fault.getMessage();
        if (fault instanceof Failure || text.contains("Received:")) {
            // A library's message may end with what was received; a user is told where to look, too.
            return NEXT.matcher(text).find() ? text : text + " Correct that, or see lector COMMAND --help.";
        }
        if (fault instanceof OutOfMemoryError) {
            return "The work must fit into memory. Received: heap="
                    + Runtime.getRuntime().maxMemory() / (1 << 20)
                    + " MB, all used. Give more with LECTOR_JAVA_OPTS=-Xmx8g, or take fewer words or a smaller batch.";
        }
        if (fault instanceof NoSuchFileException) {
            return "A file must exist. Received: " + text + ". Check the path.";
        }
        if (fault instanceof AccessDeniedException) {
            return "A file must be open to this user. Received: " + text + ". Check its permissions.";
        }
        if (fault instanceof NotDirectoryException || fault instanceof FileAlreadyExistsException) {
            return "A folder is needed where a file stands. Received: " + text + ". Choose another path.";
        }
        if (fault instanceof IOException) {
            String where = fault instanceof FileSystemException system && system.getFile() != null
                    ? system.getFile() + ", " + (system.getReason() == null ? "failed" : system.getReason())
                    : text.isEmpty() ? fault.getClass().getSimpleName() : text;
            return noSpace(fault)
                    ? "The disk must have room. Received: " + where + ". Free some, or write elsewhere."
                    : "A file must be readable and writable. Received: " + where + ". Check the file and its disk.";
        }
        return "Lector met a fault of its own. Received: " + fault.getClass().getSimpleName()
                + (text.isEmpty() ? "" : ", " + stripPoint(text)) + ". Run it again with --stacktrace and report it.";
    }

    /** Whether the fault is a full disk, or a full quota. */
    static boolean noSpace(Throwable fault) {
        String text = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("not enough space") || text.contains("quota exceeded");
    }

    private static String stripPoint(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** Control characters and line separators of what was received must not break the line. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> line.appendCodePoint(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c));
        return line.toString().strip();
    }
}
