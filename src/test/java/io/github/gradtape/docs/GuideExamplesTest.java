package io.github.gradtape.docs;

import static io.github.gradtape.ops.Ops.*;
import static io.github.gradtape.tape.Derivatives.*;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.tape.*;
import io.github.gradtape.tensor.*;
import java.util.*;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The code of docs/guide.md. */
class GuideExamplesTest extends Examples {

    @Test
    void tensors() {
        Tensor vector = Tensor.of(1, 2, 3); // [1. 2. 3.]
        Tensor matrix = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
        Tensor column = Tensor.of(Shape.of(3, 1), 1, 2, 3);
        Tensor number = Tensor.scalar(0.5); // 0.5
        Tensor sevens = Tensor.full(Shape.of(4), 7); // [7. 7. 7. 7.]
        Tensor noise = Tensor.normal(Shape.of(2, 3), 0, 1, new SplittableRandom(42));
        assertPrints("[1. 2. 3.]", vector);
        assertPrints("[[1. 2. 3.]\n [4. 5. 6.]]", matrix);
        assertPrints("[[1.]\n [2.]\n [3.]]", column);
        assertPrints("0.5", number);
        assertPrints("[7. 7. 7. 7.]", sevens);
        assertPrints("[2, 3]", noise.shape());
    }

    @Test
    void arithmetic() {
        Tensor matrix = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
        Tensor shifted = Elementwise.add(matrix, Tensor.of(10, 20, 30));
        Tensor squares = Elementwise.map(matrix, x -> x * x);
        Tensor means = Reductions.mean(matrix, 1); // [2. 5.]
        double last = matrix.get(1, 2); // 6.0
        assertPrints("""
                [[11. 22. 33.]
                 [14. 25. 36.]]
                """, shifted);
        assertPrints("[[ 1.  4.  9.]\n [16. 25. 36.]]", squares);
        assertPrints("[2. 5.]", means);
        assertPrints("6.0", last);
    }

    @Test
    void longTensorsAreShortened() {
        Tensor zeros = Tensor.zeros(Shape.of(1001)); // [0. 0. 0. ... 0. 0. 0.]
        assertPrints("[0. 0. 0. ... 0. 0. 0.]", zeros);
        assertPrints("-1", Tensor.zeros(Shape.of(1000)).toString().indexOf("..."));
    }

    @Test
    void equality() {
        boolean nan = Tensor.of(Double.NaN).equals(Tensor.of(Double.NaN)); // true
        boolean zero = Tensor.of(0.0).equals(Tensor.of(-0.0)); // false
        assertPrints("true", nan);
        assertPrints("false", zero);
    }

