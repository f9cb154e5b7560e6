package io.github.gradtape.tensor;

/** The rows of a tensor, one or some at a time, each behind the other: in place if their numbers lie side by side, or else a copy. */
final class RowInput {

    private final Rows rows;
    private final double[] values;
    private final double[] taken;

    /** For at most that many rows at a time. */
    RowInput(Rows rows, Tensor x, int most) {
        this.rows = rows;
        this.values = x.borrow();
        this.taken = rows.areContiguous() ? values : new double[most * rows.length()];
    }

    /** Where the rows stand, from {@link #take} on. */
    double[] array() {
        return taken;
    }

    /** Takes some rows in hand; where the first starts in the array. */
    int take(int first, int count) {
        if (taken == values) {
            return rows.start(first);
        }
        for (int i = 0; i < count; i++) {
            rows.read(first + i, values, taken, i * rows.length());
        }
        return 0;
    }
}
