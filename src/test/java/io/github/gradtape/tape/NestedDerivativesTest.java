package io.github.gradtape.tape;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.exp;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sin;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Derivatives.hessian;
import static io.github.gradtape.tape.Derivatives.hvp;
import static io.github.gradtape.tape.Derivatives.jacobian;
import static io.github.gradtape.tape.Derivatives.jvp;
import static io.github.gradtape.tape.Derivatives.stopGradient;
import static io.github.gradtape.tape.Derivatives.valueAndGrad;
import static io.github.gradtape.tape.Derivatives.vjp;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Derivatives of derivatives, and derivatives of functions that use nodes of a tape. */
class NestedDerivativesTest {

    /** A few roundings of numbers of the size of 1. */
    private static final double TOLERANCE = 1e-14;

    private static final Node ONE = Node.constant(1);
    private static final Node TWO = Node.constant(2);

    private static double at(UnaryOperator<Node> f, double x) {
        return f.apply(Node.constant(x)).value().item();
    }

    /** A result that stood on a tape nobody sees could be used on one tape, and not on the next. */
    @Nested
    class AtConstants {

        private void assertIsConstant(double expected, Node result) {
            assertTrue(result.isConstant(), result::toString);
            assertEquals(expected, result.value().item(), TOLERANCE);
            for (int step = 0; step < 2; step++) {
                Tape tape = new Tape();
                Node w = tape.leaf(Tensor.scalar(1));
                assertEquals(expected, tape.backward(multiply(w, result)).of(w).item(), TOLERANCE);
            }
        }

        @Test
        void everyDerivativeIsAConstant() {
            UnaryOperator<Node> cube = x -> multiply(x, multiply(x, x));
            assertIsConstant(12, grad(cube).apply(TWO));
            assertIsConstant(12, vjp(cube).apply(TWO, ONE));
            assertIsConstant(12, jvp(cube).apply(TWO, ONE));
            assertIsConstant(12, hessian(cube).apply(TWO));
            assertIsConstant(12, hvp(cube).apply(TWO, ONE));
        }

        @Test
        void anOuterDerivativeIsAConstantOfWhicheverOrderTheFactorsAre() {
            // d/dx (x · d/dy (x y) at y = 2) = d/dx x² at x = 3
            Node three = Node.constant(3);
            assertIsConstant(
                    6,
                    grad(x -> multiply(x, grad(y -> multiply(x, y)).apply(TWO))).apply(three));
            assertIsConstant(
                    6,
                    grad(x -> multiply(grad(y -> multiply(y, x)).apply(TWO), x)).apply(three));
            assertIsConstant(
                    6,
                    jvp(x -> multiply(x, jvp(y -> multiply(x, y)).apply(TWO, ONE)))
                            .apply(three, ONE));
        }
    }

    /** Perturbation confusion: Siskind and Pearlmutter 2005, "Perturbation confusion and referential transparency". */
    @Nested
    class Nesting {

        @Test
        void atAConstantDoesNotConfuseTheLevels() {
            // d/dx (x · d/dy (x + y) at y = 1) at x = 1: the example of the paper
            assertEquals(1, at(grad(x -> multiply(x, grad(y -> add(x, y)).apply(ONE))), 1));
            assertEquals(1, at(grad(x -> multiply(x, grad(y -> add(y, x)).apply(ONE))), 1));
        }

        @Test
        void atAConstantFlowsThroughWhatTheInnerFunctionClosesOver() {
            // d/dx (x · d/dy (x y) at y = 2) = d/dx x²
            assertEquals(6, at(grad(x -> multiply(x, grad(y -> multiply(x, y)).apply(TWO))), 3));
            assertEquals(6, at(grad(x -> multiply(x, grad(y -> multiply(y, x)).apply(TWO))), 3));
        }