    @Test
    void recording() {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.of(3, 4));
        Node w = tape.leaf(Tensor.of(10, 1));
        Node y = sum(multiply(w, square(x)));
        Gradients gradients = tape.backward(y);
        Tensor xBar = gradients.of(x); // [60.  8.]
        Tensor wBar = gradients.of(w); // [ 9. 16.]
        assertPrints("[60.  8.]", xBar);
        assertPrints("[ 9. 16.]", wBar);
    }

    @Test
    void innerNodes() {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(-1, -1, 1));
        Node s = softmax(z);
        Node loss = crossEntropy(s, constant(Tensor.of(0, 1, 0)));
        Gradients gradients = tape.backward(loss, s, z);
        Tensor sBar = gradients.of(s); // [ 0.        -9.3890561  0.       ]
        Tensor zBar = gradients.of(z); // [ 0.10650698 -0.89349302  0.78698604]
        assertPrints("[ 0.        -9.3890561  0.       ]", sBar);
        assertPrints("[ 0.10650698 -0.89349302  0.78698604]", zBar);
    }

    @Test
    void unreachedNodes() {
        Tape tape = new Tape();
        Node used = tape.leaf(Tensor.of(3, 4));
        Node idle = tape.leaf(Tensor.of(5, 6));
        Gradients gradients = tape.backward(sum(used));
        Tensor zeros = gradients.of(idle); // [0. 0.]
        boolean reached = gradients.reached(idle); // false
        assertPrints("[0. 0.]", zeros);
        assertPrints("false", reached);
    }

    @Test
    void seeds() {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.of(3, 4));
        Tensor xBar = tape.backward(square(x), Tensor.of(1, 10)).of(x); // [ 6. 80.]
        assertPrints("[ 6. 80.]", xBar);
    }

    @Test
    void gradientsAsNodes() {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.of(3, 4));
        Node y = sum(multiply(x, square(x)));
        Node slope = tape.recordBackward(y, List.of(x)).get(0);
        Tensor first = slope.value(); // [27. 48.]
        Tensor second = tape.backward(sum(slope)).of(x); // [18. 24.]
        assertPrints("[27. 48.]", first);
        assertPrints("[18. 24.]", second);
    }

    @Test
    void derivativesAsFunctions() {
        UnaryOperator<Node> f = x -> sum(multiply(x, square(x)));
        Tensor x = Tensor.of(1, 2);
        Tensor v = Tensor.of(1, -1);
        Tensor value = valueAndGrad(f).at(x).value(); // 9.0
        Tensor gradient = grad(f).at(x); // [ 3. 12.]
        Tensor hessianProduct = hvp(f).at(x, v); // [  6. -12.]
        Tensor hessian = hessian(f).at(x);
        assertPrints("9.0", value);
        assertPrints("[ 3. 12.]", gradient);
        assertPrints("[  6. -12.]", hessianProduct);
        assertPrints("""
                [[ 6.  0.]
                 [ 0. 12.]]
                """, hessian);
    }

    @Test
    void functionsOfSeveralOutputs() {
        Node w = constant(Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}));
        UnaryOperator<Node> f = x -> matmul(w, square(x));
        Tensor x = Tensor.of(1, 10);
        Tensor pulledBack = vjp(f).at(x, Tensor.of(1, 0, 0)); // [ 2. 40.]
        Tensor pushedOn = jvp(f).at(x, Tensor.of(0, 1)); // [ 40.  80. 120.]
        Tensor jacobian = jacobian(f).at(x);
        assertPrints("[ 2. 40.]", pulledBack);
        assertPrints("[ 40.  80. 120.]", pushedOn);
        assertPrints("""
                [[  2.  40.]
                 [  6.  80.]
                 [ 10. 120.]]
                """, jacobian);
    }

    @Test
    void nesting() {
        Derivative inner = grad(x -> multiply(x, grad(y -> multiply(x, y)).apply(constant(2))));
        Tensor ofSquare = inner.at(Tensor.scalar(3)); // 6.0
        Derivative third = grad(grad(grad(x -> square(square(x)))));
        Tensor ofFourthPower = third.at(Tensor.scalar(2)); // 48.0
        assertPrints("6.0", ofSquare);
        assertPrints("48.0", ofFourthPower);
    }

    @Test
    void stoppingTheGradient() {
        Tensor both = grad(x -> sum(multiply(x, x))).at(Tensor.of(3, 4)); // [6. 8.]
        Tensor one = grad(x -> sum(multiply(x, stopGradient(x)))).at(Tensor.of(3, 4)); // [3. 4.]
        assertPrints("[6. 8.]", both);
        assertPrints("[3. 4.]", one);
    }

    @Test
    void constants() {
        Node probabilities = softmax(constant(Tensor.of(-1, -1, 1)));
        boolean recorded = !probabilities.isConstant(); // false
        Tensor value = probabilities.value(); // [0.10650698 0.10650698 0.78698604]
        assertPrints("false", recorded);
        assertPrints("[0.10650698 0.10650698 0.78698604]", value);
    }

    @Test
    void training() {
        Node inputs = constant(Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}));
        Node classes = constant(Tensor.of(0, 1, 1, 0));
        SplittableRandom random = new SplittableRandom(1);
        Tensor[] parameters = {
            Tensor.uniform(Shape.of(2, 8), -1, 1, random), Tensor.zeros(Shape.of(8)),
            Tensor.uniform(Shape.of(8, 2), -1, 1, random), Tensor.zeros(Shape.of(2))
        };
        double lastLoss = 0;
        Tensor answers = null;
        for (int step = 0; step < 500; step++) {
            Tape tape = new Tape();
            Node[] p = Arrays.stream(parameters).map(tape::leaf).toArray(Node[]::new);
            Node hidden = tanh(affine(inputs, p[0], p[1]));
            Node logits = affine(hidden, p[2], p[3]);
            Node loss = softmaxCrossEntropy(logits, classes);
            Gradients gradients = tape.backward(loss);
            for (int i = 0; i < p.length; i++) {
                Tensor change = Elementwise.multiply(gradients.of(p[i]), -0.5);
                parameters[i] = Elementwise.add(parameters[i], change);
            }
            lastLoss = loss.value().item();
            answers = Reductions.argmax(logits.value(), 1);
        }
        assertPrints("[0. 1. 1. 0.]", answers);
        assertPrints("true", lastLoss < 0.01);
        assertShown("docs/guide.md", "`[0. 1. 1. 0.]`");
        assertShown("docs/guide.md", "below 0.01");
    }

    @Test
    void kinks() {
        Tensor ofRelu = grad(x -> relu(x)).at(Tensor.scalar(0)); // 0.0
        Tensor ofMax = grad(x -> max(x)).at(Tensor.of(2, 5, 5)); // [0.  0.5 0.5]
        assertPrints("0.0", ofRelu);
        assertPrints("[0.  0.5 0.5]", ofMax);
    }

    @Test
    void infiniteSlopesOfWhatIsNotChosen() {
        Node holds = constant(Tensor.of(0, 1));
        UnaryOperator<Node> values = x -> sum(where(holds, sqrt(x), x));
        UnaryOperator<Node> arguments = x -> sum(where(holds, sqrt(where(holds, x, constant(1))), x));
        Tensor ofValues = grad(values).at(Tensor.of(0, 4)); // [ nan 0.25]
        Tensor ofArguments = grad(arguments).at(Tensor.of(0, 4)); // [1.   0.25]
        assertPrints("[ nan 0.25]", ofValues);
        assertPrints("[1.   0.25]", ofArguments);
    }

    /** The rows of the guide's table. */
    @Test
    void conventions() {
        assertPrints("0.0", grad(x -> abs(x)).at(Tensor.scalar(0)));
        assertPrints("0.01", grad(x -> leakyRelu(x, 0.01)).at(Tensor.scalar(0)));
        assertPrints("0.0", grad(x -> clamp(x, 0, 1)).at(Tensor.scalar(1)));
        assertPrints("0.5", grad(x -> maximum(x, constant(7))).at(Tensor.scalar(7)));
        assertPrints("0.5", grad(x -> minimum(x, constant(7))).at(Tensor.scalar(7)));
        assertPrints("[ 0.5  0.5 -0. ]", grad(x -> min(x)).at(Tensor.of(2, 2, 5)));
        assertPrints("inf", grad(x -> sqrt(x)).at(Tensor.scalar(0)));
        assertPrints("inf", grad(x -> log(x)).at(Tensor.scalar(0)));
    }

    @Nested
    class Messages {

        private final Tape tape = new Tape();
        private final Node x = tape.leaf(Tensor.of(3, 4));

        private static Node zeros(int... extents) {
            return constant(Tensor.zeros(Shape.of(extents)));
        }

        @Test
        void shapes() {
            assertRefused("""
                    Add[] of [[2, 3], [2]]: shapes [2, 3] and [2] do not broadcast:
                    aligned at the last axis, extents must be equal or 1, but axis -1 has 3 and 2
                    """, () -> add(zeros(2, 3), zeros(2)));
            assertRefused("""
                    Matmul[] of [[2, 3], [4, 3]]:
                    matmul of shapes [2, 3] and [4, 3]: the inner extents 3 and 4 must be equal
                    """, () -> matmul(zeros(2, 3), zeros(4, 3)));
        }

        @Test
        void axes() {
            assertRefused("""
                    softmax of [2, 3, 4]: name the class axis;
                    only a row (rank 1) or a batch of rows (rank 2) goes without
                    """, () -> softmax(zeros(2, 3, 4)));
        }

        @Test
        void classes() {
            Node labels = constant(Tensor.of(0, 3));
            assertRefused("""
                    SoftmaxCrossEntropy[axis=1, options=mean] of [[2, 3], [2]]:
                    class index 3.0 at [1] is not a whole number from 0 to 2
                    """, () -> softmaxCrossEntropy(zeros(2, 3), labels));
        }

        @Test
        void seeds() {
            assertRefused("""
                    backward from Square[] of shape [2]: an output that has not exactly one element needs a seed of its shape
                    """, () -> tape.backward(square(x)));
        }

        @Test
        void nodesNotAskedFor() {
            Node y = square(x);
            Gradients gradients = tape.backward(sum(y), x);
            assertRefused("""
                    the gradient of a node that was not asked for: Square[] of shape [2]; name it in the call of backward
                    """, () -> gradients.of(y));
        }

        @Test
        void constants() {
            assertRefused("""
                    a gradient was asked for at constant of shape []: a constant has none, make it a leaf
                    """, () -> tape.backward(sum(x), constant(1)));
        }

        @Test
        void otherTapes() {
            assertRefused("""
                    Add[]: a node of another tape; nodes of two tapes must not be mixed,
                    use a constant of its value or record both on one tape
                    """, () -> add(x, new Tape().leaf(Tensor.scalar(1))));
        }

        @Test
        void primalsWithoutGradient() {
            Node labels = tape.leaf(Tensor.of(0, 1));
            Node loss = softmaxCrossEntropy(add(zeros(2, 3), sum(x)), labels);
            assertRefused("""
                    SoftmaxCrossEntropy[axis=1, options=mean]: its primal 1 of shape [2] has no gradient;
                    cut it off by stopGradient, or ask for other nodes
                    """, () -> tape.backward(loss));
        }

        @Test
        void otherThreads() throws InterruptedException {
            List<Tape> tapes = new ArrayList<>();
            Thread main = new Thread(() -> tapes.add(new Tape()), "main");
            main.start();
            main.join();
            Thread worker =
                    new Thread(() -> assertRefused("""
                            a tape is used by one thread: this one belongs to "main", but was used by "worker"
                            """, () -> tapes.get(0).leaf(Tensor.scalar(1))), "worker");
            List<Throwable> thrown = new ArrayList<>();
            worker.setUncaughtExceptionHandler((thread, failure) -> thrown.add(failure));
            worker.start();
            worker.join();
            assertPrints("[]", thrown);
        }
    }
}
