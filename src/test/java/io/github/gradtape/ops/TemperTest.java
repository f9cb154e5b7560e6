package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.temper;
import static io.github.gradtape.tape.Node.constant;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemperTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Temper.class);
    }

    @Test
    void aMaskStaysAMaskAndAddsNothingToTheGradientOfBeta() {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(0, Double.NEGATIVE_INFINITY, 0));
        Node beta = tape.leaf(Tensor.scalar(2));
        Node s = softmax(temper(z, beta));
        assertEquals(Tensor.of(0.5, 0, 0.5), s.value());
        Gradients gradients = tape.backward(s, Tensor.of(1, 5, 3));
        assertEquals(Tensor.of(-1, 0, 1), gradients.of(z));
        assertEquals(Tensor.scalar(0), gradients.of(beta));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, 0, -0.0, Double.POSITIVE_INFINITY, Double.NaN})
    void anInverseTemperatureThatIsNotPositiveAndFiniteIsRefused(double beta) {
        assertRefused(
                "Temper[] of [[], []]: the inverse temperature must be a scalar, positive and finite, was "
                        + Tensor.scalar(beta),
                () -> temper(constant(1), constant(beta)));
    }

    @Test
    void anInverseTemperatureThatIsNotAScalarIsRefused() {
        assertRefused(
                "Temper[] of [[], [2]]: the inverse temperature must be a scalar, positive and finite, was of shape [2]",
                () -> temper(constant(1), constant(Tensor.of(1, 2))));
    }

    @Test
    void aVectorOfOneIsRefusedForItsShape() {
        assertRefused(
                "Temper[] of [[], [1]]: the inverse temperature must be a scalar, positive and finite, was of shape [1]",
                () -> temper(constant(1), constant(Tensor.of(0.5))));
    }
}
