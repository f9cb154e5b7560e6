package io.github.gradtape.tensor;

/** The innermost loops in plain Java, written so that the compiler keeps sums in registers. */
final class ScalarKernels implements Kernels {

    private static final int COLUMNS = 4;

    /** Fewer exponentials are sooner done one by one. */
    private static final int WORTH_STAGES = 32;

    @Override
    public int tileColumns() {
        return COLUMNS;
    }

    /** Sixteen sums side by side: none waits for another, and each number loaded serves four of them. */
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
        int a0 = aStart;
        int a1 = aStart + Math.min(1, rows - 1) * aDown;
        int a2 = aStart + Math.min(2, rows - 1) * aDown;
        int a3 = aStart + (rows - 1) * aDown;
        int c0 = cStart;
        int c1 = cStart + Math.min(1, rows - 1) * cDown;
        int c2 = cStart + Math.min(2, rows - 1) * cDown;
        int c3 = cStart + (rows - 1) * cDown;
        double c00 = fromZero ? 0 : c[c0];
        double c01 = fromZero ? 0 : c[c0 + 1];
        double c02 = fromZero ? 0 : c[c0 + 2];
        double c03 = fromZero ? 0 : c[c0 + 3];
        double c10 = fromZero ? 0 : c[c1];
        double c11 = fromZero ? 0 : c[c1 + 1];
        double c12 = fromZero ? 0 : c[c1 + 2];
        double c13 = fromZero ? 0 : c[c1 + 3];
        double c20 = fromZero ? 0 : c[c2];
        double c21 = fromZero ? 0 : c[c2 + 1];
        double c22 = fromZero ? 0 : c[c2 + 2];
        double c23 = fromZero ? 0 : c[c2 + 3];
        double c30 = fromZero ? 0 : c[c3];
        double c31 = fromZero ? 0 : c[c3 + 1];
        double c32 = fromZero ? 0 : c[c3 + 2];
        double c33 = fromZero ? 0 : c[c3 + 3];
        for (int k = 0; k < depth; k++) {
            double b0 = panel[k * COLUMNS];
            double b1 = panel[k * COLUMNS + 1];
            double b2 = panel[k * COLUMNS + 2];
            double b3 = panel[k * COLUMNS + 3];
            double x0 = a[a0 + k * aRight];
            c00 = Math.fma(x0, b0, c00);
            c01 = Math.fma(x0, b1, c01);
            c02 = Math.fma(x0, b2, c02);
            c03 = Math.fma(x0, b3, c03);
            double x1 = a[a1 + k * aRight];
            c10 = Math.fma(x1, b0, c10);
            c11 = Math.fma(x1, b1, c11);
            c12 = Math.fma(x1, b2, c12);
            c13 = Math.fma(x1, b3, c13);
            double x2 = a[a2 + k * aRight];
            c20 = Math.fma(x2, b0, c20);
            c21 = Math.fma(x2, b1, c21);
            c22 = Math.fma(x2, b2, c22);
            c23 = Math.fma(x2, b3, c23);
            double x3 = a[a3 + k * aRight];
            c30 = Math.fma(x3, b0, c30);
            c31 = Math.fma(x3, b1, c31);
            c32 = Math.fma(x3, b2, c32);
            c33 = Math.fma(x3, b3, c33);
        }
        c[c0] = c00;
        c[c0 + 1] = c01;
        c[c0 + 2] = c02;
        c[c0 + 3] = c03;
        c[c1] = c10;
        c[c1 + 1] = c11;
        c[c1 + 2] = c12;
        c[c1 + 3] = c13;
        c[c2] = c20;
        c[c2 + 1] = c21;
        c[c2 + 2] = c22;
        c[c2 + 3] = c23;
        c[c3] = c30;
        c[c3 + 1] = c31;
        c[c3 + 2] = c32;
        c[c3 + 3] = c33;
    }

    @Override
    public boolean normalExp(double[] x, int from, double[] m, double[] out, int at, int n) {
        if (n >= WORTH_STAGES) {
            return new StagedExponentials().exp(x, from, m, out, at, n);
        }
        for (int k = 0; k < n; k++) {
            out[at + k] = Exponential.ofDifference(x[from + k], m[k]);
        }
        return true;
    }

    /** The summands are copied to where their index is that of the sums: only then the loop becomes vector instructions. */
    @Override
    public void add(double[] x, int from, int n, double[] sums, double[] errors, double[] room) {
        System.arraycopy(x, from, room, 0, n);
        for (int i = 0; i < n; i++) {
            errors[i] += FoldedSum.error(sums[i], room[i]);
            sums[i] += room[i];
        }
    }

    @Override
    public void tanh(double[] x, double[] out, int n) {
        if (n >= WORTH_STAGES) {
            new StagedExponentials().tanh(x, out, n);
            return;
        }
        for (int k = 0; k < n; k++) {
            out[k] = Logistic.tanh(x[k]);
        }
    }
}
