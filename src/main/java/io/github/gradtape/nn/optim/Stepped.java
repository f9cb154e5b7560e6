package io.github.gradtape.nn.optim;

/** A rate that falls by a factor now and then. */
record Stepped(double rate, long every, double factor) implements Schedule {

    Stepped {
        Settings.requirePositive("rate", rate);
        Settings.require(every >= 1, "every", every, "at least 1");
        Settings.requirePositive("factor", factor);
    }

    @Override
    public double rate(long steps) {
        return rate * Math.pow(factor, (double) Math.floorDiv(steps, every));
    }
}