        @Test
        void atConstantsThreeDeep() {
            // d/dz (x y z) = x y; d/dy (y · x y) at y = 2 is 4 x; d/dx (x · 4 x) at x = 3
            UnaryOperator<Node> f = x -> multiply(
                    x,
                    grad(y -> multiply(y, grad(z -> multiply(multiply(x, y), z)).apply(ONE)))
                            .apply(TWO));
            assertEquals(24, at(grad(f), 3));
            assertEquals(8, at(grad(grad(f)), 3));
        }

        @Test
        void atConstantsThreeDeepWhereOnlyTheInnermostClosesOverTheOutermost() {
            // d/dz (x² z) = x²; d/dy (y · x²) = x²; d/dx x² = 2 x
            UnaryOperator<Node> f =
                    x -> grad(y -> multiply(y, grad(z -> multiply(square(x), z)).apply(ONE)))
                            .apply(TWO);
            assertEquals(6, at(grad(f), 3));
            assertEquals(2, at(grad(grad(f)), 3));
        }

        @Test
        void atTheOuterVariable() {
            // d/dy (x y²) at y = x is 2 x²
            UnaryOperator<Node> f = x -> grad(y -> multiply(x, square(y))).apply(x);
            assertEquals(18, at(f, 3));
            assertEquals(12, at(grad(f), 3));
        }

        @Test
        void atAFunctionOfTheOuterVariable() {
            // d/dy sin y at y = x² is cos x²
            UnaryOperator<Node> f = x -> grad(y -> sin(y)).apply(square(x));
            assertEquals(Math.cos(4), at(f, 2), TOLERANCE);
            assertEquals(-4 * Math.sin(4), at(grad(f), 2), TOLERANCE);
        }

        @Test
        void ofADerivativeThatIsUsedTwice() {
            // g = d/dy (y² e^x) at y = x is 2 x e^x; g² = 4 x² e^2x
            UnaryOperator<Node> f = x -> {
                Node g = grad(y -> multiply(square(y), exp(x))).apply(x);
                return multiply(g, g);
            };
            assertEquals(8 * Math.exp(2) + 8 * Math.exp(2), at(grad(f), 1), 64 * TOLERANCE);
        }

        @Test
        void byOneOfTwoVariablesEach() {
            // ∂/∂x ∂/∂y (x² y³) = 6 x y²
            double x = 2;
            assertEquals(
                    6 * 2 * 25,
                    at(
                            grad(v -> grad(y -> multiply(square(v), multiply(y, square(y))))
                                    .apply(Node.constant(5))),
                            x));
        }

        @Test
        void jacobiansAndProductsKeepTheirLevelsToo() {
            // each inner derivative is x: d/dx (x · x)
            Tensor one = Tensor.scalar(1);
            assertEquals(6, at(grad(x -> multiply(x, vjp(y -> multiply(x, y)).apply(TWO, ONE))), 3));
            assertEquals(6, at(grad(x -> multiply(x, jvp(y -> multiply(x, y)).apply(TWO, ONE))), 3));
            assertEquals(
                    6, at(grad(x -> multiply(x, jacobian(y -> multiply(x, y)).apply(TWO))), 3));
            assertEquals(
                    12,
                    at(
                            grad(x -> multiply(
                                    x, hessian(y -> multiply(x, square(y))).apply(TWO))),
                            3));
            assertEquals(
                    12,
                    at(grad(x -> multiply(x, hvp(y -> multiply(x, square(y))).apply(TWO, ONE))), 3));
            assertEquals(
                    Tensor.scalar(6),
                    jvp(x -> multiply(x, grad(y -> multiply(x, y)).apply(TWO))).at(Tensor.scalar(3), one));
        }

        @Test
        void aNodeIsAConstantOfADerivativeByItself() {
            Tape tape = new Tape();
            Node x = tape.leaf(Tensor.scalar(3));
            Node slope = grad(y -> multiply(y, x)).apply(x);
            assertEquals(Tensor.scalar(3), slope.value());
            assertEquals(Tensor.scalar(1), tape.backward(slope).of(x));
        }

