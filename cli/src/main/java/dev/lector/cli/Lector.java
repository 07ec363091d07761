// SPDX-License-Identifier: Apache-2.0
package dev.lector.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The {@code lector} command. */
@Command(
        name = "lector",
        versionProvider = Lector.Version.class,
        header = "Neural text classification for the JVM.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  lector demo                                 a first model, from nothing",
            "  lector train reviews.csv -o reviews.lector",
            "  lector predict reviews.lector \"a wonderful film\"",
            "",
            "lector COMMAND --help explains one command.",
            "Exit status: 0 done, 1 failed, 2 wrong usage."
        })
public final class Lector implements Runnable {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version of Lector and of Java.")
    private boolean version;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Lector() {}

    /** Runs the command of this process and ends it with the command's exit status. */
    public static void main(String[] args) {
        System.exit(run(Console.ofProcess(), args));
    }

    /**
     * Runs one command.
     *
     * @return 0 done, 1 failed, 2 wrong usage
     */
    static int run(Console console, String... args) {
        Optional<PredictCommand> oneText = PredictCommand.ofOneText(console, args);
        int status = oneText.isPresent()
                ? answer(oneText.get(), console)
                : commandLine(console, args).execute(args);
        console.out().flush();
        console.err().flush();
        return status;
    }

    /** Reading {@code predict MODEL TEXT} with all that a command line may have costs more than the answer. */
    private static int answer(PredictCommand command, Console console) {
        try {
            return command.call();
        } catch (Exception fault) {
            return failed(console, fault, false);
        }
    }

    private static int failed(Console console, Exception fault, boolean stacktrace) {
        console.out().flush();
        console.err().println("error: " + Errors.line(fault));
        if (stacktrace) {
            fault.printStackTrace(console.err());
        }
        return fault instanceof Failure failure ? failure.status() : 1;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Building the picture of all commands costs more than a prediction, so only the one that is named is built. */
    private static CommandLine commandLine(Console console, String... args) {
        CommandLine line = new CommandLine(new Lector());
        Map<String, Supplier<LectorCommand>> commands = commands();
        if (args.length > 0 && commands.containsKey(args[0])) {
            commands.keySet().retainAll(Arrays.asList(args[0]));
        }
        commands.forEach((name, command) -> add(line, name, command.get(), console));
        line.setOut(writer(console.out()));
        line.setErr(writer(console.err()));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(Math.max(80, Math.min(120, console.columns())));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((fault, ignored) -> {
            console.err().println("error: " + Errors.usageLine(fault));
            return 2;
        });
        line.setExecutionExceptionHandler((fault, of, ignored) ->
                failed(console, fault, of.getCommand() instanceof LectorCommand command && command.stacktrace));
        return line;
    }

    private static Map<String, Supplier<LectorCommand>> commands() {
        Map<String, Supplier<LectorCommand>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("train", TrainCommand::new);
        commands.put("crossval", CrossvalCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("evaluate", EvaluateCommand::new);
        commands.put("predict", PredictCommand::new);
        commands.put("explain", ExplainCommand::new);
        commands.put("ngrams", NgramsCommand::new);
        commands.put("inspect", InspectCommand::new);
        commands.put("compress", CompressCommand::new);
        commands.put("recipes", RecipesCommand::new);
        commands.put("course", CourseCommand::new);
        commands.put("vectors", VectorsCommand::new);
        commands.put("data", DataCommand::new);
        commands.put("doctor", DoctorCommand::new);
        return commands;
    }

    private static PrintWriter writer(PrintStream to) {
        return new PrintWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), true);
    }

    private static void add(CommandLine line, String name, LectorCommand command, Console console) {
        command.console = console;
        line.addSubcommand(name, command);
        for (CommandLine below :
                line.getSubcommands().get(name).getSubcommands().values()) {
            ((LectorCommand) below.getCommand()).console = console;
        }
    }

    /** Lector's version, from the jar, and Java's. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "lector " + ofLector(), "java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
            };
        }

        static String ofLector() {
            String version = Lector.class.getPackage().getImplementationVersion();
            return version == null ? "(not packaged)" : version;
        }
    }
}
