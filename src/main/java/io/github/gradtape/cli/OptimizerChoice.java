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
    SGD(0.1, true) {
        @Override
        Optimizer with(Schedule schedule, double momentum, double decay) {
            return new Sgd(schedule, momentum, false, decay);
        }
    },
    ADAM(0.001, false) {
        @Override
        Optimizer with(Schedule schedule, double momentum, double decay) {
            Adam usual = new Adam(schedule);
            return new Adam(schedule, usual.beta1(), usual.beta2(), usual.epsilon(), decay);
        }
    },
    ADAMW(0.001, false) {
        @Override
        Optimizer with(Schedule schedule, double momentum, double decay) {
            return new AdamW(schedule, decay);
        }
    },
    RMSPROP(0.001, true) {
        @Override
        Optimizer with(Schedule schedule, double momentum, double decay) {
            RmsProp usual = new RmsProp(schedule);
            return new RmsProp(schedule, usual.alpha(), usual.epsilon(), momentum, decay);
        }
    };

    private final double usualRate;
    private final boolean takesMomentum;

    OptimizerChoice(double usualRate, boolean takesMomentum) {
        this.usualRate = usualRate;
        this.takesMomentum = takesMomentum;
    }

    double usualRate() {
        return usualRate;
    }

    /** Whether it has a momentum to be set; the means of Adam are its own. */
    boolean takesMomentum() {
        return takesMomentum;
    }

    abstract Optimizer with(Schedule schedule, double momentum, double decay);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
