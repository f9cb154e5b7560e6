package io.github.gradtape.benchmark;

/** Rows of logits for a cross-entropy alone. */
public enum Logits {
    W6_128X10(128, 10),
    W6_128X1000(128, 1000),
    W6_64X50000(64, 50_000);

    final int rows;
    final int classes;

    Logits(int rows, int classes) {
        this.rows = rows;
        this.classes = classes;
    }
}
