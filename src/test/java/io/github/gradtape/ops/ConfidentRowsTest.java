package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.crossEntropy;
import static io.github.gradtape.ops.Ops.expm1;
import static io.github.gradtape.ops.Ops.logSoftmax;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.negativeLogLikelihood;
import static io.github.gradtape.ops.Ops.slice;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Derivatives.hessian;
import static io.github.gradtape.tape.Derivatives.jacobian;
import static io.github.gradtape.tape.Derivatives.jvp;
import static io.github.gradtape.tape.Derivatives.vjp;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.cli.HighPrecision;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Jacobians, second derivatives and the gradients of composed losses keep their digits where one probability is all but 1, and lose
 * none where no probability is large.
 */
class ConfidentRowsTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    /** A probability is off by 3 units, 1 − s by another 3, and a sum of up to seven by less than one each. */
    private static final double UNITS = 16;

    /** A row of logits and the targets of its classes. */
    private record Row(Tensor logits, int label) {

        /** The Jacobian's entries are products of two probabilities: with this spread they are normal numbers. */
        static Row of(long seed, double spread) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = random.nextInt(1, 8);
            return new Row(LossCall.logits(Shape.of(n), spread / 2, random), random.nextInt(n));
        }

        int classes() {
            return logits.size();
        }

        Node target() {
            return constant(Tensor.scalar(label));
        }

        /** s_i (δ_ij − s_j). */
        BigDecimal jacobian(int i, int j) {
            HighPrecision exact = new HighPrecision(logits.toArray());
            return exact.probability(i).multiply(logJacobian(exact, i, j));
        }

        /** δ_ij − s_j, where 1 − s is a sum of the others. */
        BigDecimal logJacobian(HighPrecision exact, int i, int j) {
            return i != j
                    ? exact.probability(j).negate()
                    : IntStream.range(0, classes())
                            .filter(k -> k != i)
                            .mapToObj(exact::probability)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    private static void assertIsTheJacobian(String what, Row row, Tensor actual) {
        for (int i = 0; i < row.classes(); i++) {
            for (int j = 0; j < row.classes(); j++) {
                double error = HighPrecision.errorInUnits(actual.get(i, j), row.jacobian(i, j));
                assertTrue(error <= UNITS, what + " for logits " + row.logits() + ": " + error + " u in " + actual);
            }
        }
    }

    @Property(tries = 300)
    void theJacobianOfASoftmaxKeepsItsDigits(@ForAll long seed) {
        Row row = Row.of(seed, 340);
        assertIsTheJacobian("softmax", row, jacobian((Node z) -> softmax(z)).at(row.logits()));
    }

    @Property(tries = 100)
    void secondDerivativesKeepTheirDigits(@ForAll long seed) {
        Row row = Row.of(seed, 340);
        Tensor fused = hessian(z -> softmaxCrossEntropy(z, row.target())).at(row.logits());
        assertIsTheJacobian("fused loss", row, fused);
        assertIsTheJacobian(
                "log-sum-exp", row, hessian(z -> Ops.logSumExp(z, 0)).at(row.logits()));
        Tensor composed =
                hessian(z -> negativeLogLikelihood(logSoftmax(z), row.target())).at(row.logits());
        assertIsTheJacobian("composed loss", row, composed);
        assertRowsSumToZero(fused);
        assertRowsSumToZero(composed);
    }

    /** Its product with a vector is another sum than that with a covector. */
    @Property(tries = 100)
    void theJacobianOfALogSoftmaxKeepsItsDigitsColumnByColumn(@ForAll long seed) {
        Row row = Row.of(seed, 690);
        HighPrecision exact = new HighPrecision(row.logits().toArray());
        for (int j = 0; j < row.classes(); j++) {
            Tensor column = jvp((Node z) -> logSoftmax(z)).at(row.logits(), unit(row.classes(), j));
            for (int i = 0; i < row.classes(); i++) {
                double error = HighPrecision.errorInUnits(column.get(i), row.logJacobian(exact, i, j));
                assertTrue(error <= UNITS, () -> error + " u for logits " + row.logits() + " in " + column);
            }
        }
    }

    /** The gradient is a function of the log-probabilities, through which the second derivative goes once more. */
    @Test
    void secondDerivativesOfAFunctionOfLogProbabilitiesKeepTheirDigits() {
        double r = Math.exp(-40);
        Tensor hessian = hessian(z -> focal(logSoftmax(z))).at(Tensor.of(40, 0));
        // −(1 − s)² log s is r³ − 5/2 r⁴ + …, where r is the other logit's exponential, in units of this one's
        assertMatrix(9 * r * r * r, hessian);
    }

    /** The focal loss of the first class, without exponents. */
    private static Node focal(Node logProbabilities) {
        Node l = slice(logProbabilities, 0, 0, 1);
        return negate(sum(multiply(square(expm1(l)), l)));
    }

    private static void assertMatrix(double size, Tensor actual) {
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                assertEquals(i == j ? size : -size, actual.get(i, j), UNITS * 0x1p-53 * size);
            }
        }
    }

    /** The slope by a target is −log s, and its slope by the same logit s − 1. */
    @Test
    void derivativesByTargetsAndLogitsKeepTheirDigitsInEitherOrder() {
        Tensor z = Tensor.of(40, 0);
        Tensor t = Tensor.of(1, 0);
        Tensor byTargetsFirst = jacobian(
                        x -> grad(y -> softmaxCrossEntropy(x, y)).apply(constant(t)))
                .at(z);
        Tensor byLogitsFirst = jacobian(
                        y -> grad(x -> softmaxCrossEntropy(x, y)).apply(constant(z)))
                .at(t);
        double rest = Math.exp(-40);
        assertEquals(-rest, byTargetsFirst.get(0, 0), UNITS * 0x1p-53 * rest);
        assertEquals(-rest, byLogitsFirst.get(0, 0), UNITS * 0x1p-53 * rest);
    }

    private static void assertRowsSumToZero(Tensor matrix) {
        int n = matrix.shape().extent(0);
        for (int i = 0; i < n; i++) {
            BigDecimal[] row = new BigDecimal[n];
            for (int j = 0; j < n; j++) {
                row[j] = new BigDecimal(matrix.get(i, j));
            }
            BigDecimal sum = Arrays.stream(row).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal magnitudes = Arrays.stream(row).map(BigDecimal::abs).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertTrue(HighPrecision.errorInUnits(0, sum, magnitudes) <= UNITS, () -> "rows of " + matrix);
        }
    }

    @Property(tries = 300)
    void gradientsOfComposedLossesKeepTheirDigits(@ForAll long seed) {
        Row row = Row.of(seed, 690);
        double[] oneHot = new double[row.classes()];
        oneHot[row.label()] = 1;
        BigDecimal[] exact = new HighPrecision(row.logits().toArray()).gradient(oneHot);
        assertIs(exact, row, z -> negativeLogLikelihood(logSoftmax(z), row.target()));
        assertIs(exact, row, z -> crossEntropy(softmax(z), row.target()));
    }

    private static void assertIs(BigDecimal[] exact, Row row, UnaryOperator<Node> loss) {
        Tensor gradient = grad(loss).at(row.logits());
        for (int k = 0; k < exact.length; k++) {
            double error = HighPrecision.errorInUnits(gradient.get(k), exact[k]);
            assertTrue(error <= UNITS, () -> error + " u for logits " + row.logits() + " in " + gradient);
        }
    }

    /** 1 − s is no small number here, and had best not be made of sums over the others. */
    @Test
    void theJacobianKeepsItsDigitsWhereNoProbabilityIsLarge() {
        int n = 1000;
        Tensor column = vjp((Node z) -> softmax(z)).at(Tensor.zeros(Shape.of(n)), unit(n, 0));
        double s = 1.0 / n;
        assertEquals(s * (1 - s), column.get(0), 4 * Math.ulp(s));
        for (int k = 1; k < n; k++) {
            assertEquals(-s * s, column.get(k), 4 * Math.ulp(s * s));
        }
    }

    private static Tensor unit(int n, int j) {
        double[] unit = new double[n];
        unit[j] = 1;
        return Tensor.of(unit);
    }

    @Test
    void aCotangentThatIsNotFiniteGivesWhatTheFormulaDoes() {
        Tensor confident = Tensor.of(2, 0);
        assertEquals(Tensor.of(Double.NaN, -INF), softmaxBar(confident, INF, 0));
        assertEquals(Tensor.of(-INF, Double.NaN), softmaxBar(confident, 0, INF));
        assertEquals(Tensor.of(Double.NaN, Double.NaN), softmaxBar(confident, Double.NaN, 0));
    }

    /** The difference of the two entries is no double, what it is multiplied by makes it one. */
    @Test
    void aCotangentMayBeAsLargeAsANumber() {
        Tensor bar = softmaxBar(Tensor.of(0.25, 0), -1e308, 1e308);
        double s = 1 / (1 + Math.exp(-0.25));
        assertEquals(-2e154 * s * (1 - s) * 1e154, bar.get(0), 8 * Math.ulp(1e308));
        assertEquals(2e154 * s * (1 - s) * 1e154, bar.get(1), 8 * Math.ulp(1e308));
    }

    private static Tensor softmaxBar(Tensor logits, double... sBar) {
        return vjp((Node z) -> softmax(z)).at(logits, Tensor.of(sBar));
    }

    @Test
    void anInfiniteCotangentOfALogProbabilityStaysWithItsRow() {
        Tensor bar = vjp((Node z) -> logSoftmax(z)).at(Tensor.of(2, 0), Tensor.of(INF, 0));
        assertEquals(Tensor.of(INF, -INF), bar);
    }
}
