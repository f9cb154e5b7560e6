package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Exponential.LN2_HIGH;
import static io.github.gradtape.tensor.Exponential.LN2_LOW;
import static io.github.gradtape.tensor.Exponential.LOG2_E;
import static io.github.gradtape.tensor.Exponential.SHIFTER;

import java.util.Arrays;

/**
 * Exponentials of many numbers in plain Java, a block at a time: bit for bit what {@link Exponential} makes of each, if that is
 * normal.
 *
 * <p>It is the same arithmetic cut into short loops over whole arrays, without branches or offsets. C2 turns each of them into
 * vector instructions, but not one loop with all of exp in its body. A block stays in the first-level cache between them.
 */
final class StagedExponentials {

    private static final int SIZE = 256;

    /** Kept, as making it takes as long as using it; arrays alone, as in {@link TiledProduct}. */
    private static final ThreadLocal<double[][]> ROOM = ThreadLocal.withInitial(() -> new double[6][SIZE]);

    private final double[] argument;
    private final double[] tail;
    private final double[] reduced;
    private final double[] rest;
    private final double[] shifted;
    private final double[] result;

    /** For this thread alone, one at a time. */
    StagedExponentials() {
        double[][] room = ROOM.get();
        argument = room[0];
        tail = room[1];
        reduced = room[2];
        rest = room[3];
        shifted = room[4];
        result = room[5];
    }

    /** exp(x − m) of n pairs; whether all are surely normal. */
    boolean exp(double[] x, int from, double[] m, double[] out, int at, int n) {
        boolean areNormal = true;
        for (int start = 0; start < n; start += SIZE) {
            int count = Math.min(SIZE, n - start);
            System.arraycopy(x, from + start, argument, 0, count);
            System.arraycopy(m, start, result, 0, count);
            for (int k = 0; k < count; k++) {
                tail[k] = Exponential.lost(argument[k], result[k]);
                argument[k] -= result[k];
            }
            for (int k = 0; k < count; k++) {
                areNormal &= Math.abs(argument[k]) <= Exponential.SURELY_NORMAL;
            }
            series(count);
            for (int k = 0; k < count; k++) {
                result[k] = Exponential.sum(reduced[k], rest[k], result[k]);
            }
            for (int k = 0; k < count; k++) {
                result[k] *= Exponential.power(shifted[k]);
            }
            System.arraycopy(result, 0, out, at + start, count);
        }
        return areNormal;
    }

    /** tanh(x) of the first n. */
    void tanh(double[] x, double[] out, int n) {
        for (int start = 0; start < n; start += SIZE) {
            int count = Math.min(SIZE, n - start);
            System.arraycopy(x, start, argument, 0, count);
            for (int k = 0; k < count; k++) {
                argument[k] = Logistic.tanhArgument(argument[k]);
            }
            Arrays.fill(tail, 0);
            series(count);
            for (int k = 0; k < count; k++) {
                result[k] = Exponential.sumWithoutOne(reduced[k], rest[k], result[k]);
            }
            for (int k = 0; k < count; k++) {
                result[k] = Logistic.tanhSize(Exponential.scaledLessOne(result[k], shifted[k]));
            }
            for (int k = 0; k < count; k++) {
                out[start + k] = Math.copySign(result[k], x[start + k]);
            }
        }
    }

    /** Reduces the arguments and evaluates the polynomial in what is left of them. */
    private void series(int n) {
        for (int k = 0; k < n; k++) {
            shifted[k] = Math.fma(argument[k], LOG2_E, SHIFTER);
            double exponent = shifted[k] - SHIFTER;
            reduced[k] = Math.fma(-exponent, LN2_HIGH, argument[k]);
            rest[k] = Math.fma(-exponent, LN2_LOW, tail[k]);
        }
        for (int k = 0; k < n; k++) {
            result[k] = Exponential.highTerms(reduced[k]);
        }
        for (int k = 0; k < n; k++) {
            result[k] = Exponential.lowTerms(reduced[k], result[k]);
        }
    }
}
