package io.github.gradtape.tensor;

/** Products of matrices and of batches of them. */
public final class MatrixProduct {

    private MatrixProduct() {}

    /**
     * The matrix product AB: out[…, i, j] = Σₖ a[…, i, k] · b[…, k, j].
     *
     * @param a matrices of shape […, m, k]
     * @param b matrices of shape […, k, n]; the leading axes broadcast with those of {@code a}
     * @return the products, of shape […, m, n]
     * @throws IllegalArgumentException if there are fewer than two axes, k differs, the leading axes do not
     *     broadcast or the product is too large
     */
    public static Tensor matmul(Tensor a, Tensor b) {
        return matmul(a, false, b, false);
    }

    /**
     * The matrix product of operands that are transposed on the fly, not copied: AB, AᵀB, ABᵀ or AᵀBᵀ.
     *
     * <p>Each element is a sum over ascending k, so that every form gives the same bits.
     *
     * @param a matrices of shape […, m, k], or […, k, m] if transposed
     * @param transposeA whether the last two axes of {@code a} are swapped
     * @param b matrices of shape […, k, n], or […, n, k] if transposed; the leading axes broadcast with those of
     *     {@code a}
     * @param transposeB whether the last two axes of {@code b} are swapped
     * @return the products, of shape […, m, n]
     * @throws IllegalArgumentException if there are fewer than two axes, k differs, the leading axes do not
     *     broadcast or the product is too large
     */
    public static Tensor matmul(Tensor a, boolean transposeA, Tensor b, boolean transposeB) {
        if (a.rank() < 2 || b.rank() < 2) {
            throw refusal(a, transposeA, b, transposeB, "each must have at least two axes");
        }
        int m = a.shape().extent(transposeA ? -1 : -2);
        int inner = a.shape().extent(transposeA ? -2 : -1);
        int innerOfB = b.shape().extent(transposeB ? -1 : -2);
        int n = b.shape().extent(transposeB ? -2 : -1);
        if (inner != innerOfB) {
            throw refusal(
                    a, transposeA, b, transposeB, "the inner extents " + inner + " and " + innerOfB + " must be equal");
        }
        Shape shape = a.rank() == 2 && b.rank() == 2
                ? Shape.of(m, n)
                : batches(a, transposeA, b, transposeB).with(-2, m).with(-1, n);
        double[] out = new double[shape.size()];
        Odometer batches = new Odometer(
                shape,
                shape.rank() - 2,
                a.shape().stridesWithin(shape),
                b.shape().stridesWithin(shape));
        for (int start = 0; start < out.length; start += m * n, batches.advance()) {
            Matrix left = new Matrix(a.borrow(), batches.offset(0), transposeA ? 1 : inner, transposeA ? m : 1);
            Matrix right = new Matrix(b.borrow(), batches.offset(1), transposeB ? 1 : n, transposeB ? inner : 1);
            Matrix product = new Matrix(out, start, n, 1);
            if (transposeB) {
                addDots(left, right, product, m, inner, n);
            } else {
                addRows(left, right, product, m, inner, n);
            }
        }
        return Tensor.adopt(shape, out);
    }

    /** The shape of the product as if each matrix were a single number. */
    private static Shape batches(Tensor a, boolean transposeA, Tensor b, boolean transposeB) {
        try {
            return a.shape()
                    .with(-2, 1)
                    .with(-1, 1)
                    .broadcast(b.shape().with(-2, 1).with(-1, 1));
        } catch (IllegalArgumentException e) {
            throw refusal(a, transposeA, b, transposeB, "the axes before the last two do not broadcast");
        }
    }

    /** A matrix within an array: element (i, j) is at start + i · down + j · right. */
    private static final class Matrix {

        private final double[] values;
        private final int start;
        private final int down;
        private final int right;

        Matrix(double[] values, int start, int down, int right) {
            this.values = values;
            this.start = start;
            this.down = down;
            this.right = right;
        }
    }

    /** Row i of the product is the sum over k of the rows of B, each scaled by a[i, k]: rows are run along memory. */
    private static void addRows(Matrix a, Matrix b, Matrix product, int m, int inner, int n) {
        double[] bs = b.values;
        double[] out = product.values;
        for (int i = 0; i < m; i++) {
            int row = product.start + i * n;
            for (int k = 0; k < inner; k++) {
                double scale = a.values[a.start + i * a.down + k * a.right];
                int r = b.start + k * n;
                for (int j = 0; j < n; j++) {
                    out[row + j] += scale * bs[r + j];
                }
            }
        }
    }

    /**
     * Element (i, j) of the product is the dot product of row i of A and row j of Bᵀ.
     *
     * <p>As each addition waits for the one before, four sums run side by side; past the end of a row the last is
     * repeated.
     */
    private static void addDots(Matrix a, Matrix b, Matrix product, int m, int inner, int n) {
        double[] as = a.values;
        double[] bs = b.values;
        double[] out = product.values;
        int right = a.right;
        for (int i = 0; i < m; i++) {
            int row = product.start + i * n;
            for (int j = 0; j < n; j += 4) {
                int j1 = Math.min(j + 1, n - 1);
                int j2 = Math.min(j + 2, n - 1);
                int j3 = Math.min(j + 3, n - 1);
                double sum0 = 0;
                double sum1 = 0;
                double sum2 = 0;
                double sum3 = 0;
                int left = a.start + i * a.down;
                for (int k = b.start; k < b.start + inner; k++, left += right) {
                    double factor = as[left];
                    sum0 += factor * bs[j * inner + k];
                    sum1 += factor * bs[j1 * inner + k];
                    sum2 += factor * bs[j2 * inner + k];
                    sum3 += factor * bs[j3 * inner + k];
                }
                out[row + j] = sum0;
                out[row + j1] = sum1;
                out[row + j2] = sum2;
                out[row + j3] = sum3;
            }
        }
    }

    private static IllegalArgumentException refusal(
            Tensor a, boolean transposeA, Tensor b, boolean transposeB, String rule) {
        return new IllegalArgumentException("matmul of shapes " + a.shape() + (transposeA ? "ᵀ" : "") + " and "
                + b.shape() + (transposeB ? "ᵀ" : "") + ": " + rule);
    }
}
