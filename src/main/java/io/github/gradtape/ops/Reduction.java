package io.github.gradtape.ops;

/** What becomes of the losses of the rows. */
public enum Reduction {
    /** One loss a row. */
    NONE,
    /** Their sum, 0 over no rows. */
    SUM,
    /** Their sum divided by how much the rows count for, NaN over nothing. */
    MEAN
}
