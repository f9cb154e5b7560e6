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
        // sin² of what is left is (1 + cos)/2 of what is done, without its cancellation near the end
        double left = (double) Math.max(0, total - steps) / (total - warmUp);
        double sine = Math.sin(Math.PI / 2 * left);
        return rate * sine * sine;
    }
}
