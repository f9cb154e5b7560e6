package io.github.gradtape.cli;

import io.github.gradtape.nn.optim.Optimizer;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of the steps of a training. */
final class StepOptions {

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            defaultValue = "sgd",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OptimizerChoice optimizer;

    @Option(
            names = "--rate",
            paramLabel = "X",
            description = "The rate of the steps. Default: 0.1 for sgd, 0.001 for the others.")
    private Optional<Double> rate = Optional.empty();

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            defaultValue = "constant",
            description = "Whether the rate stays or falls to 0 along half a cosine: ${COMPLETION-CANDIDATES}. "
                    + "Default: ${DEFAULT-VALUE}.")
    private ScheduleChoice schedule;

    @Option(
            names = "--momentum",
            paramLabel = "X",
            description = "How much of a step is repeated in the next, by sgd and rmsprop. Default: 0.")
    private Optional<Double> momentum = Optional.empty();

    @Option(
            names = "--decay",
            paramLabel = "X",
            defaultValue = "0",
            description = "How strongly weights are drawn to 0. Default: ${DEFAULT-VALUE}.")
    private double decay;

    /** Refuses values that no optimizer takes, and those that the chosen one does not. */
    void requireAllowed(CommandSpec spec) {
        CommonOptions.require(spec, isPositive(rate()), "--rate", rate() + " must be positive and finite");
        CommonOptions.require(
                spec, decay == 0 || isPositive(decay), "--decay", decay + " must be finite and not negative");
        momentum.ifPresent(m -> {
            CommonOptions.require(
                    spec,
                    optimizer.takesMomentum,
                    "--momentum",
                    "sgd and rmsprop take one, " + optimizer + " does not");
            CommonOptions.require(spec, m >= 0 && m < 1, "--momentum", m + " must be from 0 to below 1");
        });
    }

    private static boolean isPositive(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
    }

    private double rate() {
        return rate.orElse(optimizer.usualRate);
    }

    /** What makes the steps of a training of so many. */
    Optimizer optimizer(long steps) {
        return optimizer.with(schedule.of(rate(), steps), momentum.orElse(0.0), decay);
    }

    /** The settings in words. */
    @Override
    public String toString() {
        return optimizer + ", rate " + rate()
                + (schedule == ScheduleChoice.CONSTANT ? "" : " falling by " + schedule)
                + momentum.map(m -> ", momentum " + m).orElse("")
                + (decay == 0 ? "" : ", decay " + decay);
    }
}
