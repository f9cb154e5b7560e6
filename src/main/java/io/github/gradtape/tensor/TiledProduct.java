package io.github.gradtape.tensor;

/**
 * The product of two matrices in tiles, which stay in registers while a stretch of the sum over k is added to them.
 *
 * <p>A stretch of {@value #DEPTH} rows and one tile's width of columns of B is copied to a panel that fits into the first-level cache;
 * every row of A meets it there before the next panel is made. Copying also straightens out a transposed B, and fills up the
 * panel where B ends. A is read where it lies, four rows at a time, by its strides. A tile that juts out over the edge of the
 * product is summed in a spare one.
 *
 * <p>Each element of the product is summed over ascending k, c ← fma(a, b, c) from c = 0. Tiles and panels cut across the
 * elements and across k, but never change this order: all forms, sizes and kernels give the same bits.
 */
final class TiledProduct {

    private static final int DEPTH = 128;

    /**
     * For a panel and a spare tile, which are largest with the fastest kernels. Kept, as making it takes as long as a small product; and
     * an array, as an object of this class would keep all classes of the library for as long as the thread lives.
     */
    private static final ThreadLocal<double[]> ROOM =
            ThreadLocal.withInitial(() -> new double[(DEPTH + Kernels.TILE_ROWS) * Kernels.FASTEST.tileColumns()]);

    private final Kernels kernels;
    private final int columns;

    /** The panel, and behind it the spare tile. */
    private final double[] room = ROOM.get();

    private final int spare;

    /** For this thread alone, one at a time. */
    TiledProduct(Kernels kernels) {
        this.kernels = kernels;
        this.columns = kernels.tileColumns();
        this.spare = DEPTH * columns;
    }

    /** A matrix within an array: element (i, j) is at start + i · down + j · right. */
    @SuppressWarnings("ArrayRecordComponent") // neither compared nor written to
    record Matrix(double[] values, int start, int down, int right) {

        Matrix from(int newStart) {
            return new Matrix(values, newStart, down, right);
        }

        int at(int i, int j) {
            return start + i * down + j * right;
        }
    }

    /** Puts AB in the place of m × n zeros in an array, in row-major order. */
    void put(double[] out, int start, int m, int n, Matrix a, Matrix b, int inner) {
        for (int k = 0; k < inner; k += DEPTH) {
            int depth = Math.min(DEPTH, inner - k);
            for (int j = 0; j < n; j += columns) {
                int width = Math.min(columns, n - j);
                kernels.pack(b.values, b.at(k, j), b.down, b.right, depth, width, room);
                for (int i = 0; i < m; i += Kernels.TILE_ROWS) {
                    int rows = Math.min(Kernels.TILE_ROWS, m - i);
                    addTile(k == 0, rows, a, a.at(i, k), depth, out, start + i * n + j, n, width);
                }
            }
        }
    }

    private void addTile(
            boolean fromZero, int rows, Matrix a, int aStart, int depth, double[] out, int at, int n, int width) {
        if (width == columns) {
            kernels.addProduct(fromZero, rows, a.values, aStart, a.down, a.right, room, depth, out, at, n);
            return;
        }
        for (int i = 0; i < rows && !fromZero; i++) {
            System.arraycopy(out, at + i * n, room, spare + i * columns, width);
        }
        kernels.addProduct(fromZero, rows, a.values, aStart, a.down, a.right, room, depth, room, spare, columns);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(room, spare + i * columns, out, at + i * n, width);
        }
    }
}
