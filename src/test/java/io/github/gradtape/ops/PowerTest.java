package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.power;
import static io.github.gradtape.ops.Slopes.assertUlps;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.ops.Slopes.third;
import static io.github.gradtape.ops.Slopes.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Derivatives;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PowerTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Power.class);
    }

    private static final Node WHOLE = Node.constant(Tensor.of(0, 1, 2, 3));

    @Test
    void agreesWithItsTextbookDerivatives() {
        // mpmath 1.3.0, 60 digits: ∂y/∂x = p xᵖ⁻¹ and ∂²y/∂x², at x = 2, p = 0.5; ∂y/∂p = xᵖ log x and ∂²y/∂p², at x =
        // 2, p = 3
        Node half = Node.constant(0.5);
        Node two = Node.constant(2);
        assertUlps(1, new double[] {1.4142135623730951}, values(x -> power(x, half), 2));
        assertUlps(2, new double[] {0.3535533905932738}, first(x -> power(x, half), 2));
        assertUlps(4, new double[] {-0.08838834764831845}, second(x -> power(x, half), 2));
        assertUlps(2, new double[] {5.545177444479562}, first(p -> power(two, p), 3));
        assertUlps(4, new double[] {3.8436241113456115}, second(p -> power(two, p), 3));
    }

    @Test
    void cotangentsAreSummedOverRepeatedAxes() {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.of(new double[][] {{1}, {2}}));
        Node p = tape.leaf(Tensor.of(1, 2, 3));
        Gradients gradients = tape.backward(power(x, p), Tensor.of(new double[][] {{1, 1, 1}, {1, 10, 100}}));
        assertEquals(Tensor.of(new double[][] {{6}, {1241}}), gradients.of(x));
        // yBar y log 2 of the second row; log 1 = 0
        double log2 = Math.log(2);
        assertUlps(
                2,
                new double[] {2 * log2, 40 * log2, 800 * log2},
                gradients.of(p).toArray());
    }

    @Test
    void allDerivativesByTheBaseAreRightAtZeroForWholeExponents() {
        assertArrayEquals(new double[] {1, 0, 0, 0}, values(x -> power(x, WHOLE), 0, 0, 0, 0));
        assertArrayEquals(new double[] {0, 1, 0, 0}, first(x -> power(x, WHOLE), 0, 0, 0, 0));
        assertArrayEquals(new double[] {0, 0, 2, 0}, second(x -> power(x, WHOLE), 0, 0, 0, 0));
        assertArrayEquals(new double[] {0, 0, 0, 6}, third(x -> power(x, WHOLE), 0, 0, 0, 0));
    }

    /** The reciprocal of such a base is no double. */
    @Test
    void allDerivativesByTheBaseAreRightNearZeroForWholeExponents() {
        for (double x : new double[] {Double.MIN_VALUE, -1e-310, 5e-309}) {
            assertArrayEquals(new double[] {0, 1, 2 * x, 0}, first(b -> power(b, WHOLE), x, x, x, x), 0);
            assertArrayEquals(new double[] {0, 0, 2, 6 * x}, second(b -> power(b, WHOLE), x, x, x, x), 0);
            assertArrayEquals(new double[] {0, 0, 0, 6}, third(b -> power(b, WHOLE), x, x, x, x), 0);
        }
    }

    @Test
    void atExponentZeroTheSlopeByTheBaseIsZeroForAVariableExponentToo() {
        for (double x : new double[] {0, -0.0, Double.MIN_VALUE, -1e-310, 1e-160, 1, -2}) {
            Tape tape = new Tape();
            Node base = tape.leaf(Tensor.scalar(x));
            Node exponent = tape.leaf(Tensor.scalar(0));
            assertEquals(0, tape.backward(power(base, exponent)).of(base).item(), 0, "x = " + x);
        }
    }

    /** The reciprocal of such a base is a double, that of its square is none. */
    @Test
    void secondAndThirdDerivativesByTheBaseAreRightForWholeExponentsThatAreFixed() {
        for (double x : new double[] {1e-160, -1e-200, 1e-300}) {
            assertUlps(1, new double[] {0, 0, 2, 6 * x}, second(b -> power(b, WHOLE), x, x, x, x));
            assertUlps(1, new double[] {0, 0, 0, 6}, third(b -> power(b, WHOLE), x, x, x, x));
        }
    }

    @Test
    void atZeroAndExponentOneTheMixedDerivativeDependsOnTheOrder() {
        UnaryOperator<Node> byBase = p -> Derivatives.grad(x -> power(x, p)).apply(Node.constant(0));
        UnaryOperator<Node> byExponent = x -> Derivatives.grad(p -> power(x, p)).apply(Node.constant(1));
        assertEquals(
                Tensor.scalar(Double.NEGATIVE_INFINITY),
                Derivatives.grad(byBase).at(Tensor.scalar(1)));
        assertEquals(Tensor.scalar(0), Derivatives.grad(byExponent).at(Tensor.scalar(0)));
    }

    @Test
    void allDerivativesByTheBaseAreRightAtNegativeBasesForWholeExponents() {
        assertUlps(0, new double[] {1, -2, 4, -8}, values(x -> power(x, WHOLE), -2, -2, -2, -2));
        assertUlps(0, new double[] {0, 1, -4, 12}, first(x -> power(x, WHOLE), -2, -2, -2, -2));
        assertUlps(0, new double[] {0, 0, 2, -12}, second(x -> power(x, WHOLE), -2, -2, -2, -2));
        assertUlps(0, new double[] {0, 0, 0, 6}, third(x -> power(x, WHOLE), -2, -2, -2, -2));
    }

    @Test
    void theSlopeByTheBaseIsInfiniteAtZeroForExponentsBelowOne() {
        assertArrayEquals(new double[] {Double.POSITIVE_INFINITY}, first(x -> power(x, Node.constant(0.5)), 0));
    }

    @Test
    void theDerivativesByAPositiveExponentAreZeroAtBaseZero() {
        Node zero = Node.constant(0);
        assertArrayEquals(new double[] {0, 0, 0}, first(p -> power(zero, p), 0.5, 1, 2));
        assertArrayEquals(new double[] {0, 0, 0}, second(p -> power(zero, p), 0.5, 1, 2));
    }

    @Test
    void theSlopeByExponentZeroAtBaseZeroIsMinusInfinity() {
        assertArrayEquals(new double[] {Double.NEGATIVE_INFINITY}, first(p -> power(Node.constant(0), p), 0));
    }

    @Test
    void atExponentZeroTheSlopeByTheBaseGrowsWithTheExponent() {
        // ∂²y/∂x∂p = xᵖ⁻¹ (1 + p log x) = 1/x, though ∂y/∂x itself is 0 there
        UnaryOperator<Node> slope = p -> Derivatives.grad(x -> power(x, p)).apply(Node.constant(2));
        assertArrayEquals(
                new double[] {0.5},
                new double[] {Derivatives.grad(slope).at(Tensor.scalar(0)).item()});
    }

    @Test
    void atNegativeBasesThereIsNoDerivativeByTheExponent() {
        assertArrayEquals(new double[] {Double.NaN}, first(p -> power(Node.constant(-2), p), 3));
    }

    @Test
    void aNegativeBaseHasNoPowerUnlessTheExponentIsWhole() {
        assertArrayEquals(new double[] {Double.NaN}, values(x -> power(x, Node.constant(0.5)), -2));
    }
}
