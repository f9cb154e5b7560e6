package io.github.gradtape.tape;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.matmul;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sin;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Derivatives.hessian;
import static io.github.gradtape.tape.Derivatives.hvp;
import static io.github.gradtape.tape.Derivatives.jacobian;
import static io.github.gradtape.tape.Derivatives.jvp;
import static io.github.gradtape.tape.Derivatives.valueAndGrad;
import static io.github.gradtape.tape.Derivatives.vjp;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.MatrixProduct;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DerivativesTest {

    /** A few roundings of numbers of the size of 1. */
    private static final double TOLERANCE = 1e-14;

    private static final Node ONE = Node.constant(1);

    private static double at(UnaryOperator<Node> f, double x) {
        return f.apply(Node.constant(x)).value().item();
    }

    private static void assertClose(Tensor expected, Tensor actual) {
        assertEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.toArray(), actual.toArray(), TOLERANCE);
    }

    @Nested
    class Grad {

        @Test
        void isTheGradientOfAScalarFunction() {
            assertEquals(Tensor.of(2, -6), grad(x -> sum(square(x))).at(Tensor.of(1, -3)));
        }

        @Test
        void takesAnOutputOfAnyShapeOfOneElement() {
            assertEquals(Tensor.of(new double[][] {{6}}), grad(x -> square(x)).at(Tensor.of(new double[][] {{3}})));
        }

        @Test
        void ofAFunctionThatDoesNotUseItsArgumentIsZero() {
            assertEquals(Tensor.of(0, 0), grad(x -> ONE).at(Tensor.of(1, 2)));
        }

        @Test
        void comesWithTheValueFromOneEvaluation() {
            int[] evaluations = {0};
            ValueAndGrad.Result<Tensor> result = valueAndGrad(x -> {
                        evaluations[0]++;
                        return sum(square(x));
                    })
                    .at(Tensor.of(1, -3));
            assertEquals(Tensor.scalar(10), result.value());
            assertEquals(Tensor.of(2, -6), result.gradient());
            assertEquals(1, evaluations[0]);
        }

        @Test
        void ofAnOutputOfSeveralElementsIsRefused() {
            assertRefused(
                    "the gradient of a function whose output has shape [2]: "
                            + "it needs exactly one element; use vjp or jacobian",
                    () -> grad(x -> square(x)).at(Tensor.of(1, 2)));
        }

        @Test
        void ofGradOfGradOfTheSineIsMinusTheCosine() {
            for (double x : new double[] {-2, 0, 0.7, 3}) {
                assertEquals(-Math.cos(x), at(grad(grad(grad(y -> sin(y)))), x), TOLERANCE);
            }
        }

        @Test
        void atAConstantIsAConstant() {
            ValueAndGrad.Result<Node> result = valueAndGrad(x -> square(x)).apply(Node.constant(3));
            assertTrue(result.value().isConstant());
            assertTrue(result.gradient().isConstant());
        }
    }

    @Nested
    class Products {

        private final Tensor x = Tensor.of(1, 2, 3);

        @Test
        void ofACotangentWithTheJacobian() {
            // y = (Σ x², Σ x)
            UnaryOperator<Node> f = v -> add(
                    multiply(sum(square(v)), Node.constant(Tensor.of(1, 0))),
                    multiply(sum(v), Node.constant(Tensor.of(0, 1))));
            assertEquals(Tensor.of(14, 6), f.apply(Node.constant(x)).value());
            assertEquals(Tensor.of(25, 45, 65), vjp(f).at(x, Tensor.of(10, 5)));
            assertEquals(Tensor.of(2 - 4 - 6, 1 - 1 - 1), jvp(f).at(x, Tensor.of(1, -1, -1)));
        }

        @Test
        void withTheHessianNeedNoHessian() {
            assertEquals(
                    Tensor.of(6, -24, 9), hvp(v -> sum(multiply(v, square(v)))).at(x, Tensor.of(1, -2, 0.5)));
        }

        @Test
        void ofAFunctionThatDoesNotUseItsArgumentAreZero() {
            UnaryOperator<Node> f = v -> Node.constant(Tensor.of(1, 2));
            assertEquals(Tensor.of(0, 0, 0), vjp(f).at(x, Tensor.of(1, 1)));
            assertEquals(Tensor.of(0, 0), jvp(f).at(x, Tensor.of(1, 1, 1)));
        }

        @Test
        void areDifferentiableByTheVector() {
            Tape tape = new Tape();
            Node v = tape.leaf(Tensor.of(1, 1, 1));
            UnaryOperator<Node> f = w -> square(w);
            Tensor seed = Tensor.of(1, 10, 100);
            Node point = Node.constant(x);
            assertEquals(
                    Tensor.of(2, 40, 600),
                    tape.backward(vjp(f).apply(point, v), seed, v).of(v));
            assertEquals(
                    Tensor.of(2, 40, 600),
                    tape.backward(jvp(f).apply(point, v), seed, v).of(v));
        }

        @Test
        void areDifferentiableByThePoint() {
            Tape tape = new Tape();
            Node point = tape.leaf(x);
            UnaryOperator<Node> f = w -> square(w);
            Node v = Node.constant(Tensor.of(3, 4, 5));
            Tensor seed = Tensor.of(1, 10, 100);
            assertEquals(
                    Tensor.of(6, 80, 1000),
                    tape.backward(vjp(f).apply(point, v), seed, point).of(point));
            assertEquals(
                    Tensor.of(6, 80, 1000),
                    tape.backward(jvp(f).apply(point, v), seed, point).of(point));
        }

        @Test
        void evaluateTheFunctionOnce() {
            int[] evaluations = {0};
            UnaryOperator<Node> f = v -> {
                evaluations[0]++;
                return sum(square(v));
            };
            for (DirectionalDerivative product : List.of(jvp(f), hvp(f))) {
                evaluations[0] = 0;
                product.at(x, x);
                assertEquals(1, evaluations[0]);
            }
        }

        @Test
        void refuseAVectorOfAnotherShape() {
            for (DirectionalDerivative product : List.of(
                    vjp(v -> square(v)),
                    jvp(v -> square(v)),
                    jvp(v -> sum(v)),
                    hvp(v -> sum(square(v))),
                    hvp(v -> sum(v)))) {
                assertRefused(
                        "the product of a derivative with a vector of shape [2]: the vector must have shape [3]",
                        () -> product.at(x, Tensor.of(1, 2)));
            }
        }
    }

    @Nested
    class Matrices {

        @Test
        void theJacobianHasTheOutputsShapeFollowedByThePoints() {
            Node w = Node.constant(Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
            assertEquals(w.value(), jacobian(x -> matmul(w, x)).at(Tensor.of(7, 8, 9)));
            assertEquals(
                    Shape.of(2, 4, 3, 4),
                    jacobian(x -> matmul(w, x)).at(Tensor.zeros(Shape.of(3, 4))).shape());
        }

        @Test
        void theJacobianOfAScalarFunctionIsItsGradient() {
            assertEquals(Tensor.of(2, 4), jacobian(x -> sum(square(x))).at(Tensor.of(1, 2)));
        }

        @Test
        void theJacobianOfAFunctionThatDoesNotUseItsArgumentIsZero() {
            assertEquals(
                    Tensor.zeros(Shape.of(3, 2)),
                    jacobian(x -> Node.constant(Tensor.of(1, 2, 3))).at(Tensor.of(1, 2)));
        }

        @Test
        void theJacobianOfNoOutputsHasNoRows() {
            assertEquals(
                    Tensor.zeros(Shape.of(0, 2)),
                    jacobian(x -> Node.constant(Tensor.of())).at(Tensor.of(1, 2)));
        }

        @Test
        void aJacobianThatNoTensorHoldsIsRefusedBeforeAnyRowIsMade() {
            record Rowless() implements UnaryOp {

                @Override
                public Tensor evaluate(Tensor x) {
                    return x;
                }

                @Override
                public Node pullback(Node yBar, Node y, Node x) {
                    throw new AssertionError("a row was asked for");
                }
            }

            assertRefused(
                    "the Jacobian of an output of shape [65536] by an input of shape [65536]: "
                            + "shape [65536, 65536]: a tensor holds at most 2147483647 elements",
                    () -> jacobian(x -> new Rowless().apply(x)).at(Tensor.zeros(Shape.of(65_536))));
        }

        @Test
        void theJacobianCanBeDifferentiated() {
            // y = x³: J = diag(3x²), ∂/∂x of the sum of all its entries is 6x
            assertEquals(
                    Tensor.of(6, 12),
                    grad(x -> sum(jacobian(v -> multiply(v, square(v))).apply(x)))
                            .at(Tensor.of(1, 2)));
        }

        @Test
        void theHessianHoldsAllSecondDerivatives() {
            // f = (x₀² + x₁²)²: 4 (x₀² + x₁²) I + 8 x xᵀ
            assertEquals(
                    Tensor.of(new double[][] {{20 + 8, 16}, {16, 20 + 32}}),
                    hessian(x -> square(sum(square(x)))).at(Tensor.of(1, 2)));
        }

        @Test
        void theHessianOfAMatrixHasItsShapeTwice() {
            Tensor x = Tensor.of(new double[][] {{1, 2}});
            assertEquals(
                    Tensor.of(new double[][][][] {{{{6, 0}}, {{0, 12}}}}),
                    hessian(v -> sum(multiply(v, square(v)))).at(x));
        }

        @Test
        void theHessianOfSoftmaxCrossEntropyIsThatOfTheLogSumExp() {
            Node t = Node.constant(Tensor.of(0, 1, 0));
            double e = Math.exp(2);
            Tensor s = Tensor.of(1 / (2 + e), 1 / (2 + e), e / (2 + e));
            Tensor column = Layout.reshape(s, Shape.of(3, 1));
            Tensor identity = Tensor.of(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
            assertClose(
                    Elementwise.subtract(Elementwise.multiply(identity, s), Elementwise.multiply(column, s)),
                    hessian(z -> softmaxCrossEntropy(z, t)).at(Tensor.of(-1, -1, 1)));
        }
    }

    /** y = W sin x, whose Jacobian is W diag(cos x). */
    private record Sample(Tensor w, Tensor x, Tensor tangent, Tensor yBar) {

        static Sample of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int outputs = random.nextInt(1, 5);
            int inputs = random.nextInt(1, 5);
            return new Sample(
                    Tensor.uniform(Shape.of(outputs, inputs), -1, 1, random),
                    Tensor.uniform(Shape.of(inputs), -3, 3, random),
                    Tensor.uniform(Shape.of(inputs), -1, 1, random),
                    Tensor.uniform(Shape.of(outputs), -1, 1, random));
        }

        @SuppressWarnings("UnnecessaryLambda") // it closes over this case
        UnaryOperator<Node> f() {
            return v -> matmul(Node.constant(w), sin(v));
        }

        Tensor jacobian() {
            return Elementwise.multiply(w, Elementwise.map(x, Math::cos));
        }

        static Tensor column(Tensor vector) {
            return Layout.reshape(vector, Shape.of(vector.size(), 1));
        }

        static Tensor vector(Tensor column) {
            return Layout.reshape(column, Shape.of(column.size()));
        }
    }

    @Property(tries = 200)
    void theJacobianIsTheOneInClosedForm(@ForAll long seed) {
        Sample sample = Sample.of(seed);
        assertClose(sample.jacobian(), jacobian(sample.f()).at(sample.x));
    }

    @Property(tries = 200)
    void theJvpIsTheJacobianTimesTheTangent(@ForAll long seed) {
        Sample sample = Sample.of(seed);
        Tensor product = MatrixProduct.matmul(jacobian(sample.f()).at(sample.x), Sample.column(sample.tangent));
        assertClose(Sample.vector(product), jvp(sample.f()).at(sample.x, sample.tangent));
    }

    @Property(tries = 200)
    void theVjpIsTheTransposedJacobianTimesTheCotangent(@ForAll long seed) {
        Sample sample = Sample.of(seed);
        Tensor product =
                MatrixProduct.matmul(jacobian(sample.f()).at(sample.x), true, Sample.column(sample.yBar), false);
        assertClose(Sample.vector(product), vjp(sample.f()).at(sample.x, sample.yBar));
    }

    @Property(tries = 200)
    void theHvpIsTheHessianTimesTheVector(@ForAll long seed) {
        Sample sample = Sample.of(seed);
        UnaryOperator<Node> f = v -> sum(square(sample.f().apply(v)));
        Tensor product = MatrixProduct.matmul(hessian(f).at(sample.x), Sample.column(sample.tangent));
        double[] expected = product.toArray();
        // sums of up to 4 · 4 products of up to 4 each
        assertArrayEquals(expected, hvp(f).at(sample.x, sample.tangent).toArray(), 16 * TOLERANCE);
    }
}
