package io.github.gradtape.cli;

import io.github.gradtape.nn.optim.Adam;
import io.github.gradtape.nn.optim.AdamW;
import io.github.gradtape.nn.optim.Optimizer;
import io.github.gradtape.nn.optim.RmsProp;
import io.github.gradtape.nn.optim.Schedule;
import io.github.gradtape.nn.optim.Sgd;
import java.util.Locale;

/** An optimizer by its name on the command line. */
enum OptimizerChoice {
    SGD(0.1, true),
    ADAM(0.001, false),
    ADAMW(0.001, false),
    RMSPROP(0.001, true);

    final double usualRate;

    /** Whether it has a momentum to be set; the means of Adam are its own. */
    final boolean takesMomentum;

    OptimizerChoice(double usualRate, boolean takesMomentum) {
        this.usualRate = usualRate;
        this.takesMomentum = takesMomentum;
    }

    Optimizer with(Schedule schedule, double momentum, double decay) {
        return switch (this) {
            case SGD -> new Sgd(schedule, momentum, false, decay);
            case ADAM -> {
                Adam usual = new Adam(schedule);
                yield new Adam(schedule, usual.beta1(), usual.beta2(), usual.epsilon(), decay);
            }
            case ADAMW -> new AdamW(schedule, decay);
            case RMSPROP -> {
                RmsProp usual = new RmsProp(schedule);
                yield new RmsProp(schedule, usual.alpha(), usual.epsilon(), momentum, decay);
            }
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
