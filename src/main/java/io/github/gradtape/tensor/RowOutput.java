package io.github.gradtape.tensor;

/** The rows of a result while they are made: each in its place if its numbers lie side by side, or else beside it and copied. */
final class RowOutput {

    private final Rows rows;
    private final double[] result;
    private final double[] row;

    RowOutput(Rows rows, double[] result) {
        this.rows = rows;
        this.result = result;
        this.row = rows.areContiguous() ? result : new double[rows.length()];
    }

    /** Where the entries of a row are to be put, from {@link #start} on. */
    double[] array() {
        return row;
    }

    int start(int r) {
        return row == result ? rows.start(r) : 0;
    }

    /** Says that a row is complete. */
    void finish(int r) {
        if (row != result) {
            rows.write(r, row, result);
        }
    }
}
