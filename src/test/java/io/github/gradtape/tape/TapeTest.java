package io.github.gradtape.tape;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sin;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.ops.Add;
import io.github.gradtape.ops.Concatenate;
import io.github.gradtape.ops.Exp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TapeTest {

    private final Tape tape = new Tape();

    private Node leaf(double... values) {
        return tape.leaf(Tensor.of(values));
    }

    /** How many nodes the tape holds, by the place of one more. */
    private int size() {
        return tape.leaf(Tensor.scalar(0)).index();
    }

    @Nested
    class Backward {

        @Test
        void goesToInnerNodesAndLeavesAlike() {
            Node x = leaf(3);
            Node inner = square(x);
            Node y = square(inner);
            Gradients gradients = tape.backward(y, x, inner, y);
            assertEquals(Tensor.of(1), gradients.of(y));
            assertEquals(Tensor.of(2 * 9), gradients.of(inner));
            assertEquals(Tensor.of(4 * 27), gradients.of(x));
        }

        @Test
        void goesToAllLeavesIfNoneIsNamed() {
            Node a = leaf(3);
            Node b = leaf(5);
            Gradients gradients = tape.backward(multiply(a, b));
            assertEquals(Tensor.of(5), gradients.of(a));
            assertEquals(Tensor.of(3), gradients.of(b));
        }

        @Test
        void startsFromTheSeed() {
            Node x = leaf(3, 5);
            assertEquals(
                    Tensor.of(6, -20),
                    tape.backward(square(x), Tensor.of(1, -2)).of(x));
        }

        @Test
        void needsNoSeedForAnyShapeOfOneElement() {
            Node x = tape.leaf(Tensor.of(new double[][] {{3}}));
            assertEquals(
                    Tensor.of(new double[][] {{6}}), tape.backward(square(x)).of(x));
        }

        @Test
        void fromALeafItselfIsTheSeed() {
            Node x = leaf(3, 5);
            assertEquals(Tensor.of(7, 8), tape.backward(x, Tensor.of(7, 8)).of(x));
        }

        @Test
        void fromAConstantReachesNothing() {
            Node x = leaf(3);
            Gradients gradients = tape.backward(Node.constant(1));
            assertFalse(gradients.reached(x));
            assertEquals(Tensor.of(0), gradients.of(x));
        }

        @Test
        void twoPassesGiveTheSameAndDoNotInterfere() {
            Node x = leaf(0.1, 0.2, 0.3);
            Node y = sin(multiply(x, add(x, sum(x))));
            Tensor seed = Tensor.of(1, -2, 3);
            Gradients first = tape.backward(y, seed);
            Tensor before = first.of(x);
            tape.backward(y, Tensor.of(7, 7, 7));
            assertEquals(before, first.of(x));
            assertEquals(before, tape.backward(y, seed).of(x));
        }

        @Test
        void recordsNothing() {
            Spy spy = new Spy();
            Node x = leaf(2);
            Node y = spy.apply(x, square(x));
            int before = size();
            tape.backward(y);
            assertEquals(before + 1, size());
            assertEquals(List.of(true, true), spy.givenConstants);
            assertFalse(y.isConstant());
        }
    }

    @Nested
    class BackwardWithinAPullback {

        /** The square, whose pullback walks the tape from elsewhere. */
        private record Walker(Tape tape, Node elsewhere) implements UnaryOp {

            @Override
            public Tensor evaluate(Tensor x) {
                return Elementwise.multiply(x, x);
            }

            @Override
            public Node pullback(Node yBar, Node y, Node x) {
                Tensor two = tape.backward(elsewhere).of(elsewhere.primals().get(0));
                return multiply(yBar, multiply(Node.constant(two), x));
            }
        }

        @Test
        void doesNotMakeTheOuterPassRecord() {
            Node elsewhere = multiply(leaf(7), Node.constant(2));
            Node x = leaf(3);
            Node y = new Walker(tape, elsewhere).apply(x);
            int before = size();
            assertEquals(Tensor.of(6), tape.backward(y, x).of(x));
            assertEquals(before + 1, size());
        }
    }

    @Nested
    class RecordBackward {

        @Test
        void givesNodesThatCanBeDifferentiatedAgain() {
            Node x = leaf(2);
            Node first = tape.recordBackward(square(square(x)), List.of(x)).get(0);
            Node second = tape.recordBackward(first, List.of(x)).get(0);
            assertEquals(Tensor.of(32), first.value());
            assertEquals(Tensor.of(48), second.value());
            assertEquals(Tensor.of(48), tape.backward(second).of(x));
        }

        @Test
        void agreesWithBackward() {
            Node x = leaf(0.1, 0.2, 0.3);
            Node inner = multiply(x, add(x, sum(x)));
            Node y = sum(sin(inner));
            Gradients gradients = tape.backward(y, x, inner);
            List<Node> recorded = tape.recordBackward(y, List.of(x, inner));
            assertEquals(gradients.of(x), recorded.get(0).value());
            assertEquals(gradients.of(inner), recorded.get(1).value());
        }

        @Test
        void isDifferentiableByTheSeed() {
            Node x = leaf(2, 3);
            Node seed = leaf(5, 7);
            Node xBar = tape.recordBackward(square(x), seed, List.of(x)).get(0);
            assertEquals(Tensor.of(20, 42), xBar.value());
            assertEquals(Tensor.of(4, 6), tape.backward(sum(xBar), seed).of(seed));
        }

        @Test
        void aSeedOfAnotherTapeIsRefusedWhateverThePullback() {
            Node x = leaf(1);
            Node seed = new Tape().leaf(Tensor.scalar(1));
            Exception e = assertThrows(
                    IllegalArgumentException.class,
                    () -> tape.recordBackward(add(x, Node.constant(1)), seed, List.of(x)));
            assertTrue(e.getMessage().startsWith("recordBackward: a node of another tape;"), e::getMessage);
        }

        /** In {@code recordBackward(y, seed, x)}, as {@code backward(y, seed, x)} is written, the seed would be asked for. */
        @Test
        void takesTheNodesAskedForAsAListLestASeedCountAmongThem() {
            assertTrue(Stream.of(Tape.class.getMethods())
                    .filter(method -> method.getName().equals("recordBackward"))
                    .noneMatch(Method::isVarArgs));
        }

        @Test
        void givesConstantZerosForNodesThatTheOutputDoesNotReach() {
            Node x = leaf(2);
            Node other = leaf(3, 4);
            Node zeros = tape.recordBackward(square(x), List.of(other)).get(0);
            assertEquals(Tensor.of(0, 0), zeros.value());
            assertTrue(zeros.isConstant());
        }

        @Test
        void givesItsPullbacksTheNodesOfTheTape() {
            Spy spy = new Spy();
            Node x = leaf(2);
            tape.recordBackward(spy.apply(x, x), List.of(x));
            assertEquals(List.of(false, false), spy.givenConstants);
        }
    }

    @Nested
    class Applying {

        @Test
        void toConstantsComputesWithoutATape() {
            Node y = add(Node.constant(1), Node.constant(2));
            assertEquals(Tensor.scalar(3), y.value());
            assertTrue(y.isConstant());
            assertTrue(y.op().isEmpty());
            assertEquals(List.of(), y.primals());
        }

        @Test
        void keepsThePrimalsThoughTheCallersArrayChanges() {
            Node a = leaf(1);
            Node b = leaf(2);
            Node[] parts = {a, b};
            Node y = new Concatenate(0).apply(parts);
            parts[0] = b;
            assertEquals(List.of(a, b), y.primals());
            assertEquals(Tensor.of(10), tape.backward(y, Tensor.of(10, 20)).of(a));
        }

        @Test
        void refusesWhatTheOpRefusesByNameAndShapes() {
            Node a = leaf(1, 2);
            Node b = Node.constant(Tensor.of(1, 2, 3));
            int before = size();
            assertRefused(
                    "Add[] of [[2], [3]]: shapes [2] and [3] do not broadcast: "
                            + "aligned at the last axis, extents must be equal or 1, but axis -1 has 2 and 3",
                    () -> add(a, b));
            assertEquals(before + 1, size());
        }

        @Test
        void refusesAnotherNumberOfPrimals() {
            Node x = leaf(1);
            Node a = Node.constant(Tensor.of(1));
            assertRefused("Exp[] of [[1], [1]]: takes 1 primal, was given 2", () -> new Exp().apply(x, x));
            assertRefused("Exp[] of []: takes 1 primal, was given 0", () -> new Exp().apply());
            assertRefused("Add[] of [[1]]: takes 2 primals, was given 1", () -> new Add().apply(x));
            assertRefused("Add[] of [[1], [1], [1]]: takes 2 primals, was given 3", () -> new Add().apply(a, a, a));
        }

        @Test
        void refusesANodeOfAnotherTape() {
            Node mine = leaf(1);
            Node other = new Tape().leaf(Tensor.of(2));
            assertRefused(
                    "Add[]: a node of another tape; nodes of two tapes must not be mixed, "
                            + "use a constant of its value or record both on one tape",
                    () -> add(mine, other));
        }
    }

    @Nested
    class Refusing {

        @Test
        void anOutputOfSeveralElementsWithoutSeed() {
            Node x = leaf(1, 2);
            String message =
                    "backward from Square[] of shape [2]: an output that has not exactly one element needs a seed of its shape";
            assertRefused(message, () -> tape.backward(square(x)));
            assertRefused(message, () -> tape.recordBackward(square(x), List.of(x)));
        }

        @Test
        void anOutputOfNoElementsWithoutSeed() {
            Node x = tape.leaf(Tensor.of());
            String message =
                    "backward from leaf of shape [0]: an output that has not exactly one element needs a seed of its shape";
            assertRefused(message, () -> tape.backward(x));
            assertRefused(message, () -> tape.recordBackward(x, List.of(x)));
        }

        @Test
        void aSeedOfAnotherShape() {
            Node y = square(leaf(1, 2));
            String message = "backward from Square[] of shape [2]: the seed must have this shape, had [2, 1]";
            Tensor seed = Tensor.ones(Shape.of(2, 1));
            assertRefused(message, () -> tape.backward(y, seed));
            assertRefused(message, () -> tape.recordBackward(y, Node.constant(seed), List.of()));
        }

        @Test
        void anOutputOfAnotherTape() {
            Node other = new Tape().leaf(Tensor.of(1));
            assertRefused(
                    "backward was asked for at leaf of shape [1], which is on another tape",
                    () -> tape.backward(other));
        }

        @Test
        void aGradientByANodeOfAnotherTape() {
            Node y = square(leaf(1));
            Node other = square(new Tape().leaf(Tensor.of(1, 2)));
            assertRefused(
                    "a gradient was asked for at Square[] of shape [2], which is on another tape",
                    () -> tape.backward(y, other));
        }

        @Test
        void aGradientByAConstant() {
            Node y = square(leaf(1));
            assertRefused(
                    "a gradient was asked for at constant of shape []: a constant has none, make it a leaf",
                    () -> tape.backward(y, Node.constant(2)));
        }
    }

    @Nested
    class AnotherThread {

        @Test
        void isRefused() {
            Node x = leaf(1);
            assertRefusedElsewhere(() -> tape.leaf(Tensor.scalar(1)));
            assertRefusedElsewhere(() -> square(x));
            assertRefusedElsewhere(() -> tape.backward(x));
            assertRefusedElsewhere(() -> tape.recordBackward(x, List.of(x)));
        }

        @Test
        void isRefusedBeforeAnythingElseIsLookedAtOrChanged() {
            Node x = leaf(1);
            Tensor nothing = null;
            assertRefusedElsewhere(() -> tape.backward(x, nothing));
        }

        /** The square, while whose pullback another thread tries to use the tape. */
        private final class Interrupted implements UnaryOp {

            @Override
            public Tensor evaluate(Tensor x) {
                return Elementwise.multiply(x, x);
            }

            @Override
            public Node pullback(Node yBar, Node y, Node x) {
                assertRefusedElsewhere(() -> square(x));
                assertRefusedElsewhere(() -> tape.leaf(Tensor.scalar(1)));
                assertRefusedElsewhere(() -> tape.backward(y, x));
                return multiply(yBar, multiply(Node.constant(2), x));
            }
        }

        @Test
        void isRefusedDuringABackwardPassTooWhichGoesOnUnrecorded() {
            Node x = leaf(3);
            Node y = new Interrupted().apply(x);
            int before = size();
            assertEquals(Tensor.of(6), tape.backward(y, x).of(x));
            assertEquals(before + 1, size());
            assertFalse(square(x).isConstant());
        }

        @Test
        void addsNothingByADerivativeThatIsRefused() {
            Node x = leaf(2);
            int before = size();
            assertRefusedElsewhere(() -> grad(z -> multiply(z, x)).at(Tensor.of(3)));
            assertEquals(before + 1, size());
        }

        @Test
        void takesNoDerivativesTapeOver() {
            double slope = grad(x -> {
                        assertRefusedElsewhere(() -> multiply(new Tape().leaf(Tensor.scalar(1)), x));
                        return square(x);
                    })
                    .at(Tensor.scalar(2))
                    .item();
            assertEquals(4, slope);
        }

        private void assertRefusedElsewhere(Executable call) {
            FutureTask<Exception> task = new FutureTask<>(() -> assertThrows(IllegalStateException.class, call));
            Thread thread = new Thread(task, "another");
            thread.start();
            String message = assertDoesNotThrowAndGet(task).getMessage();
            assertEquals(
                    "a tape is used by one thread: this one belongs to \""
                            + Thread.currentThread().getName() + "\", but was used by \"another\"",
                    message);
        }

        private static Exception assertDoesNotThrowAndGet(FutureTask<Exception> task) {
            return assertDoesNotThrow(() -> task.get(10, TimeUnit.SECONDS));
        }
    }
}
