package io.github.gradtape.docs;

import static io.github.gradtape.ops.Ops.divide;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.negate;
import static io.github.gradtape.ops.Ops.sigmoid;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sumKept;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Law;
import io.github.gradtape.tape.Evaluation;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The code and the messages of docs/adding-an-op.md. */
class AddingAnOpExamplesTest extends Examples {

    @Test
    void using() {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.of(-1, -1, 1));
        Node y = new NormalisedSigmoid(0).apply(x);
        Tensor shares = y.value(); // [0.21194156 0.21194156 0.57611688]
        Tensor xBar = tape.backward(y, Tensor.of(0, 1, 0)).of(x); // [-0.03283858  0.12210311 -0.03283858]
        assertPrints("[0.21194156 0.21194156 0.57611688]", shares);
        assertPrints("[-0.03283858  0.12210311 -0.03283858]", xBar);
    }

    @Test
    void lawsWithoutATestFramework() {
        Case call = new Case(new NormalisedSigmoid(0), Tensor.of(-1, 0.5, 2));
        for (Law law : Law.values()) {
            law.check(call, new SplittableRandom(1));
        }
    }

    /** The laws' sentences, in the order of the page's table. */
    @Test
    void sentences() {
        for (Law law : Law.values()) {
            assertShown("docs/adding-an-op.md", "| " + law + " |");
        }
    }

    private abstract static class Wrong implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return new NormalisedSigmoid(0).evaluate(x);
        }

        @Override
        public String toString() {
            return "NormalisedSigmoid[axis=0]";
        }
    }

    private static class DiagonalAlone extends Wrong {

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            Node diagonal = multiply(multiply(y, sigmoid(negate(x))), subtract(constant(1), y));
            return multiply(diagonal, yBar);
        }
    }

    private static class Detached extends Wrong {

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            Node slopes = constant(multiply(y, sigmoid(negate(x))).value());
            return multiply(slopes, subtract(yBar, sumKept(multiply(y, yBar), 0)));
        }
    }

    private static String complaint(Law law, Op op) {
        Case call = new Case(op, Tensor.of(-1, 0.5, 2));
        String message = Assertions.assertThrows(AssertionError.class, () -> law.check(call, new Random(1)))
                .getMessage();
        return message.substring(0, message.indexOf("\ndiagnosis: "));
    }

    @Test
    void theDiagonalAloneIsCaught() {
        assertReads("""
                NormalisedSigmoid[axis=0] breaks the law "the VJP agrees with differences":
                ⟨x̄, ẋ⟩ is 0.0241…, by differences 0.0297… ± …e-11
                  cotangent = [ 0.56162278 -0.10927377  0.03214013]
                  input 0 = [-1.   0.5  2. ]
                """, complaint(Law.VJP_AGREES_WITH_DIFFERENCES, new DiagonalAlone()));
    }

    @Test
    void aDetachedResidualIsCaught() {
        assertReads("""
                NormalisedSigmoid[axis=0] breaks the law "the derivative of the pullback agrees with differences":
                the derivative of ⟨x̄, c⟩ by primals and ȳ is -0.0203…, by differences -0.0526… ± …e-11
                  cotangent = [-0.47991409  1.15440294  0.25474424]
                  input 0 = [-1.   0.5  2. ]
                """, complaint(Law.SECOND_DERIVATIVE_AGREES_WITH_DIFFERENCES, new Detached()));
    }

    /** A mask is data. */
    record Masked() implements Op {

        @Override
        public Tensor evaluate(Tensor... primals) {
            return Elementwise.multiply(primals[0], primals[1]);
        }

        @Override
        public boolean isDifferentiable(int primal, Node... primals) {
            return primal == 0;
        }

        @Override
        public Node pullback(int primal, Node yBar, Node y, Node... primals) {
            return multiply(yBar, primals[1]);
        }
    }

    @Test
    void aPrimalWithoutGradient() {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.of(3, 4));
        Node mask = constant(Tensor.of(1, 0));
        Tensor xBar =
                tape.backward(new Masked().apply(x, mask), Tensor.of(5, 5), x).of(x); // [5. 0.]
        assertPrints("[5. 0.]", xBar);
        Node asked = tape.leaf(Tensor.of(1, 0));
        assertRefused("""
                Masked[]: its primal 1 of shape [2] has no gradient; cut it off by stopGradient, or ask for other nodes
                """, () -> tape.backward(new Masked().apply(x, asked), Tensor.of(5, 5)));
        for (Law law : Law.values()) {
            law.check(new Case(new Masked(), x.value(), mask.value()), new SplittableRandom(1));
        }
    }

    record Cube() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            double[] in = x.borrow();
            double[] out = new double[in.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = in[i] * in[i] * in[i];
            }
            return Tensor.adopt(x.shape(), out);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, multiply(constant(3), multiply(x, x)));
        }
    }

    @Test
    void aFastKernel() {
        assertPrints("[ 8. 27.]", new Cube().evaluate(Tensor.of(2, 3)));
        for (Law law : Law.values()) {
            law.check(new Case(new Cube(), Tensor.of(-1, 0, 2)), new SplittableRandom(1));
        }
    }

    record HalfReciprocalRoot() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.map(x, entry -> 0.5 / Math.sqrt(entry));
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, multiply(constant(-0.5), divide(y, x)));
        }
    }

    record SquareRoot() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.map(x, Math::sqrt);
        }

        @Override
        public Evaluation evaluateWithResidual(Tensor x) {
            Tensor y = evaluate(x);
            return new Evaluation(y, new HalfReciprocalRoot(), Elementwise.map(y, root -> 0.5 / root));
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, y.recall(new HalfReciprocalRoot(), x));
        }
    }

    @Test
    void aResidual() {
        for (Law law : Law.values()) {
            law.check(new Case(new SquareRoot(), Tensor.of(0.3, 1, 7)), new SplittableRandom(1));
            law.check(new Case(new HalfReciprocalRoot(), Tensor.of(0.3, 1, 7)), new SplittableRandom(1));
        }
    }
}
