package io.github.gradtape.tensor;

/**
 * The one-dimensional rows of a tensor along one axis: where each starts and how far its neighbours are apart.
 *
 * <p>Row r lies at start(r), start(r) + step, … ; rows are numbered in row-major order of the other axes, so that row r
 * belongs to element r of the shape without that axis.
 */
final class Rows {

    /** About so many numbers are a line of the cache, each of another row where the numbers of a row do not lie side by side. */
    private static final int LINE = 8;

    /** So many numbers are copied at once if rows are short. */
    private static final int BLOCK = 256;

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

    /** How many rows are copied at once: one by one, a line of the cache would be fetched again for each of its numbers. */
    int together() {
        return Math.max(LINE, BLOCK / length);
    }

    /** An array for the rows that are copied at once. */
    double[] room() {
        return new double[Math.min(together(), count) * length];
    }

    /** Copies n rows of x, one after another, to the beginning of another array. */
    void gather(int first, int n, double[] x, double[] out) {
        int[] starts = starts(first, n);
        for (int k = 0; k < length; k++) {
            for (int i = 0; i < n; i++) {
                out[i * length + k] = x[starts[i] + k * step];
            }
        }
    }

    /** Copies what {@link #gather} makes back to the rows of x. */
    void scatter(int first, int n, double[] in, double[] x) {
        int[] starts = starts(first, n);
        for (int k = 0; k < length; k++) {
            for (int i = 0; i < n; i++) {
                x[starts[i] + k * step] = in[i * length + k];
            }
        }
    }

    private int[] starts(int first, int n) {
        int[] starts = new int[n];
        for (int i = 0; i < n; i++) {
            starts[i] = start(first + i);
        }
        return starts;
    }
}
