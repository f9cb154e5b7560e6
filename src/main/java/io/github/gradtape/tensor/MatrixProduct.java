package io.github.gradtape.tensor;

import io.github.gradtape.tensor.TiledProduct.Matrix;

/** Products of matrices and of batches of them. */
public final class MatrixProduct {

    /** So many multiplications take no longer than making a panel. */
    private static final int TOO_FEW_FOR_TILES = 128;

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
     * <p>Each element is summed over ascending k by fused multiply-adds from 0, so that every form gives the same bits.
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
        return matmul(Kernels.FASTEST, a, transposeA, b, transposeB);
    }

    /**
     * The matrix product XW or XWᵀ with a row added to each of its rows.
     *
     * @param x matrices of shape […, m, k]
     * @param w matrices of shape […, k, n], or […, n, k] if transposed; the leading axes broadcast with those of {@code x}
     * @param transposeW whether the last two axes of {@code w} are swapped
     * @param b a row of shape [n]
     * @return the sums, of shape […, m, n]; each is the element of the product, rounded, plus that of the row
     * @throws IllegalArgumentException if the product cannot be formed, or the row has not its extent
     */
    public static Tensor affine(Tensor x, Tensor w, boolean transposeW, Tensor b) {
        Tensor y = matmul(x, false, w, transposeW);
        int n = y.shape().extent(-1);
        if (b.rank() != 1 || b.size() != n) {
            throw new IllegalArgumentException(
                    "a bias of shape " + b.shape() + " for rows of " + n + " numbers: must be [" + n + "]");
        }
        double[] row = b.borrow();
        double[] out = y.borrow(); // which nobody else has seen
        for (int start = 0; start < out.length; start += n) {
            for (int j = 0; j < n; j++) {
                out[start + j] += row[j];
            }
        }
        return y;
    }

    static Tensor matmul(Kernels kernels, Tensor a, boolean transposeA, Tensor b, boolean transposeB) {
        // asked although a small product has no use for it: a wrong setting is not to show with the first large one
        Threads.most();
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
                : batches(a, transposeA, b, transposeB).inserting(-1, m).inserting(-1, n);
        double[] out = new double[shape.size()];
        Matrix left = new Matrix(a.borrow(), 0, transposeA ? 1 : inner, transposeA ? m : 1);
        Matrix right = new Matrix(b.borrow(), 0, transposeB ? 1 : n, transposeB ? inner : 1);
        if (shape.rank() == 2 || (b.rank() == 2 && !transposeA)) {
            int rows = shape.rank() == 2 ? m : shape.without(-1).size();
            put(kernels, out, 0, rows, n, left, right, inner);
            return Tensor.adopt(shape, out);
        }
        Odometer batches = new Odometer(
                shape,
                shape.rank() - 2,
                a.shape().stridesWithin(shape),
                b.shape().stridesWithin(shape));
        for (int start = 0; start < out.length; start += m * n, batches.advance()) {
            put(kernels, out, start, m, n, left.from(batches.offset(0)), right.from(batches.offset(1)), inner);
        }
        return Tensor.adopt(shape, out);
    }

    /** Puts AB in the place of m × n zeros in an array, in row-major order. */
    private static void put(Kernels kernels, double[] out, int start, int m, int n, Matrix a, Matrix b, int inner) {
        long multiplications = (long) m * n * inner;
        if (multiplications <= TOO_FEW_FOR_TILES) {
            putByTwos(out, start, m, n, a, b, inner);
            return;
        }
        Kernels fitting = n <= Kernels.SCALAR.tileColumns() ? Kernels.SCALAR : kernels;
        Threads.share(
                m,
                Kernels.TILE_ROWS,
                multiplications,
                (from, to) -> new TiledProduct(fitting)
                        .put(out, start + from * n, to - from, n, a.from(a.at(from, 0)), b, inner));
    }

    /** Two rows by two columns at a time; past the last that one is done again. */
    private static void putByTwos(double[] out, int start, int m, int n, Matrix a, Matrix b, int inner) {
        double[] x = a.values();
        double[] y = b.values();
        for (int i = 0; i < m; i += 2) {
            int i1 = Math.min(i + 1, m - 1);
            for (int j = 0; j < n; j += 2) {
                int j1 = Math.min(j + 1, n - 1);
                double c00 = 0;
                double c01 = 0;
                double c10 = 0;
                double c11 = 0;
                int x0 = a.at(i, 0);
                int x1 = a.at(i1, 0);
                int y0 = b.at(0, j);
                int y1 = b.at(0, j1);
                for (int k = 0; k < inner; k++) {
                    c00 = Math.fma(x[x0], y[y0], c00);
                    c01 = Math.fma(x[x0], y[y1], c01);
                    c10 = Math.fma(x[x1], y[y0], c10);
                    c11 = Math.fma(x[x1], y[y1], c11);
                    x0 += a.right();
                    x1 += a.right();
                    y0 += b.down();
                    y1 += b.down();
                }
                out[start + i * n + j] = c00;
                out[start + i * n + j1] = c01;
                out[start + i1 * n + j] = c10;
                out[start + i1 * n + j1] = c11;
            }
        }
    }

    /** The shape of the product without the axes of its matrices. */
    private static Shape batches(Tensor a, boolean transposeA, Tensor b, boolean transposeB) {
        try {
            return a.shape().without(-2, -1).broadcast(b.shape().without(-2, -1));
        } catch (IllegalArgumentException e) {
            throw refusal(a, transposeA, b, transposeB, "before the last two axes, " + e.getMessage());
        }
    }

    private static IllegalArgumentException refusal(
            Tensor a, boolean transposeA, Tensor b, boolean transposeB, String rule) {
        return new IllegalArgumentException("matmul of shapes " + a.shape() + (transposeA ? "ᵀ" : "") + " and "
                + b.shape() + (transposeB ? "ᵀ" : "") + ": " + rule);
    }
}