        @Test
        void aCotangentMayComeFromTheOuterVariable() {
            // vjp of y² at y = 2 with cotangent x² is 4 x²
            assertEquals(24, at(grad(x -> vjp(y -> square(y)).apply(TWO, square(x))), 3));
        }

        @Test
        void theValueIsTheOutersToo() {
            // value x y + gradient x at y = 2 is 3 x
            UnaryOperator<Node> f = x -> {
                ValueAndGrad.Result<Node> inner =
                        valueAndGrad(y -> multiply(x, y)).apply(TWO);
                return add(inner.value(), inner.gradient());
            };
            assertEquals(9, at(f, 3));
            assertEquals(3, at(grad(f), 3));
        }
    }

    @Nested
    class OnATape {

        private final Tape tape = new Tape();
        private final Node w = tape.leaf(Tensor.scalar(5));

        @Test
        void aDerivativeAtAConstantFlowsToWhatTheFunctionClosesOver() {
            Node slope = grad(x -> multiply(w, square(x))).apply(Node.constant(3));
            assertEquals(Tensor.scalar(30), slope.value());
            assertEquals(Tensor.scalar(6), tape.backward(slope, w).of(w));
        }

        @Test
        void aDerivativeAtAConstantAddsNoLeaf() {
            Spy spy = new Spy();
            Node slope = grad(x -> spy.apply(spy.apply(x, w), x)).apply(Node.constant(3));
            spy.asked.clear();
            tape.backward(slope, w);
            int needed = spy.asked.size();
            spy.asked.clear();
            tape.backward(slope);
            assertEquals(needed, spy.asked.size());
        }

        @Test
        void aDerivativeThatUsesNoneOfItsNodesRecordsNothingThere() {
            int before = tape.leaf(Tensor.scalar(0)).index();
            assertTrue(grad(x -> square(x)).apply(Node.constant(3)).isConstant());
            assertEquals(before + 1, tape.leaf(Tensor.scalar(0)).index());
        }

        @Test
        void aFirstOrderDerivativeAtAConstantGivesItsPullbacksConstants() {
            Spy spy = new Spy();
            grad(x -> spy.apply(x, x)).apply(Node.constant(3));
            assertEquals(List.of(true, true), spy.givenConstants);
        }

        @Test
        void nodesOfTwoTapesAreRefused() {
            Node other = new Tape().leaf(Tensor.scalar(2));
            String rule = ": a node of another tape; nodes of two tapes must not be mixed, "
                    + "use a constant of its value or record both on one tape";
            assertRefused("Multiply[]" + rule, () -> grad(x -> multiply(x, w)).apply(other));
            assertRefused(
                    "Multiply[]" + rule,
                    () -> grad(x -> multiply(multiply(x, w), other)).apply(ONE));
            assertRefused("derivative" + rule, () -> grad(x -> w).apply(other));
            assertRefused("derivative" + rule, () -> vjp(x -> multiply(x, w)).apply(ONE, other));
        }
    }

    @Nested
    class StopGradient {

        @Test
        void keepsTheValueAndCutsTheGradient() {
            assertEquals(3, at(stop -> stopGradient(stop), 3));
            assertEquals(3, at(grad(x -> multiply(x, stopGradient(x))), 3));
        }

        @Test
        void cutsAtEveryDepth() {
            // d/dy (y · x · stop x) at y = 1 is x · stop x, whose derivative by x is stop x
            assertEquals(
                    3,
                    at(
                            grad(x -> grad(y -> multiply(y, multiply(x, stopGradient(x))))
                                    .apply(ONE)),
                            3));
            // d/dy (y² · stop y) at y = x is 2 x · stop x
            assertEquals(
                    6,
                    at(grad(x -> grad(y -> multiply(square(y), stopGradient(y))).apply(x)), 3));
        }

        @Test
        void isAConstant() {
            assertTrue(stopGradient(new Tape().leaf(Tensor.of(1, 2))).isConstant());
        }
    }

