package io.github.gradtape.tensor;

/** The rows of a result while they are made: each in its place if its numbers lie side by side, or else beside it, to be copied. */
final class RowOutput {

    private final Rows rows;
    private final double[] result;

    /** The result itself, or some rows without a gap, one after another. */
    private final double[] made;

    private int first;
    private int count;

    RowOutput(Rows rows, double[] result) {
        this.rows = rows;
        this.result = result;
        this.made = rows.areContiguous() ? result : rows.room();
    }

    /** Where the entries of a row are to be put, from {@link #start} on. */
    double[] array() {
        return made;
    }

    /** Begins a row, when the one before it is complete. */
    int start(int r) {
        if (made == result) {
            return rows.start(r);
        }
        if (count == rows.together() || r != first + count) {
            finish();
            first = r;
        }
        return count++ * rows.length();
    }

    /** Says that the last row is complete. */
    void finish() {
        if (count > 0) {
            rows.scatter(first, count, made, result);
            count = 0;
        }
    }
}
