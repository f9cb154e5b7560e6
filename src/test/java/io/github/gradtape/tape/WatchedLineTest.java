package io.github.gradtape.tape;

import static io.github.gradtape.ops.Ops.crossEntropy;
import static io.github.gradtape.ops.Ops.log;
import static io.github.gradtape.ops.Ops.matmul;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.power;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.sqrt;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Derivatives.hessian;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.ops.FuseSoftmaxCrossEntropy;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.ops.Softmax;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The line that a message names, and what must not disturb the watching: derivative functions, rules. */
class WatchedLineTest extends Watched {

    @Nested
    class TheLine {

        private static final String LOG =
                "Log[] of [[1]]: made -Infinity at [0] out of finite primals: primal 0 is 0.0; recorded";

        @Test
        void isThatOfALambdaWithinTheCallOfTheEngine() {
            Node x = leaf(0);
            Derivative slope = grad(y -> sum(log(here(y))));
            assertBlames(LOG, () -> slope.apply(x));
        }

        @Test
        void isNotOneOfThePlatform() {
            Node x = leaf(0);
            UnaryOperator<Node> logarithm = Ops::log;
            assertBlames(LOG, () -> here(Stream.of(x)).map(Ops::log).toList());
            assertBlames(LOG, () -> logarithm.andThen(Ops::exp).apply(here(x)));
        }

        @Test
        void isKeptForEveryNodeWhereverBackwardIsCalled() {
            Node x = leaf(4, 0);
            Node root = sqrt(here(x));
            Node y = sum(root);
            StackTraceElement recorded = marked;
            String message = message(() -> tape.backward(here(y)));
            assertEquals("recorded at " + recorded, message.substring(message.indexOf("recorded")));
        }

        @Test
        void ofAnOpInAPullbackIsThatOfTheRecordedBackwardPass() {
            Node x = leaf(0);
            Node y = power(x, constant(1.5));
            Node slope = tape.recordBackward(here(y), List.of(x)).get(0);
            String message = message(() -> tape.backward(slope));
            assertEquals("Power[] of [[1], [1]]: its pullback to primal 0 made Infinity", message.split(" at ", 2)[0]);
            assertEquals("recorded at " + marked, message.substring(message.indexOf("recorded")));
        }

        @Test
        void ofAnOpInAUsersPullbackIsInThatPullback() {
            Node x = leaf(0);
            Node y = new SlopeOfRoot().apply(x);
            Node slope =
                    tape.recordBackward(y, constant(Tensor.of(7)), List.of(x)).get(0);
            assertBlames(
                    "Sqrt[] of [[1]]: its pullback to primal 0 made Infinity at [0] "
                            + "out of a finite cotangent and finite primals: the cotangent is 7.0, primal 0 is 0.0; recorded",
                    () -> tape.backward(slope));
        }

        @Test
        void inAUsersRuleIsThatOfTheRule() {
            Tape ruled = Tape.watching((op, primals) -> op instanceof Softmax
                    ? Optional.of(new Rewrite.Replaced(log(here(primals.get(0)))))
                    : Optional.empty());
            Node x = ruled.leaf(Tensor.of(0));
            assertBlames(LOG, () -> softmax(x));
        }

        @Test
        void isUnknownIfNoUserHadAHandInIt() {
            assertEquals("recorded by no code of a user", new Watch.Place("recorded", Optional.empty()).toString());
        }
    }

