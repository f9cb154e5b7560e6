package io.github.gradtape.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The options of every command that draws random numbers. */
final class CommonOptions {

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Where all random numbers come from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    HelpOption help;

    long seed() {
        return seed;
    }

    /** A path by its name. */
    static Path path(String name) {
        if (name.isEmpty()) {
            throw new TypeConversionException("the name of a file is empty");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + name + "' can be no file here: " + e.getReason()
                    + "; names beyond ASCII take a locale of UTF-8, as LC_ALL=C.UTF-8");
        }
    }

    /** Refuses an option unless a rule holds. */
    static void require(CommandSpec command, boolean holds, String option, String fault) {
        if (!holds) {
            throw refusal(command, option, fault);
        }
    }

    /** What is thrown for an option that does not do, whether its value or its company. */
    static ParameterException refusal(CommandSpec command, String option, String fault) {
        return new ParameterException(command.commandLine(), "Invalid value for option '" + option + "': " + fault);
    }
}
