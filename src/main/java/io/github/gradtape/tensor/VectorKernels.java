package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Exponential.LN2_HIGH;
import static io.github.gradtape.tensor.Exponential.LN2_LOW;
import static io.github.gradtape.tensor.Exponential.LOG2_E;
import static io.github.gradtape.tensor.Exponential.SHIFTER;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops in vector instructions as wide as the machine's.
 *
 * <p>The only class that uses the incubating module {@code jdk.incubator.vector}. It is compiled after all others, which thus cannot
 * depend on it.
 */
final class VectorKernels implements Kernels {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private static final int LANES = SPECIES.length();

    /** A constant to the compiler, which needs one to leave out the bounds checks in a panel. */
    private static final int COLUMNS = 2 * LANES;

    @Override
    public int tileColumns() {
        return COLUMNS;
    }

    @Override
    public void pack(double[] b, int start, int down, int right, int depth, int width, double[] panel) {
        if (right != 1 || width != COLUMNS) {
            Kernels.super.pack(b, start, down, right, depth, width, panel);
            return;
        }
        for (int k = 0; k < depth; k++) {
            fromArray(SPECIES, b, start + k * down).intoArray(panel, k * COLUMNS);
            fromArray(SPECIES, b, start + k * down + LANES).intoArray(panel, k * COLUMNS + LANES);
        }
    }

