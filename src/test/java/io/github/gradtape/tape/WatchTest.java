package io.github.gradtape.tape;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.exp;
import static io.github.gradtape.ops.Ops.log;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.sqrt;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.ops.Ops.where;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WatchTest extends Watched {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Nested
    class Forward {

        @Test
        void anOpThatMakesAnInfinityIsNamed() {
            Node z = leaf(0, 1000);
            assertBlames(
                    "Log[] of [[2]]: made -Infinity at [0] out of finite primals: "
                            + "primal 0 is 0.0 at [0], between 0.0 and 1.0 throughout; recorded",
                    () -> log(here(softmax(z))));
        }

        @Test
        void anOpThatMakesANanIsNamed() {
            Node a = leaf(3, 0, 2);
            Node b = constant(Tensor.of(1, 0, 2));
            assertBlames(
                    "Divide[] of [[3], [3]]: made NaN at [1] out of finite primals: "
                            + "primal 0 is 0.0 at [1], between 0.0 and 3.0 throughout, "
                            + "primal 1 is 0.0 at [1], between 0.0 and 2.0 throughout; recorded",
                    () -> divide(a, here(b)));
        }

        @Test
        void numbersAloneHaveNoPlace() {
            Node a = tape.leaf(Tensor.scalar(-2));
            assertBlames(
                    "Divide[] of [[], []]: made -Infinity out of finite primals: "
                            + "primal 0 is -2.0, primal 1 is 0.0; recorded",
                    () -> divide(a, here(constant(0))));
        }

        @Test
        void anElementOfABatchHasItsIndex() {
            Node x = tape.leaf(Tensor.of(new double[][] {{1, 2, 3}, {4, 710, 6}}));
            assertBlames(
                    "Exp[] of [[2, 3]]: made Infinity at [1, 1] out of finite primals: "
                            + "primal 0 is 710.0 at [1, 1], between 1.0 and 710.0 throughout; recorded",
                    () -> exp(here(x)));
        }

        @Test
        void anOpOfOtherShapesThanItsOutputIsNamedWithTheRangeOfItsPrimals() {
            Node x = leaf(1e308, 1.7e308);
            assertBlames(
                    "SumTo[shape=[1]] of [[2]]: made Infinity at [0] out of finite primals: "
                            + "primal 0 is between 1.0E308 and 1.7E308; recorded",
                    () -> sum(here(x)));
        }

        @Test
        void aUsersOwnOpIsNamed() {
            Node x = leaf(-1, -2);
            assertBlames(
                    "TwoMore[] of [[2]]: made Infinity at [1] out of finite primals: "
                            + "primal 0 is -2.0 at [1], between -2.0 and -1.0 throughout; recorded",
                    () -> new TwoMore().apply(here(x)));
        }

        @Test
        void theFirstOfAChainIsNamed() {
            Node x = leaf(0);
            assertBlames(
                    "Log[] of [[1]]: made -Infinity at [0] out of finite primals: primal 0 is 0.0; recorded",
                    () -> exp(sum(log(here(x)))));
        }

        @Test
        void theOpIsNotRecordedAndTheTapeStaysUsable() {
            Node x = leaf(0, 3);
            message(() -> log(x));
            Node next = leaf(1);
            assertEquals(1, next.index());
            assertEquals(Tensor.of(0, 6), tape.backward(sum(square(x)), x).of(x));
        }
    }

    /** A user's own, 1 / (x + 2), with a wrong pullback: NaN below −1. */
    private record TwoMore() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.map(x, each -> 1 / (each + 2));
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, constant(Elementwise.map(x.value(), Math::log1p)));
        }
    }

    @Nested
    class Backward {

        private static final String SQRT = "Sqrt[] of [[2]]: its pullback to primal 0 made Infinity at [1] "
                + "out of a finite cotangent and finite primals: "
                + "the cotangent is 1.0, primal 0 is 0.0 at [1], between 0.0 and 4.0 throughout; recorded";

        private final Node x = leaf(4, 0);

        @Test
        void aPullbackThatMakesAnInfinityIsNamed() {
            Node y = sum(sqrt(here(x)));
            assertBlames(SQRT, () -> tape.backward(y));
        }

        @Test
        void soIsOneThatIsRecorded() {
            Node y = sum(sqrt(here(x)));
            assertBlames(SQRT, () -> tape.recordBackward(y, List.of(x)));
        }

        @Test
        void aPullbackThatMakesANanIsNamed() {
            Node y = sum(multiply(constant(0), sqrt(here(x))));
            assertBlames(
                    "Sqrt[] of [[2]]: its pullback to primal 0 made NaN at [1] "
                            + "out of a finite cotangent and finite primals: "
                            + "the cotangent is 0.0, primal 0 is 0.0 at [1], between 0.0 and 4.0 throughout; recorded",
                    () -> tape.backward(y));
        }

        @Test
        void thePrimalThatItPulledBackToIsNamed() {
            Node b = leaf(1, 1e-200);
            Node y = divide(x, here(b));
            Tensor seed = Tensor.of(1, 1e200);
            assertBlames(
                    "Divide[] of [[2], [2]]: its pullback to primal 0 made Infinity at [1] "
                            + "out of a finite cotangent and finite primals: "
                            + "the cotangent is 1.0E200 at [1], between 1.0 and 1.0E200 throughout, "
                            + "primal 0 is 0.0 at [1], between 0.0 and 4.0 throughout, "
                            + "primal 1 is 1.0E-200 at [1], between 1.0E-200 and 1.0 throughout; recorded",
                    () -> tape.backward(y, seed, x, b));
            assertEquals(Tensor.of(-4, -0.0), tape.backward(y, seed, b).of(b));
        }

        @Test
        void theFirstOfAChainIsNamed() {
            Node root = sqrt(here(multiply(x, x)));
            assertBlames(
                    "Sqrt[] of [[2]]: its pullback to primal 0 made Infinity at [1] "
                            + "out of a finite cotangent and finite primals: "
                            + "the cotangent is 8.0, primal 0 is 0.0 at [1], between 0.0 and 16.0 throughout; recorded",
                    () -> tape.backward(square(sum(root))));
        }

        @Test
        void aUsersOwnPullbackIsNamed() {
            Node own = leaf(-1.5);
            Node y = new TwoMore().apply(here(own));
            assertBlames(
                    "TwoMore[] of [[1]]: its pullback to primal 0 made NaN at [0] "
                            + "out of a finite cotangent and finite primals: the cotangent is 1.0, primal 0 is -1.5; recorded",
                    () -> tape.backward(y));
        }

        @Test
        void cotangentsThatOverflowWhereTheyMeetAreNamed() {
            Node y = square(here(leaf(0.5, 0)));
            Node large = constant(1e308);
            Node both = add(multiply(y, large), multiply(y, large));
            String message = "Square[] of shape [2]: cotangents of it, all of them finite, add up to Infinity at [0]; "
                    + "recorded";
            Tensor seed = Tensor.of(1, 1);
            assertBlames(message, () -> tape.backward(both, seed, y));
            assertBlames(message, () -> tape.recordBackward(both, constant(seed), List.of(y)));
        }

        @Test
        void cotangentsThatOverflowAreNamedBeforeAllAreThere() {
            Node leaf = tape.leaf(here(Tensor.of(0)));
            Node uses = new Refusing().apply(leaf);
            for (int use = 0; use < Walk.MOST_WAITING; use++) {
                uses = add(uses, multiply(leaf, constant(1e308)));
            }
            Node y = uses;
            assertBlames(
                    "leaf of shape [1]: cotangents of it, all of them finite, add up to Infinity at [0]; recorded",
                    () -> tape.backward(y));
        }

        @Test
        void cotangentsThatOverflowAtALeafNameTheLineThatMadeIt() {
            Node leaf = tape.leaf(here(Tensor.of(0.5)));
            Node large = constant(1e308);
            Node both = add(multiply(leaf, large), multiply(leaf, large));
            assertBlames(
                    "leaf of shape [1]: cotangents of it, all of them finite, add up to Infinity at [0]; recorded",
                    () -> tape.backward(both));
        }

        @Test
        void theTapeStaysUsable() {
            Node y = sum(sqrt(x));
            message(() -> tape.backward(y));
            message(() -> tape.recordBackward(y, List.of(x)));
            assertFalse(x.isConstant());
            message(() -> log(x));
            assertEquals(Tensor.of(8, 0), tape.backward(sum(square(x)), x).of(x));
            assertEquals(
                    Tensor.of(2, 2),
                    tape.backward(
                                    sum(tape.recordBackward(sum(square(x)), List.of(x))
                                            .get(0)),
                                    x)
                            .of(x));
        }

        @Test
        void thatThrowsByItselfLeavesTheTapeWatching() {
            Node y = sum(new Refusing().apply(x));
            assertThrows(UnsupportedOperationException.class, () -> tape.backward(y));
            message(() -> log(x));
            assertEquals(Tensor.of(1, 1), tape.backward(sum(x), x).of(x));
        }
    }

    private record Refusing() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return x;
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            throw new UnsupportedOperationException("no pullback");
        }
    }

    @Nested
    class NotBlamed {

        @Test
        void isAnOpOfNumbersThatAreNotFiniteAlready() {
            Node masked = add(leaf(1, 2), constant(Tensor.of(0, -INF)));
            assertEquals(Tensor.of(1, 0), softmax(masked).value());
            assertEquals(Double.NaN, sum(leaf(Double.NaN, 1)).value().item());
            assertEquals(Tensor.of(INF), exp(leaf(INF)).value());
        }

        @Test
        void isAPullbackOfACotangentThatIsNotFiniteAlready() {
            Node x = leaf(3);
            assertEquals(
                    Tensor.of(INF), tape.backward(square(x), Tensor.of(INF)).of(x));
        }

        @Test
        void isAPullbackOfPrimalsThatAreNotFiniteAlready() {
            Node x = leaf(INF);
            assertEquals(Tensor.of(INF), tape.backward(square(x)).of(x));
        }

        @Test
        void isASumOfCotangentsOneOfWhichIsNotFinite() {
            Node x = leaf(3);
            Node y = add(multiply(x, constant(INF)), x);
            assertEquals(Tensor.of(INF), tape.backward(y).of(x));
        }

        @Test
        void isAnOpOfConstants() {
            Node mask = log(constant(Tensor.of(1, 0)));
            assertEquals(Tensor.of(0, -INF), mask.value());
            assertEquals(Tensor.of(1, 0), softmax(add(leaf(1, 2), mask)).value());
        }

        @Test
        void isAnInfinityThatAPullbackMasksItself() {
            Node x = leaf(0, 2);
            Node y = sum(new Masking().apply(x));
            assertEquals(Tensor.of(0, 0.5), tape.backward(y).of(x));
            assertEquals(
                    Tensor.of(0, 0.5), tape.recordBackward(y, List.of(x)).get(0).value());
        }

        @Test
        void isWhatATapeComputesThatDoesNotWatch() {
            Tape plain = new Tape();
            Node x = plain.leaf(Tensor.of(0));
            assertEquals(Tensor.of(-INF), log(x).value());
            assertEquals(Tensor.of(INF), plain.backward(sqrt(x)).of(x));
        }
    }

    /** The logarithm where x is positive, 0 elsewhere. */
    private static final class Masking implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.map(x, each -> each > 0 ? Math.log(each) : 0);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return where(constant(Elementwise.map(x.value(), Math::signum)), divide(yBar, x), constant(0));
        }
    }
}
