package io.github.gradtape.gradcheck;

import static io.github.gradtape.ops.Ops.abs;
import static io.github.gradtape.ops.Ops.log;
import static io.github.gradtape.ops.Ops.matmul;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.relu;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.ops.Ops.sqrt;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Derivatives.stopGradient;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.gradcheck.GradientReport.Verdict;
import io.github.gradtape.ops.Relu;
import io.github.gradtape.ops.Softmax;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckTest {

    private static final Tensor LOGITS = Tensor.of(-1, 0.5, 2);
    private static final Node TARGETS = constant(Tensor.of(0, 1, 0));

    private static void assertInconclusive(String reason, UnaryOperator<Node> f, Tensor x) {
        GradientReport report = GradientCheck.of(f).check(x);
        assertEquals(Verdict.INCONCLUSIVE, report.verdict(), report::text);
        assertTrue(report.text().matches("(?s)the function: inconclusive, because " + reason + ".*"), report::text);
        AssertionError e =
                assertThrows(AssertionError.class, () -> GradientCheck.of(f).require(x));
        assertTrue(e.getMessage().startsWith(report.text() + "\npage: "), e::getMessage);
    }

    @Test
    void anOpPassesAndSaysWhatItWouldHaveCaught() {
        GradientReport report = GradientCheck.of(new Softmax(0)).require(LOGITS);
        assertEquals(Verdict.PASSED, report.verdict());
        assertEquals(List.of(), report.kinks());
        assertTrue(report.smallestBias() < 1e-8, report::text);
        assertTrue(
                report.text()
                        .matches(
                                "Softmax\\[axis=0]: passed; a relative bias of \\d\\.\\de-\\d\\d would have been caught"),
                report::text);
    }

    @Test
    void aFunctionOfOneInputPasses() {
        GradientReport report =
                GradientCheck.of(z -> softmaxCrossEntropy(z, TARGETS)).require(LOGITS);
        assertTrue(report.smallestBias() < 1e-7, report::text);
    }

    @Test
    void aFunctionOfSeveralInputsPasses() {
        Tensor x = Tensor.normal(Shape.of(4, 3), 0, 1, new SplittableRandom(1));
        Tensor w = Tensor.normal(Shape.of(3, 2), 0, 1, new SplittableRandom(2));
        GradientCheck.ofMany(inputs -> sum(square(matmul(inputs.get(0), inputs.get(1)))))
                .require(x, w);
    }

    @Test
    void theSameCheckGivesTheSameReport() {
        GradientCheck check = GradientCheck.of(new Softmax(0));
        assertEquals(check.check(LOGITS).text(), check.check(LOGITS).text());
        assertEquals(check.check(LOGITS).html(), check.check(LOGITS).html());
        assertNotEquals(
                check.check(LOGITS).smallestBias(),
                check.withSeed(7).check(LOGITS).smallestBias());
    }

    /** softmax with the derivative s (1 − s). */
    private record DiagonalSoftmax() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return new Softmax(0).evaluate(x);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, multiply(y, subtract(constant(1), y)));
        }
    }

    @Test
    void theDiagonalOnlySoftmaxIsNamedAsSuch() {
        AssertionError e = assertThrows(
                AssertionError.class,
                () -> GradientCheck.of(new DiagonalSoftmax()).require(LOGITS));
        String message = e.getMessage();
        assertTrue(message.startsWith("DiagonalSoftmax[]: the VJP agrees with differences, but: "), message);
        assertTrue(
                message.contains(
                        "\ndiagnosis: the gradient by input 0 equals the diagonal of the right Jacobian alone: "
                                + "off-diagonal entries are missing (s(1 − s), the diagonal-only softmax)\n"),
                message);
        assertTrue(message.contains("\n  analytic Jacobian                   by differences\n"), message);
        assertTrue(message.contains("\nworst entry ∂y[2]/∂x0[1]: analytic 0.0, by differences -0.1377"), message);
        assertTrue(message.contains("GradientCheck.of(op).require(Tensor.of(-1.0, 0.5, 2.0));"), message);
    }

    @Test
    void aWrongOpInsideAFunctionIsFound() {
        GradientReport report = GradientCheck.of(z -> sum(square(new DiagonalSoftmax().apply(z))))
                .check(LOGITS);
        assertEquals(Verdict.FAILED, report.verdict());
        assertTrue(report.text().contains("// f is the function"), report::text);
    }

    @Test
    void aDetachedValueIsFoundAtSecondOrder() {
        GradientReport report = GradientCheck.of(new Mutated(CommonMutants.DETACHED.of(new Softmax(0))))
                .check(LOGITS);
        assertTrue(report.text().contains("\ndiagnosis: right at first order, wrong at second"), report::text);
    }

    /** Hides the mutant's name. */
    private record Mutated(Op op) implements Op {

        @Override
        public Tensor evaluate(Tensor... primals) {
            return op.evaluate(primals);
        }

        @Override
        public Node pullback(int primal, Node yBar, Node y, Node... primals) {
            return op.pullback(primal, yBar, y, primals);
        }
    }

    @Test
    void aStoppedGradientInsideAFunctionIsFound() {
        GradientReport report =
                GradientCheck.of(x -> multiply(stopGradient(x), x)).check(Tensor.of(1, 2));
        assertTrue(report.text().contains("is the right one times a constant factor of 0.5"), report::text);
    }

    @Test
    void aPullbackOfAnotherShapeIsAFailure() {
        UnaryOp wrong = new UnaryOp() {
            @Override
            public Tensor evaluate(Tensor x) {
                return x;
            }

            @Override
            public Node pullback(Node yBar, Node y, Node x) {
                return sum(yBar);
            }

            @Override
            public String toString() {
                return "Wrong";
            }
        };
        GradientReport report = GradientCheck.of(wrong).check(Tensor.of(1, 2));
        assertEquals(Verdict.FAILED, report.verdict());
        assertEquals(
                "Wrong: its gradient cannot be had, because: Wrong: its pullback to primal 0 returned shape [], but a "
                        + "cotangent has its primal's shape, [2]",
                report.text());
    }

    @Test
    void aKinkIsReportedAndTheOtherEntriesAreStillChecked() {
        GradientReport report = GradientCheck.of(new Relu()).require(Tensor.of(-1, 0, 2));
        assertEquals(List.of("input 0 at [1] = 0.0"), report.kinks());
        assertTrue(report.smallestBias() < 1e-7, report::text);
        assertTrue(
                report.text().endsWith("\n  kink: input 0 at [1] = 0.0, checked against the one-sided derivatives"),
                report::text);
    }

    @Test
    void tiesOfAFunctionAreKinks() {
        GradientReport report = GradientCheck.ofMany(inputs -> sum(abs(subtract(inputs.get(0), inputs.get(1)))))
                .require(Tensor.of(1, 2, 3), Tensor.of(1, 5, 3));
        assertEquals(
                List.of("input 0 at [0] = 1.0", "input 0 at [2] = 3.0", "input 1 at [0] = 1.0", "input 1 at [2] = 3.0"),
                report.kinks());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-15, 1e-12, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 0.5})
    void noDistanceFromAKinkFailsByChance(double distance) {
        GradientCheck.of(x -> sum(relu(subtract(x, constant(1))))).require(Tensor.of(1 + distance, 3));
        GradientCheck.of(x -> sum(abs(subtract(x, constant(1))))).require(Tensor.of(1 - distance, 3));
        GradientCheck.of(x -> sum(square(relu(subtract(x, constant(1)))))).require(Tensor.of(1 - distance, 3));
    }

    @Test
    void aKinkOfTheSlopeIsReportedAsSuch() {
        GradientReport report = GradientCheck.of(x -> sum(square(relu(x)))).require(Tensor.of(0, 3));
        assertEquals(List.of("input 0 at [0] = 0.0 (of the slope)"), report.kinks());
    }

    /** relu with a slope of 2 at 0. */
    private record SteepAtZero() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return new Relu().evaluate(x);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, constant(Elementwise.map(x.value(), v -> v > 0 ? 1 : v < 0 ? 0 : 2)));
        }
    }

    @Test
    void aWrongSlopeAtAKinkIsAFailure() {
        GradientReport report = GradientCheck.of(new SteepAtZero()).check(Tensor.of(-1, 0, 2));
        assertEquals(Verdict.FAILED, report.verdict());
        assertTrue(
                report.text()
                        .startsWith(
                                "SteepAtZero[]: its derivative at a kink lies outside the one-sided ones: element 1"),
                report::text);
    }

    @Test
    void aConstantReadOutProvesNothing() {
        assertInconclusive(
                "by input 0 the slope, .*, is lost in the noise of differences, .*", z -> sum(softmax(z)), LOGITS);
        assertInconclusive(
                "by input 0 the gradient is zero whatever the rule: a constant read-out",
                x -> multiply(constant(0), x),
                LOGITS);
        assertInconclusive("by input 0 the gradient is zero", x -> sum(relu(x)), Tensor.of(-1, -2));
    }

    @Test
    void aSaturatedRowProvesNothing() {
        assertInconclusive(
                ".* is lost in the noise of differences, .*: a saturated row or a constant read-out",
                z -> softmax(z, 1),
                Tensor.of(new double[][] {{1, 2, 3}, {60, 0, 0}}));
    }

    @Test
    void anInputThatDoesNotMatterProvesNothing() {
        GradientReport report =
                GradientCheck.ofMany(inputs -> square(inputs.get(0))).check(Tensor.of(1), Tensor.of(2));
        assertEquals(
                "the function: inconclusive, because by input 1 the gradient is zero whatever the rule: a constant read-out",
                report.text());
    }

    @Test
    void aValueThatIsNotFiniteProvesNothing() {
        assertInconclusive("the value is not finite: -Infinity", x -> sum(log(x)), Tensor.of(0, 1));
        assertInconclusive("the value is not finite: NaN", x -> log(x), Tensor.of(-1, 1));
    }

    @Test
    void theEdgeOfADomainProvesNothing() {
        assertInconclusive(".*differences find no step", x -> sqrt(x), Tensor.of(0));
    }

    @Test
    void noElementsProveNothing() {
        assertInconclusive("there are no elements to differentiate", x -> square(x), Tensor.zeros(Shape.of(0, 3)));
    }

    @Test
    void inputsThatDoNotFitAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> GradientCheck.of(new Softmax(2)).check(LOGITS));
    }

    static List<Domain> domains() {
        return List.copyOf(Domains.all().values());
    }

    @ParameterizedTest
    @MethodSource("domains")
    void noCallOfABuiltInOpFailsAndEveryKinkIsSeen(Domain domain) {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 10; i++) {
            Case call = domain.sample(random);
            GradientReport report =
                    GradientCheck.of(call.op()).check(call.primals().toArray(Tensor[]::new));
            assertNotEquals(Verdict.FAILED, report.verdict(), report::text);
            assertEquals(List.of(), report.kinks(), () -> call.toString());
        }
        for (Case call : domain.kinks()) {
            GradientReport report =
                    GradientCheck.of(call.op()).check(call.primals().toArray(Tensor[]::new));
            assertNotEquals(Verdict.FAILED, report.verdict(), report::text);
            boolean isConstant = report.verdict() == Verdict.INCONCLUSIVE;
            assertTrue(isConstant || !report.kinks().isEmpty(), () -> call.toString());
        }
    }
}
