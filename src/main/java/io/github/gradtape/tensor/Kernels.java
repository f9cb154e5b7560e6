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
            Kernels vector = (Kernels) constructor.newInstance();
            return vector.tileColumns() < 4 ? SCALAR : vector; // of one lane, where the virtual machine has no vectors
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the vector kernels are not in this jar", e);
        }
    }

    /** The rows of a tile. */
    int TILE_ROWS = 4;

    /** The columns of a tile, a multiple of four. */
    int tileColumns();

    /**
     * Copies a part of a matrix to a panel, row after row of {@link #tileColumns} columns, of which those past the last are that one
     * again. Four columns at a time take half as long as one by one.
     *
     * @param b the array of the matrix, whose element (k, j) is at {@code start + k * down + j * right}
     * @param depth how many rows
     * @param width how many columns, at most those of the panel
     * @param panel where to copy to
     */
    default void pack(double[] b, int start, int down, int right, int depth, int width, double[] panel) {
        int columns = tileColumns();
        for (int j = 0; j < columns; j += 4) {
            int j0 = start + Math.min(j, width - 1) * right;
            int j1 = start + Math.min(j + 1, width - 1) * right;
            int j2 = start + Math.min(j + 2, width - 1) * right;
            int j3 = start + Math.min(j + 3, width - 1) * right;
            for (int k = 0; k < depth; k++) {
                panel[k * columns + j] = b[j0 + k * down];
                panel[k * columns + j + 1] = b[j1 + k * down];
                panel[k * columns + j + 2] = b[j2 + k * down];
                panel[k * columns + j + 3] = b[j3 + k * down];
            }
        }
    }

    /**
     * Adds a product of matrices to a tile of another: each element of C becomes the last of the sums c ← fma(a_k, b_k, c) over
     * ascending k.
     *
     * @param fromZero whether C counts as zero, whatever it holds
     * @param rows how many rows of A and C there are, 1 to {@link #TILE_ROWS}; past the last that one is done again
     * @param a the array of A, whose element (i, k) is at {@code aStart + i * aDown + k * aRight}
     * @param panel B, row after row, of {@link #tileColumns} columns
     * @param depth how many columns A, and rows B, has
     * @param c the array of C, whose element (i, j) is at {@code cStart + i * cDown + j}
     */
    void addProduct(
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
            int cDown);

    /**
     * out ← exp(x − m), bit for bit what {@link Exponential#ofDifference} makes of each pair.
     *
     * @param x an array that holds the minuends
     * @param from where they begin in it
     * @param m the subtrahends
     * @param out another array
     * @param at where the results begin in it
     * @param n how many of each
     */
    default void exp(double[] x, int from, double[] m, double[] out, int at, int n) {
        if (!normalExp(x, from, m, out, at, n)) {
            for (int k = 0; k < n; k++) {
                if (!(Math.abs(x[from + k] - m[k]) <= Exponential.SURELY_NORMAL)) {
                    out[at + k] = Exponential.ofDifference(x[from + k], m[k]);
                }
            }
        }
    }

    /**
     * The same for |x − m| ≤ 708; of other numbers it makes anything. The results may take the place of the minuends.
     *
     * @return false if there were others of which it has made anything
     */
    boolean normalExp(double[] x, int from, double[] m, double[] out, int at, int n);

    /**
     * sums ← sums + x and errors ← errors + what rounding takes from each of these sums, as {@link FoldedSum#error} has it.
     *
     * @param x an array that holds the summands, perhaps that of the sums, in another place
     * @param from where they begin in it
     * @param n how many of each
     * @param room for n numbers, to be written over
     */
    void add(double[] x, int from, int n, double[] sums, double[] errors, double[] room);

    /** out ← tanh(x), bit for bit what {@link Logistic#tanh(double)} makes of each. */
    void tanh(double[] x, double[] out, int n);
}
