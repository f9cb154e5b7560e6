package io.github.gradtape.benchmark;

/** The proof that two sides of a comparison compute the same. */
final class Comparison {

    /** What sums in another order and an exp of another make may differ by. */
    private static final double TOLERANCE = 1e-10;

    private Comparison() {}

    static void require(String what, double[] expected, double[] actual) {
        for (int i = 0; i < expected.length; i++) {
            require(what + "[" + i + "]", expected[i], actual[i]);
        }
    }

    static void require(String what, double expected, double actual) {
        if (!(Math.abs(expected - actual) <= TOLERANCE * (1 + Math.abs(expected)))) {
            throw new IllegalStateException(what + ": the loops have " + expected + ", the other side has " + actual);
        }
    }
}
