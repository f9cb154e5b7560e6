package io.github.gradtape.docs;

import static io.github.gradtape.ops.Ops.*;
import static io.github.gradtape.tape.Derivatives.*;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.ops.*;
import io.github.gradtape.tape.*;
import io.github.gradtape.tensor.*;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The code and the figures of docs/math. */
class MathExamplesTest extends Examples {

    private static final String SOFTMAX = "docs/math/softmax.md";
    private static final String CROSS_ENTROPY = "docs/math/cross-entropy.md";

    /** One rounding of a number near 1. */
    private static final double U = 0x1p-53;

    private static void assertNumber(String expected, double actual) {
        Assertions.assertEquals(Double.parseDouble(expected), actual, 4 * U * Math.abs(actual));
    }

    private static void assertClose(double expected, double actual, double tolerance) {
        Assertions.assertEquals(expected, actual, tolerance);
    }

    private static double largest(Tensor x) {
        return Reductions.max(Elementwise.map(x, Math::abs)).item();
    }

    @Nested
    class Softmax {

        private final Tensor x = Tensor.of(-1, -1, 1);
        private final Tensor s = softmax(constant(x)).value();

        @Test
        void theSteps() {
            assertShown(SOFTMAX, figure("e⁻¹ = %.8f", Math.exp(-1)));
            assertShown(SOFTMAX, figure("e = %.8f", Math.E));
            assertShown(SOFTMAX, figure("sum is %.8f", 2 * Math.exp(-1) + Math.E));
            assertShown(SOFTMAX, figure("0.10650698 · 0.89349302 = %.8f", s.get(0) * (1 - s.get(0))));
            assertShown(SOFTMAX, figure("−0.10650698 · 0.78698604 = −%.8f", s.get(0) * s.get(2)));
            assertPrints("Infinity", Math.exp(710));
            assertShown(SOFTMAX, figure("−1/0.10650698 = −%.7f", 1 / s.get(1)));
        }

        @Test
        void probabilities() {
            Tensor x = Tensor.of(-1, -1, 1);
            Tensor s = softmax(constant(x)).value(); // [0.10650698 0.10650698 0.78698604]
            Tensor jacobian = jacobian(z -> softmax(z)).at(x);
            assertPrints("[0.10650698 0.10650698 0.78698604]", s);
            assertPrints("""
                    [[ 0.09516324 -0.01134374 -0.08381951]
                     [-0.01134374  0.09516324 -0.08381951]
                     [-0.08381951 -0.08381951  0.16763901]]
                    """, jacobian);
            assertClose(0, largest(Reductions.sum(jacobian, 1)), 2 * U);
        }

        @Test
        void theVectorJacobianProduct() {
            Tensor sBar = Tensor.of(0, -1 / s.get(1), 0); // [ 0.        -9.3890561  0.       ]
            Tensor xBar = vjp(z -> softmax(z)).at(x, sBar); // [ 0.10650698 -0.89349302  0.78698604]
            Tensor tempting = Elementwise.multiply(Elementwise.map(s, p -> p * (1 - p)), sBar);
            assertPrints("[ 0.        -9.3890561  0.       ]", sBar);
            assertPrints("[ 0.10650698 -0.89349302  0.78698604]", xBar);
            assertPrints("[ 0.         -0.89349302  0.        ]", tempting);
            assertShown(SOFTMAX, "[0, −0.89349302, 0]");
            assertClose(-1, Reductions.sum(Elementwise.multiply(s, sBar)).item(), 2 * U);
            Tensor sMinusT = Elementwise.subtract(s, Tensor.of(0, 1, 0));
            assertClose(0, largest(Elementwise.subtract(xBar, sMinusT)), 2 * U);
        }