    @Nested
    class APullbackThatTakesAVjpItself {

        /** Keeps nothing of what a function computes inside, and computes it again for the pullback. */
        private record Checkpoint(UnaryOperator<Node> f) implements UnaryOp {

            @Override
            public Tensor evaluate(Tensor x) {
                return f.apply(Node.constant(x)).value();
            }

            @Override
            public Node pullback(Node yBar, Node y, Node x) {
                return vjp(f).apply(x, yBar);
            }
        }

        private final Checkpoint sineOfSquare = new Checkpoint(x -> sin(square(x)));

        @SuppressWarnings("UnnecessaryLambda") // the tests hand it on
        private final UnaryOperator<Node> plain = x -> multiply(x, sin(square(x)));

        @SuppressWarnings("UnnecessaryLambda")
        private final UnaryOperator<Node> checkpointed = x -> multiply(x, sineOfSquare.apply(x));

        @Test
        void worksAtEveryOrder() {
            double x = 0.7;
            assertEquals(at(plain, x), at(checkpointed, x));
            assertEquals(at(grad(plain), x), at(grad(checkpointed), x), TOLERANCE);
            assertEquals(at(grad(grad(plain)), x), at(grad(grad(checkpointed)), x), 16 * TOLERANCE);
            assertEquals(at(grad(grad(grad(plain))), x), at(grad(grad(grad(checkpointed))), x), 64 * TOLERANCE);
        }

        @Test
        void worksOnATape() {
            Tape tape = new Tape();
            Node x = tape.leaf(Tensor.scalar(0.7));
            Node y = checkpointed.apply(x);
            assertEquals(at(grad(plain), 0.7), tape.backward(y).of(x).item(), TOLERANCE);
            Node slope = tape.recordBackward(y, List.of(x)).get(0);
            assertEquals(at(grad(grad(plain)), 0.7), tape.backward(slope).of(x).item(), 16 * TOLERANCE);
        }

        @Test
        void worksInAJvpAndWithinAnotherDerivative() {
            assertEquals(
                    at(grad(plain), 0.7),
                    jvp(checkpointed).at(Tensor.scalar(0.7), Tensor.scalar(1)).item(),
                    TOLERANCE);
            UnaryOperator<Node> nested = x ->
                    multiply(x, grad(y -> multiply(x, checkpointed.apply(y))).apply(ONE));
            assertEquals(2 * 3 * at(grad(plain), 1), at(grad(nested), 3), 16 * TOLERANCE);
        }

        /** The square, whose pullback is a derivative at a constant that closes over the primal. */
        private record SlopeOfALine() implements UnaryOp {

            @Override
            public Tensor evaluate(Tensor x) {
                return Elementwise.multiply(x, x);
            }

            @Override
            public Node pullback(Node yBar, Node y, Node x) {
                return multiply(yBar, grad(v -> multiply(v, multiply(TWO, x))).apply(ONE));
            }
        }

        @Test
        void mayTakeItAtAConstantAndCloseOverItsPrimals() {
            // d³/dx³ x⁴ = 24 x
            UnaryOperator<Node> f = x -> new SlopeOfALine().apply(new SlopeOfALine().apply(x));
            assertEquals(4 * 27, at(grad(f), 3));
            assertEquals(12 * 9, at(grad(grad(f)), 3));
            assertEquals(24 * 3, at(grad(grad(grad(f))), 3));
        }

        @Test
        void mayIgnoreItsPoint() {
            Tape tape = new Tape();
            Node w = tape.leaf(Tensor.scalar(2));
            Node x = tape.leaf(Tensor.scalar(3));
            Node y = new Checkpoint(point -> w).apply(x);
            assertEquals(
                    Tensor.scalar(0), tape.recordBackward(y, List.of(x)).get(0).value());
            assertEquals(Tensor.scalar(0), tape.backward(y, x).of(x));
        }
    }
}
