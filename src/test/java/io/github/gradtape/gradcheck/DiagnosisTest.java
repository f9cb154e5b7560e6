package io.github.gradtape.gradcheck;

import static io.github.gradtape.ops.Ops.abs;
import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.erfc;
import static io.github.gradtape.ops.Ops.log;
import static io.github.gradtape.ops.Ops.matmul;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sqrt;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.ops.Ops.sumKept;
import static io.github.gradtape.ops.Ops.transpose;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.ops.Multiply;
import io.github.gradtape.ops.Sin;
import io.github.gradtape.ops.Softmax;
import io.github.gradtape.ops.Square;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {

    private static final Tensor MATRIX = Tensor.of(new double[][] {{0.1, 0.7, -0.4}, {1.2, -0.3, 0.5}});
    private static final String FIRST = "the gradient by input 0 ";

    private static void assertDiagnosed(String fault, Op op, Tensor... primals) {
        assertDiagnosed(Optional.of(fault), Law.VJP_AGREES_WITH_DIFFERENCES, op, primals);
    }

    private static void assertDiagnosed(Optional<String> fault, Law broken, Op op, Tensor... primals) {
        Case call = new Case(op, primals);
        assertEquals(fault, Diagnosis.of(broken, call, Jacobian.of(call)));
    }

    private static void assertDiagnosed(String fault, WrongPullback.Pullback softmaxAlongRows) {
        assertDiagnosed(FIRST + fault, new WrongPullback(new Softmax(1), softmaxAlongRows), MATRIX);
    }

    private static Node right(Node yBar, Node y) {
        return multiply(y, subtract(yBar, sumKept(multiply(y, yBar), 1)));
    }

    @Test
    void nothingIsWrongWithARightDerivative() {
        assertDiagnosed(Optional.empty(), Law.VJP_AGREES_WITH_DIFFERENCES, new Softmax(1), MATRIX);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, is the right one times a constant factor of 0.5",
        "2, is the right one times a constant factor of 2.0",
        "-1, is the right one times −1: its sign is wrong",
        "1.000001, is the right one times a constant factor of 1 + 1.0E-6",
        "0.99, is the right one times a constant factor of 1 − 0.01",
        "0.3, is the right one times a constant factor of 0.3",
        "0, is zero"
    })
    void aConstantFactor(double factor, String fault) {
        assertDiagnosed(fault, (yBar, y, x) -> multiply(constant(factor), right(yBar, y)));
    }

    @Test
    void theTransposed() {
        Node w = constant(Tensor.of(new double[][] {{1, 2}, {3, 4}}));
        Op product = new FunctionOp(x -> matmul(x.get(0), w));
        assertDiagnosed(
                FIRST + "has the transpose of the right Jacobian",
                new WrongPullback(product, (yBar, y, x) -> matmul(yBar, w)),
                Tensor.of(new double[][] {{0.5, -1}}));
    }

    @Test
    void theDiagonalAlone() {
        assertDiagnosed(
                "equals the diagonal of the right Jacobian alone: off-diagonal entries are missing "
                        + "(s(1 − s), the diagonal-only softmax)",
                (yBar, y, x) -> multiply(yBar, multiply(y, subtract(constant(1), y))));
        Node w = constant(Tensor.of(new double[][] {{1, 2}, {3, 4}}));
        assertDiagnosed(
                FIRST + "equals the diagonal of the right Jacobian alone: off-diagonal entries are missing",
                new WrongPullback(
                        new FunctionOp(x -> matmul(x.get(0), w)),
                        (yBar, y, x) -> multiply(yBar, constant(Tensor.of(new double[][] {{1, 4}})))),
                Tensor.of(new double[][] {{0.5, -1}}));
    }

    @Test
    void theIdentity() {
        assertDiagnosed("is the cotangent itself, as if the Jacobian were the identity", (yBar, y, x) -> yBar);
    }

    @Test
    void aLostEntry() {
        assertDiagnosed(FIRST + "is lost at [1, 2]", CommonMutants.DROPS_AN_ENTRY.of(new Softmax(1)), MATRIX);
    }

    @Test
    void oneEntryOff() {
        Node factors = constant(Tensor.of(new double[][] {{1, 1.5, 1}, {1, 1, 1}}));
        assertDiagnosed("is off at the single entry [0, 1]", (yBar, y, x) -> multiply(factors, right(yBar, y)));
    }

    @Test
    void rowsOfTheCotangentIgnored() {
        Node mask = constant(Tensor.of(new double[][] {{0, 0, 0}, {1, 1, 1}}));
        assertDiagnosed(
                "ignores the cotangents of 3 of 6 output elements, the first at [0, 0]",
                (yBar, y, x) -> right(multiply(mask, yBar), y));
    }

    @Test
    void theCotangentIgnored() {
        assertDiagnosed(
                FIRST + "is the same for every cotangent: the incoming cotangent is ignored",
                CommonMutants.IGNORES_ITS_COTANGENT.of(new Square()),
                MATRIX);
    }

    @Test
    void anEpsilonAdded() {
        assertDiagnosed(
                FIRST + "is not zero for a zero cotangent: 1.0E-7 is added",
                CommonMutants.ADDS_AN_EPSILON.of(new Softmax(1)),
                MATRIX);
    }

    @Test
    void differentNumbersAdded() {
        Node added = constant(Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertDiagnosed(
                "is not zero for a zero cotangent: something is added, or the cotangent ignored in part",
                (yBar, y, x) -> add(right(yBar, y), added));
    }

    @Test
    void zeroByZeroWhereTheCotangentIsZero() {
        assertDiagnosed(
                FIRST + "is NaN for a zero cotangent: 0 times infinity, or 0 by 0",
                new WrongPullback(
                        new Square(), (yBar, y, x) -> multiply(divide(square(yBar), yBar), multiply(constant(2), x))),
                MATRIX);
    }

    @Test
    void linearInPositiveCotangentsAlone() {
        assertDiagnosed(
                FIRST + "is not linear in the cotangent",
                new WrongPullback(new Square(), (yBar, y, x) -> multiply(abs(yBar), multiply(constant(2), x))),
                MATRIX);
    }

    @Test
    void notLinearInTheCotangent() {
        assertDiagnosed(
                FIRST + "is not linear in the cotangent",
                new WrongPullback(new Square(), (yBar, y, x) -> multiply(square(yBar), x)),
                MATRIX);
    }

    @Test
    void summedOverAnotherAxis() {
        assertDiagnosed(
                "couples entries along axis 0 instead of axis 1: as if summed over another axis",
                (yBar, y, x) -> multiply(y, subtract(yBar, sumKept(multiply(y, yBar), 0))));
    }

    @Test
    void anAxisTooFewIsNotAnotherAxis() {
        assertDiagnosed(
                FIRST + "matches no known fault: 18 of 36 entries of its Jacobian are off",
                new WrongPullback(
                        new FunctionOp(x -> multiply(x.get(0), add(sum(x.get(0)), sumKept(x.get(0), 1)))),
                        (yBar, y, x) -> add(
                                multiply(yBar, add(sum(x), sumKept(x, 1))),
                                multiply(constant(2), sumKept(multiply(yBar, x), 1)))),
                MATRIX);
    }

    @Test
    void entriesInAnotherOrder() {
        assertDiagnosed(
                FIRST + "has the right entries in another order, as if it had been transposed",
                CommonMutants.TRANSPOSED.of(new Softmax(1)),
                MATRIX);
        assertDiagnosed(
                FIRST + "has the right entries in another order, as if the cotangent had been transposed",
                CommonMutants.TAKES_ANOTHER_AXIS.of(new Softmax(1)),
                MATRIX);
    }

    /** A softmax's Jacobian is symmetric, so that its rows cannot be told from its columns; here there are three and two. */
    @Test
    void entriesOfAnOblongJacobianInAnotherOrder() {
        Tensor x = Tensor.of(new double[][] {{0.5, -1}});
        Node w = constant(Tensor.of(new double[][] {{1, 2, 4}, {8, 16, 32}}));
        Node swapped = constant(Tensor.of(new double[][] {{0, 1}, {1, 0}}));
        Node turned = constant(Tensor.of(new double[][] {{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}));
        Op product = new FunctionOp(inputs -> matmul(inputs.get(0), w));
        assertDiagnosed(
                FIRST + "has the right entries in another order, as if it had been transposed",
                new WrongPullback(product, (yBar, y, given) -> matmul(matmul(yBar, transpose(w)), swapped)),
                x);
        assertDiagnosed(
                FIRST + "has the right entries in another order, as if the cotangent had been transposed",
                new WrongPullback(product, (yBar, y, given) -> matmul(matmul(yBar, turned), transpose(w))),
                x);
    }

    @Test
    void oneEntryOfTheJacobianOffWhereThereIsOneInput() {
        Node slopes = constant(Tensor.of(1, 2, 3));
        Node wrong = constant(Tensor.of(1, 2, 4));
        assertDiagnosed(
                FIRST + "is off in a single entry of the Jacobian",
                new WrongPullback(
                        new FunctionOp(x -> multiply(x.get(0), slopes)), (yBar, y, x) -> sum(multiply(yBar, wrong))),
                Tensor.scalar(0.5));
    }

    @Test
    void inputsMixedUp() {
        assertDiagnosed(
                FIRST + "is the one by input 1: the inputs are mixed up",
                CommonMutants.SWAPS_ITS_PRIMALS.of(new Multiply()),
                Tensor.of(1, 2),
                Tensor.of(3, 4));
    }

    @Test
    void detached() {
        String detached =
                "right at first order, wrong at second: a value in the pullback does not come from the primals (detached)";
        Op op = CommonMutants.DETACHED.of(new Sin());
        assertDiagnosed(Optional.of(detached), Law.SECOND_DERIVATIVE_AGREES_WITH_DIFFERENCES, op, MATRIX);
        assertDiagnosed(Optional.of(detached), Law.SECOND_DERIVATIVES_ARE_SYMMETRIC, op, MATRIX);
    }

    /** The Jacobian agrees, and yet a slope was off: what the pullback does at second order says nothing of that. */
    @Test
    void aBreachOfFirstOrderIsNotExplainedByTheSecond() {
        assertDiagnosed(
                Optional.empty(), Law.VJP_AGREES_WITH_DIFFERENCES, CommonMutants.DETACHED.of(new Sin()), MATRIX);
    }

    private static final String NO_NUMBER =
            "right at first order, NaN or infinite at second: an overflow, 0 times infinity, or 0 by 0, in the derivative of "
                    + "the pullback";

    /** The slope 2x written as 2 √x², which is right, but has no slope of its own at 0. */
    @Test
    void aSecondDerivativeThatIsNaNIsNotDetached() {
        assertDiagnosed(
                Optional.of(NO_NUMBER),
                Law.SECOND_DERIVATIVE_AGREES_WITH_DIFFERENCES,
                new WrongPullback(new Square(), (yBar, y, x) -> multiply(yBar, multiply(constant(2), sqrt(square(x))))),
                Tensor.of(0, 1));
    }

    /** The second derivative of log p has the square of 1/p in it, 10³⁵⁰ here, before it comes to the two slopes of p. */
    @Test
    void aSecondDerivativeThatOverflowsIsNotDetached() {
        assertDiagnosed(
                Optional.of(NO_NUMBER),
                Law.SECOND_DERIVATIVE_AGREES_WITH_DIFFERENCES,
                new FunctionOp(x -> log(erfc(x.get(0)))),
                Tensor.of(20));
    }

    @Test
    void noKnownFault() {
        assertDiagnosed(
                "matches no known fault: 18 of 36 entries of its Jacobian are off",
                (yBar, y, x) -> multiply(y, subtract(yBar, sumKept(multiply(square(y), yBar), 1))));
    }

    @Test
    void largeJacobiansAreLeftAlone() {
        Case call = new Case(new Softmax(0), Tensor.of(new double[21]));
        assertEquals(List.of(), Jacobian.of(call));
        assertEquals(Optional.empty(), Diagnosis.of(Law.VJP_AGREES_WITH_DIFFERENCES, call, Jacobian.of(call)));
    }
}
