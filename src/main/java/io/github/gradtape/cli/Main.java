package io.github.gradtape.cli;

import io.github.gradtape.data.FileAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code gradtape}; without a subcommand it trains. */
@Command(
        name = "gradtape",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "A small reverse-mode autograd engine, shown at work.",
        footer = {"", "Without a command, train is run; see gradtape train --help for its options."})
public final class Main {

    private static final String DEFAULT_COMMAND = "train";
    private static final List<String> OWN_OPTIONS = List.of("-h", "--help", "-V", "--version");
    private static final int CANNOT_RUN = 2;

    private Main() {}

    /**
     * Runs a command; the JVM exits with a status other than 0 if it fails, and is left alone if it does not.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        CommandLine commandLine = commandLine(LossPath.COMPOSED, LossPath.FUSED);
        // as files are read, whatever the locale
        commandLine.setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(System.err, false, StandardCharsets.UTF_8));
        int status = run(commandLine, args);
        if (status != 0) {
            System.exit(status);
        }
    }

    static CommandLine commandLine(LossPath composed, LossPath fused) {
        CommandLine commandLine = new CommandLine(new Main()).addSubcommand(new TrainCommand(composed, fused));
        commandLine.addSubcommand(new PredictCommand());
        commandLine.addSubcommand(new EvaluateCommand());
        commandLine.addSubcommand(new GraphCommand());
        commandLine.addSubcommand(new CheckCommand());
        commandLine.addSubcommand(new AccuracyCommand(RowValues::ofGradtape));
        commandLine.addSubcommand(new HelpCommand());
        commandLine.setUsageHelpWidth(100);
        commandLine.registerConverter(Path.class, CommonOptions::path);
        takeByName(commandLine, ActivationChoice.class);
        takeByName(commandLine, OptimizerChoice.class);
        takeByName(commandLine, ScheduleChoice.class);
        takeByName(commandLine, GraphCommand.Format.class);
        commandLine.setParameterExceptionHandler(Main::refuse);
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof IOException io) {
                return fail(command, FileAccess.reason(io));
            }
            if (e instanceof UncheckedIOException io) {
                return fail(command, FileAccess.reason(io.getCause()));
            }
            throw e;
        });
        return commandLine;
    }

    /** Takes the constants of an enum by what they print, in whatever case. */
    private static <E extends Enum<E>> void takeByName(CommandLine commandLine, Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        commandLine.registerConverter(
                type,
                text -> constants.stream()
                        .filter(constant -> constant.toString().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() ->
                                new TypeConversionException("expected one of " + constants + ", was '" + text + "'")));
    }

    static int run(CommandLine commandLine, String... args) {
        int status;
        try {
            status = commandLine.execute(withDefault(args));
        } catch (OutOfMemoryError e) {
            long megabytes = Runtime.getRuntime().maxMemory() >> 20;
            return fail(
                    commandLine,
                    "this takes more memory than the " + megabytes
                            + " MB that Java may have; -Xmx gives it more, as in java -Xmx8g");
        }
        boolean isLost = commandLine.getOut().checkError();
        return isLost && status != CANNOT_RUN ? fail(commandLine, Lines.LOST) : status;
    }

    /** The arguments with a command in front, if they name none. */
    static String[] withDefault(String... args) {
        boolean named = args.length > 0 && (OWN_OPTIONS.contains(args[0]) || !args[0].startsWith("-"));
        return named
                ? args
                : Stream.concat(Stream.of(DEFAULT_COMMAND), Stream.of(args)).toArray(String[]::new);
    }

    private static int refuse(ParameterException e, String... args) {
        CommandLine command = e.getCommandLine();
        List<String> suggestions =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String name = command.getCommandSpec().qualifiedName();
        String options = command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(", "));
        fail(command, e.getMessage());
        PrintWriter err = command.getErr();
        if (!suggestions.isEmpty()) {
            err.println("Did you mean " + String.join(" or ", suggestions) + "?");
        }
        if (!command.getSubcommands().isEmpty()) {
            err.println(
                    "Commands: " + String.join(", ", command.getSubcommands().keySet()));
        }
        err.println("Options of " + name + ": " + options);
        err.flush();
        return CANNOT_RUN;
    }

    private static int fail(CommandLine command, String message) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + OneLine.of(message));
        command.getErr().flush();
        return CANNOT_RUN;
    }

    /** The version that Maven wrote into the jar. */
    static final class Version implements IVersionProvider {

        private static final String PROPERTIES = "/META-INF/maven/io.github.gradtape/gradtape/pom.properties";

        @Override
        public String[] getVersion() throws IOException {
            Properties properties = new Properties();
            try (InputStream in = Main.class.getResourceAsStream(PROPERTIES)) {
                if (in != null) {
                    properties.load(in);
                }
            }
            return new String[] {"gradtape " + properties.getProperty("version", "(not packaged: run from its sources)")
            };
        }
    }
}
