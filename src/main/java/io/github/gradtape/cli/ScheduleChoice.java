package io.github.gradtape.cli;

import io.github.gradtape.nn.optim.Schedule;
import java.util.Locale;

/** A schedule of rates by its name on the command line. */
enum ScheduleChoice {
    CONSTANT {
        @Override
        Schedule of(double rate, long steps) {
            return Schedule.constant(rate);
        }
    },
    COSINE {
        @Override
        Schedule of(double rate, long steps) {
            return Schedule.cosine(rate, 0, steps);
        }
    };

    /** The rates of a training of so many steps. */
    abstract Schedule of(double rate, long steps);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
