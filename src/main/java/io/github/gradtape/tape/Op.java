package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;

/**
 * An operation: how its output is computed from its primals, and how the cotangent of its output pulls back to each of them.
 *
 * <p>Everything differentiable is a primal; everything else (an axis, a shape, a reduction) is a component of the op, which is
 * best written as a record: its {@code toString} names it in messages and pictures. An op has no state, and is registered
 * nowhere: {@code new Cube().apply(x)} is all that it takes to use one. {@link UnaryOp} and {@link BinaryOp} spare ops of one
 * and two primals the arrays.
 */
public interface Op {

    /**
     * Computes the output from the primals.
     *
     * @param primals the values of the primals, to be read only
     * @return the output
     * @throws IllegalArgumentException if the primals do not fit the op or each other; whoever applied the op sees the message
     *     behind the op's name and the shapes of its primals
     */
    Tensor evaluate(Tensor... primals);

    /**
     * Computes the output and perhaps a residual for the pullbacks.
     *
     * <p>It is asked in the place of {@link #evaluate(Tensor...)} where a call is recorded. The residual is the output of another op
     * at the same primals; {@link Node#recall} takes it back.
     *
     * @param primals the values of the primals, to be read only
     * @return the output, bit for bit that of {@link #evaluate(Tensor...)}, and a residual unless the op leaves none
     * @throws IllegalArgumentException as {@link #evaluate(Tensor...)} does
     */
    default Evaluation evaluateWithResidual(Tensor... primals) {
        return new Evaluation(evaluate(primals));
    }

    /**
     * Pulls the cotangent of the output back to one primal: x̄ = Jᵀ ȳ, where J is the Jacobian of the output by that primal.
     *
     * <p>It is written with ops on the nodes it is given, so that it can be differentiated again.
     *
     * @param primal which primal, counted from 0; one that {@link #isDifferentiable is differentiable}
     * @param yBar the cotangent of the output, of its shape
     * @param y the output
     * @param primals the primals
     * @return the cotangent of that primal, of its shape
     */
    Node pullback(int primal, Node yBar, Node y, Node... primals);

    /**
     * Whether a primal of a call has a gradient at all; indices and conditions have none, and asking for it is refused.
     *
     * @param primal which primal, counted from 0
     * @param primals the primals of the call
     * @return true, unless the op says otherwise
     */
    default boolean isDifferentiable(int primal, Node... primals) {
        return true;
    }

    /**
     * Applies this op: computes its output and, if any primal is on a tape, records the call there.
     *
     * @param primals the primals, constants or nodes of one tape
     * @return the output, a node of that tape, or a constant if all primals are
     * @throws IllegalArgumentException if the primals do not fit the op or each other, or are on different tapes
     * @throws IllegalStateException if the tape belongs to another thread
     */
    default Node apply(Node... primals) {
        return Tape.apply(this, primals);
    }
}
