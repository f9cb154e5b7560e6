package io.github.gradtape.tape;

import io.github.gradtape.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of one tape at work, and the account of what they did. */
final class Rewriter {

    private final Tape tape;
    private final List<Rewrite> rules;
    private final List<Rewrite.Attempt> attempts = new ArrayList<>();

    /** Whether a rule is at work, whose own ops are recorded as they are. */
    private boolean busy;

    Rewriter(Tape tape, Rewrite... rules) {
        this.tape = tape;
        this.rules = List.of(rules);
    }

    List<Rewrite.Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** What takes the place of an op's output of some shape, null if no rule replaces it. */
    Node replacement(Op op, Shape shape, Node... primals) {
        if (busy) {
            return null;
        }
        busy = true;
        try {
            List<Node> given = List.of(primals);
            for (Rewrite rule : rules) {
                Optional<Rewrite.Outcome> outcome = rule.rewrite(op, given);
                if (outcome == null) {
                    throw new IllegalStateException(
                            rule + ": returned null for " + op + ", where an empty answer is meant");
                }
                outcome.ifPresent(it -> note(new Rewrite.Attempt(rule, op, it), shape));
                if (outcome.isPresent() && outcome.get() instanceof Rewrite.Replaced replaced) {
                    return replaced.by();
                }
            }
            return null;
        } finally {
            busy = false;
        }
    }

    /** Notes an attempt, if its replacement is what a rule promises. */
    private void note(Rewrite.Attempt attempt, Shape shape) {
        if (attempt.outcome() instanceof Rewrite.Replaced replaced) {
            Node by = replaced.by();
            if (by == null) {
                throw new IllegalStateException(attempt.rule() + ": replaced " + attempt.written() + " by null");
            }
            if (!by.shape().equals(shape)) {
                throw new IllegalStateException(attempt + ", which has shape " + by.shape()
                        + ", but a replacement has the shape of what it replaces, " + shape);
            }
            if (!by.isConstant() && !by.isOn(tape)) {
                throw new IllegalStateException(
                        attempt + " of another tape, but a replacement is on the tape of what it replaces");
            }
        }
        attempts.add(attempt);
    }
}
