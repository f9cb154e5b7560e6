package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.crossEntropy;
import static io.github.gradtape.ops.Ops.matmul;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.ops.Ops.temper;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Derivatives.jacobian;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tape.BinaryOp;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.MatrixProduct;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The examples that docs/math works through by hand, to the digits printed there or to a few ulps of their closed form. */
class WorkedExamplesTest {

    private static final double U = 0x1p-53;

    private static final Tensor X = Tensor.of(-1, -1, 1);
    private static final Tensor T = Tensor.of(0, 1, 0);

    private static void assertClose(Tensor actual, double tolerance, double... expected) {
        assertArrayEquals(expected, actual.toArray(), tolerance);
    }

    @Test
    void threeClasses() {
        Tape tape = new Tape();
        Node x = tape.leaf(X);
        Node s = softmax(x);
        Node loss = crossEntropy(s, constant(T));
        assertClose(s.value(), 5e-9, 0.10650698, 0.10650698, 0.78698604);
        assertEquals(2.2395447662218846, loss.value().item(), 4 * U * 2.24);
        Gradients gradients = tape.backward(loss, s, x);
        assertClose(gradients.of(s), 5e-8, 0, -9.3890561, 0);
        assertClose(gradients.of(x), 5e-9, 0.10650698, -0.89349302, 0.78698604);
        assertClose(gradients.of(x), 2 * U, Elementwise.subtract(s.value(), T).toArray());
        assertEquals(0, Reductions.sum(gradients.of(x)).item(), 4 * U);
    }

    @Test
    void theDiagonalAloneIsTempting() {
        Tape tape = new Tape();
        Node s = softmax(tape.leaf(X));
        Tensor sBar = tape.backward(crossEntropy(s, constant(T)), s).of(s);
        Tensor diagonal = Elementwise.map(s.value(), p -> p * (1 - p));
        assertClose(Elementwise.multiply(diagonal, sBar), 5e-9, 0, -0.89349302, 0);
    }

    @Test
    void everyRowOfTheJacobianSumsToZero() {
        Tensor sums = Reductions.sum(jacobian(Ops::softmax).at(X), 1);
        assertClose(sums, 2 * U, 0, 0, 0);
    }