    /** Eight vectors of sums side by side: none waits for another, and each vector loaded serves four of them. */
    @Override
    public void addProduct(
            boolean fromZero,
            int rows,
            double[] a,
            int aStart,
            int aDown,
            int aRight,
            double[] panel,
            int depth,
            double[] c,
            int cStart,
            int cDown) {
        int a1 = Math.min(1, rows - 1) * aDown;
        int a2 = Math.min(2, rows - 1) * aDown;
        int a3 = (rows - 1) * aDown;
        int c0 = cStart;
        int c1 = cStart + Math.min(1, rows - 1) * cDown;
        int c2 = cStart + Math.min(2, rows - 1) * cDown;
        int c3 = cStart + (rows - 1) * cDown;
        DoubleVector c00 = fromZero ? DoubleVector.zero(SPECIES) : fromArray(SPECIES, c, c0);
        DoubleVector c01 = fromZero ? DoubleVector.zero(SPECIES) : fromArray(SPECIES, c, c0 + LANES);
        DoubleVector c10 = fromZero ? DoubleVector.zero(SPECIES) : fromArray(SPECIES, c, c1);
        DoubleVector c11 = fromZero ? DoubleVector.zero(SPECIES) : fromArray(SPECIES, c, c1 + LANES);
        DoubleVector c20 = fromZero ? DoubleVector.zero(SPECIES) : fromArray(SPECIES, c, c2);
        DoubleVector c21 = fromZero ? DoubleVector.zero(SPECIES) : fromArray(SPECIES, c, c2 + LANES);
        DoubleVector c30 = fromZero ? DoubleVector.zero(SPECIES) : fromArray(SPECIES, c, c3);
        DoubleVector c31 = fromZero ? DoubleVector.zero(SPECIES) : fromArray(SPECIES, c, c3 + LANES);
        for (int k = 0; k < depth; k++) {
            int x = aStart + k * aRight;
            DoubleVector b0 = fromArray(SPECIES, panel, k * COLUMNS);
            DoubleVector b1 = fromArray(SPECIES, panel, k * COLUMNS + LANES);
            DoubleVector x0 = broadcast(SPECIES, a[x]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            DoubleVector x1 = broadcast(SPECIES, a[x + a1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            DoubleVector x2 = broadcast(SPECIES, a[x + a2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            DoubleVector x3 = broadcast(SPECIES, a[x + a3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
        }
        c00.intoArray(c, c0);
        c01.intoArray(c, c0 + LANES);
        c10.intoArray(c, c1);
        c11.intoArray(c, c1 + LANES);
        c20.intoArray(c, c2);
        c21.intoArray(c, c2 + LANES);
        c30.intoArray(c, c3);
        c31.intoArray(c, c3 + LANES);
    }

    /** The arithmetic of {@link Exponential}, operation for operation. Numbers without sign are ordered as their bits are. */
    @Override
    public boolean normalExp(double[] x, int from, double[] m, double[] out, int at, int n) {
        int end = SPECIES.loopBound(n);
        LongVector largest = DoubleVector.zero(SPECIES).reinterpretAsLongs();
        for (int i = 0; i < end; i += LANES) {
            DoubleVector minuend = fromArray(SPECIES, x, from + i);
            DoubleVector subtrahend = fromArray(SPECIES, m, i);
            DoubleVector difference = minuend.sub(subtrahend);
            DoubleVector subtracted = minuend.sub(difference);
            DoubleVector kept = difference.add(subtracted);
            DoubleVector lost = minuend.sub(kept).add(subtracted.sub(subtrahend));
            DoubleVector shifted = shifted(difference);
            DoubleVector k = shifted.sub(SHIFTER);
            DoubleVector r = k.neg().fma(broadcast(SPECIES, LN2_HIGH), difference);
            DoubleVector c = k.neg().fma(broadcast(SPECIES, LN2_LOW), lost);
            DoubleVector square = r.mul(r);
            DoubleVector q = series(r, square);
            DoubleVector s = r.add(1);
            DoubleVector t = r.sub(s.sub(1));
            DoubleVector significand = s.add(square.fma(q, c.fma(square.fma(q, s), t)));
            significand.mul(power(shifted)).intoArray(out, at + i);
            largest = largest.max(difference.abs().reinterpretAsLongs());
        }
        for (int i = end; i < n; i++) {
            out[at + i] = Exponential.ofDifference(x[from + i], m[i]);
        }
        return largest.reduceLanes(VectorOperators.MAX) <= Double.doubleToRawLongBits(Exponential.SURELY_NORMAL);
    }

    @Override
    public void add(double[] x, int from, int n, double[] sums, double[] errors, double[] room) {
        int end = SPECIES.loopBound(n);
        for (int i = 0; i < end; i += LANES) {
            DoubleVector before = fromArray(SPECIES, sums, i);
            DoubleVector summand = fromArray(SPECIES, x, from + i);
            DoubleVector sum = before.add(summand);
            DoubleVector added = sum.sub(before);
            DoubleVector error = before.sub(sum.sub(added)).add(summand.sub(added));
            fromArray(SPECIES, errors, i).add(error).intoArray(errors, i);
            sum.intoArray(sums, i);
        }
        for (int i = end; i < n; i++) {
            errors[i] += FoldedSum.error(sums[i], x[from + i]);
            sums[i] += x[from + i];
        }
    }

    /** The arithmetic of {@link Logistic}, operation for operation. */
    @Override
    public void tanh(double[] x, double[] out, int n) {
        int end = SPECIES.loopBound(n);
        for (int i = 0; i < end; i += LANES) {
            DoubleVector given = fromArray(SPECIES, x, i);
            DoubleVector argument = given.abs().mul(-2).max(-Logistic.TANH_IS_ONE);
            DoubleVector shifted = shifted(argument);
            DoubleVector k = shifted.sub(SHIFTER);
            DoubleVector r = k.neg().fma(broadcast(SPECIES, LN2_HIGH), argument);
            DoubleVector c = k.neg().mul(LN2_LOW);
            DoubleVector square = r.mul(r);
            DoubleVector q = series(r, square);
            DoubleVector p = r.add(square.fma(q, c.mul(square.fma(q, r.add(1)))));
            DoubleVector power = power(shifted);
            DoubleVector m = power.fma(p, power.sub(1));
            LongVector sign = given.reinterpretAsLongs().and(Long.MIN_VALUE);
            DoubleVector one = sign.or(Double.doubleToRawLongBits(1)).reinterpretAsDoubles();
            m.div(m.add(2)).abs().mul(one).intoArray(out, i);
        }
        for (int i = end; i < n; i++) {
            out[i] = Logistic.tanh(x[i]);
        }
    }

    // The rest are of at most 35 bytes of code, which is always inlined: else C2 makes objects of their vectors.

    private static DoubleVector shifted(DoubleVector x) {
        return x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, SHIFTER));
    }

    private static DoubleVector series(DoubleVector r, DoubleVector square) {
        return lowTerms(r, square, highTerms(r, square));
    }

    private static DoubleVector highTerms(DoubleVector r, DoubleVector square) {
        DoubleVector q = pair(1 / 6227020800.0, 1 / 479001600.0, r);
        return next(next(q, square, 1 / 39916800.0, 1 / 3628800.0, r), square, 1 / 362880.0, 1 / 40320.0, r);
    }

    private static DoubleVector lowTerms(DoubleVector r, DoubleVector square, DoubleVector high) {
        return next(
                next(next(high, square, 1 / 5040.0, 1 / 720.0, r), square, 1 / 120.0, 1 / 24.0, r),
                square,
                1 / 6.0,
                1 / 2.0,
                r);
    }

    private static DoubleVector next(DoubleVector q, DoubleVector square, double odd, double even, DoubleVector r) {
        return q.fma(square, pair(odd, even, r));
    }

    private static DoubleVector pair(double odd, double even, DoubleVector r) {
        return r.fma(broadcast(SPECIES, odd), broadcast(SPECIES, even));
    }

    private static DoubleVector power(DoubleVector shifted) {
        LongVector exponent = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
        return exponent.add(Double.doubleToRawLongBits(1)).reinterpretAsDoubles();
    }
}