    /** Any function of slope √x. */
    private final class SlopeOfRoot implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return x;
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, sqrt(here(x)));
        }
    }

    @Nested
    class DerivativeFunctions {

        @SuppressWarnings("UnnecessaryLambda") // its frame is what is looked for
        private final UnaryOperator<Node> norm = x -> sqrt(here(sum(square(x))));

        private static final String ROOT = "Sqrt[] of [[]]: its pullback to primal 0 made Infinity "
                + "out of a finite cotangent and finite primals: the cotangent is 1.0, primal 0 is 0.0; recorded";

        @Test
        void watchAtANodeOfAWatchingTape() {
            Node x = leaf(0, 0);
            assertBlames(ROOT, () -> grad(norm).apply(x));
            assertBlames(ROOT, () -> hessian(norm).apply(x));
        }

        @Test
        void doNotWatchAtATensor() {
            assertDoesNotThrow(() -> grad(norm).at(Tensor.of(0, 0)));
        }

        @Test
        void nestAsEver() {
            Node x = leaf(3);
            Derivative cube =
                    grad(y -> multiply(y, grad(w -> multiply(y, square(w))).apply(y)));
            assertEquals(Tensor.of(54), cube.apply(x).value());
            assertEquals(Tensor.of(36), tape.backward(cube.apply(x)).of(x));
        }

        /** The line marked is that of the meeting; that of the op is not known. */
        @Test
        void areHeldToWhatTheyRecordedBeforeTheyMetTheTape() {
            Node x = leaf(3);
            Derivative inner = grad(y -> {
                Node early = log(y);
                return sum(multiply(here(early), x));
            });
            assertBlames(
                    "Log[] of [[1]]: made -Infinity at [0] out of finite primals: primal 0 is 0.0; "
                            + "recorded by a derivative function, which met the tape",
                    () -> inner.apply(constant(Tensor.of(0))));
            assertEquals(Tensor.of(3), inner.apply(constant(Tensor.of(1))).value());
            assertEquals(Tensor.of(6), tape.backward(square(x), x).of(x));
        }

        @Test
        void nameTheLineOfTheirMeetingInABackwardPassToo() {
            Node x = leaf(3);
            Derivative inner = grad(y -> {
                Node early = sqrt(y);
                return sum(multiply(here(early), x));
            });
            assertBlames(
                    "Sqrt[] of [[1]]: its pullback to primal 0 made Infinity at [0] "
                            + "out of a finite cotangent and finite primals: the cotangent is 3.0, primal 0 is 0.0; "
                            + "recorded by a derivative function, which met the tape",
                    () -> inner.apply(constant(Tensor.of(0))));
        }
    }

    @Nested
    class Rewriting {

        private final Node t = constant(Tensor.of(1, 0));

        @Test
        void anOpThatIsReplacedIsNotBlamed() {
            Tape fusing = Tape.watching(new FuseSoftmaxCrossEntropy());
            Node z = fusing.leaf(Tensor.of(0, 1000));
            Node loss = crossEntropy(softmax(z), t);
            assertEquals(1000, loss.value().item());
            assertEquals(Tensor.of(-1, 1), fusing.backward(loss).of(z));
            assertEquals(1, fusing.rewrites().size());
        }

        @Test
        void anOpThatIsNotReplacedIs() {
            Node p = softmax(leaf(0, 1000));
            assertBlames(
                    "CrossEntropy[axis=0, options=mean] of [[2], [2]]: made Infinity out of finite primals: "
                            + "primal 0 is between 0.0 and 1.0, primal 1 is between 0.0 and 1.0; recorded",
                    () -> crossEntropy(here(p), t));
        }

        @Test
        void anExceptionLeavesTheRulesInForce() {
            Tape fusing = Tape.watching(new FuseSoftmaxCrossEntropy());
            Node z = fusing.leaf(Tensor.of(0, 1000));
            message(() -> log(z));
            crossEntropy(softmax(z), t);
            assertEquals(1, fusing.rewrites().size());
        }
    }

    @Test
    void changesNoNumber() {
        assertEquals(gradients(new Tape()), gradients(Tape.watching()));
    }

    private static List<Tensor> gradients(Tape tape) {
        Node x = constant(Tensor.of(new double[][] {{0.5, -1}, {2, 3}}));
        Node[] w = Stream.of(Tensor.of(new double[][] {{0.1, 0.2}, {-0.3, 0.4}}), Tensor.of(new double[][] {
                    {1, -1}, {0.5, 2}
                }))
                .map(tape::leaf)
                .toArray(Node[]::new);
        Node loss = sum(square(matmul(Ops.tanh(matmul(x, w[0])), w[1])));
        Gradients gradients = tape.backward(loss);
        return Arrays.stream(w).map(gradients::of).toList();
    }
}
