package io.github.gradtape.tensor;

/** The rows of a tensor, one at a time: in place if their numbers lie side by side, or else as a copy. */
final class RowInput {

    private final Rows rows;
    private final double[] values;
    private final double[] row;

    RowInput(Rows rows, Tensor x) {
        this.rows = rows;
        this.values = x.borrow();
        this.row = rows.areContiguous() ? values : new double[rows.length()];
    }

    /** Where the entries of a row stand, from {@link #moveTo} on. */
    double[] array() {
        return row;
    }

    /** Takes a row in hand; where it starts in the array. */
    int moveTo(int r) {
        if (row == values) {
            return rows.start(r);
        }
        rows.read(r, values, row, 0);
        return 0;
    }
}
