package io.github.gradtape.tape;

import io.github.gradtape.tensor.Tensor;
import java.util.Optional;

/**
 * What an op has computed: its output, and perhaps a residual.
 *
 * <p>A residual is the output of another op at the same primals, which came about on the way and which a pullback would have to
 * compute again. It is a cache and nothing else: {@link Node#recall} puts it in the place of that op's output, recorded as any
 * call of the op is, so that second derivatives start from the primals again. Nothing checks it when it is used: that it is what the
 * other op computes is one of the laws of {@code gradcheck}.
 *
 * @param output the output
 * @param residual the residual, empty if there is none
 */
public record Evaluation(Tensor output, Optional<Residual> residual) {

    /**
     * The output of another op at the same primals.
     *
     * @param op the other op
     * @param output its output there
     */
    public record Residual(Op op, Tensor output) {}

    /**
     * An output without a residual.
     *
     * @param output the output
     */
    public Evaluation(Tensor output) {
        this(output, Optional.empty());
    }

    /**
     * An output with a residual.
     *
     * @param output the output
     * @param other another op
     * @param otherOutput the output of the other op at the same primals
     */
    public Evaluation(Tensor output, Op other, Tensor otherOutput) {
        this(output, Optional.of(new Residual(other, otherOutput)));
    }
}
