package io.github.gradtape.nn.optim;

/** A rate that rises in a line and falls along half a cosine. */
record Cosine(double rate, long warmUp, long total) implements Schedule {

    Cosine {
        Settings.requirePositive("rate", rate);
        Settings.require(warmUp >= 0, "warmUp", warmUp, "at least 0");
        Settings.require(total > warmUp, "total", total, "more than the warm-up of " + warmUp);
    }

    @Override
    public double rate(long steps) {
        if (steps < warmUp) {
            return rate * (steps + 1) / warmUp;
        }
        double done = Math.min(1, (double) (steps - warmUp) / (total - warmUp));
        return rate * (1 + Math.cos(Math.PI * done)) / 2;
    }
}
