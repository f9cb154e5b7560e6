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
        return row / step * step * length + row % step;
    }

    /** Copies a row of x to an array of a row's length. */
    void read(int row, double[] x, double[] out) {
        int start = start(row);
        if (step == 1) {
            System.arraycopy(x, start, out, 0, length);
            return;
        }
        for (int k = 0, i = start; k < length; k++, i += step) {
            out[k] = x[i];
        }
    }

    /** Copies an array of a row's length to a row of x. */
    void write(int row, double[] in, double[] x) {
        int start = start(row);
        if (step == 1) {
            System.arraycopy(in, 0, x, start, length);
            return;
        }
        for (int k = 0, i = start; k < length; k++, i += step) {
            x[i] = in[k];
        }
    }
}
