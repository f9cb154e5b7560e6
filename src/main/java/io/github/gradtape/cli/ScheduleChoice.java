package io.github.gradtape.cli;

import io.github.gradtape.nn.optim.Schedule;
import java.util.Locale;

/** A schedule of rates by its name on the command line. */
enum ScheduleChoice {
    CONSTANT,
    COSINE;

    /** The rates of a training of so many steps. */
    Schedule of(double rate, long steps) {
        return switch (this) {
            case CONSTANT -> Schedule.constant(rate);
            case COSINE -> Schedule.cosine(rate, 0, steps);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
