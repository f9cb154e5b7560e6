package io.github.gradtape.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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

    /** What is thrown for an option that does not do, whether its value or its company. */
    static ParameterException refusal(CommandSpec command, String option, String fault) {
        return new ParameterException(command.commandLine(), "Invalid value for option '" + option + "': " + fault);
    }
}
