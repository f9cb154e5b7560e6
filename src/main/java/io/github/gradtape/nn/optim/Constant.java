package io.github.gradtape.nn.optim;

/** The same rate for all steps. */
record Constant(double rate) implements Schedule {

    Constant {
        Settings.requirePositive("rate", rate);
    }

    @Override
    public double rate(long steps) {
        return rate;
    }
}