        @Test
        void fiveNeurons() {
            Tensor x = Tensor.of(0.3, -1.2, 0.8, 2.0, -0.5);
            Tensor s = softmax(constant(x)).value(); // [0.11369931 0.02536975 0.18745848 0.62238407 0.0510884 ]
            Tensor jacobian = jacobian(z -> softmax(z)).at(x);
            Tensor sBar = Tensor.of(0, 0, -1 / s.get(2), 0, 0);
            Tensor xBar = vjp(z -> softmax(z)).at(x, sBar);
            assertPrints("[0.11369931 0.02536975 0.18745848 0.62238407 0.0510884 ]", s);
            assertPrints("""
                    [[ 0.10077178 -0.00288452 -0.0213139  -0.07076464 -0.00580872]
                     [-0.00288452  0.02472612 -0.00475577 -0.01578973 -0.0012961 ]
                     [-0.0213139  -0.00475577  0.1523178  -0.11667117 -0.00957695]
                     [-0.07076464 -0.01578973 -0.11667117  0.23502214 -0.0317966 ]
                     [-0.00580872 -0.0012961  -0.00957695 -0.0317966   0.04847837]]
                    """, jacobian);
            assertPrints("""
                    [ 0.11369931  0.02536975 -0.81254152  0.62238407  0.0510884 ]
                    """, xBar);
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 5; j++) {
                    double expected = i == j ? s.get(i) * (1 - s.get(i)) : -s.get(i) * s.get(j);
                    assertClose(expected, jacobian.get(i, j), 4 * U * s.get(i));
                }
            }
        }

        @Test
        void inverseTemperature() {
            Node beta = constant(2.5);
            Tensor y = softmax(temper(constant(x), beta)).value(); // [0.00664835 0.00664835 0.98670329]
            Tensor byX = jacobian(z -> softmax(temper(z, beta))).at(x);
            Tensor byBeta = jacobian(b -> softmax(temper(constant(x), b))).at(Tensor.scalar(2.5));
            assertPrints("[0.00664835 0.00664835 0.98670329]", y);
            assertPrints("""
                    [[ 0.01651038 -0.0001105  -0.01639988]
                     [-0.0001105   0.01651038 -0.01639988]
                     [-0.01639988 -0.01639988  0.03279977]]
                    """, byX);
            assertPrints("""
                    [-0.01311991 -0.01311991  0.02623981]
                    """, byBeta);
            double mean = Reductions.sum(Elementwise.multiply(y, x)).item();
            assertShown(SOFTMAX, figure("⟨y, x⟩ = %.8f", mean));
            for (int j = 0; j < 3; j++) {
                assertClose(y.get(j) * (x.get(j) - mean), byBeta.get(j), 8 * U * y.get(j));
            }
        }

        /** Wrong on purpose. */
        record SoftmaxWithUnitGradient(double beta) implements UnaryOp {

            @Override
            public Tensor evaluate(Tensor x) {
                return softmax(temper(constant(x), constant(beta))).value();
            }

            @Override
            public Node pullback(Node sBar, Node s, Node x) {
                return sBar;
            }
        }

        /** The other half of the folklore: it hands p − t down, as if it had seen the logits. */
        record CrossEntropyHandingDown() implements BinaryOp {

            @Override
            public Tensor evaluate(Tensor p, Tensor t) {
                return crossEntropy(constant(p), constant(t)).value();
            }

            @Override
            public Node pullbackToFirst(Node lossBar, Node loss, Node p, Node t) {
                return multiply(lossBar, subtract(p, t));
            }

            @Override
            public Node pullbackToSecond(Node lossBar, Node loss, Node p, Node t) {
                return negate(multiply(lossBar, log(p)));
            }
        }

        private double ratio(UnaryOperator<Node> folklore, UnaryOperator<Node> right, int i) {
            return grad(folklore).at(x).get(i) / grad(right).at(x).get(i);
        }

        private void assertRow(String situation, UnaryOperator<Node> folklore, UnaryOperator<Node> right) {
            String row = figure(
                    "| %s | `%s` | `%s` |",
                    situation, grad(folklore).at(x), grad(right).at(x));
            assertShown(SOFTMAX, row);
        }

        @Test
        void theGradientOfSoftmaxIsNotOne() {
            Node t = constant(Tensor.of(0, 1, 0));
            Node w = constant(Tensor.of(new double[][] {{1, -2, 0.5}, {0, 1, -1}, {2, 0, 1}}));
            UnaryOperator<Node> unit = z -> new SoftmaxWithUnitGradient(1).apply(z);
            assertRow(
                    "cross-entropy that hands down p − t",
                    z -> new CrossEntropyHandingDown().apply(unit.apply(z), t),
                    z -> softmaxCrossEntropy(z, t));
            assertRow(
                    "squared error Σ (s − t)²",
                    z -> sum(square(subtract(unit.apply(z), t))),
                    z -> sum(square(subtract(softmax(z), t))));
            assertRow(
                    "the same cross-entropy at β = 2",
                    z -> new CrossEntropyHandingDown().apply(new SoftmaxWithUnitGradient(2).apply(z), t),
                    z -> softmaxCrossEntropy(temper(z, constant(2)), t));
            UnaryOperator<Node> hiddenUnit = z -> softmaxCrossEntropy(matmul(w, unit.apply(z)), t);
            UnaryOperator<Node> hidden = z -> softmaxCrossEntropy(matmul(w, softmax(z)), t);
            assertRow("hidden activation below a layer W", hiddenUnit, hidden);
            assertClose(70, ratio(hiddenUnit, hidden, 0), 0.5);
            assertClose(5, ratio(hiddenUnit, hidden, 1), 0.5);
            assertShown(SOFTMAX, "from 5 to 70");
        }
    }

    @Nested
    class CrossEntropy {

        @Test
        void threeClasses() {
            Tape tape = new Tape();
            Node z = tape.leaf(Tensor.of(-1, -1, 1));
            Node t = constant(Tensor.of(0, 1, 0));
            Node s = softmax(z); // Softmax[axis=0] = [0.10650698 0.10650698 0.78698604]
            Node loss = crossEntropy(s, t);
            double value = loss.value().item(); // 2.2395447662218846
            Gradients gradients = tape.backward(loss, s, z);
            Tensor sBar = gradients.of(s); // [ 0.        -9.3890561  0.       ]
            Tensor zBar = gradients.of(z); // [ 0.10650698 -0.89349302  0.78698604]
            assertPrints("Softmax[axis=0] = [0.10650698 0.10650698 0.78698604]", s);
            assertNumber("2.2395447662218846", value);
            assertPrints("[ 0.        -9.3890561  0.       ]", sBar);
            assertPrints("[ 0.10650698 -0.89349302  0.78698604]", zBar);
        }

        @Test
        void targetsThatDoNotSumToOne() {
            Node targets = constant(Tensor.of(2, 0));
            Tensor gradient = grad(z -> softmaxCrossEntropy(z, targets)).at(Tensor.of(0, 0)); // [-1.  1.]
            assertPrints("[-1.  1.]", gradient);
            Tensor composed = grad(z -> crossEntropy(softmax(z), targets)).at(Tensor.of(0, 0));
            assertPrints("[-1.  1.]", composed);
            Tensor shortcut = Elementwise.subtract(Tensor.of(0.5, 0.5), targets.value());
            assertPrints("[-1.5  0.5]", shortcut);
            assertShown(CROSS_ENTROPY, "[−1.5, 0.5]");
        }

        @Test
        void targetsHaveAGradient() {
            Tensor x = Tensor.of(-1, -1, 1);
            UnaryOperator<Node> loss = t -> softmaxCrossEntropy(constant(x), t);
            Tensor tBar = grad(loss).at(Tensor.of(0, 1, 0)); // [2.23954477 2.23954477 0.23954477]
            assertPrints("[2.23954477 2.23954477 0.23954477]", tBar);
        }

        @Test
        void classIndices() {
            Tensor rows = Tensor.of(new double[][] {{-1, -1, 1}, {2, 0, 0}});
            Node oneHot = constant(Tensor.of(new double[][] {{0, 1, 0}, {1, 0, 0}}));
            Node indices = constant(Tensor.of(1, 0));
            Tensor byOneHot = grad(z -> softmaxCrossEntropy(z, oneHot)).at(rows);
            Tensor byIndices = grad(z -> softmaxCrossEntropy(z, indices)).at(rows);
            boolean same = byOneHot.equals(byIndices); // true
            assertPrints("true", same);
        }

        @Test
        void theSecondDerivative() {
            Node targets = constant(Tensor.of(2, 0));
            Tensor hessian = hessian(z -> softmaxCrossEntropy(z, targets)).at(Tensor.of(0, 0));
            assertPrints("""
                    [[ 0.5 -0.5]
                     [-0.5  0.5]]
                    """, hessian);
        }

        @Test
        void linearLayer() {
            Tape tape = new Tape();
            Node w = tape.leaf(Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
            Node b = tape.leaf(Tensor.of(0.5, -0.5));
            Node y = add(matmul(w, constant(Tensor.of(7, 8, 9))), b); // Add[] = [ 50.5 121.5]
            Gradients gradients = tape.backward(y, Tensor.of(10, 20));
            Tensor bBar = gradients.of(b); // [10. 20.]
            Tensor wBar = gradients.of(w);
            assertPrints("Add[] = [ 50.5 121.5]", y);
            assertPrints("[10. 20.]", bBar);
            assertPrints("""
                    [[ 70.  80.  90.]
                     [140. 160. 180.]]
                    """, wBar);
        }

        @Test
        void fromLogitsIsSafer() {
            Tensor logits = Tensor.of(0, 1000);
            Node target = constant(Tensor.of(1, 0));
            Node composed = crossEntropy(softmax(constant(logits)), target);
            Tensor composedLoss = composed.value(); // inf
            Tensor composedBar = grad(z -> crossEntropy(softmax(z), target)).at(logits); // [nan nan]
            Tensor fusedLoss = softmaxCrossEntropy(constant(logits), target).value(); // 1000.0
            Tensor fusedBar = grad(z -> softmaxCrossEntropy(z, target)).at(logits); // [-1.  1.]
            assertPrints("inf", composedLoss);
            assertPrints("[nan nan]", composedBar);
            assertPrints("1000.0", fusedLoss);
            assertPrints("[-1.  1.]", fusedBar);
        }

        @Test
        void wherePathsPart() {
            Node target = constant(Tensor.of(1, 0));
            for (double spread : new double[] {700, 709, 710, 720, 740, 745, 746}) {
                Tensor logits = Tensor.of(0, spread);
                double composed =
                        crossEntropy(softmax(constant(logits)), target).value().item();
                double fused =
                        softmaxCrossEntropy(constant(logits), target).value().item();
                double error = Math.abs(composed - spread);
                assertClose(spread, fused, 0);
                assertPrints(
                        "[-1.  1.]", grad(z -> softmaxCrossEntropy(z, target)).at(logits));
                assertShown(
                        CROSS_ENTROPY,
                        figure(
                                "| %.0f | %s | `%s` |",
                                spread,
                                Double.isInfinite(error) ? "∞" : error < 1e-12 ? "0" : figure("%.1e", error),
                                grad(z -> crossEntropy(softmax(z), target)).at(logits)));
            }
        }

        @Test
        void wherePathsPartExactly() {
            Node target = constant(Tensor.of(1, 0));
            Derivative gradient = grad(z -> crossEntropy(softmax(z), target));
            assertPrints("[-1.  1.]", gradient.at(Tensor.of(0, 709.78)));
            assertPrints("[nan inf]", gradient.at(Tensor.of(0, 709.79)));
            assertShown(CROSS_ENTROPY, "709.78");
            assertPrints(
                    "4.9E-324", softmax(constant(Tensor.of(0, 745.13))).value().get(0));
            assertPrints("0.0", softmax(constant(Tensor.of(0, 745.14))).value().get(0));
            assertShown(CROSS_ENTROPY, "745.13");
        }

        @Test
        void masks() {
            Node z = constant(Tensor.of(0, Double.NEGATIVE_INFINITY));
            Node t = constant(Tensor.of(1, 0));
            assertPrints("0.0", softmaxCrossEntropy(z, t).value());
            assertPrints("0.0", crossEntropy(softmax(z), t).value());
            assertPrints("nan", negate(sum(multiply(t, log(softmax(z))))).value());
        }

        @Test
        void confidentRows() {
            Node target = constant(Tensor.of(1, 0));
            for (double margin : new double[] {10, 20, 30, 40}) {
                Node logits = constant(Tensor.of(margin, 0));
                double exact = Math.log1p(Math.exp(-margin));
                double composed = crossEntropy(softmax(logits), target).value().item();
                double fused = softmaxCrossEntropy(logits, target).value().item();
                assertClose(exact, fused, 8 * U * exact);
                assertClose(exact, composed, U);
                assertShown(CROSS_ENTROPY, figure("| %.0f | %.6e | %.0e |", margin, fused, Math.min(1, U / exact)));
            }
            Node confident = constant(Tensor.of(38, 0));
            assertPrints("1.0", softmax(confident).value().get(0));
            assertPrints(
                    "0.0",
                    Math.abs(crossEntropy(softmax(confident), target).value().item()));
            assertShown(CROSS_ENTROPY, "From a margin of 38 on");
        }
    }
}
