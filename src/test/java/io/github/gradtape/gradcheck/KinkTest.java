package io.github.gradtape.gradcheck;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.relu;
import static io.github.gradtape.ops.Ops.sin;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;
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
        Kink.check(new Case(new Rectifier(slopeAtZero), Tensor.of(-1, 0, 2)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void anySubgradientIsAGoodConvention(double slopeAtZero) {
        assertDoesNotThrow(() -> check(slopeAtZero));
    }

    /** Entries are held a block at a time, here some 700 of 1,500. */
    @ParameterizedTest
    @ValueSource(ints = {0, 698, 699, 1499})
    void everyEntryIsHeld(int wrong) {
        double[] slopes = new double[1500];
        slopes[wrong] = 2;
        Op op = new FunctionOp(in -> new Conventions(slopes).apply(in.get(0)));
        String message = assertThrows(
                        AssertionError.class, () -> Kink.check(new Case(op, Tensor.zeros(Shape.of(slopes.length)))))
                .getMessage();
        assertTrue(message.contains("input 0 at [" + wrong + "] = 0.0 declares 2.0"), message);
    }

    /** max(x, 0) at 0 with a convention for each entry. */
    @SuppressWarnings("ArrayRecordComponent") // neither compared nor written to
    private record Conventions(double... slopes) implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.map(x, v -> Math.max(v, 0));
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, constant(Tensor.of(slopes)));
        }
    }

    /** Along a direction that moves both entries at 0 the sum declares less than either side has; yet it is right. */
    @Test
    void kinksOfBothSignsMayMeet() {
        Op sum = new FunctionOp(in -> sum(multiply(constant(Tensor.of(1, -1)), relu(in.get(0)))));
        assertDoesNotThrow(() -> Kink.check(new Case(sum, Tensor.of(0, 0))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-6, 1, 1e12})
    void aWrongConventionIsSeenOnAnyScale(double scale) {
        for (double slope : new double[] {-0.01, 1.01}) {
            Op scaled = new FunctionOp(in -> multiply(constant(scale), new Rectifier(slope).apply(in.get(0))));
            assertThrows(AssertionError.class, () -> Kink.check(new Case(scaled, Tensor.of(0, 2))));
        }
    }

    /** A step of 2⁻²⁰ bends by more than the sine's slope is known to, unless that is taken into account. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 50, 300})
    void curvatureBesideAKinkIsNoFault(double curvature) {
        Op bent = new FunctionOp(in -> add(relu(in.get(0)), multiply(constant(curvature), sin(square(in.get(0))))));
        assertDoesNotThrow(() -> Kink.check(new Case(bent, Tensor.of(0, 0.3))));
    }

    @Test
    void anOpThatThrowsThereIsNamed() {
        Op throwing = new WrongPullback(new Rectifier(0), (yBar, y, x) -> {
            throw new UnsupportedOperationException("not at 0");
        });
        AssertionError e = assertThrows(AssertionError.class, () -> Kink.check(new Case(throwing, Tensor.of(0))));
        assertTrue(
                e.getMessage()
                        .startsWith("wrong Rectifier[slopeAtZero=0.0]: at a kink it breaks off, because:"
                                + " java.lang.UnsupportedOperationException: not at 0"),
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void whatLiesOutsideTheOneSidedDerivativesIsRefused(double slopeAtZero) {
        AssertionError e = assertThrows(AssertionError.class, () -> check(slopeAtZero));
        String complaint = "Rectifier[slopeAtZero=" + slopeAtZero
                + "]: its derivative at a kink lies outside the one-sided ones: element ";
        assertTrue(e.getMessage().startsWith(complaint), e.getMessage());
        String place = " by input 0 at [1] = 0.0 declares " + slopeAtZero + ", left ";
        assertTrue(e.getMessage().contains(place), e.getMessage());
    }

    @Test
    void slopesAreToldByTheEntryItselfNotByItsScale() {
        Op late = new FunctionOp(x -> relu(add(x.get(0), constant(-4))));
        Case call = new Case(new WrongPullback(late, (yBar, y, x) -> multiply(yBar, constant(2))), Tensor.of(4));
        AssertionError e = assertThrows(AssertionError.class, () -> Kink.check(call));
        String complaint = "element 0 by input 0 at [0] = 4.0 declares 2.0, left 0.0, right 1.0";
        assertTrue(e.getMessage().contains(complaint), e.getMessage());
    }
}
