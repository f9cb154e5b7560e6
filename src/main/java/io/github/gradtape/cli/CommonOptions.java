package io.github.gradtape.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
}
