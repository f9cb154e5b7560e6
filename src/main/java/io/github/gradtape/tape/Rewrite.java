package io.github.gradtape.tape;

import java.util.List;
import java.util.Optional;

/**
 * A rule that puts other ops in the place of an op about to be recorded: of the same value and derivatives where those of
 * the op as written are finite. It is best written as a record, whose {@code toString} names it in {@link Tape#rewrites}.
 *
 * <p>A tape is told its rules {@linkplain Tape#Tape(Rewrite...) when it is made}, and has none by default. For every op about
 * to be recorded there, in a recorded backward pass too, the rules are asked in their order, and the first that replaces it
 * wins. By then the op has been evaluated, so that a rule sees only calls that the op accepts. What a rule applies itself is
 * recorded as it is. Nothing is rewritten afterwards: neither what was on a tape of a {@linkplain Derivatives derivative
 * function} before that met the tape with the rules, nor calls on constants alone, which are not recorded.
 *
 * <p>Only what is replaced changes, not the nodes that it was applied to: they keep their place and their other users. But the
 * result no longer depends on those that a replacement bypasses: a gradient by such a node is that of its other users alone.
 */
@FunctionalInterface
public interface Rewrite {

    /**
     * What this rule makes of an op about to be recorded.
     *
     * @param op the op as written
     * @param primals the nodes it is applied to, constants or nodes of one tape; what made them is in {@link Node#op} and
     *     {@link Node#primals}
     * @return the replacement, or why there is none; empty if such an op is none of this rule's concern
     */
    Optional<Outcome> rewrite(Op op, List<Node> primals);

    /** What became of an op that concerned a rule. */
    sealed interface Outcome {}

    /**
     * The op is not recorded: this node takes the place of its output.
     *
     * @param by a node of the same tape, or a constant; of the shape of what it replaces
     */
    record Replaced(Node by) implements Outcome {}

    /**
     * The op is recorded as written.
     *
     * @param why the reason in words, as they would follow a "because"
     */
    record Declined(String why) implements Outcome {}

    /**
     * An op that concerned a rule, and what became of it.
     *
     * @param rule the rule
     * @param written the op as written
     * @param outcome the replacement, or why there was none
     */
    record Attempt(Rewrite rule, Op written, Outcome outcome) {

        /**
         * Whether the op was replaced.
         *
         * @return false if the rule declined
         */
        public boolean fired() {
            return outcome instanceof Replaced;
        }

        /**
         * What happened, in words.
         *
         * @return for example {@code ExpOfLog[]: Exp[] became leaf}, or {@code ExpOfLog[]: Exp[] stayed because …}
         */
        @Override
        public String toString() {
            return rule + ": " + written
                    + (outcome instanceof Replaced replaced
                            ? " became " + replaced.by.name()
                            : " stayed because " + ((Declined) outcome).why);
        }
    }
}
