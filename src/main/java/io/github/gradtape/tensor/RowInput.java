package io.github.gradtape.tensor;

/** The rows of a tensor: each in its place if its numbers lie side by side, or else in a copy of some rows, one after another. */
final class RowInput {

    private final Rows rows;
    private final double[] values;

    /** The values themselves, or the rows at hand. */
    private final double[] taken;

    private int first;
    private int end;

    RowInput(Rows rows, double[] values) {
        this.rows = rows;
        this.values = values;
        if (rows.areContiguous()) {
            taken = values;
            end = rows.count();
        } else {
            taken = rows.room();
        }
    }

    /** Where the entries of a row are, from {@link #start} on. */
    double[] array() {
        return taken;
    }

    /** Where a row starts, and behind it those up to {@link #end}, until a row is asked for that is not at hand. */
    int start(int r) {
        if (r < first || r >= end) {
            first = r;
            end = Math.min(r + rows.together(), rows.count());
            rows.gather(first, end - first, values, taken);
        }
        return (r - first) * rows.length();
    }

    /** The first row that is not at hand any more. */
    int end() {
        return end;
    }
}
