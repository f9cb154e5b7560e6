package io.github.gradtape.tensor;

/** The rows of a tensor: each in its place if its numbers lie side by side, or else in a copy of some rows, each behind the other. */
final class RowInput {

    private final Rows rows;
    private final double[] values;

    /** The values themselves, or some rows of them. */
    private final double[] taken;

    private final int most;
    private int first;
    private int end;

    /** For rows looked at one by one. */
    RowInput(Rows rows, double[] values) {
        this(rows, values, Rows.TOGETHER);
    }

    /** For so many rows looked at before the next. */
    RowInput(Rows rows, double[] values, int most) {
        this.rows = rows;
        this.values = values;
        this.most = Math.min(most, rows.count());
        this.taken = rows.areContiguous() ? values : new double[this.most * rows.length()];
    }

    /** Where the entries of a row are, from {@link #start} on. */
    double[] array() {
        return taken;
    }

    /** Where a row starts; it and those behind it stay there until a row is asked for that is not among them. */
    int start(int r) {
        if (taken == values) {
            return rows.start(r);
        }
        if (r < first || r >= end) {
            first = r;
            end = Math.min(r + most, rows.count());
            rows.gather(first, end - first, values, taken);
        }
        return (r - first) * rows.length();
    }
}
