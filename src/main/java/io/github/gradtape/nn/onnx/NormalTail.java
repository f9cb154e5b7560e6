package io.github.gradtape.nn.onnx;

import io.github.gradtape.tensor.ErrorFunction;
import java.util.stream.IntStream;

/**
 * The tail of the normal distribution without an error function: 1 − Φ(s) = exp(−s²/2) p(u) with u = 8/(s + 3) − 5/3 and a
 * polynomial p.
 *
 * <p>What p stands for is smooth in u, which goes from 1 at s = 0 to −1 at s = 9, where the tail is 1e-19. The polynomial meets it at
 * the Chebyshev points (Trefethen 2013, "Approximation theory and approximation practice").
 */
final class NormalTail {

    /** With fewer terms gelu is less exact, with more it is not more. */
    private static final int TERMS = 16;

    private NormalTail() {}

    /** Those of u in p. */
    static double[] exponents() {
        return IntStream.range(0, TERMS).asDoubleStream().toArray();
    }

    /** The coefficients of p, that of u⁰ first. */
    static double[] coefficients() {
        double[] coefficients = new double[TERMS];
        double[] before = new double[TERMS];
        double[] chebyshev = new double[TERMS];
        chebyshev[0] = 1;
        for (int degree = 0; degree < TERMS; degree++) {
            double weight = chebyshevCoefficient(degree);
            double[] next = new double[TERMS];
            for (int i = 0; i < TERMS; i++) {
                coefficients[i] += weight * chebyshev[i];
                next[i] = (degree == 0 ? 1 : 2) * (i == 0 ? 0 : chebyshev[i - 1]) - before[i];
            }
            before = chebyshev;
            chebyshev = next;
        }
        return coefficients;
    }

    private static double chebyshevCoefficient(int degree) {
        double sum = 0;
        for (int k = 0; k < TERMS; k++) {
            double angle = Math.PI * (k + 0.5) / TERMS;
            sum += valueAt(Math.cos(angle)) * Math.cos(degree * angle);
        }
        return (degree == 0 ? 1 : 2) * sum / TERMS;
    }

    private static double valueAt(double u) {
        double s = 8 / (u + 5.0 / 3) - 3;
        return ErrorFunction.erfc(s / Math.sqrt(2)) / 2 * Math.exp(s * s / 2);
    }
}
