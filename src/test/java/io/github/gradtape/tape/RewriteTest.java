package io.github.gradtape.tape;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.exp;
import static io.github.gradtape.ops.Ops.log;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.ops.Ops.sin;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Derivatives.hessian;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.ops.Exp;
import io.github.gradtape.ops.Log;
import io.github.gradtape.ops.Multiply;
import io.github.gradtape.ops.Sin;
import io.github.gradtape.ops.Square;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RewriteTest {

    /** A user's own: exp(log x) is x. */
    private record ExpOfLog() implements Rewrite {

        @Override
        public Optional<Outcome> rewrite(Op op, List<Node> primals) {
            if (!(op instanceof Exp)) {
                return Optional.empty();
            }
            Node x = primals.get(0);
            return Optional.of(
                    x.op().orElse(null) instanceof Log
                            ? new Replaced(x.primals().get(0))
                            : new Declined("it is not of a Log"));
        }
    }

    private record SquareAsProduct() implements Rewrite {

        @Override
        public Optional<Outcome> rewrite(Op op, List<Node> primals) {
            return op instanceof Square
                    ? Optional.of(new Replaced(multiply(primals.get(0), primals.get(0))))
                    : Optional.empty();
        }
    }

    private record ProductAsSquare() implements Rewrite {

        @Override
        public Optional<Outcome> rewrite(Op op, List<Node> primals) {
            return op instanceof Multiply && primals.get(0) == primals.get(1)
                    ? Optional.of(new Replaced(square(primals.get(0))))
                    : Optional.empty();
        }
    }

    /** Always for sin, and always the same. */
    private record SinAs(UnaryOperator<Node> replacement) implements Rewrite {

        @Override
        public Optional<Outcome> rewrite(Op op, List<Node> primals) {
            return op instanceof Sin ? Optional.of(new Replaced(replacement.apply(primals.get(0)))) : Optional.empty();
        }

        @Override
        public String toString() {
            return "SinAs";
        }
    }

    /** No concern of anything, but notes what it was asked. */
    private static final class Listener implements Rewrite {

        private final List<Op> asked = new ArrayList<>();

        @Override
        public Optional<Outcome> rewrite(Op op, List<Node> primals) {
            asked.add(op);
            return Optional.empty();
        }
    }

    private static final Tensor X = Tensor.of(0.3, 2);

    private final Tape tape = new Tape(new ExpOfLog());
    private final Node x = tape.leaf(X);

    private static List<String> texts(Tape tape) {
        return tape.rewrites().stream().map(Rewrite.Attempt::toString).toList();
    }

    @Nested
    class Firing {

        @Test
        void putsTheReplacementInTheOpsPlace() {
            Node y = exp(log(x));
            assertSame(x, y);
            assertEquals(Tensor.of(1, 1), tape.backward(sum(y)).of(x));
        }

        @Test
        void isReported() {
            exp(log(x));
            assertTrue(tape.rewrites().get(0).fired());
            assertEquals(List.of("ExpOfLog[]: Exp[] became leaf"), texts(tape));
        }

        @Test
        void leavesOtherUsersOfWhatItBypassesAlone() {
            Node l = log(x);
            Node y = sum(add(exp(l), multiply(l, l)));
            Tensor slopes = tape.backward(y).of(x);
            assertEquals(1 + 2 * Math.log(2) / 2, slopes.get(1));
        }

        @Test
        void makesTheGradientByWhatItBypassesThatOfOtherUsersAlone() {
            Node l = log(x);
            Node y = exp(l);
            assertFalse(tape.backward(sum(y), l).reached(l));
            assertEquals(
                    Tensor.of(7, 7),
                    tape.backward(sum(add(y, multiply(l, Node.constant(7)))), l).of(l));
        }

        @Test
        void doesNotReachWhatTheRuleItselfRecords() {
            Tape circular = new Tape(new SquareAsProduct(), new ProductAsSquare());
            Node z = circular.leaf(X);
            assertEquals(Optional.of(new Multiply()), square(z).op());
            assertEquals(Optional.of(new Square()), multiply(z, z).op());
            assertEquals(
                    List.of(
                            "SquareAsProduct[]: Square[] became Multiply[]",
                            "ProductAsSquare[]: Multiply[] became Square[]"),
                    texts(circular));
        }

        @Test
        void isForTheFirstRuleThatReplaces() {
            Rewrite never = new Rewrite() {
                @Override
                public Optional<Outcome> rewrite(Op op, List<Node> primals) {
                    return Optional.of(new Declined("it never does"));
                }

                @Override
                public String toString() {
                    return "Never";
                }
            };
            Tape several = new Tape(never, new SinAs(z -> exp(z)), new SinAs(z -> log(z)));
            assertEquals(Optional.of(new Exp()), sin(several.leaf(X)).op());
            assertEquals(
                    List.of("Never: Sin[] stayed because it never does", "SinAs: Sin[] became Exp[]"), texts(several));
        }

        @Test
        void mayGiveAConstant() {
            Tape constant = new Tape(new SinAs(z -> Node.constant(z.value())));
            Node z = constant.leaf(X);
            assertTrue(sin(z).isConstant());
        }
    }

    @Nested
    class NotFiring {

        @Test
        void recordsTheOpAsWrittenAndTheReason() {
            Node y = exp(x);
            assertEquals(Optional.of(new Exp()), y.op());
            assertEquals(List.of(x), y.primals());
            assertFalse(tape.rewrites().get(0).fired());
            assertEquals(List.of("ExpOfLog[]: Exp[] stayed because it is not of a Log"), texts(tape));
        }

        @Test
        void isNotReportedInAnAccountFromBefore() {
            List<Rewrite.Attempt> before = tape.rewrites();
            exp(tape.leaf(X));
            assertEquals(List.of(), before);
            assertEquals(1, tape.rewrites().size());
            assertThrows(
                    UnsupportedOperationException.class, () -> tape.rewrites().clear());
        }

        @Test
        void isNotReportedForOpsOfNoConcern() {
            sin(log(x));
            assertEquals(List.of(), tape.rewrites());
        }

        @Test
        void isTheDefault() {
            Tape plain = new Tape();
            assertEquals(Optional.of(new Exp()), exp(log(plain.leaf(X))).op());
            assertEquals(List.of(), plain.rewrites());
        }
    }

    @Nested
    class Asking {

        private final Listener listener = new Listener();
        private final Tape heard = new Tape(listener);
        private final Node z = heard.leaf(X);

        @Test
        void isNotForConstants() {
            exp(Node.constant(X));
            assertEquals(List.of(), listener.asked);
        }

        @Test
        void isNotForABackwardPassThatRecordsNothing() {
            Node y = sin(z);
            listener.asked.clear();
            heard.backward(y, X);
            assertEquals(List.of(), listener.asked);
        }

        @Test
        void isForARecordedBackwardPassToo() {
            Node y = sum(square(z));
            listener.asked.clear();
            heard.recordBackward(y, List.of(z));
            assertTrue(listener.asked.contains(new Multiply()), listener.asked::toString);
        }

        @Test
        void isNotForWhatTheOpRefuses() {
            assertRefused("Exp[] of [[2], [2]]: takes 1 primal, was given 2", () -> new Exp().apply(z, z));
            assertEquals(List.of(), listener.asked);
        }

        @Test
        void isNotForAnotherThread() throws Exception {
            FutureTask<Exception> task =
                    new FutureTask<>(() -> assertThrows(IllegalStateException.class, () -> exp(z)));
            new Thread(task, "another").start();
            String message = task.get(10, TimeUnit.SECONDS).getMessage();
            assertTrue(message.startsWith("a tape is used by one thread"), message);
            assertEquals(List.of(), listener.asked);
        }
    }

    @Nested
    class Refusing {

        private static void assertRefused(String message, Rewrite rule) {
            Tape strict = new Tape(rule);
            Node z = strict.leaf(X);
            Exception e = assertThrows(IllegalStateException.class, () -> sin(z));
            assertEquals(message, e.getMessage());
            assertEquals(List.of(), strict.rewrites());
        }

        @Test
        void anOpWithinARuleIsBlamedItself() {
            Tape strict = new Tape(new SinAs(z -> reshape(z, Shape.of(5))));
            Node z = strict.leaf(X);
            Exception e = assertThrows(IllegalArgumentException.class, () -> sin(z));
            assertTrue(e.getMessage().startsWith("Reshape[shape=[5]] of [[2]]: "), e.getMessage());
        }

        @Test
        void aReplacementOfAnotherShape() {
            assertRefused(
                    "SinAs: Sin[] became Reshape[shape=[]], which has shape [], "
                            + "but a replacement has the shape of what it replaces, [2]",
                    new SinAs(z -> sum(z)));
        }

        @Test
        void aReplacementOnAnotherTape() {
            assertRefused(
                    "SinAs: Sin[] became leaf of another tape, but a replacement is on the tape of what it replaces",
                    new SinAs(z -> new Tape().leaf(X)));
        }

        @Test
        void aReplacementThatIsNone() {
            assertRefused("SinAs: replaced Sin[] by null", new SinAs(z -> null));
        }

        @Test
        void anAnswerThatIsNone() {
            record Silent() implements Rewrite {
                @Override
                public Optional<Outcome> rewrite(Op op, List<Node> primals) {
                    return null;
                }
            }
            assertRefused("Silent[]: returned null for Sin[], where an empty answer is meant", new Silent());
        }

        @Test
        void leavesTheRulesInForce() {
            List<RuntimeException> once = new ArrayList<>(List.of(new IllegalStateException("once")));
            Tape strict = new Tape(new SinAs(z -> {
                if (!once.isEmpty()) {
                    throw once.remove(0);
                }
                return exp(z);
            }));
            Node z = strict.leaf(X);
            assertThrows(IllegalStateException.class, () -> sin(z));
            assertEquals(Optional.of(new Exp()), sin(z).op());
        }
    }

    @Nested
    class DerivativeFunctions {

        @Test
        void atANodeOfTheTapeFollowItsRules() {
            Node second = hessian(z -> sum(square(exp(log(z))))).apply(x);
            assertEquals(Tensor.of(new double[][] {{2, 0}, {0, 2}}), second.value());
            assertEquals(List.of("ExpOfLog[]: Exp[] became Alias[]"), texts(tape));
        }

        @Test
        void atAConstantFollowTheRulesOnceTheyMeetTheTape() {
            exp(x);
            Node slope = grad(z -> sum(exp(log(multiply(z, x))))).apply(Node.constant(Tensor.of(1, 1)));
            assertEquals(X, slope.value());
            exp(log(x));
            assertEquals(
                    List.of(
                            "ExpOfLog[]: Exp[] stayed because it is not of a Log",
                            "ExpOfLog[]: Exp[] became Multiply[]",
                            "ExpOfLog[]: Exp[] became leaf"),
                    texts(tape));
        }

        @Test
        void haveTheirNodesFromBeforeSeenThrough() {
            Node y = grad(z -> {
                        Node early = log(z);
                        Node met = multiply(early, x);
                        return sum(add(met, exp(early)));
                    })
                    .apply(Node.constant(Tensor.of(1, 1)));
            assertEquals(Tensor.of(1.3, 3), y.value());
            assertEquals(List.of("ExpOfLog[]: Exp[] became leaf"), texts(tape));
        }

        @Test
        void keepWhatTheyWroteBeforeTheyMeetTheTape() {
            Node slope = grad(z -> sum(multiply(exp(log(z)), x))).apply(Node.constant(Tensor.of(1, 1)));
            assertEquals(X, slope.value());
            assertEquals(Tensor.of(1, 1), tape.backward(sum(slope), x).of(x));
            assertEquals(List.of(), tape.rewrites());
        }

        @Test
        void byAnInnerNodeAreNotRewrittenAway() {
            Node l = log(x);
            Node slope = grad(inner -> sum(exp(inner))).apply(l);
            assertEquals(exp(Node.constant(l.value())).value(), slope.value());
        }
    }
}
