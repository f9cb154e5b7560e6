/**
 * What a person runs: the only place that parses arguments or prints.
 *
 * <p>{@link io.github.gradtape.cli.Main} is the command {@code gradtape}; its subcommands are classes of their own.
 */
package io.github.gradtape.cli;
