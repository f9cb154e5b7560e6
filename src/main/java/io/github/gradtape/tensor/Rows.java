package io.github.gradtape.tensor;

/**
 * The one-dimensional rows of a tensor along one axis: where each starts and how far its neighbours are apart.
 *
 * <p>Row r lies at start(r), start(r) + step, … ; rows are numbered in row-major order of the other axes, so that row r
 * belongs to element r of the shape without that axis.
 */
final class Rows {

    /**
     * So many rows are best copied together where their numbers do not lie side by side: those of neighbours do, and a line of the cache
     * has eight, which is gone before the next row is looked at if rows are long.
     */
    static final int TOGETHER = 8;

    private final int length;
    private final int step;
    private final int count;

    Rows(Shape shape, int axis) {
        int a = shape.axis(axis);
        this.length = shape.extent(a);
        this.step = shape.stride(a);
        int others = 1;
        for (int other = 0; other < shape.rank(); other++) {
            others *= other == a ? 1 : shape.extent(other);
        }
        this.count = others;
    }

    int length() {
        return length;
    }

    int step() {
        return step;
    }

    int count() {
        return count;
    }

    int start(int row) {
        return step == 1 ? row * length : row / step * step * length + row % step;
    }

    /** Whether the numbers of a row lie side by side. */
    boolean areContiguous() {
        return step == 1;
    }

    /** Copies some rows of x, each behind the other, to the beginning of another array. */
    void gather(int first, int count, double[] x, double[] out) {
        int[] starts = starts(first, count);
        for (int k = 0; k < length; k++) {
            for (int i = 0; i < count; i++) {
                out[i * length + k] = x[starts[i] + k * step];
            }
        }
    }

    /** Copies what {@link #gather} makes back to the rows of x. */
    void scatter(int first, int count, double[] in, double[] x) {
        int[] starts = starts(first, count);
        for (int k = 0; k < length; k++) {
            for (int i = 0; i < count; i++) {
                x[starts[i] + k * step] = in[i * length + k];
            }
        }
    }

    private int[] starts(int first, int count) {
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = start(first + i);
        }
        return starts;
    }
}
