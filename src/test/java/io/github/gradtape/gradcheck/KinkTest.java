package io.github.gradtape.gradcheck;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KinkTest {

    /** max(x, 0) with a convention of its own for the derivative at 0. */
    private record Rectifier(double slopeAtZero) implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.map(x, v -> Math.max(v, 0));
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            Tensor slopes = Elementwise.map(x.value(), v -> v == 0 ? slopeAtZero : v > 0 ? 1 : 0);
            return multiply(yBar, constant(slopes));
        }
    }

    private static void check(double slopeAtZero) {
        Kink.check(new Case(new Rectifier(slopeAtZero), Tensor.of(-1, 0, 2)), new SplittableRandom(1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void anySubgradientIsAGoodConvention(double slopeAtZero) {
        assertDoesNotThrow(() -> check(slopeAtZero));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void whatLiesOutsideTheOneSidedDerivativesIsRefused(double slopeAtZero) {
        AssertionError e = assertThrows(AssertionError.class, () -> check(slopeAtZero));
        String complaint = "]: its derivative at a kink lies outside the one-sided ones: element ";
        assertTrue(e.getMessage().startsWith("Rectifier[slopeAtZero=" + slopeAtZero + complaint), e.getMessage());
    }
}
