package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.negativeLogLikelihood;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NegativeLogLikelihoodTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(NegativeLogLikelihood.class);
    }

    @Test
    void itIsMinusTheSumOfTargetTimesLogProbability() {
        Node loss = negativeLogLikelihood(
                constant(Tensor.of(new double[][] {{-1, -2}, {-3, -4}})), constant(Tensor.of(new double[][] {
                    {1, 0}, {0.5, 2}
                })));
        assertEquals((1 + (1.5 + 8)) / 2, loss.value().item());
    }

    @Test
    void aTargetOfZeroCostsNothingEvenAtMinusInfinity() {
        Tape tape = new Tape();
        Node l = tape.leaf(Tensor.of(Double.NEGATIVE_INFINITY, 0));
        Node loss = negativeLogLikelihood(l, constant(Tensor.of(0, 1)));
        assertEquals(-0.0 + 0, loss.value().item());
        assertEquals(Tensor.of(-0.0, -1), tape.backward(loss, l).of(l));
    }

    @Test
    void classIndicesStandForOneHotTargets() {
        Node l = constant(Tensor.of(new double[][] {{-1, -2}, {-3, -4}}));
        assertEquals(
                negativeLogLikelihood(l, constant(Tensor.of(new double[][] {{0, 1}, {1, 0}})))
                        .value(),
                negativeLogLikelihood(l, constant(Tensor.of(1, 0))).value());
    }
}
