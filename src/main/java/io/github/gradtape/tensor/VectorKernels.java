package io.github.gradtape.tensor;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
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

    /** Eight vectors of sums side by side: none waits for another, and each vector loaded serves four of them. */
    @Override
    public void addProduct(
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
        int a0 = aStart;
        int a1 = aStart + Math.min(1, rows - 1) * aDown;
        int a2 = aStart + Math.min(2, rows - 1) * aDown;
        int a3 = aStart + (rows - 1) * aDown;
        int c0 = cStart;
        int c1 = cStart + Math.min(1, rows - 1) * cDown;
        int c2 = cStart + Math.min(2, rows - 1) * cDown;
        int c3 = cStart + (rows - 1) * cDown;
        DoubleVector c00 = fromArray(SPECIES, c, c0);
        DoubleVector c01 = fromArray(SPECIES, c, c0 + LANES);
        DoubleVector c10 = fromArray(SPECIES, c, c1);
        DoubleVector c11 = fromArray(SPECIES, c, c1 + LANES);
        DoubleVector c20 = fromArray(SPECIES, c, c2);
        DoubleVector c21 = fromArray(SPECIES, c, c2 + LANES);
        DoubleVector c30 = fromArray(SPECIES, c, c3);
        DoubleVector c31 = fromArray(SPECIES, c, c3 + LANES);
        for (int k = 0, right = 0; k < depth; k++, right += aRight) {
            DoubleVector b0 = fromArray(SPECIES, panel, k * COLUMNS);
            DoubleVector b1 = fromArray(SPECIES, panel, k * COLUMNS + LANES);
            DoubleVector x0 = broadcast(SPECIES, a[a0 + right]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            DoubleVector x1 = broadcast(SPECIES, a[a1 + right]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            DoubleVector x2 = broadcast(SPECIES, a[a2 + right]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            DoubleVector x3 = broadcast(SPECIES, a[a3 + right]);
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
}
