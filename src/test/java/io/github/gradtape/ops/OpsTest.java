package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.broadcastTo;
import static io.github.gradtape.ops.Ops.matmul;
import static io.github.gradtape.ops.Ops.max;
import static io.github.gradtape.ops.Ops.mean;
import static io.github.gradtape.ops.Ops.min;
import static io.github.gradtape.ops.Ops.minimum;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.ops.Ops.sumKept;
import static io.github.gradtape.ops.Ops.sumTo;
import static io.github.gradtape.ops.Ops.transpose;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Derivatives.vjp;
import static io.github.gradtape.tape.Node.constant;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpsTest {

    private static final Tensor MATRIX = Tensor.of(new double[][] {{1, 2, 6}, {4, 3, 5}});
    private static final Tensor VECTOR = Tensor.of(10, 20, 30);

    static Stream<Arguments> doors() {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.of(new double[][] {{0.5, 0.25}}));
        Node y = tape.leaf(Tensor.of(new double[][] {{1, 0}}));
        Node scalar = tape.leaf(Tensor.scalar(1));
        Shape row = Shape.of(2);
        Node column = tape.leaf(Tensor.ones(Shape.of(2, 1)));
        Node bias = tape.leaf(Tensor.of(1));
        Node image = tape.leaf(Tensor.ones(Shape.of(1, 1, 3, 4)));
        return Stream.of(
                Arguments.of(new Add(), Ops.add(x, y), List.of(x, y)),
                Arguments.of(new Subtract(), Ops.subtract(x, y), List.of(x, y)),
                Arguments.of(new Multiply(), Ops.multiply(x, y), List.of(x, y)),
                Arguments.of(new Divide(), Ops.divide(x, y), List.of(x, y)),
                Arguments.of(new Negate(), Ops.negate(x), List.of(x)),
                Arguments.of(new Power(), Ops.power(x, y), List.of(x, y)),
                Arguments.of(new Square(), Ops.square(x), List.of(x)),
                Arguments.of(new Sqrt(), Ops.sqrt(x), List.of(x)),
                Arguments.of(new Exp(), Ops.exp(x), List.of(x)),
                Arguments.of(new Expm1(), Ops.expm1(x), List.of(x)),
                Arguments.of(new Log(), Ops.log(x), List.of(x)),
                Arguments.of(new Log1p(), Ops.log1p(x), List.of(x)),
                Arguments.of(new Sin(), Ops.sin(x), List.of(x)),
                Arguments.of(new Cos(), Ops.cos(x), List.of(x)),
                Arguments.of(new Erf(), Ops.erf(x), List.of(x)),
                Arguments.of(new Erfc(), Ops.erfc(x), List.of(x)),
                Arguments.of(new Abs(), Ops.abs(x), List.of(x)),
                Arguments.of(new Tanh(), Ops.tanh(x), List.of(x)),
                Arguments.of(new Sigmoid(), Ops.sigmoid(x), List.of(x)),
                Arguments.of(new Softplus(), Ops.softplus(x), List.of(x)),
                Arguments.of(new Relu(), Ops.relu(x), List.of(x)),
                Arguments.of(new LeakyRelu(0.1), Ops.leakyRelu(x, 0.1), List.of(x)),
                Arguments.of(new Gelu(), Ops.gelu(x), List.of(x)),
                Arguments.of(new Silu(), Ops.silu(x), List.of(x)),
                Arguments.of(new Clamp(-1, 2), Ops.clamp(x, -1, 2), List.of(x)),
                Arguments.of(new Maximum(), Ops.maximum(x, y), List.of(x, y)),
                Arguments.of(new Where(), Ops.where(y, x, scalar), List.of(y, x, scalar)),
                Arguments.of(new BroadcastTo(row), broadcastTo(scalar, row), List.of(scalar)),
                Arguments.of(new SumTo(row), sumTo(x, row), List.of(x)),
                Arguments.of(new Reshape(row), reshape(x, row), List.of(x)),
                Arguments.of(new Permute(List.of(1, 0)), Ops.permute(x, 1, 0), List.of(x)),
                Arguments.of(new Slice(1, 0, 1), Ops.slice(x, 1, 0, 1), List.of(x)),
                Arguments.of(new Pad(1, 2, 3), Ops.pad(x, 1, 2, 3), List.of(x)),
                Arguments.of(new Concatenate(1), Ops.concatenate(1, x, y, x), List.of(x, y, x)),
                Arguments.of(new Gather(1), Ops.gather(x, 1, y), List.of(x, y)),
                Arguments.of(new ScatterAdd(1, 3), Ops.scatterAdd(x, 1, y, 3), List.of(x, y)),
                Arguments.of(new Affine(false), Ops.affine(x, column, bias), List.of(x, column, bias)),
                Arguments.of(new Unfold(2, 3, 1, 4), Ops.unfold(image, 2, 3, 1, 4), List.of(image)));
    }

    @ParameterizedTest
    @MethodSource
    void doors(Op expected, Node opened, List<Node> primals) {
        assertEquals(expected, opened.op().orElseThrow());
        assertEquals(primals, opened.primals());
    }

    @Nested
    class Reducing {

        @Test
        void withoutAxesReducesAll() {
            Node x = constant(MATRIX);
            assertEquals(Tensor.scalar(21), sum(x).value());
            assertEquals(Tensor.scalar(3.5), mean(x).value());
            assertEquals(Tensor.scalar(6), max(x).value());
            assertEquals(Tensor.scalar(1), min(x).value());
            assertEquals(Tensor.of(new double[][] {{21}}), sumKept(x).value());
        }

        @Test
        void alongAnAxisDropsIt() {
            Node x = constant(MATRIX);
            assertEquals(Tensor.of(5, 5, 11), sum(x, 0).value());
            assertEquals(Tensor.of(2.5, 2.5, 5.5), mean(x, 0).value());
            assertEquals(Tensor.of(4, 3, 6), max(x, 0).value());
            assertEquals(Tensor.of(1, 2, 5), min(x, 0).value());
            assertEquals(Tensor.of(new double[][] {{5, 5, 11}}), sumKept(x, 0).value());
        }

        @Test
        void negativeAxesCountFromTheEnd() {
            Node x = constant(MATRIX);
            assertEquals(Tensor.of(9, 12), sum(x, -1).value());
            assertEquals(Tensor.of(3, 4), mean(x, -1).value());
            assertEquals(Tensor.of(6, 5), max(x, -1).value());
            assertEquals(Tensor.of(1, 3), min(x, -1).value());
            assertEquals(Tensor.of(new double[][] {{9}, {12}}), sumKept(x, -1).value());
        }

        @Test
        void alongSeveralAxesDropsThemAll() {
            Node x = constant(Tensor.of(new double[][][] {{{1, 2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 10}, {11, 12}}}));
            assertEquals(Tensor.of(18, 26, 34), sum(x, -1, 0).value());
            assertEquals(Tensor.of(4.5, 6.5, 8.5), mean(x, -1, 0).value());
            assertEquals(Tensor.of(8, 10, 12), max(x, 0, -1).value());
            assertEquals(Tensor.of(1, 3, 5), min(x, 0, 2).value());
            assertEquals(Shape.of(1, 3, 1), sumKept(x, -1, 0).shape());
        }

        @Test
        void ofAScalarIsTheScalar() {
            Node x = constant(Tensor.scalar(7));
            assertEquals(Tensor.scalar(7), sum(x).value());
            assertEquals(Tensor.scalar(7), mean(x).value());
            assertEquals(Tensor.scalar(7), max(x).value());
            assertEquals(Tensor.scalar(7), min(x).value());
        }

        @Test
        void ofNothingSumsToZeroAndHasNoMean() {
            Node empty = constant(Tensor.zeros(Shape.of(2, 0)));
            assertEquals(Tensor.of(0, 0), sum(empty, 1).value());
            assertEquals(Tensor.of(Double.NaN, Double.NaN), mean(empty, 1).value());
            assertEquals(Tensor.of(), mean(empty, 0).value());
        }

        @Test
        void theCotangentOfAMeanIsSpreadEvenly() {
            assertEquals(
                    Tensor.of(new double[][] {{2, 2, 2}, {-3, -3, -3}}),
                    vjp(x -> mean(x, 1)).at(MATRIX, Tensor.of(6, -9)));
        }

        @Test
        void tiesShareTheCotangentEvenly() {
            Tensor x = Tensor.of(new double[][] {{1, 2, 2}, {1, 1, 2}});
            Tensor yBar = Tensor.of(6, -4);
            assertEquals(
                    Tensor.of(new double[][] {{0, 3, 3}, {0, 0, -4}}),
                    vjp(y -> max(y, 1)).at(x, yBar));
            assertEquals(
                    Tensor.of(new double[][] {{6, -0.0, -0.0}, {-2, -2, -0.0}}),
                    vjp(y -> min(y, 1)).at(x, yBar));
        }

        @Test
        void anUnknownAxisIsRefused() {
            Map<String, UnaryOperator<Node>> byName = Map.of(
                    "sum", x -> sum(x, 2),
                    "sumKept", x -> sumKept(x, 2),
                    "mean", x -> mean(x, 2),
                    "max", x -> max(x, 2),
                    "min", x -> min(x, 2));
            byName.forEach((name, op) -> assertRefused(
                    name + " of [2, 3]: there is no axis 2 in shape [2, 3]: allowed are -2 to 1",
                    () -> op.apply(constant(MATRIX))));
        }

        @Test
        void theLargestOfNothingIsRefused() {
            Node empty = constant(Tensor.zeros(Shape.of(2, 0)));
            assertRefused(
                    "MaxTo[shape=[2, 1]] of [[2, 0]]: max of no elements: shape [2, 0] is empty, [2, 1] is not",
                    () -> max(empty, -1));
        }
    }

    @Nested
    class Minimum {

        @Test
        void isTheSmallerOfTwo() {
            assertEquals(
                    Tensor.of(-1, 2, -3),
                    minimum(constant(Tensor.of(-1, 5, 4)), constant(Tensor.of(1, 2, -3)))
                            .value());
        }

        @Test
        void theCotangentGoesToTheSmallerAndTiesShareIt() {
            Tape tape = new Tape();
            Node a = tape.leaf(Tensor.of(1, 2, 3));
            Node b = tape.leaf(Tensor.scalar(2));
            Gradients gradients = tape.backward(minimum(a, b), Tensor.of(10, 100, 1000));
            assertEquals(Tensor.of(10, 50, -0.0), gradients.of(a));
            assertEquals(Tensor.scalar(1050), gradients.of(b));
        }
    }

    @Nested
    class Transpose {

        @Test
        void swapsTheLastTwoAxes() {
            assertEquals(
                    Tensor.of(new double[][] {{1, 4}, {2, 3}, {6, 5}}),
                    transpose(constant(MATRIX)).value());
            Node batch = constant(Tensor.of(new double[][][] {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}));
            assertEquals(
                    Tensor.of(new double[][][] {{{1, 3}, {2, 4}}, {{5, 7}, {6, 8}}}),
                    transpose(batch).value());
        }

        @Test
        void ofAVectorIsRefused() {
            assertRefused("transpose of [3]: needs at least two axes", () -> transpose(constant(VECTOR)));
        }
    }

    @Nested
    class StackAndUnstack {

        @ParameterizedTest
        @ValueSource(ints = {1, -1})
        void positionsComeInOrderWithoutTheirAxis(int axis) {
            List<Node> columns = Ops.unstack(constant(MATRIX), axis);
            assertEquals(
                    List.of(Tensor.of(1, 4), Tensor.of(2, 3), Tensor.of(6, 5)),
                    columns.stream().map(Node::value).toList());
            assertEquals(MATRIX, Ops.stack(axis, columns.toArray(Node[]::new)).value());
        }

        @Test
        void theNewAxisMayStandAnywhere() {
            Node a = constant(Tensor.of(1, 2));
            Node b = constant(Tensor.of(3, 4));
            assertEquals(
                    Tensor.of(new double[][] {{1, 2}, {3, 4}}),
                    Ops.stack(0, a, b).value());
            assertEquals(
                    Tensor.of(new double[][] {{1, 3}, {2, 4}}),
                    Ops.stack(-1, a, b).value());
            assertEquals(Tensor.of(1, 2), Ops.stack(0, constant(1), constant(2)).value());
        }

        @Test
        void eachPositionPullsBackToItsOwnPlace() {
            Tape tape = new Tape();
            Node x = tape.leaf(MATRIX);
            List<Node> columns = Ops.unstack(x, 1);
            Node y = Ops.sum(Ops.multiply(columns.get(0), Ops.square(columns.get(2))));
            assertEquals(
                    Tensor.of(new double[][] {{36, 0, 12}, {25, 0, 40}}),
                    tape.backward(y).of(x));
        }

        @Test
        void thereAreAsManyPositionsAsTheExtentSays() {
            assertEquals(List.of(), Ops.unstack(constant(Tensor.zeros(Shape.of(2, 0))), 1));
            Node one = constant(Tensor.of(7));
            assertEquals(Tensor.scalar(7), Ops.unstack(one, 0).get(0).value());
        }

        /** So that no cotangent is as large as x for every one of many positions. */
        @Test
        void positionsAreCutFromHalvesOfHalves() {
            Node x = new Tape().leaf(Tensor.zeros(Shape.of(16)));
            for (Node position : Ops.unstack(x, 0)) {
                List<Integer> sizes = new ArrayList<>();
                for (Node node = position; node != x; node = node.primals().get(0)) {
                    sizes.add(node.value().size());
                }
                assertEquals(List.of(1, 1, 2, 4, 8), sizes);
            }
        }

        @Test
        void anAxisThatIsNotThereIsRefusedByName() {
            assertRefused(
                    "stack of [3]: shape [3] has no place for a new axis 2: allowed are -2 to 1",
                    () -> Ops.stack(2, constant(VECTOR)));
            assertRefused(
                    "unstack of [3]: there is no axis 1 in shape [3]: allowed are -1 to 0",
                    () -> Ops.unstack(constant(VECTOR), 1));
        }

        @Test
        void partsOfDifferentShapesAreRefused() {
            assertRefused(
                    "stack needs one shape: part 0 has shape [3], part 1 has shape [2]",
                    () -> Ops.stack(0, constant(VECTOR), constant(Tensor.of(1, 2))));
        }
    }

    @Nested
    class MatmulOfVectors {

        @Test
        void aVectorOnTheRightIsAColumn() {
            assertEquals(
                    Tensor.of(230, 250),
                    matmul(constant(MATRIX), constant(VECTOR)).value());
        }

        @Test
        void aVectorOnTheLeftIsARow() {
            assertEquals(
                    Tensor.of(90, 80, 160),
                    matmul(constant(Tensor.of(10, 20)), constant(MATRIX)).value());
        }

        @Test
        void twoVectorsHaveADotProduct() {
            assertEquals(
                    Tensor.scalar(1400),
                    matmul(constant(VECTOR), constant(VECTOR)).value());
        }

        @Test
        void aVectorIsMultipliedWithEachMatrixOfABatch() {
            Node batch = constant(Tensor.of(new double[][][] {{{1, 2}}, {{3, 4}}, {{5, 6}}}));
            assertEquals(
                    Tensor.of(new double[][] {{50}, {110}, {170}}),
                    matmul(batch, constant(Tensor.of(10, 20))).value());
            assertEquals(
                    Tensor.of(new double[][] {{10, 20}, {30, 40}, {50, 60}}),
                    matmul(constant(Tensor.of(10)), batch).value());
        }

        @Test
        void cotangentsHaveTheVectorsShape() {
            Tape tape = new Tape();
            Node a = tape.leaf(Tensor.of(1, 2));
            Node b = tape.leaf(Tensor.of(3, 4));
            Gradients gradients = tape.backward(matmul(a, b), Tensor.scalar(10));
            assertEquals(Tensor.of(30, 40), gradients.of(a));
            assertEquals(Tensor.of(10, 20), gradients.of(b));
        }

        @Test
        void scalarsAreRefused() {
            Node scalar = constant(2);
            assertRefused(
                    "matmul of [] and [3]: a scalar is neither a matrix nor a vector; multiply scales by it",
                    () -> matmul(scalar, constant(VECTOR)));
            assertRefused(
                    "matmul of [2, 3] and []: a scalar is neither a matrix nor a vector; multiply scales by it",
                    () -> matmul(constant(MATRIX), scalar));
        }

        @Test
        void anotherExtentIsRefusedByTheShapesThatWereGiven() {
            assertExtentsRefused(Shape.of(3), Shape.of(2), "[1, 3]", "[2, 1]", "3 and 2");
            assertExtentsRefused(Shape.of(3), Shape.of(2, 2), "[1, 3]", "[2, 2]", "3 and 2");
            assertExtentsRefused(Shape.of(2, 2), Shape.of(3), "[2, 2]", "[3, 1]", "2 and 3");
        }

        private void assertExtentsRefused(Shape a, Shape b, String left, String right, String extents) {
            Node x = constant(Tensor.zeros(a));
            Node y = constant(Tensor.zeros(b));
            assertRefused(
                    "matmul of " + a + " and " + b
                            + ", a vector counting as a row on the left and as a column on the right: "
                            + "Matmul[] of [" + left + ", " + right + "]: matmul of shapes " + left + " and " + right
                            + ": the inner extents " + extents + " must be equal",
                    () -> matmul(x, y));
        }
    }

    @Nested
    class NothingToDo {

        private final Node x = new Tape().leaf(MATRIX);

        @Test
        void givesTheSameNode() {
            assertSame(x, broadcastTo(x, x.shape()));
            assertSame(x, sumTo(x, x.shape()));
            assertSame(x, reshape(x, x.shape()));
        }

        @Test
        void isNotTheCaseForAnotherShapeOfAsManyElements() {
            assertNotSame(x, broadcastTo(x, Shape.of(1, 2, 3)));
            assertNotSame(sum(x), sumTo(sum(x), Shape.SCALAR));
            assertNotSame(x, reshape(x, Shape.of(3, 2)));
        }
    }

    @Test
    void compositionsHaveSecondDerivatives() {
        // f = mean(x)², in three variables: every entry of the Hessian is 2/9
        Tensor x = Tensor.of(1, 2, 3);
        assertEquals(
                Tensor.of(2.0 / 9, 2.0 / 9, 2.0 / 9),
                vjp(grad(y -> Ops.square(mean(y)))).at(x, Tensor.of(1, 0, 0)));
    }
}
