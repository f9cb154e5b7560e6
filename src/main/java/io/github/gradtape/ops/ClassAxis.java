package io.github.gradtape.ops;

import io.github.gradtape.tape.Node;

/** Where the classes are when nobody says so. */
final class ClassAxis {

    private ClassAxis() {}

    /** The losses' rule: axis 1, behind the batch, or 0 for a single row. */
    static int of(Node rows) {
        return rows.shape().rank() == 1 ? 0 : 1;
    }

    /** The softmax family's rule: the same, but beyond a batch of rows nothing goes without saying. */
    static int ofRows(String name, Node rows) {
        int rank = rows.shape().rank();
        if (rank != 1 && rank != 2) {
            throw new IllegalArgumentException(name + " of " + rows.shape()
                    + ": name the class axis; only a row (rank 1) or a batch of rows (rank 2) goes without");
        }
        return rank - 1;
    }
}
