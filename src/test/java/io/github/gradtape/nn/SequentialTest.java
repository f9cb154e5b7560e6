package io.github.gradtape.nn;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.crossEntropy;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Node.constant;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradtape.gradcheck.GradientCheck;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SequentialTest {

    @Test
    void appliesItsLayersOneAfterTheOther() {
        Layer network = new Sequential(new Linear(1, 1), Activation.RELU, new Linear(1, 1));
        Tensor y = Layers.output(
                network,
                Tensor.of(new double[][] {{1}, {-1}}),
                Tensor.of(new double[][] {{2}}),
                Tensor.of(1),
                Tensor.of(new double[][] {{-3}}),
                Tensor.of(10));
        assertEquals(Tensor.of(new double[][] {{10 - 3 * (2 + 1)}, {10}}), y);
    }

    @Test
    void namesParametersByPosition() {
        Layer network = new Sequential(
                new Linear(2, 3), Activation.RELU, new Sequential(new LayerNorm(3), new Residual(new Linear(3, 3))));
        Layers.assertParameters(
                network,
                "0.weight [3, 2]",
                "0.bias [3]",
                "2.0.weight [3]",
                "2.0.bias [3]",
                "2.1.weight [3, 3]",
                "2.1.bias [3]");
    }

    @Test
    void ofNoLayersLeavesItsInputAsItIs() {
        Tensor x = Layers.numbers(2, 3);
        assertEquals(x, Layers.output(new Sequential(), x));
    }

    @Test
    void cannotBeChangedFromOutside() {
        List<Layer> layers = new ArrayList<>(List.of(new Flatten()));
        Sequential network = new Sequential(layers);
        layers.add(new Softmax());
        assertEquals(new Sequential(new Flatten()), network);
        assertThrows(UnsupportedOperationException.class, () -> network.layers().add(new Softmax()));
    }

    @Test
    void tellsWhichLayerHasRefusedItsInput() {
        Tensor x = Layers.numbers(5, 3);
        Layer picky = new Linear(4, 2);
        String fault = "Linear[inputs=4, outputs=2] of [5, 3]: the last axis must have extent 4";
        assertRefused(
                "layer 1, " + fault, () -> Layers.output(new Sequential(Activation.TANH, picky, Activation.TANH), x));
        assertRefused(
                "layer 1.0.1.0, " + fault,
                () -> Layers.output(
                        new Sequential(
                                Activation.TANH,
                                new Sequential(new Residual(new Sequential(Activation.TANH, new Sequential(picky))))),
                        x));
    }

    /** A layer of a user's own, which names neither itself nor anything. */
    private record Own(String fault) implements Layer {
        @Override
        public Node apply(Node x, Pass pass) {
            throw new IllegalArgumentException(fault);
        }
    }

    @Test
    void tellsTheLayerWhereAnOpIsToBlameAndKeepsTheCause() {
        Tensor x = Layers.numbers(5, 3);
        assertRefused(
                "layer 0, Own[fault=too hot]: too hot", () -> Layers.output(new Sequential(new Own("too hot")), x));
        assertRefused("layer 0, Own[fault=null]: null", () -> Layers.output(new Sequential(new Own(null)), x));
        Layer convolution = new Conv2d(1, 2, 3);
        Exception alone = assertThrows(IllegalArgumentException.class, () -> Layers.output(convolution, x));
        Exception within =
                assertThrows(IllegalArgumentException.class, () -> Layers.output(new Sequential(convolution), x));
        assertEquals(alone.getMessage(), within.getCause().getMessage());
    }

    @Test
    void isPrintedAsItsLayers() {
        assertEquals(
                "Sequential[Linear[inputs=2, outputs=3], TANH, Softmax[]]",
                new Sequential(new Linear(2, 3), Activation.TANH, new Softmax()).toString());
    }

    @Test
    void hasTheGradientsOfWhatItComputes() {
        Layers.requireGradients(
                new Sequential(new Linear(3, 4), Activation.GELU, new LayerNorm(4), new Linear(4, 2)),
                Layers.numbers(2, 3));
        Layers.requireGradients(
                new Sequential(new Conv2d(1, 2, 2), Activation.SILU, new MaxPool2d(2), new Flatten(), new Linear(4, 2)),
                Layers.numbers(2, 1, 3, 5));
    }

    /** The loss as the book has it and as one op, on a network, by all its parameters. */
    @Nested
    class ComposedAndFusedLoss {

        /** Some dozens of roundings of sums whose terms are of the size of 1. */
        private static final double TOLERANCE = 1e-13;

        private static final Model MODEL = Layers.scattered(new Sequential(
                new Linear(4, 6), Activation.TANH, new Residual(new Linear(6, 6)), Activation.SILU, new Linear(6, 3)));
        private static final Node X = constant(Layers.numbers(5, 4));
        private static final Node LABELS = constant(Tensor.of(0, 2, 1, 1, 0));

        @SuppressWarnings("UnnecessaryLambda") // the name is what tests read
        private static final BinaryOperator<Node> FUSED = (z, t) -> softmaxCrossEntropy(z, t);

        @SuppressWarnings("UnnecessaryLambda")
        private static final BinaryOperator<Node> COMPOSED = (z, t) -> crossEntropy(softmax(z), t);

        private static Node loss(BinaryOperator<Node> loss, Map<String, Node> parameters) {
            return loss.apply(MODEL.layer().apply(X, Pass.evaluating(MODEL, parameters)), LABELS);
        }

        private static Map<String, Node> leaves(Tape tape) {
            Map<String, Node> leaves = new LinkedHashMap<>();
            MODEL.parameters().forEach((name, value) -> leaves.put(name, tape.leaf(value)));
            return leaves;
        }

        private static double[] gradient(BinaryOperator<Node> loss) {
            Tape tape = new Tape();
            Map<String, Node> leaves = leaves(tape);
            return flat(tape.backward(loss(loss, leaves)), leaves);
        }

        private static double[] flat(Gradients gradients, Map<String, Node> leaves) {
            return leaves.values().stream()
                    .flatMapToDouble(leaf -> DoubleStream.of(gradients.of(leaf).toArray()))
                    .toArray();
        }

        private static double[] hessianTimesVector(BinaryOperator<Node> loss) {
            Tape tape = new Tape();
            Map<String, Node> leaves = leaves(tape);
            List<Node> gradients = tape.recordBackward(loss(loss, leaves), List.copyOf(leaves.values()));
            SplittableRandom random = new SplittableRandom(5);
            Node slope = gradients.stream()
                    .map(g -> sum(multiply(g, constant(Tensor.normal(g.shape(), 0, 1, random)))))
                    .reduce((a, b) -> add(a, b))
                    .orElseThrow();
            return flat(tape.backward(slope), leaves);
        }

        @Test
        void haveTheSameValue() {
            assertEquals(
                    loss(FUSED, Map.of()).value().item(),
                    loss(COMPOSED, Map.of()).value().item(),
                    TOLERANCE);
        }

        @Test
        void haveTheSameGradient() {
            assertArrayEquals(gradient(FUSED), gradient(COMPOSED), TOLERANCE);
        }

        @Test
        void haveTheSameHessianTimesAVector() {
            double largest = DoubleStream.of(hessianTimesVector(FUSED))
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            assertArrayEquals(hessianTimesVector(FUSED), hessianTimesVector(COMPOSED), TOLERANCE * largest);
        }

        @Test
        void haveTheGradientAndTheHessianOfTheValue() {
            Node weight = constant(MODEL.parameters().get("0.weight"));
            for (BinaryOperator<Node> loss : List.of(FUSED, COMPOSED)) {
                GradientCheck.of(it -> loss(loss, Map.of("0.weight", it))).require(weight.value());
                GradientCheck.of(it ->
                                grad(w -> loss(loss, Map.of("0.weight", w))).apply(it))
                        .require(weight.value());
            }
        }

        @Test
        void dependOnEveryParameter() {
            assertEquals(0, DoubleStream.of(gradient(FUSED)).filter(g -> g == 0).count());
        }
    }
}