    @Test
    void fiveNeurons() {
        Tensor x = Tensor.of(0.3, -1.2, 0.8, 2.0, -0.5);
        double[] s = softmax(constant(x)).value().toArray();
        Tensor jacobian = jacobian(Ops::softmax).at(x);
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                double expected = i == j ? s[i] * (1 - s[i]) : -s[i] * s[j];
                assertEquals(expected, jacobian.get(i, j), 4 * U * s[i]);
            }
        }
        double[] sBar = {0, 0, -1 / s[2], 0, 0};
        Tensor product = MatrixProduct.matmul(Tensor.of(new double[][] {sBar}), jacobian);
        assertClose(product, 8 * U, s[0], s[1], s[2] - 1, s[3], s[4]);
    }

    @Test
    void inverseTemperature() {
        double beta = 2.5;
        double[] y = softmax(temper(constant(X), constant(beta))).value().toArray();
        Tensor byX = jacobian(x -> softmax(temper(x, constant(beta)))).at(X);
        Tensor byBeta = jacobian(b -> softmax(temper(constant(X), b))).at(Tensor.scalar(beta));
        double mean = y[0] * X.get(0) + y[1] * X.get(1) + y[2] * X.get(2);
        for (int j = 0; j < 3; j++) {
            for (int i = 0; i < 3; i++) {
                double expected = beta * y[i] * ((i == j ? 1 : 0) - y[j]);
                assertEquals(expected, byX.get(j, i), 8 * U * beta * y[i]);
            }
            assertEquals(y[j] * (X.get(j) - mean), byBeta.get(j), 8 * U * y[j], "∂yⱼ/∂β = yⱼ (xⱼ − Σ y x)");
        }
    }

    @Test
    void linearLayer() {
        Tape tape = new Tape();
        Node w = tape.leaf(Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        Node b = tape.leaf(Tensor.of(0.5, -0.5));
        Node y = add(matmul(w, constant(Tensor.of(7, 8, 9))), b);
        assertEquals(Tensor.of(50.5, 121.5), y.value());
        Gradients gradients = tape.backward(y, Tensor.of(10, 20));
        assertEquals(Tensor.of(new double[][] {{70, 80, 90}, {140, 160, 180}}), gradients.of(w), "ȳ xᵀ");
        assertEquals(Tensor.of(10, 20), gradients.of(b), "ȳ");
    }

    /** Wrong on purpose: "the gradient of softmax is just 1". */
    private record SoftmaxWithUnitGradient(double beta) implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return softmax(temper(constant(x), constant(beta))).value();
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return yBar;
        }
    }

    /** The other half of the folklore: a cross-entropy that hands p − t down, as if it had seen the logits. */
    private record CrossEntropyHandingDown() implements BinaryOp {

        @Override
        public Tensor evaluate(Tensor p, Tensor t) {
            return crossEntropy(constant(p), constant(t)).value();
        }

        @Override
        public Node pullbackToFirst(Node lossBar, Node loss, Node p, Node t) {
            return Ops.multiply(lossBar, subtract(p, t));
        }

        @Override
        public Node pullbackToSecond(Node lossBar, Node loss, Node p, Node t) {
            return Ops.multiply(lossBar, Ops.negate(Ops.log(p)));
        }
    }

    private static Node unit(Node x) {
        return new SoftmaxWithUnitGradient(1).apply(x);
    }

    private static double largestDifference(UnaryOperator<Node> f, UnaryOperator<Node> g) {
        Tensor difference = Elementwise.subtract(grad(f).at(X), grad(g).at(X));
        return Reductions.max(Elementwise.map(difference, Math::abs)).item();
    }

    @Test
    void unitGradientIsRightUnderCrossEntropyWhenTheLossHandsDownProbabilitiesLessTargets() {
        UnaryOperator<Node> folklore = x -> new CrossEntropyHandingDown().apply(unit(x), constant(T));
        UnaryOperator<Node> right = x -> softmaxCrossEntropy(x, constant(T));
        assertTrue(largestDifference(folklore, right) <= 4 * U);
    }

    @Test
    void unitGradientIsWrongUnderSquaredError() {
        UnaryOperator<Node> folklore = x -> sum(square(subtract(unit(x), constant(T))));
        UnaryOperator<Node> right = x -> sum(square(subtract(softmax(x), constant(T))));
        assertTrue(largestDifference(folklore, right) > 0.5);
    }

    @Test
    void unitGradientIsWrongUnderATemperature() {
        UnaryOperator<Node> folklore =
                x -> new CrossEntropyHandingDown().apply(new SoftmaxWithUnitGradient(2).apply(x), constant(T));
        UnaryOperator<Node> right = x -> softmaxCrossEntropy(temper(x, constant(2)), constant(T));
        assertTrue(largestDifference(folklore, right) > 0.5);
    }

    @Test
    void unitGradientIsWrongAsAHiddenActivation() {
        Tensor weights = Tensor.of(new double[][] {{1, -2, 0.5}, {0, 1, -1}, {2, 0, 1}});
        UnaryOperator<Node> folklore = x -> softmaxCrossEntropy(matmul(constant(weights), unit(x)), constant(T));
        UnaryOperator<Node> right = x -> softmaxCrossEntropy(matmul(constant(weights), softmax(x)), constant(T));
        assertTrue(largestDifference(folklore, right) > 0.5);
    }

    @Test
    void fromLogitsIsSafer() {
        Tensor logits = Tensor.of(0, 1000);
        Node target = constant(Tensor.of(1, 0));
        assertEquals(
                Double.POSITIVE_INFINITY,
                crossEntropy(softmax(constant(logits)), target).value().item());
        Tensor composed = grad(z -> crossEntropy(softmax(z), target)).at(logits);
        assertTrue(Double.isNaN(composed.get(0)));
        assertEquals(1000, softmaxCrossEntropy(constant(logits), target).value().item());
        assertEquals(Tensor.of(-1, 1), grad(z -> softmaxCrossEntropy(z, target)).at(logits));
    }
}
