package io.github.gradtape.tensor;

import java.lang.reflect.Constructor;

/**
 * The innermost loops, in plain Java or in vector instructions. Both do the same arithmetic in the same order, element for
 * element, and so give the same bits.
 */
interface Kernels {

    /** In plain Java. */
    @SuppressWarnings("ClassInitializationDeadlock") // the class is initialised from here alone
    Kernels SCALAR = new ScalarKernels();

    /** The fastest there are: in vector instructions if the virtual machine was started with the incubating module for them. */
    Kernels FASTEST = isThere("jdk.incubator.vector") ? vector() : SCALAR;

    private static boolean isThere(String module) {
        return ModuleLayer.boot().findModule(module).isPresent();
    }

    /** By reflection, as the class cannot even be loaded without the module. */
    private static Kernels vector() {
        try {
            Constructor<?> constructor = Class.forName(Kernels.class.getPackageName() + ".VectorKernels")
                    .getDeclaredConstructor();
            return (Kernels) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the vector kernels are not in this jar", e);
        }
    }

    /** The rows of a tile. */
    int TILE_ROWS = 4;

    /** The columns of a tile. */
    int tileColumns();

    /**
     * Adds a product of matrices to a tile of another: each element of C becomes the last of the sums c ← fma(a_k, b_k, c) over
     * ascending k.
     *
     * @param rows how many rows of A and C there are, 1 to {@link #TILE_ROWS}; past the last that one is done again
     * @param a the array of A, whose element (i, k) is at {@code aStart + i * aDown + k * aRight}
     * @param panel B, row after row, of {@link #tileColumns} columns
     * @param depth how many columns A, and rows B, has
     * @param c the array of C, whose element (i, j) is at {@code cStart + i * cDown + j}
     */
    void addProduct(
            int rows,
            double[] a,
            int aStart,
            int aDown,
            int aRight,
            double[] panel,
            int depth,
            double[] c,
            int cStart,
            int cDown);

    /**
     * out ← exp(x + tail), bit for bit what {@link Exponential} makes of each number.
     *
     * @param x the arguments
     * @param tails what rounding took from them, at most half an ulp each; null for nothing
     * @param out the results, in another array
     * @param n how many of each
     */
    default void exp(double[] x, double[] tails, double[] out, int n) {
        if (!normalExp(x, tails, out, n)) {
            for (int k = 0; k < n; k++) {
                if (!(Math.abs(x[k]) <= Exponential.SURELY_NORMAL)) {
                    out[k] = Exponential.exp(x[k], tails == null ? 0 : tails[k]);
                }
            }
        }
    }

    /**
     * The same for |x| ≤ 708; of other numbers it makes anything.
     *
     * @return whether there were no others
     */
    boolean normalExp(double[] x, double[] tails, double[] out, int n);

    /** out ← exp(x) − 1 as {@link Exponential} has it, for |x| ≤ 708; the two may be one array. */
    void expm1(double[] x, double[] out, int n);
}
