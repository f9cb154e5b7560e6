package io.github.gradtape.tensor;

/**
 * The one-dimensional rows of a tensor along one axis: where each starts and how far its neighbours are apart.
 *
 * <p>Row r lies at start(r), start(r) + step, … ; rows are numbered in row-major order of the other axes, so that row r
 * belongs to element r of the shape without that axis.
 */
final class Rows {

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

    /** Copies a row of x to a place in another array. */
    void read(int row, double[] x, double[] out, int at) {
        for (int k = at, i = start(row); k < at + length; k++, i += step) {
            out[k] = x[i];
        }
    }

    /** Copies an array of a row's length to a row of x. */
    void write(int row, double[] in, double[] x) {
        for (int k = 0, i = start(row); k < length; k++, i += step) {
            x[i] = in[k];
        }
    }
}
