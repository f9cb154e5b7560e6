package io.github.gradtape.benchmark;

/** The loops that a small network is made of, over flat arrays in row-major order, as one writes them by hand. */
interface Loops {

    /**
     * C = AB, of m × k and k × n numbers.
     *
     * @param a A, or Aᵀ if transposed
     * @param b B, or Bᵀ if transposed
     */
    void product(double[] a, boolean transposeA, double[] b, boolean transposeB, double[] c, int m, int k, int n);

    /** Adds a row to each row of x. */
    void addRow(double[] row, double[] x);

    /** The sums of the columns of x. */
    void sumRows(double[] x, double[] sums);

    /** x ← tanh x. */
    void tanh(double[] x);

    /** yBar ← yBar (1 − y²). */
    void tanhPullback(double[] y, double[] yBar);

    /** x ← max(x, 0). */
    void relu(double[] x);

    /** yBar ← yBar where y > 0. */
    void reluPullback(double[] y, double[] yBar);

    /** velocity ← momentum · velocity + gradient, x ← x − rate · velocity. */
    void descend(double[] x, double[] velocity, double[] gradient, double rate, double momentum);

    /** The mean cross-entropy of rows of logits, and its gradient by them. */
    double crossEntropy(double[] logits, int[] labels, double[] gradient);

    static Loops named(String name) {
        return name.equals("scalar") ? new ScalarLoops() : new VectorLoops();
    }
}
